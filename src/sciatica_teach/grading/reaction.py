"""Does somebody move too little, or too far, when something new is learnt?

Each update gives two numbers in log odds: how far the finding was due to move the belief (x), and how far it was moved
(y). The reaction is the slope of the straight line y = slope * x that fits them best. 1 is as far as due, 0.5 half as
far, 2 twice as far. Fifteen updates, five times each of these, in doublings of the odds:

    due   1   -1   2
    moved 0.5 -1   1

    slope     (0.5 + 1 + 2) / (1 + 1 + 4) = 3.5 / 6                                     = 0.58
    spread    squared misses 5 * (0.007 + 0.174 + 0.028) = 1.04 over 14 degrees of freedom, s = 0.273
    interval  0.58 +- 2.145 * 0.273 / sqrt(30)                                          = 0.48 to 0.69

All of it lies below 1: this learner is conservative.

The line goes through the origin. Which way an update points is our choice: "the disc is likelier" and "everything else
is less likely" are one step, with both signs turned round. Only a line through the origin keeps its slope under that;
one with an intercept would change with the wording of the question. It also says the right thing of somebody who moves
by the same amount whatever is due. The interval is the usual one of least squares, with Student's t because the updates
are few; it takes the misses as independent and as wide at small steps as at large ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final, Literal

from sciatica_teach.model.record import record
from sciatica_teach.reasoning.intervals import Z_95

LEAST_UPDATES: Final = 15
"""Fewer say too little: the interval would hold nearly every habit."""

Tendency = Literal["conservative", "over-reacting", "neither"]


@record
class Reaction:
    """The slope of moves made on moves due, with its 95 % interval."""

    slope: float
    low: float
    high: float
    count: int
    """Updates it rests on."""

    @property
    def tendency(self) -> Tendency:
        """What the interval allows to say, at the two decimals that are shown."""
        if round(self.high, 2) < 1:
            return "conservative"
        return "over-reacting" if round(self.low, 2) > 1 else "neither"


def find_reaction(due: Sequence[float], moved: Sequence[float]) -> Reaction | None:
    """The reaction over updates, `due` and `moved` in any one unit of log odds.

    None below 15 updates, or where nothing was ever due. Raises ValueError when the two differ in length.
    """
    pairs = list(zip(due, moved, strict=True))
    size = sum(x * x for x, _ in pairs)
    if len(pairs) < LEAST_UPDATES or not size:
        return None
    slope = sum(x * y for x, y in pairs) / size
    freedom = len(pairs) - 1
    variance = sum((y - slope * x) ** 2 for x, y in pairs) / freedom
    half = t_quantile(freedom) * sqrt(variance / size)
    return Reaction(slope=slope, low=slope - half, high=slope + half, count=len(pairs))


def t_quantile(freedom: int) -> float:
    """The quantile of Student's t that leaves 2.5 % above, for 10 degrees of freedom or more, to three decimals.

    Expansion around the normal quantile, Abramowitz and Stegun 26.7.5. Raises ValueError for fewer degrees.
    """
    if freedom < 10:
        raise ValueError(f"{freedom} degrees of freedom are too few for the expansion")
    z = Z_95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))
