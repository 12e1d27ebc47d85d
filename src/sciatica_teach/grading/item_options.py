"""Which options of an item do their work: how many take each, and how able those are at everything else.

Of 40 answers, 24 took the key, 15 the first wrong option and 1 the second; the third was taken by nobody. The last two
are idle: under 5 % take them. If those who took the first wrong option are better at the rest than those who took the
key, the key deserves another look.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from sciatica_teach.grading.item_answers import Answers, Floats, Ints, ItemOption
from sciatica_teach.model.record import record

FEWEST: Final = 20
"""Answers below which nothing is said of an item."""

FEWEST_TAKERS: Final = 5
"""Takers of an option below which they are not compared with those of the key."""

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
    """Wrong, and its takers do better at the rest than those of the key of its part."""


def find_options(answers: Answers, count: Ints, rest: Floats) -> dict[int, tuple[OptionFigures, ...]]:
    """Item code -> its options. `count`: answers to each item; `rest`: of each answer, as `find_rests` gives it."""
    takers = np.bincount(answers.pick_option, minlength=len(answers.options))
    known = ~np.isnan(rest[answers.pick_answer])
    chosen, rests = answers.pick_option[known], rest[answers.pick_answer[known]]
    compared = np.bincount(chosen, minlength=len(takers))
    sums = np.asarray(np.bincount(chosen, weights=rests, minlength=len(takers)), dtype=np.float64)
    keys = _sum_keys(answers, sums, compared)
    found: dict[int, list[OptionFigures]] = defaultdict(list)
    for index, (item, option) in enumerate(answers.options):
        own = (float(sums[index]), int(compared[index]))
        found[item].append(_describe(option, int(takers[index]), int(count[item]), own, keys[item, option.part]))
    return {item: tuple(options) for item, options in found.items()}


def _sum_keys(answers: Answers, sums: Floats, compared: Ints) -> defaultdict[tuple[int, str], tuple[float, int]]:
    """Sum and number of the rests of those who took a right option, for each part of each item."""
    keys: defaultdict[tuple[int, str], tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for index, (item, option) in enumerate(answers.options):
        if option.is_right:
            total, number = keys[item, option.part]
            keys[item, option.part] = total + float(sums[index]), number + int(compared[index])
    return keys


def _describe(
    option: ItemOption, takers: int, answers: int, own: tuple[float, int], key: tuple[float, int]
) -> OptionFigures:
    """`own` and `key`: sum and number of the rests of those who took the option, and the right one of its part."""
    rest = own[0] / own[1] if own[1] else None
    share = takers / answers if answers else 0.0
    is_compared = not option.is_right and min(own[1], key[1]) >= FEWEST_TAKERS
    return OptionFigures(
        id=option.id, part=option.part, is_right=option.is_right, takers=takers, share=share, rest=rest,
        is_idle=not option.is_right and answers >= FEWEST and share < IDLE,
        beats_key=is_compared and own[0] / own[1] > key[0] / key[1])
