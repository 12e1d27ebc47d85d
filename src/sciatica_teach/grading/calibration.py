"""Do shares mean what they say? Of all the times that somebody said 70 %, it should have been so in seven of ten.

A forecast is a share that was stated, and whether it came true. They are sorted into at most five bins by what was said
(0 to 20 %, 20 to 40 %, and so on), and in each the mean share said stands beside the share that came true. Thirty
forecasts in two bins:

    20 times 0.9 was said    10 came true: 0.50, Wilson's interval 0.30 to 0.70, which leaves 0.90 out: said too high
    10 times 0.1 was said     1 came true: 0.10, Wilson's interval 0.02 to 0.40, which holds 0.10: nothing to say

The interval takes forecasts as independent. Shares of one patient are not, because they add up to 1, so the intervals
are somewhat narrower than they should be; whoever shows them says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Final, Literal

from sciatica_teach.model.record import record
from sciatica_teach.reasoning.intervals import wilson_interval

LEAST_FORECASTS: Final = 30
"""Fewer would fill five bins with chance."""

BINS: Final = 5

Leaning = Literal["too-high", "too-low", "neither"]


@record
class Forecast:
    """A share from 0 to 1 that was stated of something, and whether it was so."""

    share: float
    came_true: bool


@record
class CalibrationBin:
    """Forecasts of about the same share. All shares from 0 to 1."""

    start: float
    end: float
    said: float
    """Mean of the shares stated."""
    count: int
    came_true: int
    low: float
    high: float
    """Wilson's 95 % interval of the share that came true."""

    @property
    def true_share(self) -> float:
        return self.came_true / self.count

    @property
    def leaning(self) -> Leaning:
        """What the interval allows to say of what was said."""
        if self.said > self.high:
            return "too-high"
        return "too-low" if self.said < self.low else "neither"


def find_calibration(forecasts: Sequence[Forecast]) -> tuple[CalibrationBin, ...]:
    """The bins that hold anything, from the lowest share; none below 30 forecasts.

    Raises ValueError for a share outside 0 to 1.
    """
    if any(not 0 <= one.share <= 1 for one in forecasts):
        raise ValueError("a share lies between 0 and 1")
    if len(forecasts) < LEAST_FORECASTS:
        return ()
    sorted_in = [[one for one in forecasts if _place(one.share) == place] for place in range(BINS)]
    return tuple(_bin(place, held) for place, held in enumerate(sorted_in) if held)


def _place(share: float) -> int:
    """The bin of a share; one on an edge belongs to the higher."""
    return min(BINS - 1, int(round(share * BINS, 9)))


def _bin(place: int, held: Sequence[Forecast]) -> CalibrationBin:
    came_true = sum(one.came_true for one in held)
    low, high = wilson_interval(came_true, len(held))
    return CalibrationBin(
        start=place / BINS, end=(place + 1) / BINS, said=fmean(one.share for one in held), count=len(held),
        came_true=came_true, low=low, high=high,
    )
