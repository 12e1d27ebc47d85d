"""Closed surfaces: measured, turned, joined and asked for distances."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.meshing import (
    area,
    distance_to_mesh,
    distance_to_surface,
    face_outwards,
    is_inside,
    is_watertight,
    merge,
    mirror,
    triangle_normals,
    vertex_normals,
    volume,
    weld,
)
from sciatica_teach.model.meshes import Mesh


@pytest.fixture
def cube() -> Mesh:
    """Side 2, from (1, 0, 0) to (3, 2, 2)."""
    corners = np.array([(x, y, z) for z in (0, 2) for y in (0, 2) for x in (1, 3)], dtype=float)
    squares = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]
    triangles = [t for a, b, c, d in squares for t in ((a, b, c), (a, c, d))]
    return Mesh(corners, np.array(triangles, dtype=np.int32))


def test_a_cube_has_its_area_and_volume(cube: Mesh) -> None:
    assert area(cube) == pytest.approx(24.0)
    assert volume(cube) == pytest.approx(8.0)
    assert is_watertight(cube)


def test_a_hole_or_a_flipped_triangle_is_not_watertight(cube: Mesh) -> None:
    assert not is_watertight(Mesh(cube.vertices, cube.triangles[1:]))
    flipped = cube.triangles.copy()
    flipped[0] = flipped[0][::-1]
    assert not is_watertight(Mesh(cube.vertices, flipped))


def test_the_mirror_image_is_exact_and_not_inside_out(cube: Mesh) -> None:
    other = mirror(cube)
    assert np.array_equal(other.vertices, cube.vertices * (-1, 1, 1))
    assert volume(other) == pytest.approx(8.0)
    assert is_watertight(other)
    again = mirror(other)
    assert np.array_equal(again.vertices, cube.vertices)
    assert np.array_equal(again.triangles, cube.triangles)


def test_a_surface_inside_out_is_turned(cube: Mesh) -> None:
    wrong = Mesh(cube.vertices, cube.triangles[:, ::-1])
    assert volume(wrong) == pytest.approx(-8.0)
    assert volume(face_outwards(wrong)) == pytest.approx(8.0)
    assert face_outwards(cube) is cube


def test_merging_keeps_both(cube: Mesh) -> None:
    both = merge([cube, mirror(cube)])
    assert (len(both.vertices), len(both.triangles)) == (16, 24)
    assert volume(both) == pytest.approx(16.0)


def test_welding_makes_loose_triangles_a_surface(cube: Mesh) -> None:
    loose = Mesh(cube.vertices[cube.triangles].reshape(-1, 3), np.arange(36, dtype=np.int32).reshape(-1, 3))
    assert not is_watertight(loose)
    welded = weld(loose)
    assert is_watertight(welded)
    assert len(welded.vertices) == 8


def test_welding_drops_triangles_without_area(cube: Mesh) -> None:
    flat = np.array([[0, 0, 1]], dtype=np.int32)
    assert len(weld(Mesh(cube.vertices, np.concatenate([cube.triangles, flat]))).triangles) == 12


def test_normals_point_outwards(cube: Mesh) -> None:
    middle = np.array([2.0, 1.0, 1.0])
    of_vertices = vertex_normals(cube)
    assert np.linalg.norm(of_vertices, axis=1) == pytest.approx(1.0)
    assert (np.einsum("ij,ij->i", of_vertices, cube.vertices - middle) > 0).all()
    of_triangles = triangle_normals(cube)
    assert np.linalg.norm(of_triangles, axis=1) == pytest.approx(4.0)


def test_distances_are_signed_and_exact(cube: Mesh) -> None:
    points = np.array([(2, 1, 1), (2, 1, 5), (4, 1, 1), (4, 3, 2), (2, 1, 1.5)], dtype=float)
    assert distance_to_mesh(points, cube) == pytest.approx([-1.0, 3.0, 1.0, np.sqrt(2), -0.5])


def test_an_open_surface_has_distances_without_sign(cube: Mesh) -> None:
    lid = Mesh(cube.vertices, cube.triangles[2:4])
    assert distance_to_surface(np.array([(2, 1, 1), (2, 1, 5)], dtype=float), lid) == pytest.approx([1.0, 3.0])


def test_many_points_are_told_apart(cube: Mesh) -> None:
    points = np.random.default_rng(7).uniform(-1, 4, (500, 3))
    expected = ((points > cube.vertices.min(axis=0)) & (points < cube.vertices.max(axis=0))).all(axis=1)
    assert np.array_equal(is_inside(points, cube), expected)
