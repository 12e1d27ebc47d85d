"""How able somebody is at something, as far as the answers so far can tell.

Ability and difficulty are logits on one scale. Whoever is as able as the question is hard gets it right in half of all
cases, and a little oftener where guessing helps (Rasch's model with a floor f):

    P(right) = f + (1 - f) / (1 + exp(difficulty - ability))

What is believed of an ability is a normal distribution. An answer weighs each ability with the chance that it had of
that answer; the mean and the variance of what results are kept, its shape is not (assumed-density filtering). Part of
a mark counts as part of a right answer: P^credit * (1 - P)^(1 - credit). The integrals are sums over the nodes of
Gauss and Hermite. Nothing known (mean 0, spread 1.50), and a question of middle difficulty among four options:

    right   0 -> +0.48   spread 1.50 -> 1.42
    wrong   0 -> -0.79   spread 1.50 -> 1.27

A right answer may have been a guess, a wrong one hardly: so the wrong one says more. A floor can also make an answer
confuse (a right one from somebody thought weak widens the exact result); the spread is then left as it was. An answer
that tells less than a whole one, such as the same question for the second time, counts by its share: its likelihood is
raised to that power. Half of that right answer leads to +0.25.

Source: Rasch 1960, with the lower asymptote of Birnbaum 1968; Opper 1998 for assumed-density filtering.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import Final

from sciatica_teach.model.record import record

_CENTRE: Final = 0.4063492063492063
_HALF: Final = (
    (1.0232556637891326, 0.2440975028949395),
    (2.0768479786778302, 0.0499164067652178),
    (3.2054290028564698, 0.0027891413212318),
    (4.5127458633997826, 0.0000223458440077),
)
NODES: Final[tuple[tuple[float, float], ...]] = (
    *((-place, weight) for place, weight in reversed(_HALF)), (0.0, _CENTRE), *_HALF)
"""The nine nodes of Gauss and Hermite, in standard deviations, and what each weighs; written out, since finding them
takes longer than all the rest. With nine of them, means and spreads are right within a thousandth of a logit."""

FAR = 30.0
"""Logits above or below a question that count as infinitely far: beyond, a chance cannot be told from 0 or 1."""

NINETY = 1.6449
"""Standard deviations either side that hold 90 % of a normal distribution."""


@record
class Belief:
    """What is believed of an ability, in logits."""

    mean: float
    spread: float
    """Standard deviation; above 0."""


@record
class Share:
    """A share of right answers, 0 to 1, with its 90 % interval."""

    mid: float
    low: float
    high: float


def find_chance(ability: float, difficulty: float, floor: float = 0.0) -> float:
    """The chance of a right answer, 0 to 1; ability and difficulty in logits, `floor` what guessing earns."""
    return floor + (1 - floor) / (1 + exp(-_within_reach(ability - difficulty)))


def learn_from(
    belief: Belief, credit: float, difficulty: float, floor: float = 0.0, share: float = 1.0
) -> Belief:
    """The belief after an answer that earned `credit`, 0 to 1, of its marks, and counts as `share` of an answer."""
    above, spread = _within_reach(belief.mean - difficulty), belief.spread
    total = first = second = 0.0
    for node, weight in NODES:
        right = floor + (1 - floor) / (1 + exp(-above - spread * node))
        likelihood = right if credit >= 1 else 1 - right if credit <= 0 else _partly(right, credit)
        mass = weight * (likelihood if share >= 1 else likelihood**share)
        total += mass
        first += mass * node
        second += mass * node * node
    shift = first / total
    return Belief(mean=belief.mean + spread * shift, spread=spread * sqrt(min(1.0, second / total - shift * shift)))


def expect_share(belief: Belief, difficulty: float = 0.0) -> Share:
    """How many of such questions would be right, were there nothing to guess; for the middle one unless said."""
    return Share(
        mid=sum(weight * find_chance(belief.mean + belief.spread * node, difficulty) for node, weight in NODES),
        low=find_chance(belief.mean - NINETY * belief.spread, difficulty),
        high=find_chance(belief.mean + NINETY * belief.spread, difficulty),
    )


def _partly(right: float, credit: float) -> float:
    return float(right**credit * (1 - right) ** (1 - credit))


def _within_reach(above: float) -> float:
    return max(-FAR, min(FAR, above))
