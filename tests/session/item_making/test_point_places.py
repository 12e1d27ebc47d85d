"""Questions for the place of a point: one key, places far enough apart, nothing that tells which is right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from math import dist

import pytest

from sciatica_teach.errors import UnknownId
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import PointItem, PointRecipe
from sciatica_teach.model.points import REGIONS
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.item_making.pictures import LANDMARKS, PICTURES, describe_spot, find_picture
from sciatica_teach.session.item_making.point_places import SEVERAL, find_askable, make_point

SEEDS = range(200)
AXES = {"back": (0, -1), "side": (1, 1), "front": (0, 1), "foot-side": (1, 1), "foot-inner": (1, -1)}
BONY = {
    "the posterior superior iliac spine": "psis", "the ischial tuberosity": "ischial-tuberosity",
    "the anterior superior iliac spine": "asis", "the greater trochanter": "greater-trochanter",
    "the outer epicondyle of the femur": "lateral-epicondyle", "the head of the fibula": "fibular-apex",
    "the tuberosity of the tibia": "tibial-tuberosity", "the outer ankle": "lateral-malleolus",
    "the inner ankle": "medial-malleolus",
}


def made(kb, region: str, seed: int) -> PointItem:
    return make_point(kb, PointRecipe(id=f"made-point-{region}-{seed}", objective="obj", region=region, seed=seed))


@pytest.mark.parametrize("region", REGIONS)
def test_every_question_has_one_full_mark_and_places_a_finger_can_tell_apart(kb, region):
    for seed in SEEDS:
        item = made(kb, region, seed)
        assert [option.credit for option in item.options].count(1) == 1
        assert {option.credit for option in item.options} <= {0, 0.5, 1}
        assert [option.id for option in item.options] == list("abcdef")[:len(item.options)]
        assert 4 <= len(item.options) <= 6
        picture = find_picture(item.plate, [option.spot for option in item.options])
        px = 280 / picture.box[2]
        assert all(dist(one.spot, other.spot) * px >= 44 - 1e-9 for one, other in combinations(item.options, 2))


@pytest.mark.parametrize("region", REGIONS)
def test_the_right_place_has_every_letter_as_often(kb, region):
    """By the size of the question: chi-squared with n - 1 degrees of freedom stays below its 99.9 % point."""
    limits = {4: 16.27, 5: 18.47, 6: 20.52}
    items = [made(kb, region, seed) for seed in SEEDS]
    for size in {len(item.options) for item in items}:
        found = Counter(next(option.id for option in item.options if option.credit == 1)
                        for item in items if len(item.options) == size)
        due = found.total() / size
        assert sum((found[letter] - due) ** 2 / due for letter in "abcdef"[:size]) < limits[size]


@pytest.mark.parametrize("region", REGIONS)
def test_every_point_that_can_be_asked_for_is_asked_for_at_its_place(kb, region):
    names = {f"{point.code} {point.name.pinyin}": point for point in kb.treatment.points}
    asked = set()
    for seed in SEEDS:
        item = made(kb, region, seed)
        point = names[item.stem.removeprefix("Where does ").removesuffix(" lie?")]
        right = next(option for option in item.options if option.credit == 1)
        assert right.spot == kb.treatment.place_by_id[point.id].spot
        assert (point.region, item.mark, item.sources) == (region, point.location.mark, point.location.sources)
        asked.add(point.id)
    assert asked == {point.id for point in find_askable(kb, region)}


def test_no_point_is_asked_for_where_sources_differ_or_where_it_is_several(kb):
    asked = {point.id for region in REGIONS for point in find_askable(kb, region)}
    differing = {point.id for point in kb.treatment.points if point.location.conflict}
    assert "gb39" in differing
    assert {"ex-b2", "ex-ue7"} == SEVERAL
    assert asked.isdisjoint(differing | SEVERAL)
    assert {"bl23", "bl32", "gb30", "gb29", "bl36", "bl40", "gb34", "st36", "sp6", "ki3", "li4"} <= asked


@pytest.mark.parametrize("region", REGIONS)
def test_words_differ_and_name_no_point(kb, region):
    codes = [point.code.lower() for point in kb.treatment.points]
    names = [point.name.pinyin.lower() for point in kb.treatment.points]
    for seed in SEEDS:
        words = [option.words.lower() for option in made(kb, region, seed).options]
        assert len(set(words)) == len(words)
        assert not [one for one in words if any(name in one for name in (*codes, *names))]


def test_credit_follows_the_distance_and_the_feedback_says_what_lies_there(kb):
    """BL26 is 18 units below BL25, less than a cun of 22; BL54 is 26 below BL53."""
    seen = {}
    for region in ("low-back", "buttock"):
        for seed in SEEDS:
            item = made(kb, region, seed)
            for option in item.options:
                seen[item.stem.split()[2], option.spot] = option
    near = seen["BL25", (-33.0, -124.0)]
    assert (near.credit, near.feedback) == (
        0.5, "BL26 Guānyuánshū lies here, about 2 cm or 0.8 cun from BL25, near enough for half the mark."
    )
    far = seen["BL53", (-66.0, -36.0)]
    assert (far.credit, far.feedback) == (0, "BL54 Zhìbiān lies here, about 2.5 cm or 1.2 cun from BL53.")
    assert seen["BL53", (-120, -60)].feedback.startswith("None of the points taught here lies here, about 5.5 cm")


def test_the_same_recipe_is_the_same_question_and_is_marked_by_its_letters(kb):
    item = get_posed(kb, "made-point-buttock-17")
    assert item.options == made(kb, "buttock", 17).options
    for option in item.options:
        assert grade_item(item, Submission(response=(option.id,))).earned == option.credit
    assert len({made(kb, "low-back", seed).options for seed in SEEDS}) > 50


def test_a_region_without_points_is_refused(kb):
    handless = tuple(point for point in kb.treatment.points if point.region != "hand")
    with pytest.raises(UnknownId, match="'hand'"):
        made(replace(kb, treatment=replace(kb.treatment, points=handless)), "hand", 1)


def test_a_spot_is_told_from_the_nearest_landmark():
    assert describe_spot("back", (-102, 3)) == (
        "about 1 cm above and 5 cm to the inner side of the prominence of the greater trochanter"
    )
    assert describe_spot("hand-back", (26, -29)) == (
        "about 0.5 cm towards the fingers and 1 cm towards the thumb from the base of the second metacarpal"
    )
    assert describe_spot("back", (-84, 95)) == "over the middle of the fold under the buttock"
    with pytest.raises(UnknownId, match="'moon'"):
        describe_spot("moon", (0, 0))


@pytest.mark.parametrize("plate", AXES)
def test_bony_landmarks_stand_where_the_model_has_them(kb, plate):
    at = {one.id: one.at for one in kb.anatomy.landmarks}
    axis, sign = AXES[plate]
    found = [(one, at[BONY[one.name]]) for one in LANDMARKS[plate] if one.name in BONY]
    assert found
    for landmark, place in found:
        assert dist(landmark.spot, (sign * place[axis], -place[2])) < 6


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.id)
def test_bare_places_are_in_their_picture_and_no_point(kb, picture):
    taken = [place.spot for place in kb.treatment.point_places if place.plate == picture.plate]
    assert all(picture.holds(spot) for spot in picture.bare)
    assert all(dist(spot, point) > 15 for spot in picture.bare for point in taken)


def test_spots_that_no_picture_holds_are_refused():
    with pytest.raises(UnknownId):
        find_picture("back", [(-33, -198), (-77, 392)])
