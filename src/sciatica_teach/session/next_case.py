"""Which patient next: the weakest part of the profile over the last attempts, and who trains it.

Each part of the last five attempts counts from 0 to 1, and a part that was not graded does not count. The weakest mean
is what to work on; but as long as one of these attempts failed its safety gate, it is the gate, whatever else is lower:
safety outranks everything here. Reasoning 0.9 and 0.7, efficiency 0.5 and not graded, all gates passed:

    reasoning 0.80   efficiency 0.50   gate 1.00   -> efficiency

Of the patients not played yet, and not much harder than those before, the one comes next who asks most of that part;
once all were played, the one whose turn was longest ago among the half that asks most. What a patient asks of a part is
read off the case (for efficiency: how few minutes there are for each key finding), and never off its answer: nobody
who missed a danger is told that the next patient has one. A gate that was not passed is trained by what it fell on the
last time: the screen, the decision, the plan, the chain of reasons, or a later visit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Final, Literal

from sciatica_teach.grading.cases import CaseGrade
from sciatica_teach.grading.certainty import RIGHT, WRONG
from sciatica_teach.grading.gate import FailureKind, Gate
from sciatica_teach.model.cases import Case, Difficulty
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record

ProfilePart = Literal["gate", "reasoning", "updating", "data_gathering", "efficiency", "plan", "certainty"]
GateWork = Literal["screen", "decision", "plan", "chain", "visit"]

LAST_ATTEMPTS = 5
"""So many are looked at: enough to be no accident, few enough to forget what was learnt since."""

STRONG = 0.85
"""From this mean on nothing is called weak."""

LEVELS: Final[tuple[Difficulty, ...]] = ("first", "middle", "hard")

TRAINS: Final[Mapping[ProfilePart, Callable[[Case], float]]] = {
    "gate": lambda case: len(case.must_ask),
    "reasoning": lambda case: min(_keys(case, "present"), _keys(case, "absent")),
    "updating": lambda case: len(case.reveals) - case.minutes,
    "data_gathering": lambda case: len(case.key_findings),
    "efficiency": lambda case: len(case.key_findings) / case.minutes,
    "plan": lambda case: len(case.plan),
    "certainty": lambda case: LEVELS.index(case.difficulty),
}
"""How much a patient asks of each part: safety questions that are needed; signs on both sides; much to learn in little
time; key findings, and these for each minute; choices in the plan; how hard it is."""

WORK_ON: Final[Mapping[FailureKind, GateWork]] = {
    "must-ask": "screen", "must-refer": "decision", "unsafe-decision": "decision", "no-decision": "decision",
    "harmful-action": "plan", "harmful-chain": "chain", "later-visit": "visit",
}
"""What to work on after each failure of the gate, the earliest in the visit first."""

TRAINS_GATE: Final[Mapping[GateWork, Callable[[Case], float]]] = {
    "screen": lambda case: len(case.must_ask),
    "decision": lambda case: len(case.must_ask),
    "plan": lambda case: len(case.plan),
    "chain": lambda case: len(case.offered),
    "visit": lambda case: case.course is not None,
}


@record
class History:
    """What was played before, this attempt included."""

    last_played: dict[str, float] = field(default_factory=dict)
    """Case id -> when it was last touched, seconds since the epoch."""
    recent: tuple[dict[ProfilePart, float], ...] = ()
    """The credits of the last attempts that are over and open to see, each from 0 to 1."""
    fell_on: GateWork | None = None
    """What the gate fell on in the latest of these that did not pass it."""


@record
class Suggestion:
    """The next patient, and why."""

    case_id: str
    weakest: ProfilePart | None
    """None where nothing is weak."""
    average: float
    """Of the weakest part, 0 to 1."""
    attempts: int
    """How many were looked at."""
    fell_on: GateWork | None
    """What the gate fell on, where it is the weakest part; None else."""
    is_new: bool
    """Not played yet."""


def read_history(attempts: Iterable[tuple[str, float, CaseGrade | None]]) -> History:
    """From case id, time of the last entry, and marks of every attempt; no marks where they may not be told."""
    told = sorted(attempts, key=lambda one: one[1])
    recent = [grade for _, _, grade in told if grade is not None][-LAST_ATTEMPTS:][::-1]
    return History(
        last_played={case_id: at for case_id, at, _ in told},
        recent=tuple(profile_credits(grade) for grade in recent),
        fell_on=next((find_gate_work(grade.gate) for grade in recent if not grade.gate.passed), None),
    )


def find_gate_work(gate: Gate) -> GateWork | None:
    """What a gate fell on first in the order of a visit; None where it was passed."""
    kinds = {failure.kind for failure in gate.failures}
    return next((work for kind, work in WORK_ON.items() if kind in kinds), None)


def profile_credits(grade: CaseGrade) -> dict[ProfilePart, float]:
    """The graded parts of a profile, each from 0 to 1; certainty marks from -6 to 3 are laid over that span."""
    parts: dict[ProfilePart, float | None] = {
        "gate": float(grade.gate.passed), "reasoning": grade.reasoning, "updating": grade.updating,
        "data_gathering": grade.data_gathering, "efficiency": grade.efficiency, "plan": grade.plan,
        "certainty": None if grade.certainty is None else (grade.certainty - WRONG[3]) / (RIGHT[3] - WRONG[3]),
    }
    return {part: credit for part, credit in parts.items() if credit is not None}


def find_weakest(recent: Sequence[Mapping[ProfilePart, float]]) -> tuple[ProfilePart | None, float]:
    """The part to work on and its mean, 0 to 1; the gate first where it was failed; None where nothing is weak."""
    means = {part: _mean([one[part] for one in recent if part in one]) for part in TRAINS}
    if means["gate"] < 1:
        return "gate", means["gate"]
    weakest = min(means, key=lambda part: means[part])
    return (weakest if means[weakest] < STRONG else None), means[weakest]


def suggest_case(kb: KnowledgeBase, now: Case, history: History) -> Suggestion | None:
    """The next of the authored cases after `now`; None where there is no other."""
    others = [case for case in kb.cases if case.id != now.id]
    if not others:
        return None
    weakest, average = find_weakest(history.recent)
    fell_on = (history.fell_on or "screen") if weakest == "gate" else None
    asks = TRAINS_GATE[fell_on] if fell_on else TRAINS[weakest or "certainty"]
    fresh = [case for case in others if case.id not in history.last_played]
    within = _within_reach(kb, now, fresh, history)
    chosen = max(within, key=lambda case: (asks(case), -case.order)) if fresh else _longest_ago(others, asks, history)
    return Suggestion(
        case_id=chosen.id, weakest=weakest, average=average, attempts=len(history.recent), fell_on=fell_on,
        is_new=bool(fresh))


def _within_reach(kb: KnowledgeBase, now: Case, fresh: Sequence[Case], history: History) -> list[Case]:
    """Those at most one level above the hardest so far; where there are none, all."""
    played = [now, *(case for case in kb.cases if case.id in history.last_played)]
    hardest = max(LEVELS.index(case.difficulty) for case in played)
    near = [case for case in fresh if LEVELS.index(case.difficulty) <= hardest + 1]
    return near or list(fresh)


def _longest_ago(others: Sequence[Case], asks: Callable[[Case], float], history: History) -> Case:
    half = sorted(others, key=lambda case: (-asks(case), case.order))[:(len(others) + 1) // 2]
    return min(half, key=lambda case: (history.last_played[case.id], case.order))


def _keys(case: Case, value: str) -> int:
    return sum((case.reveals[one].value if one in case.reveals else "absent") == value for one in case.key_findings)


def _mean(values: Sequence[float]) -> float:
    """1 for none: what was never graded is not weak."""
    return sum(values) / len(values) if values else 1.0
