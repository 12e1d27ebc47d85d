"""The learner's own record on screen, and its answers as a table in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.events import Entry
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import pose
from sciatica_teach.session.record_files import LARGEST, digest_of, iso_time
from sciatica_teach.session.record_tables import AnsweredRow, Cell, list_answers, write_table
from sciatica_teach.session.standings import count_answers
from sciatica_teach.views.items import FACES
from sciatica_teach.views.progress_plots import area_titles
from sciatica_teach.views.words import say

PartState = dict[str, Any]

HEAD: Final = (
    "time", "place", "item", "version", "kind", "objective", "field", "answer", "certainty", "hints", "earned",
    "possible", "content",
)


def record_state(entries: Sequence[Entry], attempts: int, *, left_out: int = 0, unread: int = 0) -> PartState:
    """What the record holds and what can be done with it. `left_out`: attempts that no file holds yet."""
    notes = [say("record.left_out", count=left_out)] if left_out else []
    notes += [say("record.unread", count=unread)] if unread else []
    return {
        "title": say("record.title"), "text": say("record.text"), "facts": _facts(entries, attempts), "notes": notes,
        "saves_title": say("record.saves_title"), "saves": [_save("json"), _save("csv")] if entries else [],
        "load": _load(is_empty=not entries), **(_erase(count_answers(entries), attempts) if entries else {}),
    }


def _facts(entries: Sequence[Entry], attempts: int) -> list[dict[str, Any]]:
    """Times travel as they are: the browser tells them in the reader's own words."""
    counts = (("answers", count_answers(entries)), ("attempts", attempts), ("entries", len(entries)))
    facts: list[dict[str, Any]] = [
        {"label": say(f"record.{name}"), "text": str(count)} for name, count in counts]
    if not entries:
        return facts
    return [
        *facts, {"label": say("record.since"), "at": entries[0].at},
        {"label": say("record.latest"), "at": max(entry.at for entry in entries)},
        {"label": say("record.digest"), "text": digest_of(entries)},
    ]


def _save(kind: str) -> dict[str, str]:
    return {"kind": kind, "label": say(f"record.save_{kind}"), "hint": say(f"record.save_{kind}_hint")}


def _load(*, is_empty: bool) -> dict[str, Any]:
    words = {name: say(f"record.load_{name}") for name in ("title", "label", "submit", "missing", "too_large")}
    return {**words, "hint": say("record.load_hint_empty" if is_empty else "record.load_hint_full"),
            "largest": LARGEST}


def _erase(answers: int, attempts: int) -> dict[str, Any]:
    confirm = say("record.erase_confirm", answers=answers, attempts=attempts)
    return {
        "erase_title": say("record.erase_title"), "erase_text": say("record.erase_text"),
        "erase": {"label": say("record.erase"), "action": {"verb": "erase"}, "confirm": confirm},
    }


# ---- Answers as a table ----

def answers_table(kb: KnowledgeBase, entries: Iterable[Entry]) -> str:
    """The text of a CSV file with a row for every marked answer; the marks are those of the record."""
    head = [say(f"record.head.{name}") for name in HEAD]
    return write_table(head, (_cells(kb, row) for row in list_answers(kb, entries)))


def _cells(kb: KnowledgeBase, row: AnsweredRow) -> list[Cell]:
    given, item = row.answer, row.item
    objective = kb.objective_by_id.get(item.objective) if item else None
    return [
        iso_time(row.at), say(f"record.place.{row.place}", set=row.set_id), given.item_id, given.item_version,
        item.kind if item else "", objective.name if objective else "",
        area_titles(kb).get(objective.area, objective.area) if objective else "", _answer_words(kb, row),
        say(f"certainty.{given.certainty}"), given.hints, given.earned, given.possible, row.content_version,
    ]


def _answer_words(kb: KnowledgeBase, row: AnsweredRow) -> str:
    """What was answered in words; by its ids where the question is gone or does not know them any more."""
    response = row.answer.response
    if row.item is None or not response:
        return "; ".join(response)
    try:
        return FACES[row.item.kind].answer_text(kb, pose(kb, row.item), response)
    except (SciaticaTeachError, KeyError, ValueError, StopIteration):
        return "; ".join(response)
