"""The scene put together from the shipped content: everything is there, closed, and in its place."""

from __future__ import annotations

import json
import zlib
from collections import Counter

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.meshing import is_watertight, volume
from sciatica_teach.anatomy.shapes.scene import BUILDS, build_scene
from sciatica_teach.anatomy.shapes.tones import find_tones
from sciatica_teach.content.bones import load_bones
from sciatica_teach.figures.scene import encode_scene
from sciatica_teach.figures.scene_bytes import SUBDIVISION

MOST_FACES_AT_ONCE = 70_000
MOST_BYTES = 600_000


@pytest.fixture(scope="module")
def scene(kb):
    return build_scene(kb.anatomy, load_bones(SUBDIVISION))


def test_every_part_is_a_closed_surface_with_its_outside_outside(scene):
    for part in scene.parts:
        assert is_watertight(part.mesh), part.id
        assert volume(part.mesh) > 0, part.id
        assert part.shade.shape == (len(part.mesh.vertices),)
        assert part.shade.dtype == np.uint8


def test_every_part_belongs_to_something_that_has_a_card(kb, scene):
    anatomy = kb.anatomy
    known = {*anatomy.nerve_by_id, *anatomy.muscle_by_id, *anatomy.structure_by_id}
    assert {part.structure for part in scene.parts} <= known


def test_part_ids_are_unique(scene):
    counted = Counter(part.id for part in scene.parts)
    assert [name for name, count in counted.items() if count > 1] == []


def test_the_whole_way_of_the_nerve_is_drawn(scene):
    drawn = {part.structure for part in scene.parts}
    assert {
        "l4-root", "l5-root", "s1-root", "lumbosacral-trunk", "sciatic", "tibial", "tibial-at-ankle",
        "common-fibular", "fibular-neck", "deep-fibular", "superficial-fibular", "sural", "piriformis", "hip-bone",
        "sacrum", "femur", "tibia", "fibula", "foot", "l4-vertebra", "l4-l5-disc", "skin",
    } <= drawn


def test_what_is_seen_at_first_is_not_more_than_a_browser_draws_at_ease(scene):
    seen = [part for part in scene.parts if part.layer != "skin" and part.variant in ("", "a")]
    drawn = [(1 + part.paired) * len(part.mesh.triangles) for part in seen if part.tone != "superficial"]
    assert sum(drawn) <= MOST_FACES_AT_ONCE


def test_everything_that_can_be_shown_at_once_is_not_more_either(scene):
    shown = [part for part in scene.parts if part.variant in ("", "a") and part.build in ("", "middle")]
    assert sum((1 + part.paired) * len(part.mesh.triangles) for part in shown) <= MOST_FACES_AT_ONCE


def test_the_two_pieces_of_the_sciatic_nerve_share_a_ring_of_points(scene):
    upper, lower = (next(part.mesh for part in scene.parts if part.id == name)
                    for name in ("sciatic-gluteal", "sciatic-thigh"))
    joint = np.array([93.0, 47.0, -60.0])
    rings = [mesh.vertices[np.abs(np.linalg.norm(mesh.vertices - joint, axis=1) - 5.5) < 0.01]
             for mesh in (upper, lower)]
    gaps = np.linalg.norm(rings[0][:, None] - rings[1][None], axis=2).min(axis=1)
    assert np.sort(gaps)[:14].max() < 0.3


def test_the_file_is_small(scene):
    assert len(zlib.compress(encode_scene(scene), 6)) <= MOST_BYTES


def test_branches_are_painted_by_the_division_they_come_from(kb):
    tones = find_tones(kb.anatomy.nerves)
    assert tones["l5-root"] == tones["lumbosacral-trunk"] == tones["sciatic"] == "nerve"
    assert tones["tibial"] == tones["lateral-plantar"] == "tibial"
    assert tones["deep-fibular"] == tones["superficial-fibular"] == "fibular"
    assert tones["sural"] == tones["medial-sural-cutaneous"] == "sural"
    assert tones["obturator"] == tones["superior-gluteal"] == tones["saphenous"] == "other"


def test_every_needle_is_measured_in_every_build_and_lies_deeper_in_a_larger_body(kb, scene):
    assert {(needle.corridor, needle.build) for needle in scene.needles} == {
        (corridor.id, build) for corridor in kb.anatomy.corridors for build in BUILDS}
    for corridor in kb.anatomy.corridors:
        depths = [needle.distances[0].depth_mm for build in BUILDS for needle in scene.needles
                  if (needle.corridor, needle.build) == (corridor.id, build)]
        assert depths == sorted(depths)
        assert depths[0] < depths[-1]


def test_changes_of_the_spine_fit_the_meshes_of_the_scene(scene):
    meshes = {part.structure: part.mesh for part in scene.parts}
    for change in scene.changes:
        assert np.asarray(change.offsets).shape == meshes[change.structure].vertices.shape, change.id


def test_without_bones_nerves_and_spine_are_still_there(kb):
    bare = build_scene(kb.anatomy, {})
    layers = {part.layer for part in bare.parts}
    assert {"nerve", "root", "spine", "disc", "muscle", "skin"} <= layers
    assert "bone" not in layers
    assert json.loads(encode_scene(bare, "Missing."))["missing"] == "Missing."
