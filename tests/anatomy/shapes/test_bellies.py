"""Muscle shapes: the worked numbers, closed and turned outwards, and in the right layers around the nerve."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.bellies import build_belly, find_swell
from sciatica_teach.anatomy.shapes.curves import smooth
from sciatica_teach.anatomy.shapes.foot import build_foot
from sciatica_teach.anatomy.shapes.meshing import distance_to_surface, is_inside, is_watertight, volume
from sciatica_teach.anatomy.shapes.vertebrae import build_vertebrae
from sciatica_teach.model.courses import Belly
from sciatica_teach.model.evidence import Claim

BASIS = Claim(text="Made up.", mark="estimate")


NEAR_BONE_MM, OFF_THE_BONE = 6.0, {"soleus": 1}
"""How far from bone a fibre may begin or end; soleus spans an arch between two bones, for the nerve to pass under."""


def make_belly(form, lines, width_mm, thickness_mm):
    return Belly(id="made-up", structure="made-up", form=form, lines=lines, width_mm=width_mm,
                 thickness_mm=thickness_mm, basis=BASIS)


SPINDLE = make_belly("spindle", (((140.0, 0.0, -300.0), (140.0, 0.0, -400.0)),), 20.0, 10.0)
SHEET = make_belly("sheet", (((0.0, 0.0, 0.0), (60.0, 0.0, 0.0)), ((0.0, 0.0, 40.0), (60.0, 0.0, 40.0))), 5.0, 10.0)


def test_a_spindle_is_as_thick_as_the_docstring_says():
    mesh = build_belly(SPINDLE)
    below = -300.0 - mesh.vertices[:, 2]
    middle = mesh.vertices[np.abs(below - 42) < 6]
    # sides lie towards Y here, where the limb's axis is beyond X
    assert np.ptp(middle[:, 1]) == pytest.approx(20.0, rel=0.05)
    assert np.ptp(middle[:, 0]) == pytest.approx(10.0, rel=0.05)
    assert find_swell(np.array([0.42]))[0] == pytest.approx(1.0, abs=0.01)
    assert find_swell(np.array([0.95]))[0] < 1 / 3


def test_a_sheet_is_as_thick_as_the_docstring_says():
    vertices = build_belly(SHEET).vertices
    assert np.ptp(vertices[:, 1]) == pytest.approx(10.0, rel=0.05)
    rim = vertices[(vertices[:, 0] < 0.01) | (vertices[:, 2] < 0.01)]
    assert np.ptp(rim[:, 1]) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("belly", [SPINDLE, SHEET], ids=["spindle", "sheet"])
def test_made_up_bellies_are_closed_and_face_outwards(belly):
    mesh = build_belly(belly)
    assert is_watertight(mesh)
    assert volume(mesh) > 0


def test_every_belly_of_the_content_is_closed_and_faces_outwards(bellies):
    assert [belly for belly, mesh in bellies.items() if not is_watertight(mesh) or volume(mesh) <= 0] == []


def test_every_belly_begins_and_ends_on_bone(anatomy, bones):
    surfaces = [*bones.values(), *build_vertebrae().values(), build_foot()]
    for belly in anatomy.bellies:
        ends = np.array([end for line in belly.lines for end in (line[0], line[-1])])
        gaps = np.min([distance_to_surface(ends, mesh) for mesh in surfaces], axis=0)
        assert (gaps > NEAR_BONE_MM).sum() == OFF_THE_BONE.get(belly.id, 0), (belly.id, gaps.round(1))


def test_the_tendon_of_a_spindle_is_thin_all_along():
    sizes = find_swell(np.array([0.2, 0.25, 0.5, 0.75, 1.0]), 0.5)
    assert sizes[:2].min() > 0.95
    assert sizes[2:] == pytest.approx([0.15] * 3)


def test_a_sheet_is_no_thicker_than_the_place_where_its_fibres_gather():
    gathered = (((0.0, 0.0, 0.0), (60.0, 0.0, 18.0)), ((0.0, 0.0, 40.0), (60.0, 0.0, 22.0)))
    vertices = build_belly(make_belly("sheet", gathered, 5.0, 30.0)).vertices
    narrow = vertices[vertices[:, 0] > 50]
    assert np.ptp(narrow[:, 1]) < np.ptp(narrow[:, 2])


def test_the_corners_of_a_sheet_are_rounded():
    rim = build_belly(SHEET).vertices
    assert np.linalg.norm(rim[:, [0, 2]], axis=1).min() > 3.0


def test_every_belly_draws_a_muscle_of_the_content(anatomy):
    assert {belly.structure for belly in anatomy.bellies} <= set(anatomy.muscle_by_id)


def test_all_bellies_together_stay_within_their_share_of_faces(bellies):
    assert sum(len(mesh.triangles) for mesh in bellies.values()) <= 25_000


def count_inside(points, mesh):
    near = ((points > mesh.vertices.min(axis=0)) & (points < mesh.vertices.max(axis=0))).all(axis=1)
    return int(is_inside(points[near], mesh).sum()) if near.any() else 0


def test_bones_reach_into_a_belly_only_where_it_is_attached(bellies, bones):
    for belly, mesh in bellies.items():
        inside = sum(count_inside(mesh.vertices, bone) for bone in bones.values())
        assert inside <= 0.2 * len(mesh.vertices), belly


def find_depths(points, mesh):
    """How far behind each point the middle of a surface lies, on a line straight backwards; NaN where it misses it."""
    first, second, third = mesh.vertices[mesh.triangles].transpose(1, 0, 2)[:, :, [0, 2]]
    depths = np.full(len(points), np.nan)
    heights = mesh.vertices[mesh.triangles][:, :, 1]
    for number, (x, y, z) in enumerate(points):
        met = _weights(np.array([x, z]), first, second, third)
        hit = (met >= 0).all(axis=1)
        if hit.any():
            depths[number] = (met[hit] * heights[hit]).sum(axis=1).mean() - y
    return depths


def _weights(point, first, second, third):
    def cross(left, right):
        return left[:, 0] * right[:, 1] - left[:, 1] * right[:, 0]

    area = cross(second - first, third - first)
    area[area == 0] = np.nan
    one, two = cross(second - point, third - point) / area, cross(third - point, first - point) / area
    return np.stack([one, two, 1 - one - two], axis=1)


@pytest.mark.parametrize(("belly", "behind"), [
    ("gluteus-maximus", True), ("biceps-femoris-long-head", True), ("piriformis", True),
    ("gemellus-superior", False), ("obturator-internus", False), ("gemellus-inferior", False),
    ("quadratus-femoris", False), ("adductor-magnus", False),
])
def test_the_nerve_runs_deep_and_superficial_to_the_muscles_it_should(belly, behind, anatomy, bellies):
    course = {course.id: course for course in anatomy.courses}
    nerve = np.concatenate([smooth(course[part].points, 3.0) for part in ("sciatic-gluteal", "sciatic-thigh")])
    depths = find_depths(nerve, bellies[belly])
    met = depths[~np.isnan(depths)]
    assert len(met) > 2
    assert (met > 0).all() if behind else (met < 0).all()


def test_the_nerve_passes_through_no_muscle_unless_a_variant_says_so(anatomy, bellies):
    for course in anatomy.courses:
        if course.structure == "sciatic" and course.variant in ("", "a"):
            line = smooth(course.points, 2.0)
            assert [belly for belly, mesh in bellies.items() if count_inside(line, mesh)] == []
