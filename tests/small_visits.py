"""Whole visits, played in a line or two, for tests of what comes after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from small_chains import best_chain, good_techniques

from sciatica_teach.model.chains import Chain
from sciatica_teach.model.events import Certainty, Stage
from sciatica_teach.session.case import CaseSession, CaseState, room_of
from sciatica_teach.session.case_chain import build_task
from sciatica_teach.session.chains import SINGLE_LINKS
from sciatica_teach.session.debrief import Debrief, build_debrief
from sciatica_teach.session.next_case import History

SEED = 7
BELIEF: Mapping[str, float] = {"lumbar-disc": 0.5}


def asking(
    session: CaseSession, asked: Sequence[str], beliefs: Mapping[Stage, Mapping[str, float]] | None = None
) -> CaseState:
    """Rooms are entered as the questions need them, with the belief of that room, or one in the disc."""
    state, _ = session.open()
    for finding_id in asked:
        while state.stage != room_of(session.kb.get_finding(finding_id)):
            state, _ = session.state_belief(state, (beliefs or {}).get(state.stage, BELIEF))
            state, _ = session.go_on(state)
        state, _ = session.ask(state, finding_id)
    if beliefs and state.stage in beliefs:
        state, _ = session.state_belief(state, beliefs[state.stage])
    return state


def finished(
    session: CaseSession, state: CaseState, disposition: str, plan: Sequence[str] = (),
    certainty: Certainty | None = None, chain: Chain | None = None,
) -> CaseState:
    """Stop, decide, put this chain together where there is one, and plan."""
    state, _ = session.stop_and_decide(state)
    rng = None if chain is None else np.random.default_rng(SEED)
    state, _ = session.decide(state, disposition, certainty, rng=rng)
    if chain is not None:
        for act in _links(chain):
            state, _ = session.build_chain(state, act)
        state, _ = session.commit_chain(state, 0)
    return session.plan(state, plan)[0]


def _links(chain: Chain) -> Iterator[Callable[..., Any]]:
    """Every link of this chain, as something to do with a session of chains."""
    for link in SINGLE_LINKS:
        yield lambda chains, state, link=link: chains.choose(state, link, getattr(chain, link))
    yield lambda chains, state: chains.plan_points(state, chain.points)
    yield lambda chains, state: chains.plan_dangers(state, chain.mitigations)
    yield lambda chains, state: chains.plan_dose(state, chain.dose)
    yield lambda chains, state: chains.plan_referral(state, chain.refer)


def sound_chain(session: CaseSession) -> Chain:
    """One with nothing wrong in it."""
    task = build_task(session.kb, session.case)
    return best_chain(session.kb, task, good_techniques(session.kb, task)[0])


def debriefed(session: CaseSession, state: CaseState, history: History | None = None) -> Debrief:
    return build_debrief(session, state, np.random.default_rng(SEED), history)
