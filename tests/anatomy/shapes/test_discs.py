"""Discs and ligaments between the vertebrae, and what can go wrong with them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.discs import LIGAMENT, build_discs, build_ligaments
from sciatica_teach.anatomy.shapes.levels import SPACES
from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh, is_watertight, mirror, volume
from sciatica_teach.anatomy.shapes.spine_changes import apply_changes, build_spine, clearance_mm, spine_changes
from sciatica_teach.content.bones import load_bones
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.meshes import Mesh

KINDS = {"bulge", "herniation", "foraminal-herniation", "canal-narrowing", "foramen-narrowing", "slip"}
L4 = [(5, 33, 178), (9, 32, 162), (16, 31, 152), (26, 23, 134), (35, 20, 110)]
L5 = [(5, 34, 148), (10, 37, 132), (18, 39, 122), (26, 30, 113)]
S1 = [(3.5, 39, 160), (5, 43, 130), (8, 46, 107), (14, 48, 83)]


def root(points: list[tuple[float, float, float]]) -> np.ndarray:
    """A line with a point every 2 mm or so."""
    at = np.array(points, dtype=float)
    shares = np.linspace(0, len(at) - 1, 15 * len(at))
    return np.column_stack([np.interp(shares, np.arange(len(at)), column) for column in at.T])


@pytest.fixture(scope="module")
def spine() -> Mapping[str, Mesh]:
    return build_spine()


def test_discs_are_closed_and_the_right_way_out() -> None:
    discs = build_discs()
    assert list(discs) == ["l1-l2-disc", "l2-l3-disc", "l3-l4-disc", "l4-l5-disc", "l5-s1-disc"]
    for disc in discs.values():
        assert is_watertight(disc)
        assert 8_000 < volume(disc) < 18_000


def test_discs_fill_the_space_and_no_more(spine: Mapping[str, Mesh]) -> None:
    for name, space in SPACES.items():
        disc = spine[name]
        for vertebra in (mesh for other, mesh in spine.items() if other.endswith("vertebra")):
            assert distance_to_mesh(disc.vertices[::3], vertebra).min() > -0.5
        assert np.abs(space.middle.find(disc.vertices)[:, 0]).max() < 27


def test_the_lowest_disc_meets_the_sacrum_and_the_fifth_vertebra(spine: Mapping[str, Mesh]) -> None:
    disc = spine["l5-s1-disc"].vertices
    assert -2.5 < distance_to_mesh(disc, load_bones()["sacrum"]).min() < 0.5
    assert distance_to_mesh(disc, spine["l5-vertebra"]).min() < 0.5


def test_ligaments_are_three_closed_plates(spine: Mapping[str, Mesh]) -> None:
    ligament = build_ligaments()[LIGAMENT]
    assert is_watertight(ligament)
    assert volume(ligament) == pytest.approx(3 * 2.2 * 22 * 16, rel=0.05)
    assert len(ligament.vertices) - len(ligament.triangles) // 2 == 6  # Euler: 2 for each piece
    assert np.abs(distance_to_mesh(mirror(ligament).vertices, ligament)).max() < 1e-6
    assert distance_to_mesh(ligament.vertices, spine["l4-vertebra"]).min() < 0.5  # hangs on the laminae


def test_every_kind_at_every_level_and_side() -> None:
    changes = spine_changes()
    assert {change.kind for change in changes} == KINDS
    for level in ("l3-l4", "l4-l5", "l5-s1"):
        at_level = {change.id for change in changes if change.level == level}
        assert at_level == {
            f"bulge-{level}", f"canal-narrowing-{level}", f"slip-{level}",
            f"herniation-{level}-left", f"herniation-{level}-middle", f"herniation-{level}-right",
            f"foraminal-herniation-{level}-left", f"foraminal-herniation-{level}-right",
            f"foramen-narrowing-{level}-left", f"foramen-narrowing-{level}-right",
        }  # fmt: skip


def test_offsets_belong_to_their_structure_and_are_of_human_size(spine: Mapping[str, Mesh]) -> None:
    for change in spine_changes():
        assert change.offsets.shape == spine[change.structure].vertices.shape
        assert 2.0 < np.linalg.norm(change.offsets, axis=1).max() < 17.0


def test_every_change_leaves_surfaces_closed_and_right_way_out(spine: Mapping[str, Mesh]) -> None:
    for change in spine_changes():
        changed = apply_changes(spine, {change.id: 1.0})[change.structure]
        assert is_watertight(changed)
        assert volume(changed) > 0.85 * volume(spine[change.structure])


def test_changes_are_linear_and_leave_the_healthy_meshes_alone(spine: Mapping[str, Mesh]) -> None:
    before = spine["l4-l5-disc"].vertices.copy()
    change = next(change for change in spine_changes() if change.id == "bulge-l4-l5")
    half = apply_changes(spine, {"bulge-l4-l5": 0.5})
    assert half["l4-l5-disc"].vertices == pytest.approx(before + 0.5 * change.offsets)
    assert np.array_equal(spine["l4-l5-disc"].vertices, before)
    assert half["l5-vertebra"] is spine["l5-vertebra"]


def test_a_herniation_beside_the_middle_reaches_the_passing_root_and_not_the_leaving_one(
    spine: Mapping[str, Mesh],
) -> None:
    large = {"herniation-l4-l5-left": 1.0}
    assert clearance_mm(spine, {"herniation-l4-l5-left": 0.0}, root(L5), 1.8) > 4.0
    assert clearance_mm(spine, large, root(L5), 1.8) <= 0.0
    assert clearance_mm(spine, large, root(L4), 2.4) > 2.0
    assert clearance_mm(spine, {"herniation-l4-l5-right": 1.0}, root(L5), 1.8) > 4.0


def test_a_herniation_in_the_foramen_reaches_the_leaving_root_and_not_the_passing_one(
    spine: Mapping[str, Mesh],
) -> None:
    large = {"foraminal-herniation-l4-l5-left": 1.0}
    assert clearance_mm(spine, large, root(L4), 2.4) <= 0.0
    assert clearance_mm(spine, large, root(L5), 1.8) > 4.0


def test_the_lowest_herniation_reaches_the_first_sacral_root(spine: Mapping[str, Mesh]) -> None:
    assert clearance_mm(spine, {"herniation-l5-s1-left": 1.0}, root(S1), 1.8) <= 0.0


def test_a_narrow_canal_takes_room_from_the_roots_inside_it(spine: Mapping[str, Mesh]) -> None:
    for line in (L5, S1):
        healthy = clearance_mm(spine, {"canal-narrowing-l4-l5": 0.0}, root(line), 1.8)
        assert clearance_mm(spine, {"canal-narrowing-l4-l5": 1.0}, root(line), 1.8) < healthy - 0.5


def test_a_spur_takes_room_from_the_root_in_its_foramen_only(spine: Mapping[str, Mesh]) -> None:
    spur, other = {"foramen-narrowing-l4-l5-left": 1.0}, {"foramen-narrowing-l4-l5-right": 1.0}
    in_foramen = root(L4)[25:]
    assert clearance_mm(spine, spur, in_foramen, 2.4) < clearance_mm(spine, other, in_foramen, 2.4) - 1.0


def test_a_slip_carries_everything_above_and_nothing_below(spine: Mapping[str, Mesh]) -> None:
    slipped = apply_changes(spine, {"slip-l4-l5": 1.0})
    for name in ("l1-vertebra", "l4-vertebra", "l3-l4-disc"):
        moved = slipped[name].vertices - spine[name].vertices
        assert np.linalg.norm(moved, axis=1) == pytest.approx(8.5)
        assert (moved[:, 1] < -7).all()
    assert slipped["l5-vertebra"] is spine["l5-vertebra"]
    assert slipped["l5-s1-disc"] is spine["l5-s1-disc"]


def test_when_the_fifth_slips_its_spinous_process_stays_behind(spine: Mapping[str, Mesh]) -> None:
    before = spine["l5-vertebra"].vertices
    moved = np.linalg.norm(apply_changes(spine, {"slip-l5-s1": 1.0})["l5-vertebra"].vertices - before, axis=1)
    assert moved[before[:, 1].argmax()] == 0.0
    assert moved[before[:, 1].argmin()] == pytest.approx(10.0)


def test_an_unknown_change_is_named(spine: Mapping[str, Mesh]) -> None:
    with pytest.raises(UnknownId, match="bulge-l4-l5"):
        apply_changes(spine, {"bulge-l4": 1.0})
