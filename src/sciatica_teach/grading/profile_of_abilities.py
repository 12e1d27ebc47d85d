"""What one learner's objectives say about each other.

Somebody who is good at eleven objectives is likely good at the twelfth. So an ability is taken as a sum: what the
learner brings to everything, and what is particular to the objective,

    ability = common + particular      common ~ N(0, 1.2^2)   particular ~ N(0, 0.9^2)

and before any answer it is N(0, 1.5^2), as 1.2^2 + 0.9^2 = 1.5^2. What the answers to one objective said is kept as a
single normal factor (its weight, 1 / variance, and its pull, mean / variance). Of an objective whose answers say
1.0 +- 0.5, the common part hears 1.0 with the variance 0.5^2 + 0.9^2 = 1.06; another objective without any answer is
then believed at

    common: weight 1 / 1.44 + 1 / 1.06 = 1.64, mean (1.0 / 1.06) / 1.64 = 0.58
    the other objective: 0.58 +- sqrt(1 / 1.64 + 0.81) = 0.58 +- 1.19

An answer is weighed against what all the others and the objective's own answers before it say (`learn_from`), and the
factor takes up the difference. With time a factor loses weight, its variance growing by `LOST_A_DAY` from one answer to
the next: old answers count less, and an objective left alone drifts back to what the others say of it.
"""

from __future__ import annotations

from math import sqrt
from typing import Final

from sciatica_teach.grading.ability import Belief, learn_from
from sciatica_teach.model.record import record

COMMON_VARIANCE: Final = 1.44
PARTICULAR_VARIANCE: Final = 0.81

LOST_A_DAY: Final = 0.004
"""Variance, in squared logits, that what was heard gains in a day: an estimate. In a month 0.12, which is a spread of
0.35 by itself."""


@record
class Heard:
    """What the answers to one objective said, as a normal factor without the rest."""

    weight: float = 0.0
    """1 / variance; 0 says nothing."""
    pull: float = 0.0
    """Mean / variance."""

    def after(self, days: float) -> Heard:
        """The same after so many days; a clock that went back changes nothing."""
        keeps = 1 / (1 + self.weight * LOST_A_DAY * max(0.0, days))
        return Heard(weight=self.weight * keeps, pull=self.pull * keeps)

    def to_common(self) -> Heard:
        """What this says about the common part, the particular one taken out."""
        keeps = 1 / (1 + self.weight * PARTICULAR_VARIANCE)
        return Heard(weight=self.weight * keeps, pull=self.pull * keeps)

    def __add__(self, other: Heard) -> Heard:
        return Heard(weight=self.weight + other.weight, pull=self.pull + other.pull)

    def __sub__(self, other: Heard) -> Heard:
        return Heard(weight=self.weight - other.weight, pull=self.pull - other.pull)


NOTHING: Final = Heard()


def believe(own: Heard, common: Heard) -> Belief:
    """The ability at one objective: what its answers said, and what the others say (`common`, without its own)."""
    return _as_belief(_prior(common) + own)


def hear(
    own: Heard, common: Heard, credit: float, difficulty: float, floor: float, share: float = 1.0
) -> Heard:
    """What the answers of an objective say after one more, as in `learn_from`; `common` is what the others say."""
    before = _prior(common)
    after = learn_from(_as_belief(before + own), credit, difficulty, floor, share)
    weight = 1 / after.spread**2
    return Heard(weight=max(own.weight, weight - before.weight), pull=after.mean * weight - before.pull)


def _as_belief(heard: Heard) -> Belief:
    return Belief(mean=heard.pull / heard.weight, spread=sqrt(1 / heard.weight))


def _prior(common: Heard) -> Heard:
    """What is known of one objective from the others alone."""
    weight = 1 / COMMON_VARIANCE + max(0.0, common.weight)
    variance = 1 / weight + PARTICULAR_VARIANCE
    return Heard(weight=1 / variance, pull=common.pull / weight / variance)
