"""Where a class stands at one objective, and how far that can be trusted with 20 to 40 learners.

Each learner of a class has an ability of their own, spread around a mean of the class (logits, as in `ability.py`):

    ability of a learner ~ N(mean, spread^2)      P(right) = floor + (1 - floor) / (1 + exp(difficulty - ability))

Neither mean nor spread is known. Both are tried out over a grid: each pair is as likely as the answers of all learners
together are under it, and each learner's ability is summed out. So one learner with 30 answers does not count as thirty
learners with one, and three learners tell little about the class, however much they answered. What is told is the share
of questions of middle difficulty that a learner of this class is expected to get right, where nothing can be guessed:

    nobody answered                                            0.50, 90 % interval 0.12 to 0.88
    20 learners with one right answer each, nothing to guess   0.92, 0.82 to 0.98
    20 learners with four answers each, two of them right      0.50, 0.40 to 0.60

Before any answer the mean is taken as N(0, 1.5^2), and the spread as anything from 0.25 to 2.

Source: Rasch 1960; a random-effects (hierarchical) model summed out on a grid, as in Bock and Aitkin 1981.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import numpy as np

from sciatica_teach.grading.ability import Share
from sciatica_teach.grading.item_answers import Floats
from sciatica_teach.model.record import record

PRIOR_SPREAD: Final = 1.5
"""Logits; as before any answer of a single learner."""

ABILITIES: Final = np.linspace(-7.0, 7.0, 113)
MEANS: Final = np.linspace(-4.5, 4.5, 61)
SPREADS: Final = np.linspace(0.25, 2.0, 8)

TAIL: Final = 0.05
"""Left out on either side of a 90 % interval."""


@record
class Credit:
    """One answer: what it earned, and how hard the question was."""

    earned: float
    """0 to 1; part of a mark counts as part of a right answer."""
    difficulty: float
    """Logits."""
    floor: float
    """What guessing earns, 0 to 1."""


def find_class_share(learners: Iterable[Sequence[Credit]]) -> Share:
    """The share a learner of the class is expected to get right, with its 90 % interval; one sequence for each."""
    answered = [own for own in learners if own]
    cells, weights, shares = _grid()
    told = np.array([_likelihood(own) for own in answered]).reshape(len(answered), len(ABILITIES))
    support = np.log(np.maximum(cells @ told.T, 1e-300)).sum(axis=1) + weights
    chance = np.exp(support - support.max())
    chance /= chance.sum()
    return Share(mid=float(chance @ shares), low=_quantile(shares, chance, TAIL),
                 high=_quantile(shares, chance, 1 - TAIL))


def _likelihood(own: Sequence[Credit]) -> Floats:
    """How likely these answers are at each ability, the likeliest as 1."""
    earned, difficulty, floor = (np.array([getattr(one, name) for one in own])[:, None]
                                 for name in ("earned", "difficulty", "floor"))
    right = floor + (1 - floor) / (1 + np.exp(difficulty - ABILITIES))
    logs = np.where(earned > 0, earned * np.log(right), 0) + np.where(earned < 1, (1 - earned) * np.log(1 - right), 0)
    total = logs.sum(axis=0)
    return np.asarray(np.exp(total - total.max()))


@cache
def _grid() -> tuple[Floats, Floats, Floats]:
    """For each pair of mean and spread: the chance of each ability, the log of the prior, and the share right."""
    means, spreads = (one.ravel() for one in np.meshgrid(MEANS, SPREADS))
    cells = np.exp(-0.5 * ((ABILITIES - means[:, None]) / spreads[:, None]) ** 2)
    cells /= cells.sum(axis=1, keepdims=True)
    return cells, -0.5 * (means / PRIOR_SPREAD) ** 2, cells @ (1 / (1 + np.exp(-ABILITIES)))


def _quantile(values: Floats, chance: Floats, wanted: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(chance[order]) - chance[order] / 2
    return float(np.interp(wanted, reached, values[order]))
