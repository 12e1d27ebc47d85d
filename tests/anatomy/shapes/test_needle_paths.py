"""Needle paths: the same distances as each corridor by itself, for every build, point and structure."""

from __future__ import annotations

from collections import Counter

import pytest

from sciatica_teach.anatomy.shapes.corridors import gather_centre_lines, measure_corridor
from sciatica_teach.anatomy.shapes.needle_paths import measure_needle_paths

FINE_MM = 1.0
"""Centre lines cut much finer than the paths cut them."""


@pytest.fixture(scope="module")
def paths(anatomy):
    return measure_needle_paths(anatomy)


def test_there_is_one_path_for_each_build_and_each_structure_at_risk(anatomy, paths):
    per_build = Counter(path.build for path in paths)
    risks = sum(len(corridor.at_risk) for corridor in anatomy.corridors)
    assert per_build == {"slim": risks, "middle": risks, "large": risks}
    assert [(path.point, path.structure) for path in paths[:risks]] == [
        (corridor.id, risk) for corridor in anatomy.corridors for risk in corridor.at_risk
    ]


def test_the_worked_example_holds_two_points_with_three_structures_make_eighteen_paths(paths):
    assert len([path for path in paths if path.point in ("gb30", "bl40")]) == 18


def test_at_bl40_the_tibial_nerve_lies_straight_under_the_point_and_deeper_in_a_larger_body(paths):
    found = {path.build: path for path in paths if (path.point, path.structure) == ("bl40", "tibial")}
    assert all(path.clearance_mm < 0 for path in found.values())
    assert found["slim"].depth_mm < found["middle"].depth_mm < found["large"].depth_mm


def test_finer_centre_lines_give_the_same_distances(anatomy, skins, paths):
    lines = gather_centre_lines(anatomy.courses, FINE_MM)
    for corridor in anatomy.corridors:
        fine = {risk.structure: risk for risk in measure_corridor(corridor, skins["middle"], lines).distances}
        for path in paths:
            if path.point == corridor.id and path.build == "middle":
                assert path.clearance_mm == pytest.approx(fine[path.structure].clearance_mm, abs=0.8)
                assert path.depth_mm == pytest.approx(fine[path.structure].depth_mm, abs=3.0)
