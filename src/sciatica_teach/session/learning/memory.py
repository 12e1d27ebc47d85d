"""How long something is remembered, and when to ask again: FSRS, one card for each family of twins.

How an answer is rated:

    again   less than 0.6 of the marks, or the worked answer was shown
    hard    part of the marks; or a nudge or a scaffold was shown; or right, and called a guess
    good    right
    easy    right, sure, without a hint: but never of a safety item, which shall not go out of sight so soon

The marks are those before the price of the hints: right after the scaffold is hard, and no failure.

A family comes due when the chance that it is still known falls to 0.90, of safety items to 0.95. Intervals are whole
days and never drawn by chance: there are no steps of minutes, since a round of practice brings mistakes back by itself.
First right on Monday noon, fairly sure: the stability is 2.3 days, and it is due on Wednesday noon; right again then,
it is due eleven days later. Of a safety item it would have been Tuesday, and three days.

Answers to a family within twelve hours of a review are rehearsal: they show that it is still in the head, not that it
will be there tomorrow, so they are no reviews. A failure among them does count, once: what is lost within hours was not
learnt, and the next failure says the same again. The twelve hours run from the last review, not from the last
rehearsal, so nobody rehearses a card out of reach; what is due is always at least a day old, and always counts.

When the clock goes back, the card goes with it: nothing counts as a review then, and the days until it is due stay the
same.

Source: Free Spaced Repetition Scheduler, version 6, with its published default weights (package `fsrs`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final, Literal

from sciatica_teach.grading.hints import WORKED, full_marks, was_right
from sciatica_teach.model.events import ItemAnswered
from sciatica_teach.model.record import record

if TYPE_CHECKING:
    from fsrs import Scheduler

Rating = Literal[1, 2, 3, 4]
"""1 again, 2 hard, 3 good, 4 easy."""

DAY: Final = 86_400.0
REHEARSAL: Final = 12 * 3600.0
"""Seconds after a review in which an answer is rehearsal."""

RETENTION: Final = 0.90
SAFETY_RETENTION: Final = 0.95

ENOUGH: Final = 0.6
"""Share of the marks below which an answer is a failure."""

LONGEST_DAYS: Final = 36_500
"""No gap counts for more; FSRS schedules no further either."""

_SOME_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)


@record
class Memory:
    """What FSRS keeps of one family."""

    due: float
    """When to ask again, seconds since the epoch."""
    stability_days: float
    """After so many days the chance of still knowing it is 0.90."""
    reviews: int
    """How many answers counted."""
    lapses: int
    """How many of these failed, the first one aside: that had not been known."""
    last_at: float
    """When the last review was, seconds since the epoch."""
    difficulty: float
    """From 1 to 10, as FSRS has it."""
    failed: bool
    """The last review did."""


def rate_answer(answer: ItemAnswered, is_safety: bool) -> Rating:
    """How well it was known."""
    if answer.hints >= WORKED or answer.earned < ENOUGH * full_marks(answer):
        return 1
    if not was_right(answer) or answer.hints or answer.certainty == 1:
        return 2
    return 4 if answer.certainty == 3 and not is_safety else 3


def is_rehearsal(memory: Memory | None, at: float) -> bool:
    """Whether an answer at this time comes too soon to say anything new."""
    return memory is not None and at - memory.last_at < REHEARSAL


def remember(memory: Memory | None, rating: Rating, at: float, is_safety: bool) -> Memory:
    """The memory after an answer at `at`, seconds since the epoch; None before the first one."""
    if memory is None:
        stability, difficulty, days = review_card(None, None, 0, rating, is_safety)
        return Memory(due=at + days * DAY, stability_days=stability, reviews=1, lapses=0, last_at=at,
                      difficulty=difficulty, failed=rating == 1)
    if at < memory.last_at:
        memory = replace(memory, due=memory.due + at - memory.last_at, last_at=at)
    if is_rehearsal(memory, at) and (rating > 1 or memory.failed):
        return memory
    elapsed = min(LONGEST_DAYS, int((at - memory.last_at) // DAY))
    stability, difficulty, days = review_card(memory.stability_days, memory.difficulty, elapsed, rating, is_safety)
    return Memory(
        due=at + days * DAY, stability_days=stability, reviews=memory.reviews + 1,
        lapses=memory.lapses + (rating == 1), last_at=at, difficulty=difficulty, failed=rating == 1)


@lru_cache(maxsize=8192)
def review_card(
    stability: float | None, difficulty: float | None, elapsed: int, rating: Rating, is_safety: bool
) -> tuple[float, float, int]:
    """Stability, difficulty and days to the next review; FSRS looks at whole days only, so much is met again."""
    fsrs = _library()
    card = fsrs.Card(
        card_id=0, state=fsrs.State.Learning if stability is None else fsrs.State.Review, stability=stability,
        difficulty=difficulty, due=_SOME_DAY, last_review=None if stability is None else _SOME_DAY)
    now = _SOME_DAY + timedelta(days=elapsed)
    reviewed, _ = _scheduler(is_safety).review_card(card, fsrs.Rating(rating), now)
    if reviewed.stability is None or reviewed.difficulty is None:
        raise ValueError("a reviewed card has a stability and a difficulty")
    return reviewed.stability, reviewed.difficulty, (reviewed.due - now).days


@cache
def _library() -> ModuleType:
    """`fsrs`, imported when the first answer counts: 20 ms that nobody else has to wait."""
    return import_module("fsrs")


@cache
def _scheduler(is_safety: bool) -> Scheduler:
    scheduler: Scheduler = _library().Scheduler(
        desired_retention=SAFETY_RETENTION if is_safety else RETENTION, learning_steps=(), relearning_steps=(),
        maximum_interval=LONGEST_DAYS, enable_fuzzing=False)
    return scheduler
