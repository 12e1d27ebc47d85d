"""The schematic skin: closed, around everything that lies under it, and thicker in a larger build."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from sciatica_teach.anatomy.shapes.curves import smooth
from sciatica_teach.anatomy.shapes.meshing import is_inside, is_watertight, mirror, volume
from sciatica_teach.anatomy.shapes.skin import PADDING, build_skin
from sciatica_teach.anatomy.shapes.vertebrae import build_vertebrae


def select_covered(points):
    """What lies on the left, and between the ends of the skin."""
    return points[(points[:, 0] > 1.0) & (points[:, 2] > -740.0) & (points[:, 2] < 285.0)]


@pytest.mark.parametrize("build", list(PADDING))
def test_the_skin_is_closed_and_faces_outwards(build, skins):
    assert is_watertight(skins[build])
    assert volume(skins[build]) > 0
    assert skins[build].vertices[:, 0].min() > -1e-9, "it must not cross the midline"


def take_outermost(points):
    """The corners of the hull of every centimetre of height: the sections of the skin are convex, so these decide."""
    for height in np.unique(points[:, 2] // 10):
        slab = points[points[:, 2] // 10 == height]
        yield slab[ConvexHull(slab[:, :2]).vertices] if len(slab) > 3 else slab


def test_the_skin_lies_outside_every_bone_and_muscle_in_the_slimmest_build(skins, bones, bellies):
    meshes = [*bones.values(), *build_vertebrae().values(), *bellies.values()]
    points = select_covered(np.concatenate([mesh.vertices for mesh in meshes]))
    outermost = np.concatenate(list(take_outermost(points)))
    assert len(outermost) > 500
    assert is_inside(outermost, skins["slim"]).all()


def test_every_nerve_runs_under_the_skin_of_the_slimmest_build(skins, anatomy):
    for course in anatomy.courses:
        points = select_covered(smooth(course.points, 20.0))
        assert len(points) == 0 or is_inside(points, skins["slim"]).all(), course.id


@pytest.mark.parametrize(("inner", "outer"), [("slim", "middle"), ("middle", "large")])
def test_a_larger_build_surrounds_a_smaller_one(inner, outer, skins):
    small = skins[inner].vertices
    off_the_wall = small[(small[:, 0] > 1.0) & (small[:, 2] > -749.0) & (small[:, 2] < 289.0)]
    assert is_inside(off_the_wall[::7], skins[outer]).all()


def test_the_padding_of_the_docstring_holds():
    assert (round(18 * PADDING["slim"]), round(18 * PADDING["large"])) == (6, 43)


def test_the_buttock_of_the_large_build_is_the_thicker_one(skins):
    backs = {build: mesh.vertices[np.abs(mesh.vertices[:, 2]) < 20][:, 1].max() for build, mesh in skins.items()}
    assert backs["large"] - backs["middle"] > 20
    assert backs["middle"] - backs["slim"] > 10


def test_the_right_side_is_the_mirror_image_without_loss(skins):
    twice = mirror(mirror(skins["middle"]))
    assert np.array_equal(twice.vertices, skins["middle"].vertices)
    assert np.array_equal(twice.triangles, skins["middle"].triangles)


def test_a_build_is_the_same_each_time_it_is_built():
    assert np.array_equal(build_skin("slim").vertices, build_skin("slim").vertices)
