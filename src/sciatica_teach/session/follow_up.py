"""Later visits: the patient comes again, is asked again, and something is decided.

    plan -> visit 1 -> go on, or treat otherwise -> visit 2 -> ... -> stop, refer, or no visit left -> debrief

A visit opens with what the patient says and how much it hurts; what a case's words settle by themselves is learnt with
them. The screen is asked again by one action, and every test can be done once more. Where an emergency was not sent,
there is no next visit: it shows itself first, and the debrief tells how.

Each method gives the events, and the caller makes the state of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.cases import Case, Reveal, VisitChoice
from sciatica_teach.model.events import Event, StageEntered, VisitAsked, VisitDecided, VisitOpened
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case_state import CaseState
from sciatica_teach.session.follow_up_state import Visit
from sciatica_teach.session.later_visits import LaterVisits
from sciatica_teach.session.visit_choices import CHOICES, read_urgency

NO_TECHNIQUE = "none"
"""What is named where treatment changes to something that is no technique of the content."""

Events = tuple[Event, ...]

DEBRIEF = StageEntered(stage="debrief")


class FollowUpSession:
    """The later visits of one case and what may be done in them. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase, case: Case) -> None:
        self.kb = kb
        self.later = LaterVisits(kb, case)

    def begin(self, state: CaseState, rng: np.random.Generator | None) -> Events:
        """What follows the plan: the first visit where there is one, else the debrief.

        `rng` is that of the attempt and the same at every visit, so that chance has decided once; without it no visits
        are played.
        """
        if rng is None or not self.later.has_visits(state.disposition):
            return (DEBRIEF,)
        return (StageEntered(stage="follow-up"), *self._open(state, 1, rng))

    def ask(self, state: CaseState, finding_id: str) -> Events:
        """Ask or test something again. Asking twice changes nothing. Raises `UnknownId` and `NotAllowedNow`."""
        visit = self._require_visit(state)
        finding = self.kb.get_finding(finding_id)
        if finding.given:
            raise NotAllowedNow("That is known without asking.")
        return () if finding_id in visit.asked else (self._asked(finding_id, visit.opened.visit),)

    def ask_screen(self, state: CaseState) -> Events:
        """Ask the whole safety screen again."""
        visit = self._require_visit(state)
        return tuple(self._asked(one, visit.opened.visit) for one in self.later.screen() if one not in visit.asked)

    def decide(self, state: CaseState, choice: str, rng: np.random.Generator) -> Events:
        """Decide what is done now. To treat otherwise asks for a technique first, where another visit is left."""
        visit = self._require_visit(state)
        chosen = next((one for one in CHOICES if one == choice), None)
        if chosen is None:
            raise NotAllowedNow(f"“{choice}” is none of the choices at a later visit.")
        decided = VisitDecided(choice=chosen)
        if self.is_over(state, visit, chosen):
            return (decided, DEBRIEF)
        return (decided,) if chosen == "change" else (decided, *self._open(state, visit.opened.visit + 1, rng))

    def name_technique(self, state: CaseState, technique_id: str, rng: np.random.Generator) -> Events:
        """Name the technique that is begun instead, or `none`; the next visit follows."""
        visit = self._require_open(state)
        if not is_waiting(visit):
            raise NotAllowedNow("A technique is named where treatment changes.")
        if technique_id not in (*self.techniques(), NO_TECHNIQUE):
            raise NotAllowedNow(f"“{technique_id}” is none of the techniques on offer.")
        named = VisitDecided(choice="change", technique=technique_id)
        return (named, *self._open(state, visit.opened.visit + 1, rng, technique_id))

    def techniques(self) -> tuple[str, ...]:
        """Ids of all techniques that can be begun instead."""
        return tuple(one.id for one in self.kb.treatment.techniques if one.kind != "referral")

    def tests(self) -> tuple[Finding, ...]:
        """Every test: each can be done again."""
        return tuple(one for one in self.kb.findings if one.kind == "examination" and not one.given and not one.safety)

    def find_told(self, state: CaseState, finding_id: str) -> Reveal | None:
        """What came back on asking again at this visit; None before."""
        visit = state.visits[-1]
        return self.later.find_reveal(finding_id, visit.opened.visit) if finding_id in visit.asked else None

    def is_over(self, state: CaseState, visit: Visit, choice: VisitChoice) -> bool:
        """Whether no visit follows this choice."""
        number, rules = visit.opened.visit, self.later.rules
        ends = choice == "stop" or read_urgency(choice) != "treat"
        if ends or rules is None or number >= len(rules.visits):
            return True
        demand = self.later.find_demand(number)
        met = self.later.is_met(choice, demand, state.disposition or "treat")
        return not met and self.later.is_too_late(demand, number)

    def _open(self, state: CaseState, number: int, rng: np.random.Generator, technique_id: str = "") -> Iterator[Event]:
        rules = self.later.rules
        if rules is None:
            return
        pain = self.later.find_pain(state, number, rng, technique_id)
        yield VisitOpened(visit=number, week=rules.visits[number - 1], pain=pain)
        turn = self.later.turns.get(number)
        for finding_id in turn.tells if turn else ():
            yield self._asked(finding_id, number)

    def _asked(self, finding_id: str, visit: int) -> VisitAsked:
        return VisitAsked(finding_id=finding_id, value=self.later.find_reveal(finding_id, visit).value)

    def _require_open(self, state: CaseState) -> Visit:
        if state.stage != "follow-up" or not state.visits:
            raise NotAllowedNow("There is no later visit now.")
        return state.visits[-1]

    def _require_visit(self, state: CaseState) -> Visit:
        visit = self._require_open(state)
        if visit.choice is not None:
            raise NotAllowedNow("Name the technique first: what this visit comes to has been decided.")
        return visit


def is_waiting(visit: Visit) -> bool:
    """Whether treatment changes, and nobody has said yet to what."""
    return visit.choice == "change" and not visit.technique
