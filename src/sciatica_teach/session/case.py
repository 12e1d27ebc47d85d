"""Playing a case: six rooms, one clock, and a belief committed before the answer.

    safety -> history -> examination -> decide -> plan -> debrief

A `CaseState` is what the events so far amount to; `replay_case` rebuilds it from them. Each method of `CaseSession`
returns the new state and the events that led to it, and changes nothing in place:

    session = CaseSession(kb, kb.get_case("l5-disc"))
    state, events = session.open()
    state, events = session.ask(state, "worse-sitting")

The learner may go on without having asked everything (the safety gate in the debrief tells), and may stop and decide at
any time: a patient with a numb saddle should not sit through a straight leg raise. A belief is asked for at the end of
each of the first three rooms, before anything is revealed about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.cases import Case, Reveal
from sciatica_teach.model.causes import OTHER, URGENCIES, Urgency
from sciatica_teach.model.events import (
    STAGES,
    BeliefStated,
    CaseOpened,
    DecisionMade,
    Event,
    FindingAsked,
    PlanMade,
    Stage,
    StageEntered,
)
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record

ASKING: tuple[Stage, ...] = ("safety", "history", "examination")
"""The rooms in which findings are gathered; each ends with a belief."""

LONGEST_SHORTLIST = 7


@record
class Asked:
    """A finding that was asked for, and where."""

    finding_id: str
    value: Answer
    minutes: float
    stage: Stage


@record
class Stated:
    """A committed belief, and how many findings had been asked by then."""

    checkpoint: Stage
    belief: dict[str, float]
    """Cause id -> share for the shortlist only; the rest of 1 is "something else"."""
    after: int


@record
class CaseState:
    """Where the learner stands in a case."""

    case_id: str
    stage: Stage = "safety"
    entered: tuple[Stage, ...] = ("safety",)
    """The rooms that were entered, in order; a room may be left out."""
    asked: tuple[Asked, ...] = ()
    stated: tuple[Stated, ...] = ()
    disposition: Urgency | None = None
    action_ids: tuple[str, ...] = ()

    @property
    def minutes_used(self) -> float:
        return sum(one.minutes for one in self.asked)

    @property
    def asked_ids(self) -> frozenset[str]:
        return frozenset(one.finding_id for one in self.asked)

    @property
    def final_beliefs(self) -> tuple[Stated, ...]:
        """The belief each room was left with; what was committed and then changed in the same room does not count."""
        last = {one.checkpoint: one for one in self.stated}
        return tuple(last[stage] for stage in ASKING if stage in last)

    def find_belief(self, checkpoint: Stage) -> Stated | None:
        """The belief last committed at this checkpoint."""
        return next((one for one in reversed(self.stated) if one.checkpoint == checkpoint), None)


Outcome = tuple[CaseState, tuple[Event, ...]]


def apply_event(state: CaseState | None, event: Event) -> CaseState | None:  # noqa: PLR0911  # one per kind
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case CaseOpened(case_id=case_id):
            return CaseState(case_id=case_id)
        case FindingAsked(finding_id=finding_id, value=value, minutes=minutes) if state:
            asked = Asked(finding_id=finding_id, value=value, minutes=minutes, stage=state.stage)
            return replace(state, asked=(*state.asked, asked))
        case BeliefStated(checkpoint=checkpoint, belief=belief) if state:
            stated = Stated(checkpoint=checkpoint, belief=dict(belief), after=len(state.asked))
            return replace(state, stated=(*state.stated, stated))
        case StageEntered(stage=stage) if state:
            return replace(state, stage=stage, entered=(*state.entered, stage))
        case DecisionMade(disposition=disposition) if state:
            return replace(state, disposition=disposition)
        case PlanMade(action_ids=action_ids) if state:
            return replace(state, action_ids=tuple(action_ids))
        case _:
            return state


def replay_case(events: Iterable[Event]) -> CaseState | None:
    """The state that these events amount to; None when no case was opened."""
    return reduce(apply_event, events, None)


class CaseSession:
    """One case and what may be done in it. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase, case: Case) -> None:
        self.kb = kb
        self.case = case

    def open(self) -> Outcome:
        """Begin: the patient is greeted, nothing has been asked."""
        return self._outcome(None, CaseOpened(case_id=self.case.id))

    def findings(self, stage: Stage) -> tuple[Finding, ...]:
        """What can be asked for in this room, in the order of the content; dangers before cautions for the needle."""
        here = [finding for finding in self.kb.findings if not finding.given and room_of(finding) == stage]
        return tuple(sorted(here, key=lambda finding: finding.kind == "caution"))

    def given_answers(self) -> dict[str, Answer]:
        """Finding id -> answer for what is known without asking, such as the age."""
        return {finding.id: self.reveal(finding).value for finding in self.kb.findings if finding.given}

    def reveal(self, finding: Finding) -> Reveal:
        """What comes back on asking: the case's own words, else the finding's; not named in the case means absent."""
        told = self.case.reveals.get(finding.id, Reveal(value="absent"))
        if told.words:
            return told
        usual = finding.says_present if told.value == "present" else finding.says_absent
        return replace(told, words=usual)

    def known(self, state: CaseState, count: int | None = None) -> dict[str, Answer]:
        """Finding id -> answer: what was given, and the first `count` of what was asked (all by default)."""
        answers = self.given_answers()
        answers.update({one.finding_id: one.value for one in state.asked[:count]})
        return answers

    def observed(self, state: CaseState, count: int | None = None) -> dict[str, Answer]:
        """What is evidence of all that is `known`: without the findings that the setting's prior already holds."""
        return self.kb.get_setting(self.case.setting).leave_out_counted(self.known(state, count))

    def minutes_left(self, state: CaseState) -> float:
        return self.case.minutes - state.minutes_used

    def ask(self, state: CaseState, finding_id: str) -> Outcome:
        """Ask a question or do a test. Asking again changes nothing.

        Raises `NotAllowedNow` after the decision, for a finding of a later room, and when the time is up.
        """
        finding = self.kb.get_finding(finding_id)
        if finding_id in state.asked_ids:
            return state, ()
        self._require_asking(state)
        if finding.given or STAGES.index(room_of(finding)) > STAGES.index(state.stage):
            raise NotAllowedNow("That belongs to a later part of the visit.")
        if finding.minutes > self.minutes_left(state):
            raise NotAllowedNow("The visit is over: decide with what you know. Safety questions can still be asked.")
        event = FindingAsked(finding_id=finding_id, value=self.reveal(finding).value, minutes=finding.minutes)
        return self._outcome(state, event)

    def state_belief(self, state: CaseState, belief: Mapping[str, float]) -> Outcome:
        """Commit a belief over a shortlist of at most seven causes; what is left of 1 is "something else"."""
        self._require_asking(state)
        checked = self._require_belief(belief)
        return self._outcome(state, BeliefStated(checkpoint=state.stage, belief=checked))

    def go_on(self, state: CaseState) -> Outcome:
        """Enter the next room; a belief has to be committed first."""
        self._require_asking(state)
        if state.find_belief(state.stage) is None:
            raise NotAllowedNow("Commit your belief first: it is worth most before you know more.")
        return self._outcome(state, StageEntered(stage=STAGES[STAGES.index(state.stage) + 1]))

    def stop_and_decide(self, state: CaseState) -> Outcome:
        """Leave the rest out and decide now, as one should with an emergency."""
        self._require_asking(state)
        return self._outcome(state, StageEntered(stage="decide"))

    def decide(self, state: CaseState, disposition: str) -> Outcome:
        """Treat or refer, and how fast."""
        if state.stage != "decide":
            raise NotAllowedNow("The decision comes after the examination, or after “Stop and decide”.")
        found = next((urgency for urgency in URGENCIES if urgency == disposition), None)
        if found is None:
            raise NotAllowedNow(f"“{disposition}” is none of the decisions on offer.")
        return self._outcome(state, DecisionMade(disposition=found), StageEntered(stage="plan"))

    def plan(self, state: CaseState, action_ids: Iterable[str]) -> Outcome:
        """Choose what to do; the debrief follows."""
        if state.stage != "plan":
            raise NotAllowedNow("The plan comes after the decision.")
        known = {action.id for action in self.case.plan}
        chosen = tuple(dict.fromkeys(action_ids))
        if unknown := [action_id for action_id in chosen if action_id not in known]:
            raise NotAllowedNow(f"This case offers no action called “{unknown[0]}”.")
        return self._outcome(state, PlanMade(action_ids=chosen), StageEntered(stage="debrief"))

    def _outcome(self, state: CaseState | None, *events: Event) -> Outcome:
        after = reduce(apply_event, events, state)
        if after is None:
            raise NotAllowedNow("Open the case first.")
        return after, events

    def _require_asking(self, state: CaseState) -> None:
        if state.stage not in ASKING:
            raise NotAllowedNow("The decision has been made: there is no more to ask in this visit.")

    def _require_belief(self, belief: Mapping[str, float]) -> dict[str, float]:
        for cause_id in belief:
            self.kb.get_cause(cause_id)
        if OTHER in belief or not 1 <= len(belief) <= LONGEST_SHORTLIST:
            raise NotAllowedNow(f"Choose 1 to {LONGEST_SHORTLIST} causes; the rest is “something else”.")
        shares = {cause_id: float(share) for cause_id, share in belief.items()}
        if any(not 0.0 <= share <= 1.0 for share in shares.values()) or sum(shares.values()) > 1.0 + 1e-9:
            raise NotAllowedNow("The shares have to lie between 0 and 100 % and may not pass 100 % together.")
        return shares


def room_of(finding: Finding) -> Stage:
    """Where a finding is asked for: safety questions come first, tests last."""
    if finding.safety:
        return "safety"
    return "examination" if finding.kind == "examination" else "history"
