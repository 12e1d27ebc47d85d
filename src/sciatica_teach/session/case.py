"""Playing a case: rooms, one clock, and a belief committed before the answer.

    safety -> history -> examination -> decide -> (chain) -> plan -> (follow-up) -> debrief

A `CaseState` is what the events so far amount to; `replay_case` rebuilds it from them. Each method of `CaseSession`
returns the new state and the events that led to it, and changes nothing in place:

    session = CaseSession(kb, kb.get_case("marek"))
    state, events = session.open()
    state, events = session.ask(state, "worse-sitting")

The learner may go on without having asked everything (the safety gate in the debrief tells), and may stop and decide at
any time: a patient with a numb saddle should not sit through a straight leg raise. A belief is asked for at the end of
each of the first three rooms, before anything is revealed about it. Where treatment begins here, it is reasoned out
link by link in the chain room; where the patient comes again, the visits are played.

Guided, feedback comes while asking, believing and treating, so a belief stands once the reference was shown beside it.
In an exam there is no way back: what belongs to an earlier room cannot be asked any more, and a belief stands as it was
committed first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.cases import Case, Mode, Reveal
from sciatica_teach.model.causes import OTHER, URGENCIES
from sciatica_teach.model.events import (
    STAGES,
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
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case_chain import open_chains, wants_chain
from sciatica_teach.session.case_state import (
    ASKING,
    Asked,
    CaseState,
    Stated,
    apply_event,
    is_time_up,
    replay_case,
)
from sciatica_teach.session.chain_state import ChainState
from sciatica_teach.session.chains import ChainSession
from sciatica_teach.session.chains import Result as ChainResult
from sciatica_teach.session.disclosure import find_corrections, reveal_now, reveal_of, true_reveal
from sciatica_teach.session.follow_up import FollowUpSession

__all__ = ["ASKING", "LONGEST_SHORTLIST", "Asked", "CaseSession", "CaseState", "Stated", "replay_case", "room_of"]

LONGEST_SHORTLIST = 7

_STANDS: dict[Mode, str] = {
    "guided": "The reference belief has been shown for this room, so yours stands. Go on to the next one.",
    "exam": "In an exam a belief stands as it was committed.",
}

Outcome = tuple[CaseState, tuple[Event, ...]]


class CaseSession:
    """One case and what may be done in it. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase, case: Case) -> None:
        self.kb = kb
        self.case = case
        self.follow_up = FollowUpSession(kb, case)
        self._chains: ChainSession | None = None

    @property
    def chains(self) -> ChainSession:
        """Chains of reasoning on this patient."""
        if self._chains is None:
            self._chains = open_chains(self.kb, self.case)
        return self._chains

    def open(
        self, mode: Mode = "clinic", *, paper: str = "", closes_at: float | None = None, day: str = ""
    ) -> Outcome:
        """Begin: the patient is greeted, nothing has been asked. `closes_at` is when an exam is over."""
        opened = CaseOpened(case_id=self.case.id, mode=mode, paper=paper, closes_at=closes_at, day=day)
        return self._outcome(None, opened)

    # ---- What is known ----

    def findings(self, stage: Stage) -> tuple[Finding, ...]:
        """What can be asked for in this room, in the order of the content; dangers before cautions for the needle."""
        here = [finding for finding in self.kb.findings if not finding.given and room_of(finding) == stage]
        return tuple(sorted(here, key=lambda finding: finding.kind == "caution"))

    def given_answers(self) -> dict[str, Answer]:
        """Finding id -> answer for what is known without asking, such as the age."""
        return {finding.id: true_reveal(self.case, finding).value for finding in self.kb.findings if finding.given}

    def told(self, state: CaseState, finding_id: str) -> Reveal | None:
        """What holds now of a finding that was learnt, in the words in which it came; None before."""
        asked = state.find_asked(finding_id)
        return reveal_of(self.case, self.kb.get_finding(finding_id), asked.value) if asked else None

    def known(self, state: CaseState, count: int | None = None) -> dict[str, Answer]:
        """Finding id -> answer: what was given, and the first `count` of what was learnt (all by default)."""
        answers = self.given_answers()
        answers.update({one.finding_id: one.value for one in state.asked[:count]})
        return answers

    def observed(self, state: CaseState, count: int | None = None) -> dict[str, Answer]:
        """What is evidence of all that is `known`: without the findings that the setting's prior already holds."""
        return self.kb.get_setting(self.case.setting).leave_out_counted(self.known(state, count))

    def minutes_left(self, state: CaseState) -> float:
        return self.case.minutes - state.minutes_used

    # ---- Asking and believing ----

    def ask_open(self, state: CaseState, question_id: str) -> Outcome:
        """Let the patient talk; what the answer settles is learnt without its own minutes. Raises as `ask`."""
        question = self.kb.get_open_question(question_id)
        if question_id in state.open_ids:
            return state, ()
        self._require_asking(state)
        answer = self.case.open_answers.get(question_id)
        if answer is None:
            raise NotAllowedNow("This patient has nothing to say to that.")
        self._require_minutes(state, question.minutes)
        told = {one: self._true(one) for one in answer.tells if one not in state.asked_ids}
        event = OpenAsked(question_id=question_id, minutes=question.minutes, told=told)
        return self._outcome(state, event, *self._corrections(state, answer.tells))

    def ask(self, state: CaseState, finding_id: str) -> Outcome:
        """Ask a question or do a test. Asking again changes nothing.

        Raises `NotAllowedNow` after the decision, for a finding of a later room, and when the time is up.
        """
        finding = self.kb.get_finding(finding_id)
        if finding_id in state.asked_ids:
            return state, ()
        self._require_asking(state)
        self._require_room(state, finding)
        self._require_minutes(state, finding.minutes)
        value = reveal_now(self.case, finding, state.asked_ids).value
        event = FindingAsked(finding_id=finding_id, value=value, minutes=finding.minutes)
        return self._outcome(state, event, *self._corrections(state, (finding_id,)))

    def state_belief(self, state: CaseState, belief: Mapping[str, float]) -> Outcome:
        """Commit a belief over a shortlist of at most seven causes; what is left of 1 is "something else"."""
        self._require_asking(state)
        checked = self._require_belief(belief)
        if state.mode != "clinic" and state.find_belief(state.stage):
            raise NotAllowedNow(_STANDS[state.mode])
        return self._outcome(state, BeliefStated(checkpoint=state.stage, belief=checked))

    # ---- From room to room ----

    def go_on(self, state: CaseState) -> Outcome:
        """Enter the next room; a belief has to be committed first, and a chain has to be marked."""
        if state.stage == "chain" and state.chain is not None and state.chain.step == "graded":
            return self._outcome(state, StageEntered(stage="plan"))
        self._require_asking(state)
        if state.find_belief(state.stage) is None:
            raise NotAllowedNow("Commit your belief first: it is worth most before you know more.")
        return self._outcome(state, StageEntered(stage=STAGES[STAGES.index(state.stage) + 1]))

    def stop_and_decide(self, state: CaseState) -> Outcome:
        """Leave the rest out and decide now, as one should with an emergency."""
        self._require_asking(state)
        return self._outcome(state, StageEntered(stage="decide"))

    def decide(
        self, state: CaseState, disposition: str, certainty: Certainty | None = None, *,
        rng: np.random.Generator | None = None,
    ) -> Outcome:
        """Treat or refer, and how fast. `rng` orders what the chain room offers; without it that room is left out."""
        if state.stage != "decide":
            raise NotAllowedNow("The decision comes after the examination, or after “Stop and decide”.")
        found = next((urgency for urgency in URGENCIES if urgency == disposition), None)
        if found is None:
            raise NotAllowedNow(f"“{disposition}” is none of the decisions on offer.")
        made = DecisionMade(disposition=found, certainty=certainty)
        if rng is None or not wants_chain(self.case, found):
            return self._outcome(state, made, StageEntered(stage="plan"))
        _, opening = self.chains.open(self.case.id, rng)
        return self._outcome(state, made, StageEntered(stage="chain"), *opening)

    def build_chain(self, state: CaseState, act: Callable[[ChainSession, ChainState], ChainResult]) -> Outcome:
        """Do something with the chain: `act` is given its session and its state. Raises as `act` does."""
        if state.stage != "chain" or state.chain is None:
            raise NotAllowedNow("A chain of reasoning is built after the decision to treat.")
        _, events = act(self.chains, state.chain)
        return self._outcome(state, *events)

    def leave_chain(self, state: CaseState) -> Outcome:
        """Leave it at the letter: who refers need not treat meanwhile. Whoever decided to treat gives the reasons."""
        if state.stage != "chain" or state.chain is None or state.chain.step == "graded":
            raise NotAllowedNow("There is no treatment here to be left out.")
        if state.disposition != "routine":
            raise NotAllowedNow("You decided to treat: give the reasons, from the cause to the dose.")
        return self._outcome(state, StageEntered(stage="plan"))

    def commit_chain(self, state: CaseState, seen: int) -> Outcome:
        """Commit the chain. Guided, it is caught or marked at once, as in the lesson; else the plan follows."""
        if state.mode == "guided":
            return self.build_chain(state, lambda chains, chain: chains.commit(chain, seen))
        after, events = self.build_chain(state, lambda chains, chain: chains.mark(chain))
        return self._outcome(state, *events, StageEntered(stage="plan")) if events else (after, ())

    def plan(
        self, state: CaseState, action_ids: Iterable[str], rng: np.random.Generator | None = None
    ) -> Outcome:
        """Choose what to do; later visits follow where the patient comes again, else the debrief.

        `rng` is that of the attempt and decides how the pain goes on; without it no visits are played.
        """
        if state.stage != "plan":
            raise NotAllowedNow("The plan comes after the decision.")
        known = {action.id for action in self.case.plan}
        chosen = tuple(dict.fromkeys(action_ids))
        if unknown := [action_id for action_id in chosen if action_id not in known]:
            raise NotAllowedNow(f"This case offers no action called “{unknown[0]}”.")
        return self._outcome(state, PlanMade(action_ids=chosen), *self.follow_up.begin(state, rng))

    # ---- Later visits ----

    def ask_again(self, state: CaseState, finding_id: str) -> Outcome:
        """Ask or test something once more at a later visit."""
        return self._outcome(state, *self.follow_up.ask(state, finding_id))

    def ask_screen_again(self, state: CaseState) -> Outcome:
        """Ask the whole safety screen once more."""
        return self._outcome(state, *self.follow_up.ask_screen(state))

    def decide_visit(self, state: CaseState, choice: str, rng: np.random.Generator) -> Outcome:
        """Decide a later visit; `rng` is that of the attempt. To change treatment waits for `name_technique`."""
        return self._outcome(state, *self.follow_up.decide(state, choice, rng))

    def name_technique(self, state: CaseState, technique_id: str, rng: np.random.Generator) -> Outcome:
        """Name what is begun instead: a technique of the content, or `none`."""
        return self._outcome(state, *self.follow_up.name_technique(state, technique_id, rng))

    # ---- The end of an exam ----

    def run_out(self, state: CaseState) -> Outcome:
        """The exam is over: what was committed counts, and nothing more is taken."""
        if state.stage == "debrief":
            return state, ()
        return self._outcome(state, TimeRanOut(), StageEntered(stage="debrief"))

    def is_over(self, state: CaseState, now: float) -> bool:
        """Whether the clock of an exam has run out; `now` in seconds since the epoch."""
        return is_time_up(state, now)

    # ---- Helpers ----

    def _outcome(self, state: CaseState | None, *events: Event) -> Outcome:
        after = reduce(apply_event, events, state)
        if after is None:
            raise NotAllowedNow("Open the case first.")
        return after, events

    def _true(self, finding_id: str) -> Answer:
        return true_reveal(self.case, self.kb.get_finding(finding_id)).value

    def _corrections(self, state: CaseState, asked_now: Iterable[str]) -> list[AnswerCorrected]:
        known = {one.finding_id: one.value for one in state.asked}
        return [AnswerCorrected(finding_id=finding_id, value=value)
                for finding_id, value in find_corrections(self.case, known, tuple(asked_now))]

    def _require_asking(self, state: CaseState) -> None:
        if state.stage not in ASKING:
            raise NotAllowedNow("The decision has been made: there is no more to ask in this visit.")

    def _require_room(self, state: CaseState, finding: Finding) -> None:
        place, here = STAGES.index(room_of(finding)), STAGES.index(state.stage)
        if finding.given or place > here:
            raise NotAllowedNow("That belongs to a later part of the visit.")
        if state.mode == "exam" and place < here:
            raise NotAllowedNow("In an exam there is no way back: that belonged to an earlier room.")

    def _require_minutes(self, state: CaseState, minutes: float) -> None:
        if minutes > self.minutes_left(state):
            raise NotAllowedNow("The visit is over: decide with what you know. Safety questions can still be asked.")

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
