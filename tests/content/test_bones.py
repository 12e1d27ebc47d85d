"""The bones, as they come out of the atlas and stand in the common frame."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh, is_watertight, merge, volume
from sciatica_teach.content import atlas, bones
from sciatica_teach.content.bones import HEAD, SOCKET, load_bones
from sciatica_teach.errors import BonesMissing
from sciatica_teach.model.meshes import Mesh

LANDMARKS = [
    ("hip-bone", "anterior superior iliac spine", (118, -49, 73)),
    ("hip-bone", "posterior superior iliac spine", (40, 86, 89)),
    ("hip-bone", "ischial spine", (48, 55, 5)),
    ("hip-bone", "ischial tuberosity", (44, 30, -63)),
    ("hip-bone", "apex of the greater sciatic notch", (68, 38, 41)),
    ("hip-bone", "posterior inferior iliac spine", (48, 82, 71)),
    ("sacrum", "centre of the S1 plateau", (0, 25, 101)),
    ("sacrum", "first anterior foramen", (22, 42, 77)),
    ("sacrum", "second anterior foramen", (23, 70, 62)),
    ("sacrum", "third anterior foramen", (19, 84, 47)),
    ("sacrum", "fourth anterior foramen", (14, 88, 36)),
    ("femur", "greater trochanter", (129, 17, 1)),
    ("femur", "lesser trochanter", (96, 26, -56)),
    ("femur", "medial epicondyle", (35, 14, -368)),
    ("femur", "lateral epicondyle", (115, 14, -366)),
    ("fibula", "apex of the fibula", (109, 36, -414)),
    ("fibula", "lateral malleolus", (103, 19, -762)),
    ("tibia", "tibial tuberosity", (96, -23, -438)),
    ("tibia", "medial malleolus", (52, -19, -747)),
]


@pytest.fixture(scope="module")
def left() -> Mapping[str, Mesh]:
    return load_bones()


def test_every_bone_is_closed_and_the_right_way_out(left: Mapping[str, Mesh]) -> None:
    assert list(left) == ["hip-bone", "sacrum", "femur", "patella", "tibia", "fibula"]
    for bone in left.values():
        assert is_watertight(bone)
        assert volume(bone) > 10_000


def test_the_whole_side_is_light_enough_to_send(left: Mapping[str, Mesh]) -> None:
    assert len(merge(left.values()).triangles) <= 24_000


@pytest.mark.parametrize(("bone", "name", "at"), LANDMARKS, ids=[name for _, name, _ in LANDMARKS])
def test_landmarks_are_on_the_bone(left: Mapping[str, Mesh], bone: str, name: str, at: tuple[float, ...]) -> None:
    assert abs(distance_to_mesh(np.array([at]), left[bone])[0]) <= 3.0, name


def test_the_axis_of_the_fibular_neck_is_inside_it(left: Mapping[str, Mesh]) -> None:
    assert distance_to_mesh(np.array([(108.0, 29.0, -440.0)]), left["fibula"])[0] < -4.0


def test_the_femoral_head_is_in_its_socket(left: Mapping[str, Mesh]) -> None:
    head = atlas.read_atlas(
        bones._find_folder(), "femur_left_quartic_flat", "femur_left_mean_rigid_LLP26"
    ).surface(range(8), 6)
    centre, radius = fit_sphere(head.vertices)
    assert np.linalg.norm(centre - np.array(HEAD)) < 1.5
    assert 20 < radius < 28
    reach = np.linalg.norm(left["femur"].vertices - np.array(SOCKET), axis=1).min()
    assert radius - 3 < reach < radius + 3
    lunate = np.linalg.norm(left["hip-bone"].vertices - np.array(SOCKET), axis=1)
    assert lunate.min() > radius - 3
    assert np.count_nonzero(lunate < radius + 5) > 50


def fit_sphere(points: np.ndarray) -> tuple[np.ndarray, float]:
    system = np.column_stack([2 * points, np.ones(len(points))])
    solved = np.linalg.lstsq(system, (points**2).sum(axis=1), rcond=None)[0]
    return solved[:3], float(np.sqrt(solved[3] + solved[:3] @ solved[:3]))


def test_bones_of_a_joint_do_not_run_through_each_other(left: Mapping[str, Mesh]) -> None:
    for one, other in (("femur", "tibia"), ("femur", "patella"), ("tibia", "fibula"), ("hip-bone", "femur")):
        assert distance_to_mesh(left[one].vertices, left[other]).min() > -0.5, (one, other)


def test_the_knee_has_a_joint_space(left: Mapping[str, Mesh]) -> None:
    condyles = left["femur"].vertices[left["femur"].vertices[:, 2] < -370]
    gap = distance_to_mesh(condyles, left["tibia"])
    inner = condyles[:, 0] < 75
    assert 1.0 < gap[inner].min() < 6.0
    assert 1.0 < gap[~inner].min() < 6.0


def test_only_the_shaft_of_the_femur_is_shortened(left: Mapping[str, Mesh]) -> None:
    heights = left["femur"].vertices[:, 2]
    assert heights.max() - heights.min() == pytest.approx(418.2, abs=1.0)
    line = np.column_stack([np.zeros(3), np.zeros(3), [10.0, -210.0, -400.0]])
    moved = bones.shorten_shaft(Mesh(line, np.zeros((0, 3), dtype=np.int32))).vertices
    assert moved[:, 2] == pytest.approx([10.0, -199.0, -378.0])


def test_finer_patches_follow_the_same_surface(left: Mapping[str, Mesh]) -> None:
    coarse = load_bones(subdivision=3)["femur"]
    assert np.abs(distance_to_mesh(coarse.vertices, left["femur"])).max() < 1.0


def test_a_cubic_edge_passes_through_its_points() -> None:
    weights, _ = atlas.cut_patch("quad44", 2)
    heights = np.zeros(16)
    heights[2] = 3.0
    assert weights[1] @ heights == pytest.approx(27 / 16)


@pytest.mark.parametrize("kind", atlas.KINDS)
def test_a_patch_is_true_to_its_own_points(kind: str) -> None:
    weights, triangles = atlas.cut_patch(kind, 12)
    exponents = atlas.KINDS[kind].exponents()
    known_at = exponents / exponents.max(axis=0)
    assert weights.sum(axis=1) == pytest.approx(1.0)
    places, _ = (atlas.triangle_grid if atlas.KINDS[kind].triangular else atlas.square_grid)(12)
    assert weights @ known_at == pytest.approx(places)
    assert triangles.max() == len(places) - 1


def test_a_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> str:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", absent)
    with pytest.raises(BonesMissing, match=r"is not installed.*pip install musculoskeletal-models==0\.2\.4"):
        load_bones()


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda _: "0.3.0")
    with pytest.raises(BonesMissing, match=r"installed in version 0\.3\.0"):
        load_bones()
