"""Which options of an item do their work: how many take each, and how able those are at everything else.

Of 40 answers, 24 took the key, 15 the first wrong option and 1 the second; the third was taken by nobody. The last two
are idle: under 5 % take them. If those who took the first wrong option are clearly better at the rest than those who
took the key, by more than chance, the key deserves another look.
"""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import Final

import numpy as np

from sciatica_teach.grading.item_answers import Answers, Floats, Ints, ItemOption
from sciatica_teach.model.record import record

FEWEST: Final = 20
"""Answers below which nothing is said of an item."""

FEWEST_TAKERS: Final = 5
"""Takers of an option below which they are not compared with those of the key."""

CLEARLY: Final = 1.645
"""Standard errors by which takers have to be ahead; fewer are often chance, with so many options."""

IDLE: Final = 0.05
"""Share of takers below which an option does no work."""


@record
class OptionFigures:
    """How an option was taken."""

    id: str
    part: str
    is_right: bool
    takers: int
    share: float
    """Of those who answered the item."""
    rest: float | None
    """Mean of its takers at the rest: marks per item above what everybody got."""
    is_idle: bool
    """Wrong, and hardly anybody takes it."""
    beats_key: bool
    """Wrong, and its takers do clearly better at the rest than those of the key of its part."""


def find_options(answers: Answers, count: Ints, rest: Floats) -> dict[int, tuple[OptionFigures, ...]]:
    """Item code -> its options. `count`: answers to each item; `rest`: of each answer, as `find_rests` gives it."""
    takers = np.bincount(answers.pick_option, minlength=len(answers.options))
    known = ~np.isnan(rest[answers.pick_answer])
    chosen, rests = answers.pick_option[known], rest[answers.pick_answer[known]]
    compared = np.bincount(chosen, minlength=len(takers))
    sums = [np.bincount(chosen, weights=rests**power, minlength=len(takers)) for power in (1, 2)]
    tallies = np.stack([compared, *sums], axis=1)
    keys = _sum_keys(answers, tallies)
    found: dict[int, list[OptionFigures]] = defaultdict(list)
    for index, (item, option) in enumerate(answers.options):
        key = keys[item, option.part]
        found[item].append(_describe(option, int(takers[index]), int(count[item]), tallies[index], key))
    return {item: tuple(options) for item, options in found.items()}


def _sum_keys(answers: Answers, tallies: Floats) -> defaultdict[tuple[int, str], Floats]:
    """The tallies of those who took a right option, for each part of each item."""
    keys: defaultdict[tuple[int, str], Floats] = defaultdict(lambda: np.zeros(3))
    for index, (item, option) in enumerate(answers.options):
        if option.is_right:
            keys[item, option.part] = keys[item, option.part] + tallies[index]
    return keys


def _describe(option: ItemOption, takers: int, answers: int, own: Floats, key: Floats) -> OptionFigures:
    """`own` and `key`: number, sum and sum of squares of the rests of those who took the option, and the right one."""
    share = takers / answers if answers else 0.0
    return OptionFigures(
        id=option.id, part=option.part, is_right=option.is_right, takers=takers, share=share,
        rest=float(own[1] / own[0]) if own[0] else None,
        is_idle=not option.is_right and answers >= FEWEST and share < IDLE,
        beats_key=not option.is_right and _is_ahead(own, key))


def _is_ahead(own: Floats, key: Floats) -> bool:
    """Whether the mean of the first lies clearly above that of the second."""
    if min(own[0], key[0]) < FEWEST_TAKERS:
        return False
    means = [tally[1] / tally[0] for tally in (own, key)]
    errors = [max(0.0, tally[2] / tally[0] - mean**2) / (tally[0] - 1)
              for tally, mean in zip((own, key), means, strict=True)]
    return bool(means[0] - means[1] > max(CLEARLY * sqrt(sum(errors)), 1e-12))
