"""Numbers of a run as they are told: how many, median, 95th percentile, most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True)
class Spread:
    """What a list of measurements comes to."""

    count: int
    median: float
    p95: float
    """The smallest value that 95 of 100 do not exceed (nearest rank)."""
    most: float


def spread(values: Iterable[float]) -> Spread:
    """Of nothing, all is 0."""
    ordered = sorted(values)
    if not ordered:
        return Spread(0, 0.0, 0.0, 0.0)
    return Spread(len(ordered), median(ordered), ordered[ceil(0.95 * len(ordered)) - 1], ordered[-1])
