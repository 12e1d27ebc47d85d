"""Points, dangers and dose: how their parts make a mark, with the worked numbers of the docstrings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_chains import TWELVE, advice_of, best_chain, good_techniques, grade, planned, task_of, working

from sciatica_teach.grading.chain_dangers import find_cost, find_dangers
from sciatica_teach.grading.chain_key import ChainKey
from sciatica_teach.model.chains import Chain, ChainTask, LinkGrade, PlannedDose, PlannedPoint
from sciatica_teach.model.knowledge import KnowledgeBase


def link_of(kb: KnowledgeBase, task: ChainTask, chain: Chain, link: str) -> LinkGrade:
    found = grade(kb, task, chain).find_link(link)
    assert found is not None
    return found


def draw_good(data: st.DataObject, kb: KnowledgeBase, task_id: str) -> tuple[ChainTask, Chain]:
    task = task_of(kb, task_id)
    return task, best_chain(kb, task, data.draw(st.sampled_from(good_techniques(kb, task))))


# ---- Points ----

@given(data=st.data())
def test_any_depth_within_the_shallow_end_earns_the_same(shipped, data):
    """No depth is the right one: the key would otherwise teach how deep to go."""
    task, chain = draw_good(data, shipped, "ilir")
    assume(chain.points)
    limit = shipped.treatment.get_point(chain.points[0].point).depth.student_cun
    depth = data.draw(st.integers(1, round(limit * 10))) / 10
    shallow = replace(chain.points[0], depth_cun=depth)
    found = link_of(shipped, task, replace(chain, points=(shallow, *chain.points[1:])), "points")
    assert found == link_of(shipped, task, chain, "points")
    assert f"{limit:g}" not in found.parts[0].told


def test_a_point_along_an_unusual_direction_earns_two_thirds(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    point = shipped.treatment.get_point(chain.points[0].point)
    wrong = {one.angle for one in point.wrong_angles}
    unusual = next(one for one in ("downward", "upward", "along-skin", "away-from-midline")
                   if one not in wrong and one not in point.angles)
    found = link_of(shipped, task, replace(chain, points=(replace(chain.points[0], angle=unusual),)), "points")
    assert (found.earned, found.verdict) == (pytest.approx(2 / 3), "partly")
    assert round(found.earned, 2) == 0.67
    blank = link_of(shipped, task, replace(chain, points=(PlannedPoint(point=point.id),)), "points")
    assert blank.earned == pytest.approx(1 / 3)
    hanging = replace(best_chain(shipped, task, "hand-points"), points=blank_points(chain))
    assert link_of(shipped, task, hanging, "points").earned == pytest.approx(1 / 6)


def blank_points(chain: Chain) -> tuple[PlannedPoint, ...]:
    """The first point, with nothing planned there."""
    return (PlannedPoint(point=chain.points[0].point),)


def test_one_good_point_earns_as_much_as_several_and_a_bad_one_beside_it_takes_off(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    assert link_of(shipped, task, replace(chain, points=chain.points[:1]), "points").earned == 1.0
    advice = advice_of(shipped, task)(task.truth)
    useless = next(point for point in shipped.treatment.points
                   if advice.get_point(point.id).standing == "not-indicated")
    beside = link_of(shipped, task, replace(chain, points=(chain.points[0], planned(useless))), "points")
    assert (beside.earned, [part.verdict for part in beside.parts]) == (0.5, ["fits", "wrong"])
    ones = [part.subject for part in beside.parts]
    assert not {*beside.also} & {*ones}


def test_hand_points_want_points_of_the_hand_and_other_techniques_do_not_get_them(shipped):
    task = task_of(shipped, "ilir")
    hand = best_chain(shipped, task, "hand-points")
    low_back = best_chain(shipped, task, "manual-local")
    assert all(shipped.treatment.get_point(one.point).region == "hand" for one in hand.points)
    for chain, points in ((hand, low_back.points), (low_back, hand.points)):
        found = link_of(shipped, task, replace(chain, points=points), "points")
        assert {part.verdict for part in found.parts} == {"loose"}
        assert found.earned == 0.5


def test_a_point_elsewhere_is_none_of_the_hand_even_where_it_is_said_to_act_there(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    point = shipped.treatment.get_point(chain.points[0].point)
    said = replace(point, uses=tuple(replace(use, target="opposite-hand") for use in point.uses))
    points = tuple(said if one.id == point.id else one for one in shipped.treatment.points)
    kb = replace(shipped, treatment=replace(shipped.treatment, points=points))
    hand = replace(best_chain(kb, task, "hand-points"), points=chain.points[:1])
    assert link_of(kb, task, hand, "points").verdict == "loose"


@pytest.mark.parametrize("task_id", TWELVE)
def test_naming_every_point_that_may_be_named_never_beats_choosing(shipped, task_id):
    task = task_of(shipped, task_id)
    for technique_id in good_techniques(shipped, task):
        chain = best_chain(shipped, task, technique_id)
        if chain.points:
            several = tuple(planned(point) for point in shipped.treatment.points[:9])
            blind = link_of(shipped, task, replace(chain, points=several), "points")
            assert blind.earned < link_of(shipped, task, chain, "points").earned == 1.0


# ---- Dangers ----

def test_the_worked_numbers_of_naming_too_much(shipped):
    dangers = shipped.treatment.dangers
    assert max(0.0, 3 / 4 - find_cost(dangers[:2], dangers[:6])) == 0.75
    assert round(max(0.0, 4 / 4 - find_cost(dangers[:5], dangers[:6])), 2) == 0.33
    assert max(0.0, 4 / 4 - find_cost(dangers[:6], dangers[:6])) == 0.0
    assert find_cost((), ()) == 0.0


@pytest.mark.parametrize("task_id", TWELVE)
def test_ticking_every_danger_earns_nothing_and_choosing_well_everything(shipped, task_id):
    task = task_of(shipped, task_id)
    ticked = {danger.id: working(danger) for danger in shipped.treatment.dangers}
    for technique_id in good_techniques(shipped, task):
        chain = best_chain(shipped, task, technique_id)
        chosen = link_of(shipped, task, chain, "dangers")
        blind = link_of(shipped, task, replace(chain, mitigations=ticked), "dangers")
        assert blind.earned == 0.0
        assert chosen.earned == chosen.possible


def test_naming_some_that_do_not_belong_costs_nothing(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    others = [danger for danger in shipped.treatment.dangers if danger.id not in chain.mitigations]
    assert len(others) >= 4
    half = {**chain.mitigations, **{danger.id: working(danger) for danger in others[:len(others) // 2]}}
    assert link_of(shipped, task, replace(chain, mitigations=half), "dangers").earned == 1.0
    more = {**half, others[-1].id: working(others[-1])}
    assert link_of(shipped, task, replace(chain, mitigations=more), "dangers").earned < 1.0


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_a_danger_more_that_belongs_and_is_met_never_costs_and_a_worse_answer_never_pays(shipped, data, task_id):
    task, best = draw_good(data, shipped, task_id)
    assume(best.mitigations)
    dangers = {danger.id: danger for danger in shipped.treatment.dangers}
    named = {
        danger_id: data.draw(st.sampled_from(["", *(way.id for way in dangers[danger_id].mitigations
                                                    if way.works != "harms")]))
        for danger_id in data.draw(st.lists(st.sampled_from(list(best.mitigations)), unique=True))
    }
    one = data.draw(st.sampled_from(list(best.mitigations)))
    before = link_of(shipped, task, replace(best, mitigations=named), "dangers").earned
    met = link_of(shipped, task, replace(best, mitigations={**named, one: best.mitigations[one]}), "dangers").earned
    without = {key: way for key, way in named.items() if key != one}
    missed = link_of(shipped, task, replace(best, mitigations=without), "dangers").earned
    assert missed <= before <= met


def test_what_helps_in_part_earns_half_and_what_is_left_open_nothing(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    dangers = [shipped.treatment.get_danger(one) for one in chain.mitigations]
    in_part = {one.id: next((way.id for way in one.mitigations if way.works == "partly"), working(one))
               for one in dangers}
    partly = sum(any(way.works == "partly" for way in one.mitigations) for one in dangers)
    found = link_of(shipped, task, replace(chain, mitigations=in_part), "dangers")
    assert found.earned == pytest.approx(1 - partly / 2 / len(dangers))
    opened = link_of(shipped, task, replace(chain, mitigations=dict.fromkeys(in_part, "")), "dangers")
    assert (opened.earned, opened.verdict) == (0.0, "blank")
    missed = link_of(shipped, task, replace(chain, mitigations={}), "dangers")
    assert [part.subject for part in missed.parts] == [one.id for one in shipped.treatment.dangers if one in dangers]


def test_what_may_be_thought_of_and_is_not_counted_is_told_neutrally(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    burn = {**chain.mitigations, "burn": working(shipped.treatment.get_danger("burn"))}
    beyond = link_of(shipped, task, replace(chain, mitigations=burn), "dangers").parts[-1]
    assert (beyond.subject, beyond.verdict, beyond.earned) == ("burn", "nothing", 0.0)
    assert beyond.told.startswith("Not counted here")


@pytest.mark.parametrize("point_id", ["bl25", "bl26", "bl23"])
def test_nerve_and_canal_belong_to_a_needle_beside_the_lumbar_spine(shipped, point_id):
    key = ChainKey(shipped, task_of(shipped, "ilir"), advice_of(shipped, task_of(shipped, "ilir")))
    chain = Chain(technique="manual-distal", points=(PlannedPoint(point=point_id),))
    assert {"nerve-hit", "spinal-canal"} <= {one.id for one in find_dangers(key, chain)}


def test_nothing_that_begins_between_two_visits_belongs_to_whoever_is_sent_with_it_now(shipped):
    task = task_of(shipped, "farid")
    key = ChainKey(shipped, task, advice_of(shipped, task))
    assert [one.id for one in find_dangers(key, Chain(technique="referral"))] == ["late-referral"]


def test_a_blood_thinner_makes_bleeding_a_danger_of_needles_and_not_of_advice(shipped):
    task = replace(task_of(shipped, "carmel"), flags=("anticoagulant",))
    key = ChainKey(shipped, task, advice_of(shipped, task))
    needled, advised = (
        {one.id for one in find_dangers(key, Chain(technique=name))} for name in ("manual-local", "education-exercise"))
    assert "bleeding" in needled - advised


# ---- Dose ----

def test_a_dose_that_ends_stronger_earns_three_quarters(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    dose = PlannedDose(visits=12, per_week=2, review_at=5, unchanged="stronger")
    found = link_of(shipped, task, replace(chain, dose=dose), "dose")
    assert (found.earned, [part.verdict for part in found.parts]) == (0.75, ["fits", "fits", "fits", "wrong"])


def test_a_dose_of_a_wrong_technique_earns_half(shipped):
    task = task_of(shipped, "henk")
    technique = next(one for one in shipped.treatment.techniques if one.dose and one.kind == "needle")
    assert technique.id not in good_techniques(shipped, task)
    dose = best_chain(shipped, task_of(shipped, "ilir"), technique.id).dose
    found = link_of(shipped, task, Chain(technique=technique.id, dose=dose), "dose")
    assert (found.earned, found.verdict) == (0.625, "partly")
    assert [part.verdict for part in found.parts] == ["follows"] * 3 + ["fits"]
    assert "your technique" in found.parts[0].told


@given(visits=st.integers(1, 30), per_week=st.floats(0.25, 5), review_at=st.integers(1, 30))
def test_the_parts_of_a_dose_are_right_exactly_within_the_range_of_the_technique(shipped, visits, per_week, review_at):
    task = task_of(shipped, "ilir")
    assume(review_at <= visits)
    chain = best_chain(shipped, task, "manual-local")
    usual = shipped.treatment.get_technique("manual-local").dose
    dose = PlannedDose(visits=visits, per_week=per_week, review_at=review_at, unchanged="stop-or-refer")
    right = [
        usual.visits_low <= visits <= usual.visits_high, usual.per_week_low <= per_week <= usual.per_week_high,
        usual.review_from <= review_at <= usual.review_by, True,
    ]
    found = link_of(shipped, task, replace(chain, dose=dose), "dose")
    assert [part.verdict == "fits" for part in found.parts] == right
    assert found.earned == sum(right) / 4


# ---- How fast ----

def test_one_step_too_fast_is_half_right_and_a_false_alarm_is_wrong(shipped):
    task = task_of(shipped, "osvaldo")
    verdicts = {speed: link_of(shipped, task, Chain(technique="referral", refer=speed), "referral").verdict
                for speed in ("routine", "urgent", "same-day", "emergency")}
    assert verdicts == {"routine": "fits", "urgent": "partly", "same-day": "wrong", "emergency": "wrong"}
