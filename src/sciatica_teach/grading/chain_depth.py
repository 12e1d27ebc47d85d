"""How deep a needle is planned, seen from what lies there. No depth is the right one, and none is known to be safe.

Bands, of which only the limits between them are looked at. At GB30, with 1.5 to 2.5 cun printed:

    up to 1.0      the student's end: nothing is said of the depth
    up to 2.0      beyond it: a fault, with a sentence on what lies there
    above 2.0      at a point like this one a harm: the deeper half of what is printed

The deeper half is a harm only where depth alone leads to what cannot be seen or pressed: under thick muscle, before the
kidney, beside the spine. The small nerves of hand and foot lie under the skin, where a needle meets them at any depth,
so a few millimetres more are a fault there and no harm. Beyond what is printed every depth is one.
"""

from __future__ import annotations

from typing import Final, Literal

from sciatica_teach.model.points import Point
from sciatica_teach.model.techniques import Hazard

BY_DEPTH_ALONE: Final[frozenset[Hazard]] = frozenset({"deep", "near-kidney", "near-spine"})
"""What lies there is met by going deeper, and is out of sight and reach when it bleeds."""

WORTH_NAMING: Final[frozenset[Hazard]] = BY_DEPTH_ALONE | {"near-nerve"}

DepthBand = Literal["shallow", "beyond", "far", "unprinted"]


def find_band(point: Point, depth_cun: float) -> DepthBand:
    """In which band a planned depth lies; `far` only where the deeper half is a harm."""
    depth = point.depth
    if depth_cun <= depth.student_cun:
        return "shallow"
    if depth_cun > depth.high_cun:
        return "unprinted"
    is_deeper_half = depth_cun > (depth.low_cun + depth.high_cun) / 2 + _SAME
    return "far" if is_deeper_half and not BY_DEPTH_ALONE.isdisjoint(point.hazards) else "beyond"


_SAME: Final = 1e-9
"""Depths in tenths that differ by less are the same."""


def tell_what_lies_there(point: Point) -> str:
    """A sentence on what a deep needle meets; empty where nothing is near that would be worth one."""
    if WORTH_NAMING.isdisjoint(point.hazards) or not point.at_risk:
        return ""
    return f"What lies there: {point.at_risk[0].tissue[0].lower()}{point.at_risk[0].tissue[1:]}."
