"""What answers say about the items: how hard each is, whether it tells learners apart, and which options do their work.

Four learners answer three items, 1 for right:

    A 1 1 1    B 1 1 0    C 1 0 0    D 0 0 0

The second item is right in half of all answers. Its takers are compared by the rest, that is by their other two items:
2, 1, 1 and 0 of them right. The point-biserial correlation of 1, 1, 0, 0 with 2, 1, 1, 0 is 0.71; with the sums, which
hold the item itself, it would have been 0.89. KR-20, which for marks other than 0 and 1 is Cronbach's alpha, is

    3 / 2 * (1 - (0.25 + 0.33 + 0.25) / 1.67) = 0.75

A question that somebody was not asked is no zero. The rest of a learner is the mean, over the other items answered, of
how far the mark lies above what everybody got there; where all answered all, the correlation is the same as with sums.

The interval of a difficulty is Wilson's, for the mean of marks as for a share (wider than needed for part marks); marks
below 0, as of `script`, are stretched to 0 to 1 first. An option that under 5 % take has no work to do; one whose
takers do better at the rest than those of the key may be the better answer.

Source: Lord and Novick 1968 for the corrected correlation and KR-20; Wilson 1927.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import numpy as np

from sciatica_teach.grading.item_answers import Answers, Floats, Ints
from sciatica_teach.grading.item_options import FEWEST, OptionFigures, find_options
from sciatica_teach.model.record import record

Flag = Literal["too-few", "nearly-all", "hardly-anybody", "tells-little", "backwards"]

EASY: Final = 0.95
HARD: Final = 0.2
"""Difficulties beyond which an item tells few learners apart."""

WEAK: Final = 0.1
"""Correlation with the rest below which an item tells little."""

Z: Final = 1.959964
"""For 95 %."""


@record
class ItemFigures:
    """How an item works."""

    item_id: str
    answers: int
    difficulty: float | None
    """Mean mark, as difficulty is called in this trade: high is easy."""
    low: float | None
    high: float | None
    """Its 95 % interval."""
    discrimination: float | None
    """Corrected point-biserial correlation; None where the marks or the rests do not differ."""
    options: tuple[OptionFigures, ...]
    flags: tuple[Flag, ...]


@record
class Reliability:
    """Alpha of items taken together, over those who answered all of them."""

    learners: int
    items: int
    alpha: float | None
    """None for fewer than two learners or items, and where the sums do not differ."""


def analyse_items(answers: Answers) -> tuple[ItemFigures, ...]:
    """The figures of every item, in the order of `answers.items`."""
    count = np.bincount(answers.item, minlength=len(answers.items))
    rest = find_rests(answers)
    difficulty = _mean_by(answers.item, answers.mark, count)
    intervals = _find_intervals(answers, count, difficulty)
    discrimination = _correlate(answers, rest)
    options = find_options(answers, count, rest)
    return tuple(
        _gather(item_id, int(count[code]), float(difficulty[code]), intervals[code], float(discrimination[code]),
                options.get(code, ()))
        for code, item_id in enumerate(answers.items)
    )


def find_rests(answers: Answers) -> Floats:
    """For each answer, the learner's mean over the other items: marks above what everybody got; NaN without others."""
    count = np.bincount(answers.item, minlength=len(answers.items))
    above = answers.mark - _mean_by(answers.item, answers.mark, count)[answers.item]
    sums = np.bincount(answers.learner, weights=above)
    others = np.bincount(answers.learner) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        rests = (sums[answers.learner] - above) / others[answers.learner]
    return np.where(others[answers.learner] > 0, rests, np.nan)


def find_reliability(answers: Answers, items: Sequence[str]) -> Reliability:
    """Alpha of these items, over the learners who answered every one of them; KR-20 where marks are 0 and 1."""
    codes = [answers.items.index(item_id) for item_id in items]
    place = np.full(len(answers.items), -1)
    place[codes] = np.arange(len(codes))
    rows = place[answers.item] >= 0
    learners, who = np.unique(answers.learner[rows], return_inverse=True)
    marks = np.full((len(learners), len(codes)), np.nan)
    marks[who, place[answers.item[rows]]] = answers.mark[rows]
    whole = marks[~np.isnan(marks).any(axis=1)]
    return Reliability(learners=len(whole), items=len(codes), alpha=_find_alpha(whole))


def _find_alpha(marks: Floats) -> float | None:
    learners, items = marks.shape
    if learners < 2 or items < 2:
        return None
    total = marks.sum(axis=1).var(ddof=1)
    if total < 1e-12:
        return None
    return float(items / (items - 1) * (1 - marks.var(axis=0, ddof=1).sum() / total))


def _mean_by(group: Ints, values: Floats, count: Ints) -> Floats:
    """The mean of each group; NaN for an empty one."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.bincount(group, weights=values, minlength=len(count)) / count)


def _find_intervals(answers: Answers, count: Ints, difficulty: Floats) -> Floats:
    """Low and high of each item's mean mark."""
    lowest = np.zeros(len(count))
    np.minimum.at(lowest, answers.item, answers.mark)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (difficulty - lowest) / (1 - lowest)
        middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
        half = Z / (1 + Z**2 / count) * np.sqrt(np.maximum(share * (1 - share), 0) / count + Z**2 / (4 * count**2))
    return np.stack([middle - half, middle + half], axis=1) * (1 - lowest)[:, None] + lowest[:, None]


def _correlate(answers: Answers, rest: Floats) -> Floats:
    """Correlation of mark and rest within each item; NaN where one of them does not vary."""
    known = ~np.isnan(rest)
    item, mark, rest = answers.item[known], answers.mark[known], rest[known]
    count = np.bincount(item, minlength=len(answers.items))
    mark = mark - _mean_by(item, mark, count)[item]
    rest = rest - _mean_by(item, rest, count)[item]
    squares = [np.bincount(item, weights=one * one, minlength=len(count)) for one in (mark, rest)]
    shared = np.bincount(item, weights=mark * rest, minlength=len(count))
    varies = (squares[0] > 1e-12) & (squares[1] > 1e-12)
    return np.where(varies, shared / np.sqrt(np.where(varies, squares[0] * squares[1], 1.0)), np.nan)


def _gather(
    item_id: str, count: int, difficulty: float, interval: Floats, discrimination: float,
    options: tuple[OptionFigures, ...],
) -> ItemFigures:
    known = None if np.isnan(discrimination) else discrimination
    return ItemFigures(
        item_id=item_id, answers=count, difficulty=difficulty if count else None,
        low=float(interval[0]) if count else None, high=float(interval[1]) if count else None, discrimination=known,
        options=options, flags=tuple(_find_flags(count, difficulty, known)))


def _find_flags(count: int, difficulty: float, discrimination: float | None) -> Iterable[Flag]:
    if count < FEWEST:
        yield "too-few"
        return
    if difficulty > EASY:
        yield "nearly-all"
    if difficulty < HARD:
        yield "hardly-anybody"
    if discrimination is not None and discrimination < 0:
        yield "backwards"
    elif discrimination is None or discrimination < WEAK:
        yield "tells-little"
