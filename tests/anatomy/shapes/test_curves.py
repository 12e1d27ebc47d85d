"""Smooth lines: through their points, without loops, and as another library draws them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import CubicSpline

from sciatica_teach.anatomy.shapes.curves import (
    find_tangents,
    interpolate,
    measure_length,
    place_knots,
    smooth,
    smooth_bends,
    spread,
)

CORNER = np.array([(0.0, 0.0, 0.0), (0.0, 0.0, 4.0), (0.0, 3.0, 4.0)])
WINDING = np.array([(46.0, 50.0, 46.0), (53, 47, 33), (60, 53, 18), (69, 58, -4), (80, 54, -30), (89, 41, -110)])


def test_the_worked_number_of_the_docstring_holds():
    assert place_knots(CORNER) == pytest.approx([0.0, 2.0, 3.732], abs=0.001)


def test_the_spline_is_the_natural_spline_of_scipy():
    knots = place_knots(WINDING)
    at = np.linspace(0.0, knots[-1], 101)
    assert interpolate(knots, WINDING, at) == pytest.approx(CubicSpline(knots, WINDING, bc_type="natural")(at))


def test_a_line_begins_and_ends_at_its_first_and_last_point():
    line = smooth(WINDING, 1.0)
    assert line[0] == pytest.approx(WINDING[0])
    assert line[-1] == pytest.approx(WINDING[-1])


def test_a_line_passes_every_point_within_a_tenth_of_a_millimetre():
    line = smooth(WINDING, 0.1)
    for point in WINDING:
        assert np.linalg.norm(line - point, axis=1).min() < 0.1


@pytest.mark.parametrize("step_mm", [0.5, 2.0, 7.0])
def test_steps_are_equal_and_no_longer_than_asked(step_mm):
    steps = np.linalg.norm(np.diff(smooth(WINDING, step_mm), axis=0), axis=1)
    assert steps.max() <= step_mm
    assert steps.min() > 0.9 * steps.max()


def test_two_points_give_a_straight_line():
    line = smooth([(0.0, 0.0, 0.0), (3.0, 0.0, 4.0)], 1.0)
    assert line == pytest.approx(np.linspace((0.0, 0.0, 0.0), (3.0, 0.0, 4.0), 6))


def test_a_short_gap_beside_a_long_one_makes_no_loop():
    line = smooth([(0.0, 0.0, 0.0), (0.0, 0.0, -100.0), (2.0, 0.0, -102.0), (2.0, 0.0, -200.0)], 1.0)
    assert (np.diff(line[:, 2]) < 0.0).all()


def test_lengths_and_tangents_of_a_straight_line():
    line = spread(np.array([(0.0, 0.0, 0.0), (0.0, 10.0, 0.0)]), 4)
    assert measure_length(line) == pytest.approx(10.0)
    assert find_tangents(line) == pytest.approx(np.tile([0.0, 1.0, 0.0], (5, 1)))


@pytest.mark.parametrize("points", [[(0.0, 0.0, 0.0)], [(1.0, 2.0, 3.0), (1.0, 2.0, 3.0)]])
def test_a_line_of_one_place_is_refused(points):
    with pytest.raises(ValueError, match="two points"):
        smooth(points, 1.0)


def test_a_step_of_nothing_is_refused():
    with pytest.raises(ValueError, match="step"):
        smooth(WINDING, 0.0)


def test_pieces_in_a_bend_are_as_long_as_the_docstring_says():
    angles = np.linspace(0.0, np.pi, 13)
    circle = [(10.0 * np.cos(angle), 10.0 * np.sin(angle), 0.0) for angle in angles]
    points, ahead = smooth_bends(circle, 0.2, 1000.0)
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    assert steps[1:-1] == pytest.approx(np.full(len(steps) - 2, 4.0), rel=0.15)
    assert (points * ahead).sum(axis=1)[1:-1] == pytest.approx(np.zeros(len(points) - 2), abs=0.5)
