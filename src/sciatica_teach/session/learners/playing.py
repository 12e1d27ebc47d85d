"""A simulated learner plays a case to its debrief, by the same session as everybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sciatica_teach.model.chains import Chain
from sciatica_teach.model.events import Event
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.case import ASKING, CaseSession, CaseState
from sciatica_teach.session.chain_state import ChainState
from sciatica_teach.session.chains import ChainSession, Result
from sciatica_teach.session.learners.asking import Asking
from sciatica_teach.session.learners.believing import Believing, cut_shortlist
from sciatica_teach.session.learners.chaining import Chaining
from sciatica_teach.session.learners.deciding import Deciding
from sciatica_teach.session.learners.planning import Planning
from sciatica_teach.session.learners.returning import Returning
from sciatica_teach.session.learners.seen import Seen


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Six habits, one for each thing a case asks for."""

    name: str
    game: str = ""
    """What is exploited, in a few words; empty for an honest learner."""
    ask: Asking
    believe: Believing
    decide: Deciding
    chain: Chaining
    plan: Planning
    come_back: Returning
    stops: bool = True
    """Whether an emergency that shows in the answers ends the asking."""


def play(learner: Learner, session: CaseSession, sampled: SampledTable, rng: np.random.Generator) -> CaseState:
    """The state at the debrief. `sampled` holds the drawn rates of the content.

    Every room has chance of its own, so that two learners who differ in one habit share the rest under one `rng`.
    """
    streams = [int(one) for one in rng.integers(2**32, size=6)]
    table = _Table(learner, session, sampled, np.random.default_rng(streams[0]), streams[4])
    state, _ = session.open()
    state = table.visit(state, streams[1])
    state = table.treat(state, np.random.default_rng(streams[2]))
    state = table.plan(state, np.random.default_rng(streams[5]), np.random.default_rng(streams[3]))
    return table.come_back(state, partial(np.random.default_rng, streams[3]))


class _Table:
    """One learner at one case."""

    def __init__(
        self, learner: Learner, session: CaseSession, sampled: SampledTable, rng: np.random.Generator, spots: int
    ) -> None:
        self.learner, self.session, self.sampled, self.rng, self.spots = learner, session, sampled, rng, spots

    def see(self, state: CaseState, rng: np.random.Generator | None = None) -> Seen:
        return Seen(session=self.session, state=state, sampled=self.sampled, rng=rng or self.rng,
                    spots=self.spots)

    def visit(self, state: CaseState, seed: int) -> CaseState:
        """Ask and believe from room to room, to the decision."""
        for number, _stage in enumerate(ASKING):
            state = self._ask(state)
            believed = self.learner.believe(self.see(state, np.random.default_rng([seed, number])))
            state, _ = self.session.state_belief(state, cut_shortlist(believed))
            if self.learner.stops and self.see(state).floor == "emergency":
                return self.session.stop_and_decide(state)[0]
            state, _ = self.session.go_on(state)
        return state

    def _ask(self, state: CaseState) -> CaseState:
        while (wanted := self.learner.ask(self.see(state))) is not None:
            is_open = wanted in self.session.kb.open_question_by_id
            state, _ = self.session.ask_open(state, wanted) if is_open else self.session.ask(state, wanted)
        return state

    def treat(self, state: CaseState, rng: np.random.Generator) -> CaseState:
        """Decide, and reason it out where that is asked for."""
        stated = state.stated[-1].belief
        state, _ = self.session.decide(state, self.learner.decide(self.see(state), stated), rng=rng)
        if state.stage == "chain":
            chain = self.learner.chain(self.see(state, rng), stated)
            state, _ = self.session.build_chain(state, partial(_put_together, chain))
            state, _ = self.session.commit_chain(state, seen=0)
        return state

    def plan(self, state: CaseState, rng: np.random.Generator, attempt: np.random.Generator) -> CaseState:
        return self.session.plan(state, self.learner.plan(self.see(state, rng)), attempt)[0]

    def come_back(self, state: CaseState, attempt: Callable[[], np.random.Generator]) -> CaseState:
        """The later visits; `attempt` gives the chance of the attempt, anew each time."""
        while state.stage == "follow-up":
            state, choice = self.learner.come_back(self.see(state))
            state, _ = self.session.decide_visit(state, choice, attempt())
        return state


def _put_together(chain: Chain, chains: ChainSession, state: ChainState) -> Result:
    """All links of a chain, one after the other."""
    events: list[Event] = []
    for link in ("cause", "mechanism", "target", "technique"):
        state, more = chains.choose(state, link, getattr(chain, link))
        events += more
    for set_link in (
        partial(chains.plan_points, points=chain.points), partial(chains.plan_dangers, mitigations=chain.mitigations),
        partial(chains.plan_dose, dose=chain.dose), partial(chains.plan_referral, refer=chain.refer),
    ):
        state, more = set_link(state)
        events += more
    return state, tuple(events)


def alter(learner: Learner, name: str, game: str, **habits: object) -> Learner:
    """The same learner with some other habits."""
    return replace(learner, name=name, game=game, **habits)  # type: ignore[arg-type]  # each habit has its type above
