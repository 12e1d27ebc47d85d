"""What the parts for places get: all places, the same whatever is right, and nothing that tells which."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from math import hypot

import numpy as np
import pytest

from sciatica_teach.errors import UnknownId
from sciatica_teach.grading.items.hotspot import BODY_REGIONS
from sciatica_teach.model.items import HotspotItem, NearMiss
from sciatica_teach.model.items.pictures import STRUCTURE_PICTURES, find_structure_picture
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.views.items import FACES
from sciatica_teach.views.items.structures import draw_structures, outline_spindle


def hotspot(surface: str, *places: str, near: tuple[str, ...] = ()) -> HotspotItem:
    return HotspotItem(
        id="spot", stem="Where?", explanation="So.", objective="obj", mark="taught", sources=("made-up",),
        surface=surface, places=places, feedback_right="yes-text", feedback_wrong="no-text",
        near=tuple(NearMiss(place=one, feedback="nearly-text") for one in near),
    )


def state(kb, item):
    return FACES[item.kind].state(kb, item, ())


def test_the_body_map_offers_every_region_whatever_is_right(kb):
    one, other = state(kb, hotspot("body", "calf")), state(kb, hotspot("body", "groin", near=("calf",)))
    assert one == other
    assert [place["id"] for place in one["places"]] == list(BODY_REGIONS)
    assert {"id": "calf", "words": "Calf"} in one["places"]


@pytest.mark.parametrize("picture", STRUCTURE_PICTURES, ids=lambda one: one.id)
def test_a_picture_is_the_same_whichever_of_its_structures_is_right(kb, picture):
    own = [one for one in picture.ids if find_structure_picture([one], picture.ids) == picture]
    states = [state(kb, hotspot("scene", one, near=picture.ids)) for one in own]
    assert len(own) >= 4
    assert all(one == states[0] for one in states)


def test_neither_key_nor_feedback_is_in_the_state(kb):
    shown = json.dumps(state(kb, hotspot("scene", "piriformis", near=("gemelli",))))
    assert "-text" not in shown
    item = get_posed(kb, "made-point-leg-3")
    shown = json.dumps(state(kb, item))
    assert not [option.feedback for option in item.options if option.feedback in shown]
    assert all(set(place) == {"id", "letter", "words", "spot"} for place in state(kb, item)["places"])
    swapped = replace(item, options=tuple(replace(option, credit=1 - option.credit) for option in item.options))
    assert state(kb, swapped) == state(kb, item)


@pytest.mark.parametrize("picture", STRUCTURE_PICTURES, ids=lambda one: one.id)
def test_every_structure_has_a_name_a_letter_in_the_picture_and_lines(kb, picture):
    drawn = draw_structures(kb, picture)
    listed = state(kb, hotspot("scene", *picture.ids[:2]))["places"] if len(picture.ids) > 1 else []
    assert 6 <= len(picture.ids) <= 15
    assert sorted(shape["id"] for shape in drawn["shapes"]) == sorted(picture.ids)
    assert len({shape["kind"] for shape in drawn["shapes"]}) == 1
    assert [place["letter"] for place in listed] == list("ABCDEFGHIJKLMNO"[:len(listed)])
    left, top, width, height = picture.box
    for shape in drawn["shapes"]:
        x, y = shape["at"]
        assert left < x < left + width
        assert top < y < top + height
        assert shape["lines"]
    at = [shape["at"] for shape in drawn["shapes"]]
    px = 280 / max(width, height / 704 * 280)
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(at, 2)) * px > 24


def test_the_letter_of_a_nerve_stands_on_that_nerve(kb):
    for shape in draw_structures(kb, find_structure_picture(["deep-fibular", "tibial"]))["shapes"]:
        line = np.array(shape["lines"][0])
        dense = np.vstack([line[:-1] + share * np.diff(line, axis=0) for share in np.linspace(0, 1, 50)])
        assert np.linalg.norm(dense - np.array(shape["at"]), axis=1).min() < 1


def test_a_straight_spindle_is_as_wide_as_it_is_said_to_be():
    outline = outline_spindle(np.array([[0.0, 0.0], [0.0, 42.0], [0.0, 100.0]]), np.array([1.0, 10.0, 1.0]))
    assert sorted(outline[:, 0].tolist()) == [-10, -1, -1, 1, 1, 10]
    assert {tuple(one) for one in outline.tolist()} >= {(10.0, 42.0), (-10.0, 42.0)}


def test_misses_foreseen_decide_between_pictures():
    assert find_structure_picture(["tibial"], ["medial-plantar"]).id == "foot-nerves"
    assert find_structure_picture(["tibial"], ["sural-communicating"]).id == "leg-nerves"
    with pytest.raises(UnknownId, match="piriformis"):
        find_structure_picture(["piriformis", "soleus"])


def test_everything_that_is_asked_for_can_be_drawn(kb):
    for item in kb.items.hotspot:
        places = {place["id"] for place in state(kb, item)["places"]}
        assert set(item.places) <= places, item.id


def test_the_answer_in_words_for_reviews_and_exports(kb):
    body, found = hotspot("body", "calf"), hotspot("scene", "piriformis")
    item = get_posed(kb, "made-point-buttock-17")
    face = FACES["hotspot"]
    assert face.answer_text(kb, body, ("foot-top",)) == "Top of the foot"
    assert face.answer_text(kb, found, ("gemelli",)) == "Gemelli"
    assert face.answer_text(kb, body, ()) == ""
    assert FACES["point"].answer_text(kb, item, ("b",)) == f"B: {item.options[1].words}"
    assert FACES["point"].texts(kb, item).keys() == {option.id for option in item.options}


def test_a_place_hardly_off_is_called_partly_right(kb):
    item = get_posed(kb, "made-point-low-back-1")
    graded = replace(item, options=tuple(replace(option, credit=credit)
                                         for option, credit in zip(item.options, (0.5, 1, 0, 0, 0, 0), strict=False)))
    heading = FACES["point"].heading
    assert [heading(graded, (letter,))[0] for letter in "abc"] == ["caution", "right", "unsafe"]
    assert heading(graded, ("a",))[1] == "Partly right: at most a cun off"
