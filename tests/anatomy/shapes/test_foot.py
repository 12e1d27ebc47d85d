"""The foot: 26 closed bones that stand on the ground, point forwards and carry the shin."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.foot import ANKLE, build_foot, build_foot_bones
from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh, is_watertight, volume
from sciatica_teach.content.bones import load_bones


def test_there_are_26_closed_bones_the_right_way_out() -> None:
    bones = build_foot_bones()
    assert len(bones) == 26
    for bone in bones:
        assert is_watertight(bone)
        assert volume(bone) > 100
        assert len(bone.vertices) - len(bone.triangles) // 2 == 2  # Euler: one piece without a hole


def test_the_whole_is_light_enough_to_send() -> None:
    foot = build_foot()
    assert is_watertight(foot)
    assert len(foot.triangles) <= 6_000


def test_it_points_forwards_and_stands_on_the_ground() -> None:
    foot = build_foot().vertices
    assert foot[:, 1].min() < -170
    assert foot[:, 1].max() > 40
    assert np.ptp(foot[:, 1]) == pytest.approx(240, abs=15)
    assert foot[:, 2].min() == pytest.approx(ANKLE[2], abs=2.5)
    big_toe, little_toe = build_foot_bones()[13], build_foot_bones()[-1]
    assert big_toe.vertices[:, 0].mean() < little_toe.vertices[:, 0].mean()


def test_both_arches_stand_clear_of_the_ground() -> None:
    navicular, cuboid = build_foot_bones()[2], build_foot_bones()[3]
    assert navicular.vertices[:, 2].min() > ANKLE[2] + 20
    assert cuboid.vertices[:, 2].min() > ANKLE[2] + 4


def test_the_talus_lies_between_the_malleoli_and_meets_the_shin() -> None:
    shin, talus = load_bones(), build_foot_bones()[0]
    for name in ("tibia", "fibula"):
        ankle = shin[name].vertices[shin[name].vertices[:, 2] < -720]
        gap = min(distance_to_mesh(talus.vertices, shin[name]).min(), distance_to_mesh(ankle, talus).min())
        assert 0.0 < gap < 5.0, name
    inner, outer = shin["tibia"].vertices[:, 2].argmin(), shin["fibula"].vertices[:, 2].argmin()
    middle = talus.vertices[:, 0].mean()
    assert shin["tibia"].vertices[inner, 0] < middle < shin["fibula"].vertices[outer, 0]


def test_no_two_bones_run_through_each_other() -> None:
    for one, other in combinations(build_foot_bones(), 2):
        if np.linalg.norm(one.vertices.mean(axis=0) - other.vertices.mean(axis=0)) < 60:
            assert distance_to_mesh(one.vertices, other).min() > 0.1
