"""Guess, then see: a stream of single updates. The learner says the share of a cause after one more finding.

    pose -> say the share now -> see how far was due -> pose the next

The reference is worked out when it is needed (`session.guess_reference`) and never stands in a state: `find_reference`
and `find_safety` give nothing before the answer, so that no view can show it early.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Final

import numpy as np

from sciatica_teach.errors import BadSubmission, NotAllowedNow, SciaticaTeachError
from sciatica_teach.grading.beliefs import updating_credit
from sciatica_teach.grading.reaction import LEAST_UPDATES, Reaction, find_reaction
from sciatica_teach.model.events import Event, UpdatePosed, UpdateStated
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.consistency import require_possible
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.guess_choice import choose_update
from sciatica_teach.session.guess_reference import (
    HIGH_PERCENT,
    LOW_PERCENT,
    Reference,
    Safety,
    log_odds,
    reference_of,
    safety_of,
    with_news,
)

NOT_AGAIN_WITHIN: Final = 10
"""A finding does not come back within this many updates."""


@record
class Guess:
    """One update as it was posed, and what the learner said to it."""

    posed: UpdatePosed
    stated: UpdateStated | None = None


@record
class GuessesState:
    """The stream so far; its last update is the one on screen."""

    guesses: tuple[Guess, ...]

    @property
    def current(self) -> Guess:
        return self.guesses[-1]

    @property
    def number(self) -> int:
        """Of the update on screen, from 1."""
        return len(self.guesses)

    @property
    def answered(self) -> tuple[tuple[UpdatePosed, UpdateStated], ...]:
        return tuple((one.posed, one.stated) for one in self.guesses if one.stated is not None)

    @property
    def mean_credit(self) -> float | None:
        """Mean credit from 0 to 1 of the updates answered; None before the first."""
        stated = [one for _, one in self.answered]
        return sum(one.earned for one in stated) / sum(one.possible for one in stated) if stated else None

    @property
    def missing(self) -> int:
        """How many more updates have to be answered before anything is said about over- or under-reacting."""
        return max(0, LEAST_UPDATES - len(self.answered))

    @property
    def reaction(self) -> Reaction | None:
        """Whether the learner moves too little or too far; None while there are too few updates."""
        stated = [one for _, one in self.answered]
        return find_reaction([one.due for one in stated], [one.shift for one in stated])


Outcome = tuple[GuessesState, tuple[Event, ...]]


def apply_to_guesses(state: GuessesState | None, event: Event) -> GuessesState | None:
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case UpdatePosed():
            return GuessesState(guesses=(*(state.guesses if state else ()), Guess(posed=event)))
        case UpdateStated() if state:
            return replace(state, guesses=(*state.guesses[:-1], replace(state.current, stated=event)))
        case _:
            return state


def replay_guesses(events: Iterable[Event]) -> GuessesState | None:
    """The state that these events amount to; None when nothing was posed."""
    return reduce(apply_to_guesses, events, None)


class GuessSession:
    """Posing updates and taking answers. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase, sampled: SampledTable) -> None:
        """`sampled` gives every reference its band; one for all, so that bands can be compared."""
        self.kb = kb
        self.sampled = sampled

    def open(self, rng: np.random.Generator) -> Outcome:
        """Begin the stream with its first update."""
        return self._pose(None, rng)

    def go_on(self, state: GuessesState, after: int, rng: np.random.Generator) -> Outcome:
        """The update that follows number `after`. Asked for twice it comes once; raises where that one is open."""
        if after != state.number:
            return state, ()
        if state.current.stated is None and self.can_show(state.current.posed):
            raise NotAllowedNow("Say the share first. The next patient waits.")
        return self._pose(state, rng)

    def state_share(self, state: GuessesState, number: int, percent: float) -> Outcome:
        """Commit the share now, in whole per cent, for update `number`. The first answer counts.

        Raises `NotAllowedNow` for another update than the one on screen, `BadSubmission` for what is no such share.
        """
        if number != state.number:
            raise NotAllowedNow("This update was answered before, here or in another tab.")
        if state.current.stated is not None:
            return state, ()
        if percent not in range(LOW_PERCENT, HIGH_PERCENT + 1):
            raise BadSubmission(f"A share has to be a whole number from {LOW_PERCENT} to {HIGH_PERCENT} %.")
        posed = state.current.posed
        after = percent / 100
        reference = reference_of(self.kb, self.sampled, posed)
        shift = log_odds(after) - log_odds(posed.before)
        event = UpdateStated(
            after=after, shift=shift, due=reference.stateable.mid,
            earned=updating_credit(shift, reference.stateable), possible=1.0,
        )
        return self._outcome(state, event)

    def find_reference(self, state: GuessesState) -> Reference | None:
        """What was due in the update on screen; None before its answer, or where the content no longer has it."""
        return reference_of(self.kb, self.sampled, state.current.posed) if self._is_open_to_view(state) else None

    def find_safety(self, state: GuessesState) -> Safety | None:
        """What the must-refer rule demands now; None before the answer, and where nothing is demanded."""
        return safety_of(self.kb, self.sampled, state.current.posed) if self._is_open_to_view(state) else None

    def can_show(self, posed: UpdatePosed) -> bool:
        """Whether the content still holds all that this update is about."""
        try:
            self.kb.get_cause(posed.cause_id)
            require_possible(self.kb, self.kb.get_setting(posed.setting), with_news(posed))
        except SciaticaTeachError:
            return False
        return True

    def _is_open_to_view(self, state: GuessesState) -> bool:
        return state.current.stated is not None and self.can_show(state.current.posed)

    def _pose(self, state: GuessesState | None, rng: np.random.Generator) -> Outcome:
        earlier = state.guesses[-NOT_AGAIN_WITHIN:] if state else ()
        recent = [one.posed.finding_id for one in earlier]
        return self._outcome(state, choose_update(self.kb, self.sampled.table, recent, rng))

    def _outcome(self, state: GuessesState | None, event: Event) -> Outcome:
        after = apply_to_guesses(state, event)
        if after is None:
            raise NotAllowedNow("Nothing has been asked yet.")
        return after, (event,)

