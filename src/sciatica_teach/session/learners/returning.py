"""Ways to see a patient again: ask, test, and decide what is done now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sciatica_teach.model.cases import VisitChoice
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.session.case_state import CaseState
from sciatica_teach.session.learners.seen import Seen

Returning = Callable[[Seen], tuple[CaseState, VisitChoice]]
"""The state after what was asked again, and what is decided."""


def go_on_unasked(seen: Seen) -> tuple[CaseState, VisitChoice]:
    return seen.state, "go-on"


def screen_and_go_on(seen: Seen) -> tuple[CaseState, VisitChoice]:
    """Ask everything, and treat on whatever comes back."""
    return _screen(seen), "go-on"


def return_with_care(seen: Seen) -> tuple[CaseState, VisitChoice]:
    """The screen and every test again. What is new is seen by a doctor the same day; else the review decides."""
    state = _screen(seen)
    for finding in seen.session.follow_up.tests():
        state, _ = seen.session.ask_again(state, finding.id)
    visit, later = state.visits[-1], seen.session.follow_up.later
    known = {**seen.known, **{key: value for one in state.visits for key, value in one.asked.items()}}
    demand = referral_floor(seen.kb, known).urgency
    if _find_news(seen, visit.asked):
        demand = max(demand, "same-day", key=URGENCIES.index)
    if URGENCIES.index(demand) > URGENCIES.index(state.disposition or "treat"):
        return state, _as_choice(demand)
    gained = later.has_gained(visit.opened.pain)
    return state, "stop" if later.is_review(visit.opened.visit) and not gained else "go-on"


def _find_news(seen: Seen, told: Mapping[str, Answer]) -> bool:
    """Whether something of the screen, or a test, is no longer as clear as it was."""
    before = {**seen.known, **{key: value for one in seen.state.visits[:-1] for key, value in one.asked.items()}}
    return any(
        value != "absent" and before.get(finding_id, value) != value and _is_watched(seen.kb.get_finding(finding_id))
        for finding_id, value in told.items()
    )


def _is_watched(finding: Finding) -> bool:
    return finding.safety or finding.kind == "examination"


def _screen(seen: Seen) -> CaseState:
    state, _ = seen.session.ask_screen_again(seen.state)
    return state


def _as_choice(urgency: str) -> VisitChoice:
    choices: dict[str, VisitChoice] = {
        "routine": "routine", "urgent": "urgent", "same-day": "same-day", "emergency": "emergency",
    }
    return choices[urgency]
