"""Where an exam stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from functools import reduce
from typing import Final, Literal

from sciatica_teach.model.events import (
    Event,
    ExamAnswered,
    ExamClosed,
    ExamOpened,
    ItemAnswered,
    ItemFlagged,
    ItemShown,
)
from sciatica_teach.model.record import record
from sciatica_teach.session.questions import Question

EXAM: Final = "bank"
"""The thing whose attempts exams are: each draws anew from the whole bank."""


@record
class ExamState:
    """An exam; `results` stays empty until it is closed."""

    item_ids: tuple[str, ...]
    shown_order: dict[str, tuple[str, ...]]
    closes_at: float
    """Seconds since the epoch, UTC."""
    showing: str
    laid: dict[str, ExamAnswered] = field(default_factory=dict)
    """Item id -> the answer that stands."""
    flagged: frozenset[str] = frozenset()
    closed: Literal["", "handed-in", "time"] = ""
    results: dict[str, ItemAnswered] = field(default_factory=dict)

    @property
    def position(self) -> int:
        """Place of the question on screen, from 1."""
        return self.item_ids.index(self.showing) + 1

    @property
    def blanks(self) -> tuple[str, ...]:
        """Questions without an answer, in the order of the exam."""
        return tuple(one for one in self.item_ids if one not in self.laid)

    def question(self, item_id: str) -> Question:
        """One of the questions; with its answer only once the exam is closed."""
        return Question(item_id=item_id, shown=self.shown_order.get(item_id, ()), answer=self.results.get(item_id))


def apply_to_exam(state: ExamState | None, event: Event) -> ExamState | None:
    """The state after one event; events of other kinds leave it alone."""
    if isinstance(event, ExamOpened):
        return ExamState(
            item_ids=event.item_ids, shown_order=event.shown_order, closes_at=event.closes_at,
            showing=event.item_ids[0],
        )
    return state and _apply(state, event)


def _apply(state: ExamState, event: Event) -> ExamState:
    match event:
        case ItemShown(item_id=item_id):
            return replace(state, showing=item_id)
        case ExamAnswered(item_id=item_id, response=response):
            others = {one: laid for one, laid in state.laid.items() if one != item_id}
            return replace(state, laid={**others, item_id: event} if response else others)
        case ItemFlagged(item_id=item_id, flagged=flagged):
            without = state.flagged - {item_id}
            return replace(state, flagged=without | {item_id} if flagged else without)
        case ExamClosed(reason=reason):
            return replace(state, closed=reason)
        case ItemAnswered(item_id=item_id):
            return replace(state, results={**state.results, item_id: event})
        case _:
            return state


def replay_exam(events: Iterable[Event]) -> ExamState | None:
    """The state that these events amount to; None when no exam was opened."""
    return reduce(apply_to_exam, events, None)
