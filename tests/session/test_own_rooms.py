"""Rooms and plans of an instructor, as they are read from the record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import entry

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.events import RoomMade, RoomPlanDropped, RoomPlanned
from sciatica_teach.model.live import Poll
from sciatica_teach.session.own_rooms import (
    LONGEST_TITLE,
    MOST_POLLS,
    PLANS,
    ROOMS,
    add_poll,
    drop_poll,
    get_room,
    list_plans,
    list_rooms,
    move_poll,
    next_plan_id,
    require_title,
)
from sciatica_teach.session.record_secrets import find_keys

POLLS = tuple(Poll(kind="item", subject_id=name) for name in "abcd")
SOME_POLLS = st.lists(st.builds(Poll, kind=st.just("item"), subject_id=st.text(max_size=3)), min_size=1, max_size=9)


def planned(plan: str, title: str = "Mine", polls: tuple[Poll, ...] = POLLS, at: float = 1.0):
    return entry(PLANS, RoomPlanned(plan=plan, title=title, polls=polls), at)


def made(code: str, title: str = "Tuesday", at: float = 1.0):
    return entry(ROOMS, RoomMade(code=code, host_key=f"key of {title}", title=title), at)


def test_rooms_come_newest_first_and_a_code_that_came_twice_is_the_newest():
    entries = [made("AAA", "first"), made("BBB", "second", 2.0), made("AAA", "third", 3.0)]
    assert [room.title for room in list_rooms(entries)] == ["third", "second", "first"]
    assert get_room(entries, "AAA").host_key == "key of third"


def test_a_room_that_is_not_in_the_record_is_not_ones_own():
    with pytest.raises(UnknownId, match="room of yours"):
        get_room([made("AAA")], "BBB")


def test_a_plan_is_what_was_recorded_last_and_a_dropped_one_is_gone():
    entries = [planned("own-1", "old"), planned("own-2"), planned("own-1", "new"),
               entry(PLANS, RoomPlanDropped(plan="own-2"), 4.0)]
    assert [(plan.plan, plan.title) for plan in list_plans(entries)] == [("own-1", "new")]


def test_an_id_is_never_given_twice_whatever_a_record_says():
    entries = [planned("own-2"), planned("own-x"), planned("mine"), entry(PLANS, RoomPlanDropped(plan="own-2"), 2.0)]
    assert next_plan_id(entries) == "own-3"
    assert next_plan_id([]) == "own-1"


def test_the_subject_with_keys_is_known_as_such():
    assert find_keys([made("AAA"), planned("own-1")]) == {ROOMS}


@given(SOME_POLLS, st.integers(0, 8), st.integers(-9, 9))
def test_moving_keeps_every_poll_and_the_order_of_the_others(polls, index, by):
    index %= len(polls)
    moved = move_poll(polls, index, by)
    place = min(max(0, index + by), len(polls) - 1)
    assert moved[place] == polls[index]
    assert [*moved[:place], *moved[place + 1:]] == [*polls[:index], *polls[index + 1:]]


@given(SOME_POLLS, st.integers(0, 8))
def test_taking_out_takes_one(polls, index):
    index %= len(polls)
    assert [*drop_poll(polls, index)] == polls[:index] + polls[index + 1:]


@pytest.mark.parametrize("index", [-1, 4, 99])
def test_a_place_that_is_not_there_any_more_changes_nothing(index):
    for change in (lambda: drop_poll(POLLS, index), lambda: move_poll(POLLS, index, 1)):
        with pytest.raises(NotAllowedNow, match="changed in the meantime"):
            change()


def test_a_question_stands_once_and_a_patient_may_be_asked_about_twice():
    with pytest.raises(NotAllowedNow, match="in the plan already"):
        add_poll(POLLS, POLLS[0])
    belief = Poll(kind="belief", subject_id="marek")
    assert add_poll((belief,), belief) == (belief, belief)


def test_a_plan_has_an_end():
    full = tuple(Poll(kind="belief", subject_id="marek") for _ in range(MOST_POLLS))
    with pytest.raises(NotAllowedNow, match="at the most"):
        add_poll(full, full[0])


@pytest.mark.parametrize(("typed", "kept"), [("  Tuesday \n two ", "Tuesday two"), ("a\u202eb\x00c", "a b c")])
def test_a_title_is_one_line_that_can_be_printed(typed, kept):
    assert require_title(typed) == kept


@pytest.mark.parametrize(("typed", "said"), [("", "a name first"), (" \n\t", "a name first"),
                                             ("x" * (LONGEST_TITLE + 1), "81 characters")])
def test_a_title_that_is_none_is_refused_with_what_to_do(typed, said):
    with pytest.raises(NotAllowedNow, match=said):
        require_title(typed)
