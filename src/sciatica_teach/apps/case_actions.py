"""What the browser asks for in a case, as a step of its session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sciatica_teach.apps.chain_actions import act_on_chain, read_seen
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import Certainty
from sciatica_teach.session.case import CaseSession, CaseState, Outcome

Action = dict[str, Any]
Step = Callable[[CaseSession, CaseState, Action, np.random.Generator], Outcome]

CERTAINTIES: tuple[Certainty, ...] = (1, 2, 3)


def act_on_case(
    session: CaseSession, state: CaseState, verb: str, action: Action, *, now: float, rng: np.random.Generator
) -> Outcome:
    """Do what `verb` says. `now` in seconds since the epoch; `rng` is the same for this attempt whenever it is asked.

    Once the time of an exam is up, only its end is taken. Raises `NotAllowedNow` and what the session raises.
    """
    if session.is_over(state, now):
        return session.run_out(state)
    step = STEPS.get(verb)
    if step is None:
        raise NotAllowedNow(f"This page does not know the action “{verb}”.")
    return step(session, state, action, rng)


def _decide(session: CaseSession, state: CaseState, action: Action, rng: np.random.Generator) -> Outcome:
    certainty = next((one for one in CERTAINTIES if one == action.get("certainty")), None)
    return session.decide(state, next(iter(action["chosen"]), ""), certainty, rng=rng)


def _set_link(session: CaseSession, state: CaseState, action: Action, _rng: np.random.Generator) -> Outcome:
    return session.build_chain(state, lambda chains, chain: act_on_chain(chains, chain, action))


def _ask(session: CaseSession, state: CaseState, action: Action, _rng: np.random.Generator) -> Outcome:
    ask = session.ask_again if state.stage == "follow-up" else session.ask
    return ask(state, str(action["finding"]))


def _decide_visit(session: CaseSession, state: CaseState, action: Action, rng: np.random.Generator) -> Outcome:
    return session.decide_visit(state, next(iter(action["chosen"]), ""), rng)


def _name_technique(session: CaseSession, state: CaseState, action: Action, rng: np.random.Generator) -> Outcome:
    return session.name_technique(state, next(iter(action["chosen"]), ""), rng)


def _plan(session: CaseSession, state: CaseState, action: Action, rng: np.random.Generator) -> Outcome:
    """The browser knows actions by their place in the case; an older page may still say their ids."""
    by_number = {str(number): one.id for number, one in enumerate(session.case.plan)}
    return session.plan(state, [by_number.get(str(one), str(one)) for one in action["chosen"]], rng)


STEPS: dict[str, Step] = {
    "ask": _ask,
    "ask-screen": lambda session, state, *_: session.ask_screen_again(state),
    "visit": _decide_visit,
    "technique": _name_technique,
    "ask-open": lambda session, state, action, _: session.ask_open(state, str(action["question"])),
    "believe": lambda session, state, action, _: session.state_belief(state, action["belief"]),
    "go-on": lambda session, state, *_: session.go_on(state),
    "stop": lambda session, state, *_: session.stop_and_decide(state),
    "decide": _decide,
    "link": _set_link,
    "leave-chain": lambda session, state, *_: session.leave_chain(state),
    "commit": lambda session, state, action, _: session.commit_chain(state, read_seen(action.get("seen"))),
    "plan": _plan,
    "time-is-up": lambda _session, state, *_: (state, ()),  # the clock on the page runs ahead of ours
}
"""Verb -> what it does."""
