"""Marking of places: regions and structures pointed at, and the place of a point."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import COMMON

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.hotspot import BODY_REGIONS
from sciatica_teach.grading.items.point import CUN, find_credit
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import HotspotItem, Item, NearMiss, PlacedOption, PointItem


def body(*places: str, near: str = "") -> HotspotItem:
    misses = (NearMiss(place=near, feedback="nearly"),) if near else ()
    return HotspotItem(id="spot", surface="body", places=places, near=misses, feedback_right="yes", feedback_wrong="no",
                       **COMMON)


def scene(*places: str) -> HotspotItem:
    return HotspotItem(id="spot", surface="scene", places=places, feedback_right="yes", feedback_wrong="no",
                       **COMMON)


def point(*spots: tuple[float, float]) -> PointItem:
    """The first place is the true one."""
    options = tuple(
        PlacedOption(id=letter, spot=spot, words=letter, feedback=f"why {letter}",
                     credit=find_credit(hypot(spot[0] - spots[0][0], spot[1] - spots[0][1])))
        for letter, spot in zip("abcdef", spots, strict=False)
    )
    return PointItem(id="point", plate="back", options=options, **COMMON)


BACK = point((-33, -142), (-33, -124), (-2, -142), (-33, -198))


def grade(item: Item, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


@given(data=st.data(), places=st.lists(st.sampled_from(BODY_REGIONS), min_size=1, max_size=5, unique=True))
def test_any_right_region_earns_the_mark_and_any_other_nothing(data: st.DataObject, places: list[str]) -> None:
    chosen = data.draw(st.sampled_from(BODY_REGIONS))
    graded = grade(body(*places), chosen)
    assert graded.earned == (chosen in places)
    assert {one.criterion for one in graded.verdicts if one.right} == set(places)
    assert [one.criterion for one in graded.verdicts if one.chosen] == [chosen]
    assert {one.criterion: one.feedback for one in graded.verdicts}[chosen] == ("yes" if chosen in places else "no")


def test_worked_example_of_s1_and_its_near_miss() -> None:
    item = body("calf", "sole", "heel", near="lateral-leg")
    assert [grade(item, place).earned for place in ("calf", "sole", "heel", "lateral-leg")] == [1, 1, 1, 0]
    assert grade(item, "lateral-leg").verdicts[-1].feedback == "nearly"
    assert grade(item, "groin").verdicts[-1].feedback == "no"


@pytest.mark.parametrize("item", [body("calf"), scene("piriformis"), BACK], ids=lambda item: item.kind)
def test_a_blank_earns_nothing_and_shows_what_was_right(item: Item) -> None:
    blank = grade(item)
    assert (blank.earned, blank.possible) == (0, 1)
    assert [one.right for one in blank.verdicts].count(True) == 1
    assert not any(one.chosen for one in blank.verdicts)


@pytest.mark.parametrize(
    ("item", "wanted", "hint"),
    [(body("calf"), "calves", "Did you mean calf?"), (scene("piriformis"), "Piri formis", "structure"),
     (scene("piriformis"), "", "structure"), (BACK, "z", "'z'")],
)
def test_what_is_no_place_is_refused_and_the_key_is_not_told(item: Item, wanted: str, hint: str) -> None:
    with pytest.raises(UnknownId, match=hint) as refused:
        grade(item, wanted)
    assert "piriformis" not in str(refused.value)


@pytest.mark.parametrize(
    ("item", "two"), [(body("calf"), ("calf", "heel")), (body("calf"), ("calf", "calf")), (BACK, ("a", "b")),
                      (scene("piriformis"), ("piriformis", "gemelli"))],
)
def test_two_places_are_refused(item: Item, two: tuple[str, str]) -> None:
    with pytest.raises(BadSubmission):
        grade(item, *two)


@given(place=st.sampled_from(["piriformis", "gluteus-medius", "tibial"]))
def test_structures_are_marked_like_regions(place: str) -> None:
    graded = grade(scene("gluteus-medius", "gluteus-minimus"), place)
    assert graded.earned == (place == "gluteus-medius")
    assert len(graded.verdicts) == 2 + (place not in ("gluteus-medius", "gluteus-minimus"))


def test_worked_example_of_a_point_by_distance() -> None:
    """18 units below is half, 31 beside and 56 above are nothing."""
    assert [grade(BACK, letter).earned for letter in "abcd"] == [1, 0.5, 0, 0]
    assert [(one.right, one.feedback) for one in grade(BACK, "b").verdicts] == [
        (True, "why a"), (False, "why b"), (False, "why c"), (False, "why d"),
    ]
    assert "half" in grade(BACK, "b").rule


@given(away=st.floats(0.001, 500))
def test_credit_falls_with_distance(away: float) -> None:
    assert find_credit(0) == 1
    assert find_credit(away) == (0.5 if away <= CUN else 0)
