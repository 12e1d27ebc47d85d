"""The courses of the nerves: in one piece, out of the bones, and where they were measured to run."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.corridors import gather_centre_lines
from sciatica_teach.anatomy.shapes.curves import smooth
from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh, is_inside, is_watertight, volume
from sciatica_teach.anatomy.shapes.tubes import build_tube
from sciatica_teach.anatomy.shapes.vertebrae import build_vertebrae

PLEXUS = {
    "lumbar-plexus": ("l2-root", "l3-root", "l4-root"),
    "sacral-plexus": ("lumbosacral-trunk", "s1-root", "s2-root", "s3-root", "s4-root"),
}
"""A plexus is drawn by its roots as they meet."""
MEETING_MM = 2.0
SCIATIC_MM = 5.5
CURRIN_CM = {"from-psis": (5.2, 1.0), "exit-from-tuberosity": (11.4, 1.1), "midway-from-tuberosity": (5.8, 0.8),
             "midway-from-trochanter": (6.2, 1.0)}
"""Mean and standard deviation on CT of 100 adults (Currin 2015)."""


@pytest.fixture(scope="module")
def lines(anatomy):
    """Course id -> its points, a millimetre apart."""
    return {course.id: smooth(course.points, 1.0) for course in anatomy.courses}


@pytest.fixture(scope="module")
def by_structure(anatomy, lines):
    found: dict[str, list] = {}
    for course in anatomy.courses:
        found.setdefault(course.structure, []).append(lines[course.id])
    return found


@pytest.fixture(scope="module")
def gluteal(lines):
    return np.concatenate([lines["sciatic-gluteal"], lines["sciatic-thigh"][1:]])


@pytest.fixture(scope="module")
def places(anatomy):
    return {landmark.id: np.array(landmark.at) for landmark in anatomy.landmarks}


def nearest_mm(points, line):
    return float(np.linalg.norm(points[:, None] - line[None], axis=2).min())


def near(line, mesh, margin_mm=15.0):
    low, high = mesh.vertices.min(axis=0) - margin_mm, mesh.vertices.max(axis=0) + margin_mm
    return line[((line > low) & (line < high)).all(axis=1)]


def test_every_nerve_of_the_content_is_drawn(anatomy, by_structure):
    assert set(anatomy.nerve_by_id) - set(by_structure) == set(PLEXUS)


def test_every_course_draws_a_nerve_and_a_variant_of_the_content(anatomy):
    for course in anatomy.courses:
        assert course.structure in anatomy.nerve_by_id
        assert course.variant == "" or course.variant in anatomy.variant_by_id


def test_every_nerve_begins_on_one_of_those_it_comes_from(anatomy, by_structure):
    for nerve in anatomy.nerves:
        if nerve.kind != "root" and nerve.id not in PLEXUS:
            parents = [line for parent in nerve.comes_from for drawn in PLEXUS.get(parent, (parent,))
                       for line in by_structure[drawn]]
            for line in by_structure[nerve.id]:
                upper = [other for other in by_structure[nerve.id] if other is not line]
                assert nearest_mm(line[:1], np.concatenate(parents + upper)) <= MEETING_MM, nerve.id


def test_where_two_nerves_flow_together_both_reach_the_new_one(anatomy, by_structure):
    for nerve in ("sural", "lumbosacral-trunk"):
        start = by_structure[nerve][0][:1]
        for parent in anatomy.get_nerve(nerve).comes_from:
            ends = np.concatenate(by_structure[parent])
            assert nearest_mm(start, ends) <= MEETING_MM, (nerve, parent)


def test_each_root_has_a_part_in_the_canal_that_leads_to_its_exit(lines):
    for root in ("l2-root", "l3-root", "l4-root", "l5-root", "s1-root", "s2-root", "s3-root", "s4-root"):
        assert lines[f"{root}-canal"][-1] == pytest.approx(lines[root][0])
        assert lines[f"{root}-canal"][0][2] > 240, "from the end of the cord"


def test_no_centre_line_enters_a_bone(lines, bones):
    """Sacral roots begin inside the sacrum, which has no canal here."""
    for course, line in lines.items():
        for bone, mesh in bones.items():
            sacral = bone == "sacrum" and course.startswith("s") and "-root" in course
            close = near(line, mesh, 0.0)
            if len(close) and not sacral:
                assert not is_inside(close[::2], mesh).any(), (course, bone)


def test_no_lumbar_root_enters_a_vertebra(lines):
    vertebrae = build_vertebrae()
    for course, line in lines.items():
        for name, mesh in vertebrae.items():
            close = near(line, mesh, 0.0)
            if len(close):
                assert distance_to_mesh(close[::2], mesh).min() > -1.0, (course, name)


def find_exit(gluteal, piriformis):
    """The first point of the nerve that piriformis no longer covers, seen from behind."""
    seen = piriformis.vertices[piriformis.triangles][:, :, [0, 2]]
    return next(point for point in gluteal if not covers(seen, point[[0, 2]]))


def covers(triangles, point):
    """Whether any of the flat triangles, shape (n, 3, 2), lies over the point."""
    rays = triangles - point
    following = np.roll(rays, -1, axis=1)
    turns = rays[:, :, 0] * following[:, :, 1] - rays[:, :, 1] * following[:, :, 0]
    return bool(((turns > 0).all(axis=1) | (turns < 0).all(axis=1)).any())


def test_the_nerve_leaves_the_pelvis_a_third_of_the_way_from_spine_to_tuberosity(gluteal, bellies, places):
    way_out = find_exit(gluteal, bellies["piriformis"])
    for key, place in (("from-psis", "psis"), ("exit-from-tuberosity", "ischial-tuberosity")):
        mean, spread = CURRIN_CM[key]
        assert np.linalg.norm(way_out - places[place]) / 10 == pytest.approx(mean, abs=spread), key


def test_the_nerve_passes_midway_between_tuberosity_and_trochanter(gluteal, places):
    tuberosity, trochanter = places["ischial-tuberosity"], places["greater-trochanter"]
    ways = np.stack([np.linalg.norm(gluteal - place, axis=1) / 10 for place in (tuberosity, trochanter)])
    passing = ways[:, np.argmin(ways.sum(axis=0))]
    for way, key in zip(passing, ("midway-from-tuberosity", "midway-from-trochanter"), strict=True):
        mean, spread = CURRIN_CM[key]
        assert way == pytest.approx(mean, abs=spread), key


@pytest.mark.parametrize("structure", ["hip-bone", "piriformis"])
def test_the_surface_of_the_nerve_keeps_three_millimetres_away(structure, gluteal, bones, bellies):
    mesh = {**bones, **bellies}[structure]
    assert distance_to_mesh(near(gluteal, mesh), mesh).min() >= SCIATIC_MM + 3.0


def test_the_two_divisions_lie_inside_the_sheath_until_it_splits(anatomy, lines):
    sheath = lines["sciatic-thigh"]
    for division, offset in (("tibial-division", -1), ("fibular-division", 1)):
        radius = next(course.radius_mm for course in anatomy.courses if course.id == division)
        inside = lines[division][lines[division][:, 2] > -295]
        gaps = np.linalg.norm(inside[:, None] - sheath[None], axis=2)
        assert gaps.min(axis=1).max() + radius < SCIATIC_MM
        beside = inside[len(inside) // 2, 0] - sheath[gaps[len(inside) // 2].argmin(), 0]
        assert np.sign(beside) == offset, "the tibial one lies to the middle"


@pytest.mark.parametrize(("course", "passage"), [
    ("tibial-division-b", "below"), ("fibular-division-b", "through"), ("tibial-division-c", "below"),
    ("fibular-division-c", "above"), ("sciatic-gluteal-d", "through"), ("tibial-division-e", "through"),
    ("fibular-division-e", "above"), ("sciatic-gluteal-f", "above"), ("sciatic-gluteal", "below"),
])
def test_each_variant_passes_piriformis_as_its_letter_says(course, passage, lines, bellies):
    piriformis, line = bellies["piriformis"], lines[course]
    pierced = is_inside(line, piriformis)
    assert pierced.any() == (passage == "through")
    if passage != "through":
        crossing = line[np.abs(line[:, 1] - 62) < 60]
        covered = piriformis.vertices
        heights = [(point[2], covered[np.abs(covered[:, 0] - point[0]) < 6]) for point in crossing]
        behind = [(z, beside) for (z, beside), point in zip(heights, crossing, strict=True)
                  if len(beside) and abs(point[1] - beside[:, 1].mean()) < 5]
        above = [z > beside[:, 2].mean() for z, beside in behind]
        assert above
        assert all(above) == (passage == "above")
    assert line[0] == pytest.approx(lines["sciatic-gluteal"][0])
    assert line[-1] == pytest.approx(lines["sciatic-thigh"][0])


def test_each_variant_is_drawn_with_the_passages_of_the_content(anatomy):
    drawn = {variant.id: {course.structure for course in anatomy.courses if course.variant == variant.id}
             for variant in anatomy.variants}
    for variant in anatomy.variants:
        assert drawn[variant.id] == ({"tibial-division", "fibular-division"} if variant.divided else {"sciatic"})


def test_every_course_can_be_drawn_as_a_closed_tube(anatomy):
    for course in anatomy.courses:
        tube = build_tube(smooth(course.points, 8.0), course.radius_mm, course.end_radius_mm)
        assert is_watertight(tube)
        assert volume(tube) > 0


def test_the_sciatic_nerve_is_one_line_from_the_plexus_to_its_split(anatomy):
    line, _ = gather_centre_lines(anatomy.courses, 4.0)["sciatic"]
    assert (line[0][2], line[-1][2]) == (46.0, -300.0)


def test_landmarks_lie_on_their_bones(anatomy, bones):
    for landmark in anatomy.landmarks:
        gap = distance_to_mesh(np.array([landmark.at], dtype=float), bones[landmark.structure])
        assert abs(gap[0]) < 2.0, landmark.id
