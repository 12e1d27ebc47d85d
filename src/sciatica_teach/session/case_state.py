"""Where a learner stands in a case, rebuilt from what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from sciatica_teach.model.cases import Mode
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.events import (
    AnswerCorrected,
    BeliefStated,
    CaseOpened,
    Certainty,
    DecisionMade,
    Event,
    FindingAsked,
    OpenAsked,
    PlanMade,
    Stage,
    StageEntered,
    TimeRanOut,
)
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record
from sciatica_teach.session.chain_state import ChainState, apply_to_chain
from sciatica_teach.session.follow_up_state import Visit, apply_to_visits

ASKING: tuple[Stage, ...] = ("safety", "history", "examination")
"""The rooms in which findings are gathered; each ends with a belief."""


@record
class Asked:
    """A finding that was learnt, and where."""

    finding_id: str
    value: Answer
    minutes: float
    stage: Stage
    unasked: bool = False
    """It came out of its own accord: on an open question, or as a correction."""
    on: str = ""
    """Id of the open question on which it came out; empty otherwise."""


@record
class OpenTold:
    """An open question that was asked."""

    question_id: str
    minutes: float


@record
class Stated:
    """A committed belief, and how many findings had been learnt by then."""

    checkpoint: Stage
    belief: dict[str, float]
    """Cause id -> share for the shortlist only; the rest of 1 is "something else"."""
    after: int


@record
class CaseState:
    """Where the learner stands in a case."""

    opened: CaseOpened
    stage: Stage = "safety"
    entered: tuple[Stage, ...] = ("safety",)
    """The rooms that were entered, in order; a room may be left out."""
    asked: tuple[Asked, ...] = ()
    """In the order of learning. A finding that was put right stands here twice; what comes later holds."""
    open_told: tuple[OpenTold, ...] = ()
    stated: tuple[Stated, ...] = ()
    disposition: Urgency | None = None
    certainty: Certainty | None = None
    """Of the decision."""
    chain: ChainState | None = None
    action_ids: tuple[str, ...] = ()
    visits: tuple[Visit, ...] = ()
    """Later visits, in order."""
    ran_out: bool = False
    """An exam ended by its clock."""

    @property
    def case_id(self) -> str:
        return self.opened.case_id

    @property
    def mode(self) -> Mode:
        return self.opened.mode

    @property
    def minutes_used(self) -> float:
        return sum(one.minutes for one in self.asked) + sum(one.minutes for one in self.open_told)

    @property
    def left_chain(self) -> bool:
        """The learner referred and left it at that: no treatment was reasoned out, and none was owed."""
        return self.chain is not None and self.chain.step != "graded" and "plan" in self.entered

    @property
    def asked_ids(self) -> frozenset[str]:
        return frozenset(one.finding_id for one in self.asked)

    @property
    def open_ids(self) -> frozenset[str]:
        return frozenset(one.question_id for one in self.open_told)

    @property
    def final_beliefs(self) -> tuple[Stated, ...]:
        """The belief each room was left with; what was committed and then changed in the same room does not count."""
        last = {one.checkpoint: one for one in self.stated}
        return tuple(last[stage] for stage in ASKING if stage in last)

    @property
    def is_silent(self) -> bool:
        """Whether no belief was stated, or something was learnt in a room that was left without one."""
        learnt = {one.stage for one in self.asked if one.value != "unknown"}
        return not self.stated or any(self.find_belief(stage) is None for stage in learnt)

    def find_belief(self, checkpoint: Stage) -> Stated | None:
        """The belief last committed at this checkpoint."""
        return next((one for one in reversed(self.stated) if one.checkpoint == checkpoint), None)

    def find_asked(self, finding_id: str) -> Asked | None:
        """What holds of a finding now; None where it was not learnt."""
        return next((one for one in reversed(self.asked) if one.finding_id == finding_id), None)


def apply_event(state: CaseState | None, event: Event) -> CaseState | None:
    """The state after one event; events of other kinds leave it alone."""
    if isinstance(event, CaseOpened):
        return CaseState(opened=event)
    return None if state is None else _apply(state, event)


def _apply(state: CaseState, event: Event) -> CaseState:  # noqa: PLR0911  # one per kind
    match event:
        case OpenAsked() | FindingAsked() | AnswerCorrected():
            return _learn(state, event)
        case BeliefStated(checkpoint=checkpoint, belief=belief):
            stated = Stated(checkpoint=checkpoint, belief=dict(belief), after=len(state.asked))
            return replace(state, stated=(*state.stated, stated))
        case StageEntered(stage=stage):
            return replace(state, stage=stage, entered=(*state.entered, stage))
        case DecisionMade(disposition=disposition, certainty=certainty):
            return replace(state, disposition=disposition, certainty=certainty)
        case PlanMade(action_ids=action_ids):
            return replace(state, action_ids=tuple(action_ids))
        case TimeRanOut():
            return replace(state, ran_out=True)
        case _:
            chain, visits = apply_to_chain(state.chain, event), apply_to_visits(state.visits, event)
            return replace(state, chain=chain, visits=visits)


def _learn(state: CaseState, event: OpenAsked | FindingAsked | AnswerCorrected) -> CaseState:
    """A finding asked for, or several that came out of their own accord."""
    match event:
        case OpenAsked(question_id=question_id, minutes=minutes, told=told):
            opened = OpenTold(question_id=question_id, minutes=minutes)
            came = tuple(_came(state, finding_id, value, question_id) for finding_id, value in told.items())
            return replace(state, open_told=(*state.open_told, opened), asked=(*state.asked, *came))
        case AnswerCorrected(finding_id=finding_id, value=value):
            return replace(state, asked=(*state.asked, _came(state, finding_id, value)))
        case FindingAsked(finding_id=finding_id, value=value, minutes=minutes):
            asked = Asked(finding_id=finding_id, value=value, minutes=minutes, stage=state.stage)
            return replace(state, asked=(*state.asked, asked))


def _came(state: CaseState, finding_id: str, value: Answer, on: str = "") -> Asked:
    return Asked(finding_id=finding_id, value=value, minutes=0, stage=state.stage, unasked=True, on=on)


def is_time_up(state: CaseState, now: float) -> bool:
    """Whether the clock of an exam has run out before its end was recorded; `now` in seconds since the epoch."""
    closes_at = state.opened.closes_at
    return closes_at is not None and now >= closes_at and state.stage != "debrief"


def replay_case(events: Iterable[Event]) -> CaseState | None:
    """The state that these events amount to; None when no case was opened."""
    return reduce(apply_event, events, None)
