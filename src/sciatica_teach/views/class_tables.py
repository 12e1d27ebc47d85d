"""The gradebook of a class as a CSV file: a row for each member; cells that a spreadsheet would carry out are harmless.

Marks are percent. A cell is empty where nothing was done, and says “sealed” where a paper is not released.
"""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.session.classes import BookRow, PaperMark
from sciatica_teach.session.record_files import iso_time
from sciatica_teach.session.record_tables import Cell, write_table
from sciatica_teach.views.words import say

FIXED = ("alias", "name", "joined", "last", "answers", "cases", "gates_failed", "cases_mean")


def gradebook_table(rows: Sequence[BookRow]) -> str:
    """The text of the file. Sets, exams and papers that nobody of the class took have no column."""
    sets = sorted({mark.set_id for row in rows for mark in row.sets})
    exams = range(max((len(row.exams) for row in rows), default=0))
    papers = sorted({(mark.paper, mark.case_id) for row in rows for mark in row.papers})
    head = [
        *(say(f"school.csv.{name}") for name in FIXED), *(say("school.csv.set", set=one) for one in sets),
        *(say("school.csv.exam", number=one + 1) for one in exams),
        *(say(f"school.csv.{what}", paper=paper, patient=case_id) for paper, case_id in papers
          for what in ("paper", "paper_gate")),
    ]
    return write_table(head, (
        [*_fixed(row), *(_set(row, one) for one in sets), *(_exam(row, one) for one in exams),
         *(cell for paper, case_id in papers for cell in _paper(row, paper, case_id))] for row in rows))


def _fixed(row: BookRow) -> list[Cell]:
    last = iso_time(row.last_at) if row.last_at is not None else ""
    mean = "" if row.mean_composite is None else round(row.mean_composite, 1)
    return [row.alias, row.name, iso_time(row.joined_at), last, row.answers, row.cases_done, row.gates_failed, mean]


def _set(row: BookRow, set_id: str) -> Cell:
    mark = next((one for one in row.sets if one.set_id == set_id), None)
    return "" if mark is None else round(100 * mark.earned / mark.possible, 1)


def _exam(row: BookRow, number: int) -> Cell:
    return round(100 * row.exams[number], 1) if number < len(row.exams) else ""


def _paper(row: BookRow, paper: str, case_id: str) -> tuple[Cell, Cell]:
    """Mark and safety gate of the first attempt under the paper at this patient."""
    sat = [one for one in row.papers if (one.paper, one.case_id) == (paper, case_id)]
    return _paper_cells(min(sat, key=lambda one: one.attempt)) if sat else ("", "")


def _paper_cells(mark: PaperMark) -> tuple[Cell, Cell]:
    if mark.composite is None:
        state = say(f"school.csv.state.{mark.state}")
        return state, state
    return round(mark.composite, 1), say("school.csv.passed" if mark.gate_passed else "school.csv.failed")
