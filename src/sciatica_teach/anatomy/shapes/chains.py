"""Courses that go on into one another, drawn without a corner where they meet.

A nerve is written down piece by piece: the root in the canal, the root beyond it, the trunk. A spline is free at its
ends, so two pieces that were smoothed apart would meet at an angle. Each is therefore smoothed together with the last
points of the piece it continues and the first points of the piece that continues it, and then cut out.

Worked: a piece along X and one along Y that meet at the origin leave it in directions 90 degrees apart when each is
drawn alone; drawn as a chain, both leave it at 45 degrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from sciatica_teach.anatomy.shapes.curves import Points, smooth_bends
from sciatica_teach.model.courses import Course, Point3

GUIDES = 3
"""Points of a neighbour that are smoothed along: those farther off bend a spline no more."""
SAG_MM = 0.2
"""How far a straight piece may cut a corner of the curve: less than the eye sees on a nerve of 3 mm."""
LONGEST_MM = 30.0
COMMON = "a"
"""The nerve variant that the courses of all variants are smoothed into."""


def join_courses(
    courses: Sequence[Course], sag_mm: float = SAG_MM, longest_mm: float = LONGEST_MM
) -> Mapping[str, tuple[Points, Points]]:
    """Course id -> points along its centre line and the unit directions there, as `curves.smooth_bends` gives them."""
    return MappingProxyType({
        course.id: smooth_bends(
            course.points, sag_mm, longest_mm, _find_before(course, courses), _find_after(course, courses)
        )
        for course in courses
    })


def _find_before(course: Course, courses: Iterable[Course]) -> tuple[Point3, ...]:
    ending = [other for other in courses if other.points[-1] == course.points[0]]
    return chosen.points[-1 - GUIDES : -1] if (chosen := _choose(course, ending)) else ()


def _find_after(course: Course, courses: Iterable[Course]) -> tuple[Point3, ...]:
    beginning = [other for other in courses if other.points[0] == course.points[-1]]
    return chosen.points[1 : 1 + GUIDES] if (chosen := _choose(course, beginning)) else ()


def _choose(course: Course, others: Iterable[Course]) -> Course | None:
    """The neighbour of the same nerve, or else the thickest, among those that are drawn together with the course."""
    together = [other for other in others if other.variant in ("", course.variant or COMMON)]
    return max(together, key=lambda other: (other.structure == course.structure, other.radius_mm), default=None)
