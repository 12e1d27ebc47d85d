"""The five lumbar vertebrae: closed, apart from one another, upon the sacrum, with room for the roots."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.levels import LEVELS, SACRAL_PLATEAU, SPACES, Frame, facet_joint
from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh, is_watertight, mirror, volume
from sciatica_teach.anatomy.shapes.vertebrae import build_vertebrae
from sciatica_teach.content.bones import load_bones
from sciatica_teach.model.meshes import Mesh


@pytest.fixture(scope="module")
def vertebrae() -> Mapping[str, Mesh]:
    return build_vertebrae()


@pytest.fixture(scope="module")
def sacrum() -> Mesh:
    return load_bones()["sacrum"]


def test_all_five_are_closed_and_the_right_way_out(vertebrae: Mapping[str, Mesh]) -> None:
    assert list(vertebrae) == [f"l{number}-vertebra" for number in range(1, 6)]
    for mesh in vertebrae.values():
        assert is_watertight(mesh)
        assert 30_000 < volume(mesh) < 60_000
        assert len(mesh.triangles) < 3_700


def test_each_is_one_piece_with_one_hole_the_canal(vertebrae: Mapping[str, Mesh]) -> None:
    for mesh in vertebrae.values():
        edges = len(mesh.triangles) * 3 // 2
        assert len(mesh.vertices) - edges + len(mesh.triangles) == 0  # Euler: one piece, one hole


def test_neighbours_do_not_run_through_each_other(vertebrae: Mapping[str, Mesh], sacrum: Mesh) -> None:
    for upper, lower in pairwise([*vertebrae.values(), sacrum]):
        assert distance_to_mesh(upper.vertices[::2], lower).min() > 0.5
        assert distance_to_mesh(lower.vertices[::2], upper).min() > 0.5


def test_facet_joints_are_narrow(vertebrae: Mapping[str, Mesh]) -> None:
    for upper, lower in pairwise(LEVELS):
        joint = facet_joint(upper)
        for name in (upper, lower):
            assert 0.3 < distance_to_mesh(joint.centre[None], vertebrae[f"{name}-vertebra"])[0] < 2.0


def test_left_and_right_are_the_same(vertebrae: Mapping[str, Mesh]) -> None:
    for mesh in vertebrae.values():
        assert np.abs(distance_to_mesh(mirror(mesh).vertices[::4], mesh)).max() < 1.5


def test_bodies_have_the_written_size_and_place(vertebrae: Mapping[str, Mesh]) -> None:
    for name, level in LEVELS.items():
        own = level.frame.find(vertebrae[f"{name}-vertebra"].vertices)
        body = own[own[:, 1] < 0.0]
        assert np.ptp(body[:, 0]) == pytest.approx(level.width, abs=2.0)
        assert -body[:, 1].min() == pytest.approx(level.depth / 2, abs=1.0)
        assert np.abs(own[:, 0]).max() == pytest.approx(level.transverse_half_span, abs=1.5)


def test_canal_is_free(vertebrae: Mapping[str, Mesh]) -> None:
    for name, level in LEVELS.items():
        middle = level.frame.place(np.array([[0.0, level.wall + level.canal_depth / 2, z] for z in (-8.0, 0.0, 8.0)]))
        assert distance_to_mesh(middle, vertebrae[f"{name}-vertebra"]).min() > 6.0


def test_a_frame_leans_its_own_up_forwards() -> None:
    assert Frame((0.0, 0.0, 0.0), 20.0).axes[2] == pytest.approx([0.0, -0.342, 0.940], abs=1e-3)
    frame = LEVELS["l5"].frame
    points = np.random.default_rng(1).uniform(-50, 50, (5, 3))
    assert frame.find(frame.place(points)) == pytest.approx(points)


def test_the_plateau_of_the_sacrum_is_where_the_lowest_disc_lies(sacrum: Mesh) -> None:
    places = SACRAL_PLATEAU.place(np.array([(0.0, y, 0.0) for y in (-12.0, -6.0, 0.0, 6.0, 12.0)]))
    assert np.abs(distance_to_mesh(places, sacrum)).max() < 3.0
    assert list(SPACES) == ["l1-l2-disc", "l2-l3-disc", "l3-l4-disc", "l4-l5-disc", "l5-s1-disc"]
