"""Every answered question as a row of a table, and a table as a file that any spreadsheet opens (RFC 4180).

The file begins with a byte order mark: without it one widespread spreadsheet reads “piriformis ½” as “piriformis Â½”,
and the others pass over it. A cell that begins as a formula does would be carried out when the file is opened; an
apostrophe in front makes it text. Numbers stay numbers, a negative mark among them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final, Literal

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.events import Entry, ItemAnswered, PracticeOpened
from sciatica_teach.model.items import BankItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.item_making import find_item
from sciatica_teach.session.one_question import PREFIX

Place = Literal["set", "one", "practice", "review", "mistakes", "exam"]

FORMULA_SIGNS: Final = tuple("=+-@\t\r\n＝＋－＠")
"""The wide ones are taken for the others."""

Cell = str | int | float


@record
class AnsweredRow:
    """One answer, and what of its question the content still has."""

    at: float
    """Seconds since the epoch."""
    place: Place
    set_id: str
    """Empty outside a set."""
    answer: ItemAnswered
    item: BankItem | None
    """None where it left the bank."""
    content_version: str


def list_answers(kb: KnowledgeBase, entries: Iterable[Entry]) -> Iterator[AnsweredRow]:
    """Every answer that was marked, in the order of the record."""
    rounds: dict[str, Place] = {}
    for entry in entries:
        if isinstance(entry.event, PracticeOpened):
            rounds[entry.subject] = entry.event.mode
        if isinstance(entry.event, ItemAnswered):
            kind, _, rest = entry.subject.partition("/")
            set_id = rest.rpartition("/")[0] if kind == "quiz" else ""
            place: Place = rounds.get(entry.subject, "exam" if kind == "exam" else "set")
            yield AnsweredRow(
                at=entry.at, place="one" if set_id.startswith(PREFIX) else place,
                set_id="" if set_id.startswith(PREFIX) else set_id, answer=entry.event,
                item=_find(kb, entry.event.item_id), content_version=entry.content_version)


def _find(kb: KnowledgeBase, item_id: str) -> BankItem | None:
    try:
        return find_item(kb, item_id)
    except SciaticaTeachError:
        return None


def write_table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The text of the file."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([make_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def make_harmless(cell: Cell) -> Cell:
    """The cell; text that a spreadsheet would take for a formula with an apostrophe in front."""
    is_formula = isinstance(cell, str) and (cell.startswith(FORMULA_SIGNS) or cell.lstrip().startswith(FORMULA_SIGNS))
    return f"'{cell}" if is_formula else cell
