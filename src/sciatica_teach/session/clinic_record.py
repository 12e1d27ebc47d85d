"""What a learner's attempts amount to: one line each for the history, and what they say together of two habits.

A line has marks only where they may be told: the attempt is over, no paper seals it, its clinic day is over, and
today's content can still show it. Forecasts are the shares of all beliefs that rooms were left with, the rest
("something else") among them; each came true or did not. Updates are those that the marks of a case look at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.grading.calibration import Forecast
from sciatica_teach.grading.cases import CaseGrade
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.case_door import is_sealed
from sciatica_teach.session.case_history import Attempt, find_gaps
from sciatica_teach.session.case_state import CaseState, is_time_up
from sciatica_teach.session.clinic_day import Day, is_withheld
from sciatica_teach.session.debrief import grade_state

LineState = Literal["open", "over", "sealed", "withheld", "gone", "done"]
"""Still played; an exam whose time ran out while nobody was there; sealed by a paper; waits for the end of its day; not
to be shown by this content; to be looked at."""


@record
class Line:
    """One attempt in the history."""

    attempt: Attempt
    case: Case | None
    """None where the content has no such patient any more."""
    state: LineState
    grade: CaseGrade | None = None
    """Only of what is done and may be told."""


class ClinicRecord:
    """Reads attempts, and remembers what it worked out: an attempt that is over does not change."""

    def __init__(
        self, kb: KnowledgeBase, sampled: Callable[[], SampledTable], find_case: Callable[[str], Case]
    ) -> None:
        """`sampled` gives the drawn rates of `kb`; `find_case` a patient by id, and raises for one who is unknown."""
        self._kb = kb
        self._sampled = sampled
        self._find = find_case
        self._cases: dict[str, Case | None] = {}
        self._grades: dict[str, CaseGrade] = {}

    def find_case(self, case_id: str) -> Case | None:
        """The patient; None where the content has no such patient any more."""
        if case_id not in self._cases:
            try:
                self._cases[case_id] = self._find(case_id)
            except SciaticaTeachError:
                self._cases[case_id] = None
        return self._cases[case_id]

    def find_state(self, attempt: Attempt, days: Iterable[Day], released: Collection[str], now: float) -> LineState:
        """How an attempt stands at `now`, in seconds since the epoch; `released` names the papers that are open."""
        case = self.find_case(attempt.case_id)
        if case is None or find_gaps(self._kb, case, attempt.events):
            return "gone"
        if not attempt.is_done:
            return "over" if is_time_up(attempt.state, now) else "open"
        if is_sealed(attempt.state, released):
            return "sealed"
        return "withheld" if is_withheld(attempt, days) else "done"

    def read(
        self, attempts: Sequence[Attempt], days: Sequence[Day], released: Collection[str], now: float
    ) -> tuple[Line, ...]:
        """A line for each attempt, in the same order."""
        return tuple(self._read(one, self.find_state(one, days, released, now)) for one in attempts)

    def _read(self, attempt: Attempt, state: LineState) -> Line:
        case = self.find_case(attempt.case_id)
        grade = self.grade(attempt, case) if case is not None and state == "done" else None
        return Line(attempt=attempt, case=case, state=state, grade=grade)

    def grade(self, attempt: Attempt, case: Case) -> CaseGrade:
        """The marks of an attempt that is over and that this content can show."""
        if attempt.subject not in self._grades:
            session = CaseSession(self._kb, case)
            self._grades[attempt.subject] = grade_state(session, attempt.state, self._sampled())
        return self._grades[attempt.subject]


def collect_forecasts(lines: Iterable[Line]) -> tuple[Forecast, ...]:
    """Every share of every belief that a room was left with, in the order of the lines."""
    return tuple(
        forecast
        for line in lines if line.grade is not None and line.case is not None
        for forecast in _forecasts(line.case, line.attempt.state)
    )


def _forecasts(case: Case, state: CaseState) -> Iterator[Forecast]:
    for stated in state.final_beliefs:
        yield from (
            Forecast(share=share, came_true=cause_id == case.truth) for cause_id, share in stated.belief.items())
        rest = max(0.0, 1.0 - sum(stated.belief.values()))
        yield Forecast(share=rest, came_true=case.truth not in stated.belief)


def collect_updates(lines: Iterable[Line]) -> tuple[tuple[str, float, float], ...]:
    """Case id, how far the belief in the right cause was due to move, and how far it was moved, in log odds."""
    return tuple(
        (line.attempt.case_id, update.reference.mid, update.shift)
        for line in lines if line.grade is not None
        for update in line.grade.updates
    )
