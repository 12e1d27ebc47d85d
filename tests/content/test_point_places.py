"""Where points are drawn: on the skin, where their words say, and flat where they are in space."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.corridors import measure_corridor
from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh
from sciatica_teach.anatomy.shapes.skin import build_skin

TRUNK_MM = 22.0
"""A cun of the model beside its midline; BL54 lies three of them from it."""
LATERAL_CUN = {
    "gv3": 0.0, "gv4": 0.0, "ex-b2": 0.5, "bl23": 1.5, "bl25": 1.5, "bl26": 1.5, "bl52": 3.0, "bl53": 3.0, "bl54": 3.0,
}
LEVEL = [("gv4", "bl23", "bl52"), ("gv3", "bl25"), ("bl32", "bl53")]
"""What lies side by side."""
DOWNWARDS = ("gv4", "bl25", "bl26", "bl53", "bl54", "bl36", "bl37", "bl40", "bl57", "bl58")
DOWN = (0, 0, -1)
FLAT = {
    "back": ((-1, 0, 0), DOWN), "side": ((0, 1, 0), DOWN), "front": ((1, 0, 0), DOWN), "foot-inner": ((0, -1, 0), DOWN),
}
"""How a place in space is seen flat on each plate: across, and down."""


@pytest.fixture(scope="module")
def places(kb):
    return kb.treatment.place_by_id


@pytest.fixture(scope="module")
def skin():
    return build_skin("middle")


def landmark(kb, landmark_id):
    return next(one.at for one in kb.anatomy.landmarks if one.id == landmark_id)


def test_every_point_has_a_place_and_only_hand_and_foot_have_none_in_space(kb, places):
    assert set(places) == {point.id for point in kb.treatment.points}
    flat_only = {point.region for point in kb.treatment.points if places[point.id].at is None}
    assert flat_only == {"hand", "foot"}


def test_places_in_space_lie_on_the_skin_of_the_middle_build(places, skin):
    points = {point_id: place.at for point_id, place in places.items() if place.at is not None}
    away = np.abs(distance_to_mesh(np.array([*points.values()]), skin))
    assert {point_id: float(gap) for point_id, gap in zip(points, away, strict=True) if gap > 2.0} == {}


def test_a_spot_is_the_place_in_space_seen_flat(places):
    for place in places.values():
        if place.at is not None:
            assert place.spot == pytest.approx(np.array(FLAT[place.plate]) @ place.at, abs=0.11), place.id


def test_where_a_needle_is_measured_it_enters_at_the_place(kb, places, skin):
    lines = {risk: (np.zeros((2, 3)), 1.0) for corridor in kb.anatomy.corridors for risk in corridor.at_risk}
    for corridor in kb.anatomy.corridors:
        entry = measure_corridor(corridor, skin, lines).entry
        assert places[corridor.id].at == pytest.approx(entry, abs=1.0), corridor.id


def test_distance_from_the_midline_is_what_the_words_say(kb, places):
    words = {0.0: "midline", 0.5: ("half a cun", "0.5 cun"), 1.5: ("one and a half cun", "1.5 cun"),
             3.0: ("three cun", "3 cun")}
    for point_id, cun in LATERAL_CUN.items():
        assert places[point_id].at[0] == pytest.approx(cun * TRUNK_MM, abs=3.0), point_id
        said = kb.treatment.get_point(point_id).location.text.lower()
        assert any(word in said for word in np.atleast_1d(words[cun])), point_id


def test_points_side_by_side_are_level_and_the_channel_runs_downwards(places):
    for row in LEVEL:
        assert np.ptp([places[point_id].at[2] for point_id in row]) < 2.0, row
    heights = [places[point_id].at[2] for point_id in DOWNWARDS]
    assert heights == sorted(heights, reverse=True)


def test_lengths_along_the_leg_are_shares_of_its_segments(kb, places):
    trochanter, ankle = landmark(kb, "greater-trochanter")[2], landmark(kb, "lateral-malleolus")[2]
    crease = places["bl40"].at[2]
    thigh, leg = (trochanter - crease) / 19, (crease - ankle) / 16
    assert places["bl36"].at[2] - places["bl37"].at[2] == pytest.approx(6 * thigh, abs=5)
    assert places["gb31"].at[2] - crease == pytest.approx(9 * thigh, abs=5)
    assert crease - places["bl57"].at[2] == pytest.approx(8 * leg, abs=5)
    assert places["bl58"].at[2] - ankle == pytest.approx(7 * leg, abs=5)
    assert places["gb39"].at[2] - ankle == pytest.approx(3 * leg, abs=5)


def test_the_hand_points_keep_the_distances_that_are_printed(places):
    spots = {point_id: np.array(places[point_id].spot) for point_id in places}
    first, second = spots["tung-22-08"], spots["tung-22-09"]
    assert -first[1] == pytest.approx(2.5 * TRUNK_MM, abs=3)
    assert -second[1] == pytest.approx(1.5 * TRUNK_MM, abs=3)
    assert np.linalg.norm(spots["tung-22-06"] - spots["tung-22-07"]) == pytest.approx(TRUNK_MM, abs=3)


def test_no_two_spots_of_a_plate_are_nearer_than_a_finger_can_tell(places):
    seen = [(place.id, place.plate, np.array(place.spot)) for place in places.values()]
    for index, (one, plate, spot) in enumerate(seen):
        for other, that_plate, that in seen[index + 1:]:
            assert plate != that_plate or np.linalg.norm(spot - that) > 8.0, (one, other)
