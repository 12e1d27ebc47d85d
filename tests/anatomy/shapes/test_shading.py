"""Hollows are darker than planes, and the whole range is used."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.fields import cut, ellipsoid, extract, rounded_box
from sciatica_teach.anatomy.shapes.foot import build_foot
from sciatica_teach.anatomy.shapes.shading import shade
from sciatica_teach.anatomy.shapes.vertebrae import build_vertebrae
from sciatica_teach.content.bones import load_bones
from sciatica_teach.model.meshes import Mesh


@pytest.fixture(scope="module")
def block_with_pit() -> Mesh:
    """A block 80 mm square and 40 high, with a pit 24 mm wide and 30 deep in the middle of its top."""

    def field(at: np.ndarray) -> np.ndarray:
        block = rounded_box(at, (0.0, 0.0, 0.0), (40.0, 40.0, 20.0), 4.0)
        return cut(block, ellipsoid(at, (0.0, 0.0, 20.0), (12.0, 12.0, 30.0)), 2.0)

    return extract(field, (-45.0, -45.0, -25.0), (45.0, 45.0, 25.0), 3.0)


def test_a_pit_is_darker_than_the_plane_around_it(block_with_pit: Mesh) -> None:
    light = shade({"block": block_with_pit})["block"]
    x, y, z = block_with_pit.vertices.T
    away = np.hypot(x, y)
    plane = (z > 19.5) & (away > 22) & (np.abs(x) < 34) & (np.abs(y) < 34)
    pit = (away < 12) & (z < 8) & (z > -15)
    assert light[plane].mean() > 200
    assert light[pit].mean() < 0.5 * light[plane].mean()


def test_a_lid_darkens_what_it_covers() -> None:
    def slab(height: float) -> Mesh:
        middle = (60.0, 0.0, height)
        return extract(
            lambda at: rounded_box(at, middle, (40.0, 40.0, 6.0), 2.0), (10.0, -50.0, -10.0), (110.0, 50.0, 40.0), 3.0
        )

    floor, lid = slab(0.0), slab(24.0)
    top = (floor.vertices[:, 2] > 5.5) & (np.hypot(floor.vertices[:, 0] - 60, floor.vertices[:, 1]) < 20)
    assert shade({"floor": floor, "lid": lid})["floor"][top].mean() < 0.7 * shade({"floor": floor})["floor"][top].mean()


def test_the_twin_on_the_right_takes_light_too() -> None:
    def ball(x: float) -> Mesh:
        return extract(lambda at: ellipsoid(at, (x, 0.0, 0.0), (12.0, 12.0, 12.0)), (x - 15, -15.0, -15.0),
                       (x + 15, 15.0, 15.0), 3.0)  # fmt: skip

    near, far = ball(14.0), ball(300.0)
    assert shade({"ball": near})["ball"].mean() < shade({"ball": far})["ball"].mean()


def test_left_and_right_of_the_middle_are_as_light(block_with_pit: Mesh) -> None:
    light = shade({"block": block_with_pit})["block"].astype(float)
    x = block_with_pit.vertices[:, 0]
    assert light[x > 1].mean() == pytest.approx(light[x < -1].mean(), abs=2)


def test_bones_use_the_range_well() -> None:
    meshes = {**load_bones(), "foot": build_foot(), **build_vertebrae()}
    shades = shade(meshes)
    assert {name: len(light) for name, light in shades.items()} == {k: len(m.vertices) for k, m in meshes.items()}
    whole = np.concatenate(list(shades.values()))
    assert whole.dtype == np.uint8
    dark, middle, bright = np.percentile(whole, [5, 50, 95])
    assert dark < 70
    assert 150 < middle < 250
    assert bright > 240


def test_nothing_to_shade() -> None:
    assert dict(shade({})) == {}
