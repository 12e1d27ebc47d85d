"""Marks by member: item sets at the first attempt, exams from the bank, papers once they are released, patients.

Of a paper that is still sealed the gradebook says that it was sat, and no mark of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from statistics import fmean

from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import events_of, subject_of
from sciatica_teach.session.classes.members import Studied
from sciatica_teach.session.clinic_record import Line, LineState
from sciatica_teach.session.exams import EXAM, ExamState, replay_exam
from sciatica_teach.session.quiz import replay_quiz


@record
class SetMark:
    """The first attempt at an item set."""

    set_id: str
    earned: float
    possible: int
    """Questions of the set; one that was not answered earns nothing."""
    is_finished: bool


@record
class PaperMark:
    """An attempt under a paper."""

    paper: str
    case_id: str
    attempt: int
    state: LineState
    composite: float | None
    """0 to 100; None while it is sealed, open or cannot be shown."""
    gate_passed: bool | None


@record
class BookRow:
    """A member's row."""

    alias: str
    name: str
    joined_at: float
    last_at: float | None
    answers: int
    """Marked answers, repeated ones included."""
    sets: tuple[SetMark, ...]
    exams: tuple[float, ...]
    """Share of the marks of each exam from the bank that is over, 0 to 1, in order."""
    papers: tuple[PaperMark, ...]
    cases_done: int
    """Patients whose marks are open, papers included."""
    gates_failed: int
    mean_composite: float | None
    """Of those patients, 0 to 100."""


@record
class PaperLine:
    """A paper that members sat."""

    paper: str
    attempts: int
    is_released: bool


def make_book(kb: KnowledgeBase, studied: Iterable[Studied]) -> tuple[BookRow, ...]:
    """A row for every member, in the order given."""
    return tuple(_row(kb, one) for one in studied)


def list_papers(studied: Iterable[Studied], released: Collection[str]) -> tuple[PaperLine, ...]:
    """The papers that members of the class sat, by name."""
    sat = [mark.paper for one in studied for mark in _papers(one.lines)]
    return tuple(PaperLine(paper=paper, attempts=sat.count(paper), is_released=paper in released)
                 for paper in sorted(set(sat)))


def _row(kb: KnowledgeBase, one: Studied) -> BookRow:
    grades = [line.grade for line in one.told if line.grade is not None]
    return BookRow(
        alias=one.alias, name=one.name, joined_at=one.joined_at, last_at=one.last_at,
        answers=sum(isinstance(entry.event, ItemAnswered) for entry in one.entries), sets=tuple(_sets(kb, one.entries)),
        exams=tuple(_exams(one.entries)), papers=_papers(one.lines), cases_done=len(grades),
        gates_failed=sum(not grade.gate.passed for grade in grades),
        mean_composite=fmean(grade.composite for grade in grades) if grades else None)


def _sets(kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterable[SetMark]:
    for item_set in kb.item_sets:
        state = replay_quiz(events_of(entries, subject_of("quiz", item_set.id, 1)))
        if state is not None and state.answers:
            yield SetMark(
                set_id=item_set.id, earned=sum(one.earned for one in state.answers.values()),
                possible=len(state.item_ids), is_finished=len(state.answers) >= len(state.item_ids))


def _exams(entries: Sequence[Entry]) -> Iterable[float]:
    subjects = dict.fromkeys(entry.subject for entry in entries if entry.subject.startswith(f"exam/{EXAM}/"))
    for subject in subjects:
        state = replay_exam(events_of(entries, subject))
        if state is not None and state.closed:
            yield _share(state)


def _share(state: ExamState) -> float:
    """A question that was left open earns nothing."""
    earned = sum(one.earned / one.possible for one in state.results.values() if one.possible > 0)
    return earned / len(state.item_ids)


def _papers(lines: Iterable[Line]) -> tuple[PaperMark, ...]:
    return tuple(_paper(line) for line in lines if line.attempt.state.opened.paper)


def _paper(line: Line) -> PaperMark:
    grade = line.grade
    return PaperMark(
        paper=line.attempt.state.opened.paper, case_id=line.attempt.case_id, attempt=line.attempt.number,
        state=line.state, composite=grade.composite if grade else None,
        gate_passed=grade.gate.passed if grade else None)
