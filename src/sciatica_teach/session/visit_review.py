"""What the later visits of a case amount to: what was right at each, what was dangerous, and what was missed.

A visit fails the safety gate in four ways: the choice is slower than what the findings of that day demand, asked or
not; the case calls the choice unsafe; something of the screen had changed and nobody asked; or what is begun instead
must not be done to this patient. Whoever sends the patient in time has done right, whatever was left unasked. A screen
that nobody asked again, while nothing had changed, is told and fails nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sciatica_teach.grading.gate import GateFailure
from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.cases import VisitChoice
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.follow_up import NO_TECHNIQUE
from sciatica_teach.session.follow_up_state import Visit
from sciatica_teach.session.later_visits import LaterVisits

Fault = Literal["too-slow", "unsafe-choice", "change-unasked", "harmful-technique"]


@record
class VisitReview:
    """One later visit, judged."""

    visit: int
    week: float
    pain: float
    choice: VisitChoice
    technique: str
    """What was begun instead; empty or `none` where nothing was named."""
    right: tuple[VisitChoice, ...]
    faults: tuple[Fault, ...]
    demand: Urgency
    """The slowest referral that was right."""
    because: tuple[str, ...]
    """Finding ids that demanded it by rule."""
    unasked: tuple[str, ...]
    """Finding ids of the screen that had changed and were not asked."""
    is_screened: bool
    """Whether the whole screen was asked again."""
    why: Claim | None
    """Of the case's turn, where there was one."""

    @property
    def is_right(self) -> bool:
        return self.choice in self.right and not self.faults


@record
class Missed:
    """What became of a patient who was not sent in time."""

    words: str
    why: Claim | None


@record
class FollowUpReview:
    """The later visits, and what they came to."""

    visits: tuple[VisitReview, ...]
    missed: Missed | None


def review_follow_up(session: CaseSession, state: CaseState) -> FollowUpReview:
    """All visits that were decided, in order."""
    later = session.follow_up.later
    visits = tuple(
        _review(session, state, visit, visit.choice) for visit in state.visits if visit.choice is not None)
    return FollowUpReview(visits=visits, missed=_find_missed(later, state, visits))


def later_failures(session: CaseSession, state: CaseState) -> tuple[GateFailure, ...]:
    """One failure of the safety gate for each visit with a fault."""
    return tuple(
        GateFailure(kind="later-visit", subject=f"{one.week:g}")
        for one in review_follow_up(session, state).visits if one.faults
    )


def _review(session: CaseSession, state: CaseState, visit: Visit, choice: VisitChoice) -> VisitReview:
    later, number = session.follow_up.later, visit.opened.visit
    sent = state.disposition or "treat"
    turn = later.find_turn(number)
    changed = later.find_changed(number)
    return VisitReview(
        visit=number, week=visit.opened.week, pain=visit.opened.pain, choice=choice, technique=visit.technique,
        right=later.find_right(number, visit.opened.pain, sent),
        faults=tuple(_find_faults(session, state, visit, choice)),
        demand=later.find_demand(number),
        because=referral_floor(session.kb, later.observed(number)).finding_ids,
        unasked=tuple(one for one in later.screen() if one in changed and one not in visit.asked),
        is_screened=set(later.screen()) <= visit.asked.keys(),
        why=turn.why if turn else None,
    )


def _find_faults(session: CaseSession, state: CaseState, visit: Visit, choice: VisitChoice) -> Iterator[Fault]:
    later, number, sent = session.follow_up.later, visit.opened.visit, state.disposition or "treat"
    floor = referral_floor(session.kb, later.observed(number)).urgency
    turn = later.find_turn(number)
    is_sent = later.is_met(choice, later.find_demand(number), "treat") and later.find_demand(number) != "treat"
    if not later.is_met(choice, floor, sent):
        yield "too-slow"
    elif (turn is not None and choice in turn.unsafe) or _repeats_the_first_day(session, later, number, choice, sent):
        yield "unsafe-choice"
    if not is_sent and any(one not in visit.asked for one in _news(later, state, number)):
        yield "change-unasked"
    if visit.technique not in ("", NO_TECHNIQUE) and _is_contraindicated(session, number, visit.technique):
        yield "harmful-technique"


def _repeats_the_first_day(
    session: CaseSession, later: LaterVisits, visit: int, choice: VisitChoice, sent: Urgency
) -> bool:
    """Whether a decision that was unsafe on the first day is left to stand."""
    return sent in session.case.decision.unsafe and not later.is_met(choice, later.find_demand(visit), sent)


def _news(later: LaterVisits, state: CaseState, visit: int) -> Iterator[str]:
    """Finding ids of the screen that had changed, and that no earlier visit had heard of as they are now."""
    for finding_id in later.find_changed(visit):
        value = later.find_reveal(finding_id, visit).value
        if not any(one.asked.get(finding_id) == value for one in state.visits[:visit - 1]):
            yield finding_id


def _is_contraindicated(session: CaseSession, visit: int, technique_id: str) -> bool:
    patient = AdvicePatient(flags=session.case.flags, observed=session.follow_up.later.observed(visit))
    return advise(session.kb, session.case.truth, patient).get_technique(technique_id).standing == "contraindicated"


def _find_missed(later: LaterVisits, state: CaseState, visits: tuple[VisitReview, ...]) -> Missed | None:
    """The story of a patient whom nobody sent in time, where the last word on it was too slow."""
    sent = state.disposition
    if sent is None or (state.visits and not visits):
        return None
    demand, choice = (visits[-1].demand, visits[-1].choice) if visits else (later.needed, "go-on")
    if later.is_met(choice, demand, sent):
        return None
    course = later.case.course
    if course is not None and course.missed:
        return Missed(words=course.missed, why=course.missed_why)
    ours = next((one for one in later.rules.missed if one.urgency == demand), None) if later.rules else None
    return Missed(words=ours.words, why=ours.why) if ours else None
