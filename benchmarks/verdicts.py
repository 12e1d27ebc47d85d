"""From samples to verdicts: medians, spreads, ratios, and whether a target is met.

A target is a limit for a median, or for the ratio of two medians of one run: 1.2 s against 1.5 s is a ratio of 0.80 and
meets a limit of 0.9. What was not measured is neither met nor missed, and says so.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[str, str]
"""Whose, and what: ("panel", "fast.first.figure")."""


@dataclass
class Samples:
    """All that was measured, by whose it is and what it is."""

    by_place: dict[Place, list[float]] = field(default_factory=dict)

    def add(self, owner: str, values: Mapping[str, float]) -> None:
        for what, value in values.items():
            self.by_place.setdefault((owner, what), []).append(value)

    def of(self, owner: str, what: str) -> list[float]:
        return self.by_place.get((owner, what), [])

    def median(self, owner: str, what: str) -> float | None:
        found = self.of(owner, what)
        return statistics.median(found) if found else None

    def as_json(self) -> dict[str, dict[str, list[float]]]:
        told: dict[str, dict[str, list[float]]] = {}
        for (owner, what), values in self.by_place.items():
            told.setdefault(owner, {})[what] = values
        return told


@dataclass(frozen=True, kw_only=True)
class Target:
    """What was promised of a median, or of its ratio to another."""

    label: str
    limit: float
    ours: Place
    against: Place | None = None
    """None: the limit is for the median itself."""
    unit: str = ""


@dataclass(frozen=True)
class Verdict:
    target: Target
    value: float | None
    """The median or the ratio; None where something is missing for it."""

    @property
    def is_met(self) -> bool | None:
        return None if self.value is None else self.value <= self.target.limit

    @property
    def word(self) -> str:
        return {None: "not measured", True: "met", False: "NOT MET"}[self.is_met]


def judge(target: Target, samples: Samples) -> Verdict:
    """The median, or the ratio of medians, against the limit. A peer's median of 0 gives no ratio."""
    ours = samples.median(*target.ours)
    if target.against is None or ours is None:
        return Verdict(target, ours)
    theirs = samples.median(*target.against)
    return Verdict(target, ours / theirs if theirs else None)


def spread(values: Sequence[float], shape: str) -> str:
    """Median, least and most as words; a dash where nothing was measured."""
    if not values:
        return "-"
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{shape.format(middle)} ({shape.format(least)} to {shape.format(most)})"


TARGETS = (
    Target(label="first visit, figure ready, against Panel", limit=0.9,
           ours=("ours", "fast.first.figure"), against=("panel", "fast.first.figure")),
    Target(label="slow line, first visit, figure ready, against Panel", limit=0.5,
           ours=("ours", "slow.first.figure"), against=("panel", "slow.first.figure")),
    Target(label="slow line, repeat visit, figure ready, against Panel", limit=1.0,
           ours=("ours", "slow.repeat.figure"), against=("panel", "slow.repeat.figure")),
    Target(label="slow line, first visit, prose of the page readable", limit=1.0, unit=" s",
           ours=("ours", "slow.first.prose")),
    Target(label="slow line, first visit, prose of the heaviest lesson readable", limit=1.0, unit=" s",
           ours=("lesson, ours", "slow.first.prose")),
    Target(label="repeat visit, figure ready, against our own first visit", limit=0.5,
           ours=("ours", "fast.repeat.figure"), against=("ours", "fast.first.figure")),
    Target(label="bytes of a first visit, heaviest lesson, against stock Voilà", limit=0.15,
           ours=("lesson, ours", "first.kb"), against=("lesson, stock", "first.kb")),
    Target(label="bytes of a repeat visit, heaviest lesson, against stock Voilà's repeat visit", limit=0.02,
           ours=("lesson, ours", "repeat.kb"), against=("lesson, stock", "repeat.kb")),
    Target(label="memory per visitor of the lesson, against stock kernels with the same imports", limit=0.2,
           ours=("lesson, ours", "visitor_mb"), against=("lesson, stock", "visitor_mb")),
    Target(label="click to text on screen, against Panel", limit=1.3,
           ours=("ours", "press_ms"), against=("panel", "press_ms")),
)
