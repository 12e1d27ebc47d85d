"""Does "sure" mean sure? Of the answers given with each level of certainty, how many were fully right.

Each level pays best in a band of its own (`certainty.py`): guessing below 2 in 3, fairly sure from there to 4 in 5,
sure above. Whether somebody's level lies in its band is said only where Wilson's interval of the share leaves the band
out altogether:

    20 answers said "sure", 12 right: 0.60, interval 0.39 to 0.78, all below 0.80: surer than right
    20 answers said "sure", 15 right: 0.75, interval 0.53 to 0.89, which reaches above 0.80: nothing to say

Below thirty answers in all nothing is said of any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from sciatica_teach.grading.calibration import LEAST_FORECASTS
from sciatica_teach.grading.certainty import RIGHT, WRONG, certainty_marks
from sciatica_teach.model.events import Certainty
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.intervals import wilson_interval

LEAST_ANSWERS: Final = LEAST_FORECASTS
LEVELS: Final[tuple[Certainty, ...]] = (1, 2, 3)

Lean = Literal["too-sure", "too-modest", "neither"]


@record
class LevelRecord:
    """What became of the answers given with one level. All shares from 0 to 1."""

    level: Certainty
    start: float
    end: float
    """Between these shares the level pays best."""
    count: int
    right: int
    low: float
    high: float
    """Wilson's 95 % interval of the share that was fully right; 0 to 1 where there is no answer."""

    @property
    def share(self) -> float:
        return self.right / self.count if self.count else 0.0

    @property
    def lean(self) -> Lean:
        """What the interval allows to say of the level."""
        if self.high < self.start:
            return "too-sure"
        return "too-modest" if self.low > self.end else "neither"

    @property
    def marks(self) -> int:
        """Certainty marks of these answers."""
        return self.right * certainty_marks(True, self.level) + (self.count - self.right) * certainty_marks(
            False, self.level)


def find_levels(answers: Iterable[tuple[Certainty, bool]]) -> tuple[LevelRecord, ...]:
    """The three levels, from guessing to sure; of each answer its level and whether it was fully right."""
    held = list(answers)
    return tuple(_read(level, [right for said, right in held if said == level]) for level in LEVELS)


def pays_between(level: Certainty) -> tuple[float, float]:
    """The shares of right answers, 0 to 1, between which no other level pays more."""
    cuts = [_break_even(one, LEVELS[place + 1]) for place, one in enumerate(LEVELS[:-1])]
    edges = [0.0, *cuts, 1.0]
    return edges[level - 1], edges[level]


def _break_even(low: Certainty, high: Certainty) -> float:
    """The share at which two levels earn the same: what more is lost, over what more is won and lost."""
    lost = WRONG[low] - WRONG[high]
    return lost / (lost + RIGHT[high] - RIGHT[low])


def _read(level: Certainty, outcomes: list[bool]) -> LevelRecord:
    start, end = pays_between(level)
    low, high = wilson_interval(sum(outcomes), len(outcomes)) if outcomes else (0.0, 1.0)
    return LevelRecord(
        level=level, start=start, end=end, count=len(outcomes), right=sum(outcomes), low=low, high=high)
