"""Who keeps a kernel, who gives way, who waits: the rules themselves, without a server."""

from __future__ import annotations

import asyncio

import pytest

from sciatica_teach.hosting.kernels.arrivals import Arrivals, name_source
from sciatica_teach.hosting.kernels.seats import (
    ASLEEP_AFTER_S,
    ASLEEP_IDLE_TIMES,
    LOADS_WITHIN_S,
    OPENS_WITHIN_S,
    NoSeat,
    Seats,
)
from sciatica_teach.hosting.kernels.turns import Turn, Turns

IDLE_S = 3600.0


def sit(seats: Seats, kernel: str, owner: str = "somebody", at: float = 0.0, *, pages: int = 0) -> None:
    """A page that was made and connected at that time; with `pages=1` it still is."""
    seat = seats.take(kernel, owner, at)
    seat.opening = False
    seats.meet(kernel, at, +1)
    seats.meet(kernel, at, pages - 1)


def leaver(seats: Seats, owner: str, now: float) -> str:
    seat = seats.find_leaver(owner, now)
    assert seat
    return seat.kernel_id


def test_nobody_gives_way_while_there_are_seats() -> None:
    seats = Seats(most=2)
    sit(seats, "left-long-ago")
    assert seats.find_leaver("new", 10**6) is None


def test_the_page_left_longest_ago_gives_way_first() -> None:
    seats = Seats(most=3)
    sit(seats, "open", at=0, pages=1)
    sit(seats, "left-later", at=20)
    sit(seats, "left-first", at=10)
    assert leaver(seats, "new", ASLEEP_AFTER_S + 100) == "left-first"


def test_an_open_page_gives_way_only_once_it_sleeps() -> None:
    seats = Seats(most=1)
    sit(seats, "open", at=0, pages=1)
    seats.hear("open", ASLEEP_AFTER_S, acted=False)
    with pytest.raises(NoSeat) as refused:
        seats.find_leaver("new", ASLEEP_AFTER_S)
    assert refused.value.why == "full"
    assert leaver(seats, "new", ASLEEP_AFTER_S + 1) == "open"
    seats.hear("open", ASLEEP_AFTER_S, acted=True)
    with pytest.raises(NoSeat):
        seats.find_leaver("new", ASLEEP_AFTER_S + 1)


def test_a_page_that_is_made_or_loads_keeps_its_seat() -> None:
    seats = Seats(most=1)
    made = seats.take("made", "somebody", 0)
    with pytest.raises(NoSeat):
        seats.find_leaver("new", OPENS_WITHIN_S)
    made.opening = False
    seats.hear("made", 100, acted=True)
    with pytest.raises(NoSeat):
        seats.find_leaver("new", 100 + LOADS_WITHIN_S)
    assert leaver(seats, "new", 101 + LOADS_WITHIN_S) == "made"


def test_whoever_comes_back_takes_the_seat_they_left_and_no_one_elses() -> None:
    seats = Seats(most=2)
    sit(seats, "of-another", "another", at=0)
    sit(seats, "mine", "me", at=10)
    assert leaver(seats, "me", 20) == "mine"
    assert leaver(seats, "third", 20) == "of-another"


def test_one_visitor_has_so_many_tabs_and_no_more() -> None:
    seats = Seats(most=100, most_of_one=2)
    sit(seats, "first", "me", at=0, pages=1)
    sit(seats, "second", "me", at=1, pages=1)
    with pytest.raises(NoSeat) as refused:
        seats.find_leaver("me", 2)
    assert refused.value.why == "tabs"
    assert seats.find_leaver("another", 2) is None
    seats.meet("first", 2, -1)
    assert leaver(seats, "me", 3) == "first"


def test_a_page_that_is_not_heard_ends() -> None:
    seats = Seats(most=9)
    sit(seats, "silent", at=0, pages=1)
    sit(seats, "heard", at=0, pages=1)
    seats.hear("heard", IDLE_S, acted=False)
    assert seats.find_over(IDLE_S, IDLE_S) == []
    assert [seat.kernel_id for seat in seats.find_over(IDLE_S + 1, IDLE_S)] == ["silent"]


def test_a_page_that_only_gives_signs_of_life_ends_after_four_times_as_long() -> None:
    seats = Seats(most=9)
    night = ASLEEP_IDLE_TIMES * IDLE_S
    for kernel in ("asleep", "awake"):
        sit(seats, kernel, at=0, pages=1)
        seats.hear(kernel, night, acted=kernel == "awake")
    assert seats.find_over(night, IDLE_S) == []
    assert [seat.kernel_id for seat in seats.find_over(night + 1, IDLE_S)] == ["asleep"]


def test_a_page_that_is_being_made_has_time_even_where_idle_is_short() -> None:
    seats = Seats(most=9)
    seats.take("made", "somebody", 0)
    assert seats.find_over(OPENS_WITHIN_S, 1.0) == []
    assert len(seats.find_over(OPENS_WITHIN_S + 1, 1.0)) == 1


def test_a_kernel_is_its_visitors_own_and_that_of_nobody_is_nobodys() -> None:
    seats = Seats(most=9)
    sit(seats, "kernel", "me")
    sit(seats, "strange", "")
    assert seats.is_own("kernel", "me")
    assert not seats.is_own("kernel", "another")
    assert not seats.is_own("missing", "me")
    assert not seats.is_own("strange", "")


def test_a_seat_that_moves_to_another_kernel_is_found_there_only() -> None:
    seats = Seats(most=9)
    seat = seats.take("promised", "me", 0)
    seats.move(seat, "spare")
    assert (seats.find("promised"), seats.find("spare"), len(seats)) == (None, seat, 1)
    assert seat.ticket == "promised"


def test_only_opens_that_no_websocket_followed_count_and_for_a_minute() -> None:
    arrivals = Arrivals(most=3, window_s=60)
    for number in range(10):
        arrivals.note("192.0.2.1", f"school-{number}", 0)
        arrivals.follow(f"school-{number}")
    assert not arrivals.is_flood("192.0.2.1", 1)
    for number in range(3):
        arrivals.note("192.0.2.2", f"flood-{number}", number)
    assert arrivals.is_flood("192.0.2.2", 3)
    assert not arrivals.is_flood("192.0.2.3", 3)
    assert not arrivals.is_flood("192.0.2.2", 60)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("unknown", "unknown", True),
    ],
)
def test_one_house_is_one_source(one: str, other: str, same: bool) -> None:
    assert (name_source(one) == name_source(other)) is same


def served(turns: list[Turn]) -> list[bool]:
    return [turn.before == 0 for turn in turns]


def test_turns_come_in_order_and_so_many_at_once() -> None:
    async def scene() -> None:
        line = Turns(at_once=2)
        turns = [line.stand() for _ in range(4)]
        assert served(turns) == [True, True, False, False]
        assert [turn.before for turn in turns[2:]] == [1, 2]
        turns[1].end()
        turns[1].end()
        await turns[2].come()
        assert served(turns) == [True, True, True, False]
        turns[0].end()
        await turns[3].come()
        assert not line.is_idle()
        turns[2].end()
        turns[3].end()
        assert line.is_idle()

    asyncio.run(scene())


def test_whoever_leaves_the_line_is_not_waited_for() -> None:
    async def scene() -> None:
        line = Turns(at_once=1)
        first, gone, last = (line.stand() for _ in range(3))
        gone.end()
        assert last.before == 1
        first.end()
        await last.come()
        last.end()
        assert line.is_idle()

    asyncio.run(scene())


def test_a_page_that_hangs_does_not_stop_the_line() -> None:
    async def scene() -> None:
        line = Turns(at_once=1, longest_s=0.01)
        line.stand()
        await asyncio.wait_for(line.stand().come(), timeout=20)

    asyncio.run(scene())
