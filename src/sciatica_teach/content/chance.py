"""How often the right option would have a trait if being right had nothing to do with it.

In an item with n options, of which r are right and k have the trait, the number of right ones with the trait would be
hypergeometric; over many items, the sum of such numbers. Three single choices with 4 options, one of them the longest,
and one with 3: the longest would be right 3/4 + 1/3 = 1.08 times, never in 28 %, in all four in 0.5 % of all banks
(3/4 * 3/4 * 3/4 * 2/3 and 1/4 * 1/4 * 1/4 * 1/3). The distribution is exact, so that a small bank is not accused.

For a quantity such as length, the mean of the right options over r drawn of n without putting back: its variance is
that of a finite population, and over many items the sum is as good as normal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import comb, sqrt
from statistics import mean, variance
from typing import Final

from sciatica_teach.model.record import record

BEYOND: Final = 0.005
"""Chance left out at either end: 99 % stay."""

FAR: Final = 2.576
"""Standard deviations of a normal distribution that leave as much out."""


@record
class Tally:
    """One list of options: how many, how many of them are right, have a trait, and are both."""

    options: int
    right: int
    having: int
    both: int


@record
class Comparison:
    """What was found over a bank, and between what bounds 99 % of all banks would lie by chance."""

    found: int
    expected: float
    low: int
    high: int

    @property
    def is_odd(self) -> bool:
        """Whether chance hardly does this."""
        return not self.low <= self.found <= self.high


def compare_with_chance(tallies: Iterable[Tally]) -> Comparison:
    """How often right options have the trait, and how often they would by chance."""
    chances, found = [1.0], 0
    for tally in tallies:
        chances = _add(chances, _chances_of(tally))
        found += tally.both
    return Comparison(
        found=found, expected=sum(count * chance for count, chance in enumerate(chances)),
        low=_first_above(chances), high=len(chances) - 1 - _first_above(chances[::-1]),
    )


def _chances_of(tally: Tally) -> list[float]:
    """Chance of 0, 1, ... right options with the trait."""
    n, r, k = tally.options, tally.right, tally.having
    return [comb(k, both) * comb(n - k, r - both) / comb(n, r) for both in range(min(r, k) + 1)]


def _add(some: Sequence[float], more: Sequence[float]) -> list[float]:
    """The distribution of a sum of two independent counts."""
    total = [0.0] * (len(some) + len(more) - 1)
    for one, chance in enumerate(some):
        for other, its_chance in enumerate(more):
            total[one + other] += chance * its_chance
    return total


def _first_above(chances: Sequence[float]) -> int:
    """The smallest count that leaves no more than `BEYOND` below it."""
    total = 0.0
    for count, chance in enumerate(chances):
        total += chance
        if total > BEYOND:
            return count
    return len(chances) - 1


@record
class Lengths:
    """Lengths of the right and of the wrong options of one item."""

    right: tuple[int, ...]
    wrong: tuple[int, ...]


def find_lean(items: Iterable[Lengths]) -> float:
    """How many standard deviations the right options of a bank are longer than chance would have them; 0 for none.

    Lengths count by the mean of their item, so that wordy items weigh no more than short ones.
    """
    above = spread = 0.0
    for item in items:
        texts, right, wrong = [*item.right, *item.wrong], len(item.right), len(item.wrong)
        if right and wrong and (middle := mean(texts)):
            above += sum(item.right) / middle - right
            spread += right * wrong / len(texts) * variance(length / middle for length in texts)
    return above / sqrt(spread) if spread else 0.0
