"""Points: depths that rise, with the student at the shallow end, and no direction that is right and wrong at once."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.check_techniques import check_no_emergency, check_uses, find_emergencies
from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem
from sciatica_teach.model.points import Point

_ROUNDING = 1e-9
"""The middle of two decimals is not exact."""

_DEEP_CUN = 1.0
"""Where what is printed begins deeper than this, students may stay short of it: the low end is not shallow there."""


def check_points(draft: Draft) -> Iterator[Problem]:
    """Every rule for every point."""
    emergencies = find_emergencies(draft)
    for point in draft.points:
        yield from _check_depth(point)
        yield from _check_angles(point)
        yield from check_uses(point, "uses", point.value.uses)
        yield from check_no_emergency(point, "uses", point.value.uses, emergencies)


def _check_depth(point: Located[Point]) -> Iterator[Problem]:
    depth = point.value.depth
    if depth.low_cun > depth.high_cun:
        message = f"{depth.low_cun:g} is more than high_cun {depth.high_cun:g}; put them in order"
        yield point.problem(("depth", "low_cun"), message)
    elif not min(depth.low_cun, _DEEP_CUN) <= depth.student_cun <= (depth.low_cun + depth.high_cun) / 2 + _ROUNDING:
        message = f"{depth.student_cun:g} is not in the shallow half of {depth.low_cun:g} to {depth.high_cun:g}"
        yield point.problem(("depth", "student_cun"), f"{message}; write the shallow end of what is printed")


def _check_angles(point: Located[Point]) -> Iterator[Problem]:
    for number, wrong in enumerate(point.value.wrong_angles):
        if wrong.angle in point.value.angles:
            message = f"'{wrong.angle}' cannot be usual and wrong at once; remove it from one of the lists"
            yield point.problem(("wrong_angles", number, "angle"), message)
