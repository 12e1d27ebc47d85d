"""The end of a clinic day: who was sent where, who was missed, and the profile over the day.

A shut safety gate says nothing about the decision: whoever was rightly sent may still have been asked too little first.
So each decision has a verdict of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Literal

from sciatica_teach.grading.cases import CaseGrade
from sciatica_teach.model.cases import Case
from sciatica_teach.model.marking import CASE_PARTS, CasePart
from sciatica_teach.model.record import record
from sciatica_teach.session.case_history import Attempt
from sciatica_teach.session.clinic_draw import is_emergency
from sciatica_teach.session.clinic_record import Line

DecisionVerdict = Literal["right", "unsafe", "none", "other"]
"""Right here; unsafe here; never made, because the time ran out; another was right, and nobody was in danger by it."""


def judge_decision(case: Case, attempt: Attempt, grade: CaseGrade) -> DecisionVerdict:
    """What a decision was worth at this patient, apart from everything else that opens or shuts the safety gate."""
    disposition = attempt.state.disposition
    if disposition is None:
        return "none"
    if any(failure.kind in {"must-refer", "unsafe-decision"} for failure in grade.gate.failures):
        return "unsafe"
    if disposition in case.decision.right:
        return "right"
    return "unsafe" if is_emergency(case) else "other"


@record
class Seen:
    """One patient of a day that is over, and what was done."""

    attempt: Attempt
    case: Case
    grade: CaseGrade

    @property
    def is_emergency(self) -> bool:
        return is_emergency(self.case)

    @property
    def is_missed(self) -> bool:
        """An emergency that was not sent as one."""
        return self.is_emergency and self.attempt.state.disposition != "emergency"

    @property
    def decision(self) -> DecisionVerdict:
        return judge_decision(self.case, self.attempt, self.grade)

    def credit(self, part: CasePart) -> float | None:
        """0 to 1. An emergency that was sent as one leaves out what was rightly not asked any more."""
        if self.is_emergency and self.decision == "right" and part in ("data_gathering", "efficiency"):
            return None
        return {
            "reasoning": self.grade.reasoning, "updating": self.grade.updating, "plan": self.grade.plan,
            "data_gathering": self.grade.data_gathering, "efficiency": self.grade.efficiency,
        }[part]


@record
class DayReport:
    """What is told when the day is over."""

    seen: tuple[Seen, ...]
    """In the order of the queue, without those whom the content cannot show any more."""
    profile: dict[CasePart, float | None]
    """Mean credit, 0 to 1, over the patients in whom the part was graded; None where it was in nobody."""

    @property
    def missed(self) -> tuple[Seen, ...]:
        return tuple(one for one in self.seen if one.is_missed)

    @property
    def unsafe(self) -> tuple[Seen, ...]:
        """Whose safety gate is shut for another reason."""
        return tuple(one for one in self.seen if not one.is_missed and not one.grade.gate.passed)


def build_report(lines: Sequence[Line]) -> DayReport:
    """The report on a day; `lines` are those of its patients in the order of the queue."""
    seen = tuple(
        Seen(attempt=line.attempt, case=line.case, grade=line.grade)
        for line in lines if line.case is not None and line.grade is not None
    )
    return DayReport(seen=seen, profile={part: _mean(seen, part) for part in CASE_PARTS})


def _mean(seen: Sequence[Seen], part: CasePart) -> float | None:
    graded = [credit for one in seen if (credit := one.credit(part)) is not None]
    return fmean(graded) if graded else None
