"""Courses that go on into one another: no corner where they meet, and their own points on them."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.chains import join_courses
from sciatica_teach.model.courses import Course
from sciatica_teach.model.evidence import Claim

BASIS = Claim(text="Made up.", mark="estimate")


def make_course(name, *points, structure="made-up", variant="", radius_mm=2.0):
    return Course(id=name, structure=structure, variant=variant, points=points, radius_mm=radius_mm, basis=BASIS)


ALONG = make_course("along", (-20.0, 0.0, 0.0), (0.0, 0.0, 0.0))
ASIDE = make_course("aside", (0.0, 0.0, 0.0), (0.0, 20.0, 0.0))


def test_alone_a_piece_is_straight_and_in_a_chain_it_leaves_as_the_docstring_says():
    alone, chain = join_courses([ASIDE]), join_courses([ALONG, ASIDE])
    assert alone["aside"][1][0] == pytest.approx((0.0, 1.0, 0.0))
    for way in (chain["along"][1][-1], chain["aside"][1][0]):
        assert way == pytest.approx((np.sqrt(0.5), np.sqrt(0.5), 0.0), abs=1e-3)


def test_a_piece_begins_and_ends_where_it_is_written_to():
    for course in (ALONG, ASIDE):
        points, _ = join_courses([ALONG, ASIDE])[course.id]
        assert points[[0, -1]] == pytest.approx(np.array(course.points))


def test_a_piece_goes_on_along_its_own_nerve_before_a_thicker_one():
    thicker = make_course("thicker", (0.0, 0.0, 0.0), (0.0, 0.0, 20.0), structure="other", radius_mm=5.0)
    assert join_courses([ALONG, ASIDE, thicker])["along"][1][-1][1] > 0.5


def test_a_variant_is_smoothed_into_its_own_pieces_only():
    other = make_course("other", (0.0, 0.0, 0.0), (0.0, 0.0, 20.0), variant="b")
    assert join_courses([ALONG, other])["along"][1][-1] == pytest.approx((1.0, 0.0, 0.0))
    assert join_courses([ALONG, other])["other"][1][0][0] > 0.5


def test_no_course_of_the_content_meets_its_own_nerve_at_a_corner(anatomy):
    lines = join_courses(anatomy.courses)
    for root in ("l2-root", "l3-root", "l4-root", "l5-root", "s1-root", "s2-root", "s3-root", "s4-root"):
        assert lines[f"{root}-canal"][1][-1] @ lines[root][1][0] > np.cos(np.radians(3.0)), root
    for upper, lower in (("sciatic-gluteal", "sciatic-thigh"), ("common-fibular", "fibular-neck"),
                         ("fibular-neck", "deep-fibular"), ("tibial-division", "tibial")):
        assert lines[upper][1][-1] @ lines[lower][1][0] > np.cos(np.radians(3.0)), upper


def test_pieces_are_short_in_bends_and_long_where_it_is_straight():
    bent = make_course("bent", (0.0, 0.0, 0.0), (0.0, 0.0, -100.0), (0.0, 0.0, -200.0), (20.0, 0.0, -215.0),
                       (40.0, 0.0, -200.0))
    points, _ = join_courses([bent])["bent"]
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    assert steps[0] > 2.0 * steps[-3]
