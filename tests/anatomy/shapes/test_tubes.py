"""Tubes: closed, the right way out, as thick as asked, and not wrung."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.curves import find_tangents, smooth
from sciatica_teach.anatomy.shapes.lofts import build_loft
from sciatica_teach.anatomy.shapes.meshing import is_watertight, volume
from sciatica_teach.anatomy.shapes.tubes import build_tube, carry_normals

BENT = smooth([(0.0, 0.0, 0.0), (10.0, 5.0, -30.0), (0.0, 20.0, -60.0), (-10.0, 0.0, -80.0)], 1.5)


def test_a_straight_tube_has_the_volume_of_the_docstring():
    tube = build_tube(smooth([(0.0, 0.0, 0.0), (0.0, 0.0, 100.0)], 2.0), 3.0, sides=48)
    exact = np.pi * 9 * 100 + 4 / 3 * np.pi * 27
    assert exact == pytest.approx(2941, abs=1)
    assert 0.98 * exact < volume(tube) < exact


def test_a_loft_of_four_rings_has_the_counts_of_the_docstring():
    angles = 2 * np.pi * np.arange(6) / 6
    rings = np.stack([np.stack([np.cos(angles), np.sin(angles), np.full(6, z)], axis=1) for z in range(4)])
    loft = build_loft(rings, np.array([0.0, 0.0, -1.0]), np.array([0.0, 0.0, 4.0]))
    assert (len(loft.vertices), len(loft.triangles)) == (26, 48)
    assert volume(loft) > 0


@pytest.mark.parametrize("end", [None, 1.0, 4.0])
def test_tubes_are_closed_and_face_outwards(end):
    tube = build_tube(BENT, 2.0, end)
    assert is_watertight(tube)
    assert volume(tube) > 0


def test_rings_keep_their_distance_from_the_line_and_taper():
    tube = build_tube(BENT, 3.0, 1.0, sides=8)
    rings = tube.vertices[:-2].reshape(-1, 8, 3)[2:-2]
    radii = np.linalg.norm(rings - BENT[:, None], axis=2)
    assert radii == pytest.approx(np.tile(np.linspace(3.0, 1.0, len(BENT))[:, None], 8), abs=1e-3)


def test_frames_do_not_spin_about_the_line():
    turn = np.linspace(0.0, np.pi / 2, 50)
    arc = np.stack([100 * np.cos(turn), 100 * np.sin(turn), np.zeros(50)], axis=1)
    normals = carry_normals(arc, find_tangents(arc))
    assert (normals @ (0.0, 0.0, 1.0)) == pytest.approx(np.full(50, normals[0] @ (0.0, 0.0, 1.0)), abs=0.01)


def test_frames_change_no_faster_than_the_line_turns():
    ahead = find_tangents(BENT)
    normals = carry_normals(BENT, ahead)
    turned = np.linalg.norm(np.diff(normals, axis=0), axis=1)
    assert turned.max() <= np.linalg.norm(np.diff(ahead, axis=0), axis=1).max() + 1e-3
    assert (normals * ahead).sum(axis=1) == pytest.approx(np.zeros(len(BENT)), abs=1e-9)


@pytest.mark.parametrize(("radius", "sides"), [(0.0, 10), (-1.0, 10), (1.0, 2)])
def test_a_tube_without_thickness_is_refused(radius, sides):
    with pytest.raises(ValueError, match="radius above 0"):
        build_tube(BENT, radius, sides=sides)
