"""Taking a quiz: one item at a time, certainty before the answer, feedback after it.

The order of options is drawn once per attempt and stored with `QuizOpened`, so that a reload, the feedback and a later
look show the same order. The right answers stay in the knowledge base: a view gets them only for items answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from functools import reduce

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import Certainty, Event, HintShown, ItemAnswered, ItemShown, QuizFinished, QuizOpened
from sciatica_teach.model.grades import Grade
from sciatica_teach.model.items import ItemSet
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.questions import Question, answer_question, give_up, grade_of, next_hint
from sciatica_teach.session.shuffling import shuffle_parts


@record
class QuizState:
    """Where the learner stands in an attempt at an item set."""

    set_id: str
    item_ids: tuple[str, ...]
    shown_order: dict[str, tuple[str, ...]]
    showing: str
    """The item on screen."""
    answers: dict[str, ItemAnswered]
    hints: dict[str, int] = field(default_factory=dict)
    """Item id -> how many hints were shown."""
    finished: bool = False

    @property
    def position(self) -> int:
        """Place of the item on screen, from 1."""
        return self.item_ids.index(self.showing) + 1

    def question(self, item_id: str) -> Question:
        """One of the questions as it stands."""
        return Question(
            item_id=item_id, shown=self.shown_order.get(item_id, ()), hints=self.hints.get(item_id, 0),
            answer=self.answers.get(item_id),
        )

    @property
    def earned(self) -> float:
        return sum(answer.earned for answer in self.answers.values())

    @property
    def possible(self) -> float:
        return sum(answer.possible for answer in self.answers.values())


Outcome = tuple[QuizState, tuple[Event, ...]]


def apply_event(state: QuizState | None, event: Event) -> QuizState | None:
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case QuizOpened(set_id=set_id, item_ids=item_ids, shown_order=shown_order):
            return QuizState(
                set_id=set_id, item_ids=item_ids, shown_order=shown_order, showing=item_ids[0], answers={}
            )
        case ItemShown(item_id=item_id) if state:
            return replace(state, showing=item_id)
        case ItemAnswered(item_id=item_id) if state:
            return replace(state, answers={**state.answers, item_id: event})
        case HintShown(item_id=item_id, hint=hint) if state:
            return replace(state, hints={**state.hints, item_id: hint})
        case QuizFinished() if state:
            return replace(state, finished=True)
        case _:
            return state


def replay_quiz(events: Iterable[Event]) -> QuizState | None:
    """The state that these events amount to; None when no quiz was opened."""
    return reduce(apply_event, events, None)


class QuizSession:
    """One item set and what may be done in it. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase, item_set: ItemSet) -> None:
        self.kb = kb
        self.item_set = item_set

    def open(self, rng: np.random.Generator) -> Outcome:
        """Begin an attempt; draws the order in which options are shown."""
        shown = {item_id: shuffle_parts(get_posed(self.kb, item_id), rng) for item_id in self.item_set.items}
        event = QuizOpened(set_id=self.item_set.id, item_ids=self.item_set.items, shown_order=shown)
        return self._outcome(None, event)

    def answer(self, state: QuizState, item_id: str, response: Iterable[str], certainty: Certainty) -> Outcome:
        """Grade and record an answer. The first answer counts; a second one to the same item changes nothing."""
        if item_id in state.answers:
            return state, ()
        self._require_open(state, item_id)
        return self._outcome(state, answer_question(self.kb, state.question(item_id), response, certainty))

    def hint(self, state: QuizState, item_id: str, number: int) -> Outcome:
        """Show hint `number`; one that is shown already changes nothing."""
        self._require_open(state, item_id)
        event = next_hint(self.kb, state.question(item_id))
        if event is None or event.hint != number:
            return state, ()
        return self._outcome(state, event)

    def give_up(self, state: QuizState, item_id: str) -> Outcome:
        """Show the worked answer; the question earns nothing."""
        if item_id in state.answers:
            return state, ()
        self._require_open(state, item_id)
        return self._outcome(state, give_up(self.kb, state.question(item_id)))

    def go_on(self, state: QuizState) -> Outcome:
        """Show the next item, or finish after the last one."""
        if state.showing not in state.answers:
            raise NotAllowedNow("Answer this question first.")
        if state.position < len(state.item_ids):
            return self._outcome(state, ItemShown(item_id=state.item_ids[state.position]))
        return self._outcome(state, QuizFinished(set_id=self.item_set.id))

    def find_grade(self, state: QuizState, item_id: str) -> Grade | None:
        """The grade of an answered item with its verdicts, by the grader that marked it; None before the answer."""
        answered = state.answers.get(item_id)
        return grade_of(self.kb, answered) if answered else None

    @staticmethod
    def _require_open(state: QuizState, item_id: str) -> None:
        if item_id != state.showing:
            raise NotAllowedNow("This question is not the one on screen any more.")

    def _outcome(self, state: QuizState | None, *events: Event) -> Outcome:
        after = reduce(apply_event, events, state)
        if after is None:
            raise NotAllowedNow("Open the quiz first.")
        return after, events
