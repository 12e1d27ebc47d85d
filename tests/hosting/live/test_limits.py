"""Allowances: what is let in, what is refused, and that nothing grows for ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.hosting.live import limits
from sciatica_teach.hosting.live.limits import Allowance, Limits


def test_the_worked_example() -> None:
    bucket = Allowance(burst=3, per_s=0.5)
    assert [bucket.take("a", 0.0) for _ in range(4)] == [True, True, True, False]
    assert [bucket.take("a", 1.9), bucket.take("a", 2.0), bucket.take("a", 2.0)] == [False, True, False]
    assert bucket.take("b", 0.0)


@given(st.lists(st.floats(0, 30), min_size=1, max_size=200))
def test_never_more_than_the_burst_and_what_flowed_in(waits: list[float]) -> None:
    bucket, now, taken = Allowance(burst=5, per_s=2), 0.0, 0
    for wait in waits:
        now += wait
        taken += bucket.take("a", now)
    assert taken <= 5 + 2 * now + 1e-6


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    bucket = Allowance(burst=1, per_s=1)
    assert bucket.take("a", 100.0)
    assert not bucket.take("a", 0.0)


def test_what_is_remembered_is_bounded() -> None:
    bucket = Allowance(burst=1, per_s=0)
    for number in range(limits.MOST_KEPT + 10):
        bucket.take(str(number), 0.0)
    assert bucket.left("0", 0.0) == 1  # forgotten
    assert bucket.left(str(limits.MOST_KEPT), 0.0) == 0


def test_a_school_behind_one_address_may_vote_at_once_and_change_its_mind() -> None:
    allowed = Limits()
    assert all(allowed.votes_of_address.take("school", 0.01 * number) for number in range(2000))
    assert all(allowed.new_voters.take("room school", 0.0) for _ in range(200))
