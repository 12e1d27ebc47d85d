"""A made-up class at the question bank, to see how items work before anybody has answered them.

Abilities come from a normal distribution. Each part of an item is known by Rasch's model, with the difficulty that its
author gave it and a little of its own; what is not known is guessed, and wrong options tempt unequally. Weak learners
hold misconceptions: whoever holds that of an item takes the same wrong option at most parts, whatever they know.

    answers = answer_all([get_posed(kb, item.id) for item in kb.items], learners=300, seed=1)

The class says how the marking works and whether the tables are read rightly. It cannot say whether an option tempts
real students, or whether a stem is clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from zlib import crc32

import numpy as np

from sciatica_teach.grading.item_answers import Floats, ItemAnswer
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import Item
from sciatica_teach.session.learners.item_parts import Part, Response, split_item
from sciatica_teach.session.learning.bank import HARDNESS

OWN: Final = 0.5
"""Standard deviation, in logits, of what authors misjudge of a difficulty."""

HOLDS: Final = -1.0
"""Logits of the chance that a middling learner holds a misconception; a better one holds it more rarely."""

TEMPTED: Final = 0.7
"""Chance that whoever holds a misconception follows it."""

EVEN: Final = 3.0
"""How evenly wrong options tempt: the larger, the more alike."""


def answer_all(items: Sequence[Item], learners: int, seed: int) -> tuple[ItemAnswer, ...]:
    """The answers of so many learners to every item, without certainty and without hints.

    What a learner answers to an item depends on the seed and the item alone, not on what else is in the bank.
    """
    abilities = np.random.default_rng([seed]).normal(size=learners)
    return tuple(answer for item in items for answer in _answer(item, abilities, seed))


def _answer(item: Item, abilities: Floats, seed: int) -> Iterator[ItemAnswer]:
    rng = np.random.default_rng([seed, crc32(item.id.encode())])
    difficulty = HARDNESS[item.hardness] + rng.normal(scale=OWN)
    held = _hold(item.misconception, abilities, seed)
    given = [_answer_part(part, abilities - difficulty, held, rng) for part in split_item(item)]
    marks: dict[Response, float] = {}
    for learner, responses in enumerate(zip(*given, strict=True)):
        response = tuple(chosen for part in responses for chosen in part)
        if response not in marks:
            marks[response] = grade_item(item, Submission(response=response)).earned
        yield ItemAnswer(learner=learner, item_id=item.id, response=response, mark=marks[response])


def _hold(misconception: str, abilities: Floats, seed: int) -> Floats:
    """1 for each learner who holds it; the same learners in every item that meets it."""
    if not misconception:
        return np.zeros(len(abilities))
    rng = np.random.default_rng([seed, crc32(misconception.encode())])
    return (rng.random(len(abilities)) < _logistic(HOLDS - abilities)).astype(np.float64)


def _answer_part(part: Part, above: Floats, held: Floats, rng: np.random.Generator) -> list[Response]:
    """What each learner gives; `above`: logits of ability above difficulty."""
    tempting = rng.permutation(len(part.wrong))
    weights = np.cumsum(rng.gamma(EVEN, size=len(part.wrong)))
    chances = rng.random((4, len(above)))
    follows = chances[0] < TEMPTED * held
    knows = chances[1] < _logistic(above)
    guesses = chances[2] < part.floor
    wrong = np.where(follows, tempting[0], np.searchsorted(weights, chances[3] * weights[-1]))
    is_right = ~follows & (knows | guesses)
    return [part.right if right else part.wrong[which] for right, which in zip(is_right, wrong, strict=True)]


def _logistic(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)))
