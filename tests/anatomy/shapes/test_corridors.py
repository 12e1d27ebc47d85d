"""Needle corridors: distances that can be worked out by hand, and what the shipped points say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.corridors import find_exit, gather_centre_lines, measure_corridor
from sciatica_teach.anatomy.shapes.tubes import build_tube
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.courses import Corridor, Course
from sciatica_teach.model.evidence import Claim, Review

CLAIM = Claim(text="Made up.", mark="estimate")
BALL = build_tube(np.array([(0.0, 0.0, -0.001), (0.0, 0.0, 0.001)]), 100.0, sides=64)
"""Nearly a ball of radius 100 mm: a tube without length, rounded at both ends; its pole is where the needle enters."""
CROSSING = np.array([(-200.0, 10.0, 60.0), (200.0, 10.0, 60.0)])


def make_corridor(through, direction, at_risk=("nerve",)):
    return Corridor(id="xx1", code="XX1", name="Made up", location=CLAIM, through=through, direction=direction,
                    at_risk=at_risk, depth=CLAIM, danger=(CLAIM,), review=Review(checked="2026-11-23"))


def make_course(course_id, structure, points, variant=""):
    return Course(id=course_id, structure=structure, variant=variant, points=points, radius_mm=2.0, basis=CLAIM)


DOWN = make_corridor((0.0, 0.0, 0.0), (0.0, 0.0, -5.0))


def test_the_worked_example_of_the_docstring_holds():
    measured = measure_corridor(DOWN, BALL, {"nerve": (CROSSING, 3.0)})
    assert measured.entry == pytest.approx((0.0, 0.0, 100.0), abs=0.01)
    assert measured.direction == (0.0, 0.0, -1.0)
    assert measured.distances[0].depth_mm == pytest.approx(40.0, abs=0.01)
    assert measured.distances[0].clearance_mm == pytest.approx(7.0, abs=0.01)


def test_a_needle_through_a_nerve_has_a_clearance_below_nothing():
    through = CROSSING - (0.0, 10.0, 0.0)
    assert measure_corridor(DOWN, BALL, {"nerve": (through, 3.0)}).distances[0].clearance_mm == pytest.approx(-3.0)


def test_what_lies_behind_the_entry_does_not_count():
    above = np.array([(-50.0, 0.0, 140.0), (50.0, 0.0, 140.0), (50.0, 30.0, 20.0), (-50.0, 30.0, 20.0)])
    risk = measure_corridor(DOWN, BALL, {"nerve": (above, 1.0)}).distances[0]
    assert risk.clearance_mm == pytest.approx(29.0, abs=0.01)
    assert risk.depth_mm == pytest.approx(80.0, abs=0.01)


def test_a_bent_line_is_measured_as_densely_sampled_points_measure_it():
    rng = np.random.default_rng(7)
    for _ in range(20):
        line = rng.uniform(-60, 60, (6, 3))
        risk = measure_corridor(DOWN, BALL, {"nerve": (line, 1.0)}).distances[0]
        dense = np.concatenate([np.linspace(line[i], line[i + 1], 2001) for i in range(5)])
        assert risk.clearance_mm == pytest.approx(np.hypot(dense[:, 0], dense[:, 1]).min() - 1.0, abs=0.05)


def test_a_corridor_that_begins_outside_is_refused():
    with pytest.raises(ValueError, match="under the skin"):
        measure_corridor(make_corridor((0.0, 0.0, 150.0), (0.0, 0.0, -1.0)), BALL, {"nerve": (CROSSING, 3.0)})


def test_a_structure_without_a_course_is_named():
    with pytest.raises(UnknownId, match="nerv"):
        measure_corridor(make_corridor((0, 0, 0), (0, 0, -1), ("nerv",)), BALL, {"nerve": (CROSSING, 3.0)})


def test_the_way_out_of_a_ball_is_its_radius_in_every_direction():
    for way in np.eye(3):
        assert find_exit(np.array([0.3, 0.2, 0.1]), way, BALL) == pytest.approx(100.0, rel=0.05)


def test_courses_that_meet_are_joined_and_others_are_not():
    upper = make_course("upper", "nerve", ((0.0, 0.0, 0.0), (0.0, 0.0, -50.0)))
    lower = make_course("lower", "nerve", ((0.0, 0.0, -50.0), (0.0, 0.0, -120.0)))
    branch = make_course("branch", "nerve", ((9.0, 0.0, -20.0), (20.0, 0.0, -20.0)))
    other = make_course("other", "nerve", ((0.0, 0.0, -120.0), (0.0, 0.0, -900.0)), variant="b")
    line, radius = gather_centre_lines((upper, lower, branch, other), 2.0)["nerve"]
    assert (line[0][2], line[-1][2], radius) == (0.0, -120.0, 2.0)


def measure_all(anatomy, skins, build):
    lines = gather_centre_lines(anatomy.courses, 4.0)
    return {corridor.id: measure_corridor(corridor, skins[build], lines) for corridor in anatomy.corridors}


def test_the_points_near_a_nerve_are_there_and_what_they_endanger_can_be_measured(anatomy, skins):
    assert set(measure_all(anatomy, skins, "middle")) == {
        "gb30", "bl54", "bl36", "bl37", "bl40", "gb34", "bl57", "bl58", "st36", "gb39", "sp6",
    }


@pytest.mark.parametrize(("smaller", "larger"), [("slim", "middle"), ("middle", "large")])
def test_the_nerve_lies_deeper_in_a_larger_build_and_no_farther_beside_the_needle(smaller, larger, anatomy, skins):
    small, large = measure_all(anatomy, skins, smaller), measure_all(anatomy, skins, larger)
    for point, measured in small.items():
        for here, there in zip(measured.distances, large[point].distances, strict=True):
            assert there.depth_mm > here.depth_mm > 0
            assert there.clearance_mm == pytest.approx(here.clearance_mm, abs=0.01)


@pytest.mark.parametrize(("point", "structure", "at_most_mm"), [
    ("gb30", "sciatic", 10), ("bl36", "sciatic", 10), ("bl37", "sciatic", 10), ("bl40", "tibial", 0),
    ("gb34", "fibular-neck", 15), ("bl54", "sciatic", 15), ("bl57", "tibial", 0), ("bl58", "sural", 12),
    ("st36", "deep-fibular", 15), ("gb39", "superficial-fibular", 15), ("sp6", "tibial", 15),
])
def test_each_point_comes_close_to_the_nerve_that_it_is_feared_for(point, structure, at_most_mm, anatomy, skins):
    first = measure_all(anatomy, skins, "middle")[point].distances[0]
    assert first.structure == structure
    assert first.clearance_mm <= at_most_mm


def test_gb30_enters_a_third_of_the_way_from_trochanter_to_hiatus(anatomy, skins):
    """In the frontal plane, where the line is drawn on the skin; a finger's breadth is as well as it can be placed."""
    entry = np.array(measure_all(anatomy, skins, "slim")["gb30"].entry)
    trochanter, hiatus = np.array([149.0, -15.0]), np.array([0.0, 18.0])
    line, passed = hiatus - trochanter, entry[[0, 2]] - trochanter
    assert (passed @ line) / (line @ line) == pytest.approx(1 / 3, abs=0.07)


def test_every_point_has_its_stop_sign_first(anatomy):
    for corridor in anatomy.corridors:
        assert "stop sign" in corridor.danger[0].text
        assert "electrical stimulation" in corridor.danger[0].text


def test_no_depth_in_millimetres_is_claimed_for_a_point_without_imaging(anatomy):
    for point in ("gb30", "bl54", "bl40", "gb34", "bl57", "bl58", "st36", "gb39", "sp6"):
        assert "No imaging study" in anatomy.get_corridor(point).depth.text
    assert all(math.isfinite(value) for corridor in anatomy.corridors for value in corridor.through)
