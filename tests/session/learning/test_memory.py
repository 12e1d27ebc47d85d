from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_bank import DAY, HOUR, NOON, answer

from sciatica_teach.session.learning import memory as module
from sciatica_teach.session.learning.memory import Memory, Rating, is_rehearsal, rate_answer, remember

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def date_of(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")


def replay(reviews: Sequence[tuple[float, Rating]], *, is_safety: bool) -> list[Memory]:
    """The memory after each of (seconds since the epoch, rating)."""
    memories: list[Memory] = []
    for at, rating in reviews:
        memories.append(remember(memories[-1] if memories else None, rating, at, is_safety))
    return memories


def straight(reviews: Sequence[tuple[float, Rating]], *, is_safety: bool) -> list[tuple[float, float]]:
    """(due, stability) from py-fsrs, called as its manual says."""
    scheduler = fsrs.Scheduler(
        desired_retention=0.95 if is_safety else 0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, told = fsrs.Card(card_id=1), []
    for at, rating in reviews:
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), datetime.fromtimestamp(at, UTC))
        told.append((card.due.timestamp(), card.stability))
    return told


def when_due(ratings: Sequence[Rating], *, is_safety: bool) -> list[tuple[float, Rating]]:
    """Each review on the noon when it is due."""
    at, reviews = MONDAY.timestamp(), []
    for rating in ratings:
        reviews.append((at, rating))
        at = replay(reviews, is_safety=is_safety)[-1].due
    return reviews


GOLDEN = {
    "good every time": (False, (3, 3, 3, 3), [
        ("2026-11-25", 2.3065), ("2026-12-06", 10.9643), ("2027-01-21", 46.2802), ("2027-07-03", 162.8622)]),
    "good every time, safety": (True, (3, 3, 3, 3), [
        ("2026-11-24", 2.3065), ("2026-11-27", 7.3153), ("2026-12-05", 19.8335), ("2026-12-24", 48.1996)]),
    "easy": (False, (4, 4, 4), [("2026-12-01", 8.2956), ("2027-02-05", 65.6242), ("2028-03-08", 396.7750)]),
    "forgotten once": (False, (3, 3, 1, 3, 3), [
        ("2026-11-25", 2.3065), ("2026-12-06", 10.9643), ("2026-12-08", 1.5383), ("2026-12-13", 4.8763),
        ("2026-12-25", 12.3117)]),
    "hard to learn, safety": (True, (1, 2, 2, 3), [
        ("2026-11-24", 0.2120), ("2026-11-25", 1.2192), ("2026-11-26", 2.3421), ("2026-11-28", 3.8112)]),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_sequences_of_dates_and_stabilities(name: str):
    is_safety, ratings, expected = GOLDEN[name]
    reviews = when_due(ratings, is_safety=is_safety)
    memories = replay(reviews, is_safety=is_safety)
    assert [(date_of(one.due), round(one.stability_days, 4)) for one in memories] == expected
    assert [(one.due, one.stability_days) for one in memories] == straight(reviews, is_safety=is_safety)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(12 * HOUR, 400 * DAY), st.sampled_from([1, 2, 3, 4])), min_size=1, max_size=12),
    st.booleans())
def test_reviews_apart_are_those_of_py_fsrs(steps: list[tuple[float, Rating]], is_safety: bool):
    at, reviews = NOON, []
    for gap, rating in steps:
        at += float(int(gap))
        reviews.append((at, rating))
    memories = replay(reviews, is_safety=is_safety)
    for memory, (due, stability) in zip(memories, straight(reviews, is_safety=is_safety), strict=True):
        assert memory.due == pytest.approx(due, abs=1e-3)
        assert memory.stability_days == pytest.approx(stability, rel=1e-12)
    assert memories[-1].reviews == len(steps)
    assert memories[-1].lapses == sum(rating == 1 for _, rating in steps[1:])


def test_the_days_of_the_docstring():
    text = module.__doc__ or ""
    assert "2.3 days, and it is due on Wednesday noon" in text
    first, second = replay(when_due((3, 3), is_safety=False), is_safety=False)
    assert datetime.fromtimestamp(first.due, UTC) == MONDAY + timedelta(days=2)
    assert round(first.stability_days, 1) == 2.3
    assert (second.due - first.due) / DAY == 11
    safe, later = replay(when_due((3, 3), is_safety=True), is_safety=True)
    assert ((safe.due - MONDAY.timestamp()) / DAY, (later.due - safe.due) / DAY) == (1, 3)


@pytest.mark.parametrize(
    ("earned", "certainty", "hints", "is_safety", "rating"),
    [
        (0.0, 3, 0, False, 1), (0.59, 2, 0, False, 1), (0.6, 2, 0, False, 2), (0.99, 3, 0, False, 2),
        (1.0, 1, 0, False, 2), (1.0, 2, 0, False, 3), (1.0, 3, 0, False, 4), (1.0, 3, 0, True, 3),
        (0.75, 3, 1, False, 2), (0.5, 3, 2, False, 2), (0.0, 3, 3, False, 1), (0.44, 3, 1, False, 1),
        (0.46, 3, 1, False, 2), (0.29, 3, 2, False, 1), (0.31, 3, 2, False, 2),
    ],
)
def test_how_an_answer_is_rated(earned: float, certainty: int, hints: int, is_safety: bool, rating: Rating):
    event = answer("a", NOON, earned, certainty=certainty, hints=hints).event
    doubled = answer("a", NOON, 2 * earned, certainty=certainty, hints=hints, possible=2).event
    assert rate_answer(event, is_safety) == rate_answer(doubled, is_safety) == rating


def test_rehearsal_is_no_review_and_a_failure_in_it_counts_once():
    learnt = remember(None, 3, NOON, False)
    assert remember(learnt, 3, NOON + 11 * HOUR, False) == learnt
    failed = remember(learnt, 1, NOON + HOUR, False)
    assert failed.stability_days < learnt.stability_days
    assert failed.due < learnt.due
    assert (failed.reviews, failed.lapses) == (2, 1)
    assert remember(failed, 1, NOON + 2 * HOUR, False) == failed
    assert remember(failed, 3, NOON + 2 * HOUR, False) == failed


def test_rehearsing_does_not_put_a_review_off():
    memory = remember(None, 3, NOON, False)
    for hour in range(1, 12):
        memory = remember(memory, 3, NOON + hour * HOUR, False)
    assert is_rehearsal(memory, NOON + 11.9 * HOUR)
    assert not is_rehearsal(memory, NOON + 12 * HOUR)
    assert remember(memory, 3, NOON + 12 * HOUR, False).reviews == 2


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.floats(-2e9, 2e9), st.sampled_from([1, 2, 3, 4])), min_size=1, max_size=10), st.booleans())
def test_a_clock_that_jumps_breaks_nothing(steps: list[tuple[float, Rating]], is_safety: bool):
    memory: Memory | None = None
    for at, rating in steps:
        memory = remember(memory, rating, at, is_safety)
        assert memory.last_at <= at
        assert memory.due - memory.last_at >= DAY - 1
        assert memory.stability_days > 0


def test_when_the_clock_goes_back_the_card_goes_with_it():
    ahead = remember(None, 3, NOON + 3000 * DAY, False)
    back = remember(ahead, 3, NOON, False)
    assert (back.last_at, back.due, back.reviews) == (NOON, NOON + 2 * DAY, 1)
    assert remember(back, 3, NOON + 2 * DAY, False).reviews == 2


def test_safety_comes_back_sooner():
    for rating in (1, 2, 3, 4):
        safe, other = (remember(None, rating, NOON, is_safety) for is_safety in (True, False))
        assert safe.due <= other.due
        assert safe.stability_days == other.stability_days
