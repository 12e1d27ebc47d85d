from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_bank import DAY, HOUR, NOON, answer, bank, pick, typed

from sciatica_teach.model.events import Entry, QuizFinished
from sciatica_teach.session.learning import build_model
from sciatica_teach.session.learning.learner import LATELY

KB = bank(
    pick("femur"), pick("femur-again", twin_of="femur"), typed("tibia"), pick("sciatic", "obj-nerves", hardness="hard"),
    pick("saddle", "obj-flags"), pick("ratio", "obj-odds"), pick("ratio-safe", "obj-odds", safety=True))
ITEMS = [*KB.item_by_id, "deleted", "made-lesion-first-3", "made-nonsense"]
STANDINGS = [one.id for one in KB.objectives]

entries = st.lists(
    st.builds(
        lambda item_id, at, earned, certainty, hints: answer(
            item_id, NOON + at, earned, certainty=certainty, hints=hints),
        st.sampled_from(ITEMS), st.floats(0, 60 * DAY), st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([1, 2, 3]),
        st.integers(0, 3)),
    max_size=25)


def told(model) -> list[object]:
    return [
        *(model.standing(one) for one in STANDINGS), *(model.memory(one) for one in ITEMS),
        *(model.last(one) for one in ITEMS), model.due(NOON + 90 * DAY), model.mistakes(), model.recent]


@settings(max_examples=50)
@given(entries)
def test_adding_one_by_one_is_building_at_once(record: list[Entry]):
    model, before = build_model(KB, []), build_model(KB, [])
    for entry in record:
        model = model.add(entry)
    assert told(model) == told(build_model(KB, record))
    assert told(before) == told(build_model(KB, []))


@settings(max_examples=50)
@given(entries)
def test_a_model_is_not_changed_by_what_comes_after(record: list[Entry]):
    model = build_model(KB, record)
    seen = told(model)
    model.add(answer("femur", NOON + 99 * DAY, 0.0))
    assert told(model) == seen


def test_what_is_no_marked_answer_changes_nothing():
    model = build_model(KB, [answer("femur")])
    finished = replace(answer("femur"), event=QuizFinished(set_id="bones"))
    assert model.add(finished) is model
    assert told(model.add(answer("femur", NOON + DAY, 0.0, possible=0.0))) == told(model)


@settings(max_examples=50)
@given(entries, st.sampled_from([("femur", "obj-bones"), ("tibia", "obj-bones"), ("sciatic", "obj-nerves")]))
def test_right_never_lowers_and_wrong_never_raises(record: list[Entry], asked: tuple[str, str]):
    item_id, objective = asked
    model = build_model(KB, record)
    at = max((entry.at for entry in record), default=NOON) + 13 * HOUR
    before = model.standing(objective, at)
    right, wrong = (model.add(answer(item_id, at, earned)).standing(objective, at) for earned in (1.0, 0.0))
    assert right.answers == wrong.answers == before.answers + 1
    assert wrong.ability < before.ability < right.ability
    assert max(right.spread, wrong.spread) <= before.spread + 1e-9


def test_rehearsal_moves_neither_ability_nor_memory():
    model = build_model(KB, [answer("femur")])
    again = model.add(answer("femur-again", NOON + 11 * HOUR, 1.0))
    assert again.standing("obj-bones") == model.standing("obj-bones")
    assert again.memory("femur") == model.memory("femur")
    assert again.last("femur-again") is not None
    later = model.add(answer("femur-again", NOON + 13 * HOUR, 1.0))
    assert later.standing("obj-bones").answers == 2
    assert later.memory("femur").reviews == 2


def test_the_second_answer_to_a_family_is_half_an_answer():
    """The femur again, or the tibia for the first time: both right, two days later."""
    kb = bank(pick("femur"), pick("femur-again", twin_of="femur"), pick("tibia"))
    model = build_model(kb, [answer("femur")])
    before = model.standing("obj-bones").ability
    again, other = (model.add(answer(one, NOON + 2 * DAY)).standing("obj-bones") for one in ("femur-again", "tibia"))
    assert before < again.ability < other.ability
    assert again.spread > other.spread
    assert again.answers == other.answers == 2


def test_a_failure_in_rehearsal_shortens_memory_and_leaves_ability():
    model = build_model(KB, [answer("femur")])
    after = model.add(answer("femur", NOON + HOUR, 0.0))
    assert after.standing("obj-bones") == model.standing("obj-bones")
    assert after.memory("femur").due < model.memory("femur").due


def test_twins_share_one_card():
    model = build_model(KB, [answer("femur-again")])
    assert model.memory("femur").reviews == 1
    assert model.memory("femur-again") is None
    (due,) = model.due(NOON + 30 * DAY)
    assert (due.family, due.item_ids) == ("femur", ("femur", "femur-again"))


def test_safety_is_due_first_and_then_what_waits_longest():
    model = build_model(KB, [
        answer("femur", NOON), answer("ratio-safe", NOON + DAY), answer("sciatic", NOON + 2 * HOUR),
        answer("saddle", NOON + 2 * DAY)])
    assert [one.family for one in model.due(NOON + 20 * DAY)] == ["ratio-safe", "saddle", "femur", "sciatic"]
    assert [one.is_safety for one in model.due(NOON + 20 * DAY)] == [True, True, False, False]
    assert model.due(NOON) == ()
    safe = model.memory("saddle").due - NOON - 2 * DAY
    assert safe < model.memory("femur").due - NOON


def test_mistakes_are_what_went_wrong_last_safety_first_then_the_surest():
    model = build_model(KB, [
        answer("femur", NOON, 0.0, certainty=1), answer("sciatic", NOON + 1, 0.5, certainty=3),
        answer("tibia", NOON + 2, 0.0, certainty=3), answer("saddle", NOON + 3, 0.0, certainty=2),
        answer("ratio", NOON + 4, 0.0)])
    assert model.mistakes() == ("saddle", "sciatic", "tibia", "ratio", "femur")
    right = model.add(answer("femur-again", NOON + HOUR)).add(answer("tibia", NOON + HOUR))
    assert right.mistakes() == ("saddle", "sciatic", "ratio")


@pytest.mark.parametrize(("earned", "hints", "is_mistake", "is_failure"), [
    (0.75, 1, False, False), (0.5, 2, False, False), (0.5, 1, True, False), (0.25, 2, True, True), (0.0, 3, True, True),
])
def test_right_after_a_hint_is_no_mistake(earned: float, hints: int, is_mistake: bool, is_failure: bool):
    model = build_model(KB, [answer("femur", NOON, earned, hints=hints)])
    assert model.mistakes() == (("femur",) if is_mistake else ())
    assert model.last("femur").is_wrong == is_mistake
    assert model.memory("femur").failed == is_failure


def test_one_of_a_sort_that_is_made_puts_another_right():
    model = build_model(KB, [answer("made-lesion-first-1", NOON, 0.0), answer("made-update-1", NOON + 1, 0.0)])
    assert model.mistakes() == ("made-lesion-first-1", "made-update-1")
    assert model.add(answer("made-lesion-second-1", NOON + 2)).mistakes() == model.mistakes()
    assert model.add(answer("made-lesion-first-2", NOON + 2)).mistakes() == ("made-update-1",)


def test_what_was_deleted_is_neither_due_nor_a_mistake_and_counts_for_nothing():
    model = build_model(KB, [answer("deleted", NOON, 0.0), answer("made-nonsense", NOON, 0.0)])
    assert (model.due(NOON + 999 * DAY), model.mistakes()) == ((), ())
    assert all(model.standing(one) == build_model(KB, []).standing(one) for one in STANDINGS)
    assert model.last("deleted").is_wrong


def test_a_mistake_with_a_twin_that_was_deleted_is_gone_and_the_card_of_the_family_stays():
    record = [answer("femur-again", NOON, 0.0)]
    without = bank(pick("femur"))
    assert build_model(without, record).mistakes() == ()
    assert build_model(KB, record).mistakes() == ("femur-again",)


def test_an_edited_item_keeps_its_memory_and_says_what_was_answered():
    model = build_model(KB, [answer("femur", version="00000000")])
    assert model.memory("femur").reviews == 1
    assert model.last("femur").item_version != KB.item_versions["femur"]


def test_what_is_made_counts_each_time_and_has_no_card():
    nerves = replace(KB, objectives=(*KB.objectives, replace(KB.objectives[1], id="obj-root-or-nerve")))
    model = build_model(nerves, [answer("made-lesion-first-1", NOON), answer("made-lesion-first-2", NOON + 60)])
    assert model.standing("obj-root-or-nerve").answers == 2
    assert model.add(answer("made-lesion-first-2", NOON + HOUR)).standing("obj-root-or-nerve").answers == 2
    assert model.memory("made-lesion-first-1") is None
    wrong = model.add(answer("made-lesion-first-2", NOON + DAY, 0.0))
    assert wrong.mistakes() == ("made-lesion-first-2",)
    assert wrong.due(NOON + 99 * DAY) == ()


def test_a_hard_item_right_says_more_than_an_easy_one_and_recorded_difficulty_goes_first():
    kb = bank(pick("easy", hardness="easy"), pick("hard", hardness="hard"))
    easy, hard = (build_model(kb, [answer(one)]).standing("obj-bones").ability for one in ("easy", "hard"))
    assert hard > easy
    turned = build_model(kb, [answer("easy")], difficulties={"easy": 1.0}).standing("obj-bones").ability
    assert turned == pytest.approx(hard)


def test_a_typed_answer_right_says_more_than_a_chosen_one():
    kb = bank(pick("chosen"), typed("written"))
    chosen, written = (build_model(kb, [answer(one)]).standing("obj-bones").ability for one in ("chosen", "written"))
    assert written > chosen


def test_time_widens_a_standing_and_never_moves_one_without_answers():
    model = build_model(KB, [answer("femur")])
    then = model.standing("obj-bones", NOON + 200 * DAY)
    assert then.spread > model.standing("obj-bones").spread
    assert model.standing("obj-odds", NOON + 200 * DAY) == model.standing("obj-odds")


@settings(max_examples=50)
@given(entries, st.randoms(use_true_random=False))
def test_a_clock_that_jumps_breaks_nothing(record: list[Entry], random):
    shuffled = [replace(entry, at=random.uniform(0, 4e9)) for entry in record]
    model = build_model(KB, shuffled)
    for objective in STANDINGS:
        standing = model.standing(objective, 0.0)
        assert 0 < standing.spread <= 1.5 + 1e-9
        assert 0 <= standing.low <= standing.share <= standing.high <= 1
    assert all(one.due >= 0 for one in model.due(9e9))


def test_the_last_thirty_are_kept():
    model = build_model(KB, [answer("femur", NOON + number) for number in range(LATELY + 5)])
    assert [one.at for one in model.recent] == [NOON + number for number in range(5, LATELY + 5)]


def test_nothing_known_is_half_with_a_wide_interval():
    standing = build_model(KB, []).standing("obj-bones")
    assert (standing.answers, standing.ability, standing.spread) == (0, 0.0, pytest.approx(1.5))
    assert standing.share == pytest.approx(0.5)
    assert standing.low < 0.1
    assert standing.high > 0.9
