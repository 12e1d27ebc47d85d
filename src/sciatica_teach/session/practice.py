"""A round of single questions, each chosen when the one before it is done: practice, review, or one's own mistakes.

Why a question was chosen is stored with it and said on screen. A round has no length: it ends when the learner ends it,
or when nothing is left to review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import (
    Certainty,
    Event,
    HintShown,
    ItemAnswered,
    ItemPosed,
    PracticeEnded,
    PracticeMode,
    PracticeOpened,
)
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.learning import LearnerModel, choose_next
from sciatica_teach.session.questions import Question, answer_question, give_up, next_hint
from sciatica_teach.session.shuffling import shuffle_parts


@record
class Asked:
    """A question of the round, as it was posed, and what became of it."""

    posed: ItemPosed
    hints: int = 0
    answer: ItemAnswered | None = None

    @property
    def question(self) -> Question:
        return Question(item_id=self.posed.item_id, shown=self.posed.shown, hints=self.hints, answer=self.answer)


@record
class PracticeState:
    """Where a round stands."""

    mode: PracticeMode
    area: str = ""
    """The field it keeps to; empty for all."""
    asked: tuple[Asked, ...] = ()
    """The last one is on screen."""
    ended: bool = False

    @property
    def current(self) -> Asked | None:
        """The question on screen; None where nothing was left to ask from the start."""
        return self.asked[-1] if self.asked else None

    @property
    def answered(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.answer is not None)


Outcome = tuple[PracticeState, tuple[Event, ...]]


def apply_to_practice(state: PracticeState | None, event: Event) -> PracticeState | None:
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case PracticeOpened(mode=mode, area=area):
            return PracticeState(mode=mode, area=area)
        case ItemPosed() if state:
            return replace(state, asked=(*state.asked, Asked(posed=event)))
        case HintShown(hint=hint) if state and state.current:
            return _with_current(state, replace(state.current, hints=hint))
        case ItemAnswered() if state and state.current:
            return _with_current(state, replace(state.current, answer=event))
        case PracticeEnded() if state:
            return replace(state, ended=True)
        case _:
            return state


def _with_current(state: PracticeState, current: Asked) -> PracticeState:
    return replace(state, asked=(*state.asked[:-1], current))


def replay_practice(events: Iterable[Event]) -> PracticeState | None:
    """The state that these events amount to; None when no round was opened."""
    return reduce(apply_to_practice, events, None)


class PracticeSession:
    """What may be done in a round. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    def open(
        self, mode: PracticeMode, area: str, model: LearnerModel, *, now: float, rng: np.random.Generator
    ) -> Outcome:
        """Begin a round with its first question; it has ended at once where there is nothing to ask.

        `model` is what the record tells of the learner; `now` in seconds since the epoch.
        """
        opened, first = self._outcome(None, PracticeOpened(mode=mode, area=area))
        state, onward = self._pose(opened, model, now, rng)
        return state, (*first, *onward)

    def go_on(
        self, state: PracticeState, number: int, model: LearnerModel, *, now: float, rng: np.random.Generator
    ) -> Outcome:
        """The question after number `number`. Asked for twice it comes once; `NotAllowedNow` before the answer."""
        if state.ended or number != len(state.asked):
            return state, ()
        if state.current and state.current.answer is None:
            raise NotAllowedNow("Answer this question first, or ask for the worked answer.")
        return self._pose(state, model, now, rng)

    def answer(self, state: PracticeState, number: int, response: Iterable[str], certainty: Certainty) -> Outcome:
        """Grade and record the answer to question `number`. The first answer counts."""
        current = self._require(state, number)
        if current.answer is not None:
            return state, ()
        return self._outcome(state, answer_question(self.kb, current.question, response, certainty))

    def hint(self, state: PracticeState, number: int, hint: int) -> Outcome:
        """Show this hint of question `number`; one that is shown already changes nothing."""
        event = next_hint(self.kb, self._require(state, number).question)
        return self._outcome(state, event) if event and event.hint == hint else (state, ())

    def give_up(self, state: PracticeState, number: int) -> Outcome:
        """Show the worked answer of question `number`; it earns nothing and comes back another day."""
        current = self._require(state, number)
        if current.answer is not None:
            return state, ()
        return self._outcome(state, give_up(self.kb, current.question))

    def end(self, state: PracticeState) -> Outcome:
        """End the round. A question that is still open is left as if it had not been asked."""
        return (state, ()) if state.ended else self._outcome(state, PracticeEnded())

    def _require(self, state: PracticeState, number: int) -> Asked:
        if state.ended or state.current is None or number != len(state.asked):
            raise NotAllowedNow("This question is not the one on screen any more.")
        return state.current

    def _pose(self, state: PracticeState, model: LearnerModel, now: float, rng: np.random.Generator) -> Outcome:
        asked = [one.posed.item_id for one in state.asked]
        choice = choose_next(self.kb, model, now=now, mode=state.mode, area=state.area, asked=asked, rng=rng)
        if choice is None:
            return self._outcome(state, PracticeEnded())
        shown = shuffle_parts(get_posed(self.kb, choice.item_id), rng)
        return self._outcome(state, ItemPosed(item_id=choice.item_id, reason=choice.reason, shown=shown))

    def _outcome(self, state: PracticeState | None, *events: Event) -> Outcome:
        after = reduce(apply_to_practice, events, state)
        if after is None:
            raise NotAllowedNow("Begin a round first.")
        return after, events
