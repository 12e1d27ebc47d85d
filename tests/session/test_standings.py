"""What the progress page tells: fields in their order, what comes back, and the one thing to do next."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from small_bank import DAY, HOUR, NOON, answer, bank, pick, typed

from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.session.learning import build_model
from sciatica_teach.session.standings import (
    ENOUGH,
    add_up,
    advise,
    count_answers,
    find_due,
    list_stands,
    read_certainty,
    worst_objective,
)

KB = bank(
    pick("flag-1", "obj-flags"), typed("flag-2", "obj-flags"), pick("bone-1"), pick("bone-2"), pick("bone-3"),
    pick("bone-4"), typed("nerve-1", "obj-nerves"), pick("odds-1", "obj-odds"))


def told(*entries, now=NOON + HOUR):
    model = build_model(KB, entries)
    stands = list_stands(KB, model, now)
    return model, stands, advise(KB, model, stands, now)


def test_objectives_stand_field_by_field_in_the_order_of_the_blueprint():
    _, stands, _ = told()
    assert [one.objective.id for one in stands] == ["obj-flags", "obj-bones", "obj-nerves", "obj-odds"]
    mixed = replace(KB, objectives=KB.objectives[::-1])
    areas = [one.objective.area for one in list_stands(mixed, build_model(mixed, ()), NOON)]
    assert areas == ["safety", "anatomy", "anatomy", "reasoning"]


def test_below_four_answers_there_is_not_enough():
    answers = [answer(f"bone-{number}", NOON + number) for number in range(1, 5)]
    for count, enough in ((ENOUGH - 1, False), (ENOUGH, True)):
        _, stands, _ = told(*answers[:count])
        assert stands[1].is_enough is enough
        assert stands[1].standing.answers == count


def test_what_to_do_next_goes_from_safety_to_what_is_least_known():
    assert told()[2].what == "begin"
    right = [answer(one.id, NOON) for one in KB.items]
    late = NOON + 60 * DAY
    assert told(*right, now=late)[2].what == "safety-due"
    no_flags = [answer(one.id, NOON) for one in KB.items if one.objective != "obj-flags"]
    found = told(*no_flags, now=late)[2]
    assert (found.what, found.count) == ("due", 6)
    assert told(*right, answer("odds-1", NOON + 9, 0.0))[2].what == "mistakes"
    least = told(*right)[2]
    assert (least.what, least.area) == ("little-known", "reasoning")
    assert least.objective == "obj-odds"


def test_where_enough_is_known_the_weakest_has_most_to_gain():
    kb = bank(*(pick(f"{name}-{number}", name) for name in ("obj-bones", "obj-odds") for number in range(6)))
    entries = [answer(f"{name}-{number}", NOON + number, float(name == "obj-odds" or number > 3))
               for name in ("obj-bones", "obj-odds") for number in range(6)]
    entries += [answer(f"obj-bones-{number}", NOON + 60 + number) for number in range(4)]  # put right, as rehearsal
    model = build_model(kb, sorted(entries, key=lambda one: one.at))
    now = NOON + HOUR
    assert model.mistakes() == ()
    found = advise(kb, model, list_stands(kb, model, now), now)
    assert (found.what, found.objective, found.area) == ("weakest", "obj-bones", "anatomy")


@given(days=st.lists(st.integers(0, 30), min_size=8, max_size=8), later=st.integers(0, 40))
def test_each_number_of_what_comes_back_holds_those_before_it(days, later):
    entries = [answer(one.id, NOON + day * DAY, float(day % 2)) for one, day in zip(KB.items, days, strict=True)]
    model, now = build_model(KB, entries), NOON + later * DAY
    due = find_due(model, now)
    for one in due.values():
        assert 0 <= one.now <= one.in_a_day <= one.in_a_week
    whole = add_up(due.values())
    assert (whole.now, whole.in_a_day, whole.in_a_week) == tuple(
        len(model.due(now + ahead * DAY)) for ahead in (0, 1, 7))


def test_certainty_counts_what_was_said_without_a_hint():
    entries = [
        answer("bone-1", NOON, certainty=3), answer("bone-2", NOON + 1, 0.5, certainty=3),
        answer("bone-3", NOON + 2, 0.75, certainty=2, hints=1), answer("bone-4", NOON + 3, 0.0, certainty=1, hints=3),
        answer("bone-4", NOON + 4, 0.0, certainty=1, possible=0.0),
    ]
    found = read_certainty(entries)
    assert [(one.count, one.right) for one in found.levels] == [(0, 0), (0, 0), (2, 1)]
    assert (found.count, found.earned, found.possible) == (2, 1.5, 2.0)
    assert found.marks == certainty_marks(True, 3) + certainty_marks(False, 3) == -3
    assert count_answers(entries) == 4  # the worked answer is none


def test_what_keeps_going_wrong_is_the_objective_with_most_mistakes_that_are_still_open():
    assert worst_objective(build_model(KB, [answer("odds-1", NOON)])) is None
    wrong = [answer(item_id, NOON + at, 0.0) for at, item_id in enumerate(("odds-1", "bone-1", "bone-2"))]
    assert worst_objective(build_model(KB, wrong)) == ("obj-bones", 2)
    right_since = [answer(item_id, NOON + 2 * DAY + at) for at, item_id in enumerate(("bone-1", "bone-2"))]
    assert worst_objective(build_model(KB, [*wrong, *right_since])) == ("obj-odds", 1)
