"""Ways to choose the actions of a plan.

Whoever reads with care compares each action with those of other patients, whose debriefs said what they were worth: the
ten that share most words with it vote, rare words counting more and near ones more than far ones, and those of patients
who were handled as fast count double. What they say is right for three critical actions in four, and for nine harmful
ones in ten; so a plan has mistakes in it, also dangerous ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from math import log, sqrt
from typing import Final

from sciatica_teach.grading.plan import require_marking
from sciatica_teach.model.causes import Urgency
from sciatica_teach.session.learners.seen import Seen

Planning = Callable[[Seen], tuple[str, ...]]
"""Ids of the chosen actions."""

NEAREST: Final = 10

WORTH_DOING: Final = 0.5
"""An action is chosen where its neighbours are worth more than this on average."""

FAST: Final[tuple[Urgency, ...]] = ("same-day", "emergency")


def plan_nothing(_seen: Seen) -> tuple[str, ...]:
    return ()


def plan_everything(seen: Seen) -> tuple[str, ...]:
    return tuple(seen.actions)


def plan_with_care(seen: Seen, *, misread: float = 0.0) -> tuple[str, ...]:
    """What reads like the right actions of other patients; turned round at the rate `misread`."""
    memory = _Memory(seen)
    turned = seen.rng.random(len(seen.actions)) < misread
    return tuple(one for (one, text), is_turned in zip(seen.actions.items(), turned.tolist(), strict=True)
                 if (memory.judge(text) > WORTH_DOING) != is_turned)


class _Memory:
    """The actions of all other patients, and what became clear of them."""

    def __init__(self, seen: Seen) -> None:
        worth = require_marking(seen.kb).actions
        is_fast = seen.state.disposition in FAST
        self.actions = [
            (_words(action.text), worth[action.action_class],
             1.0 if is_fast == (not set(FAST).isdisjoint(case.decision.right)) else 0.5)
            for case in seen.kb.cases if case.id != seen.session.case.id for action in case.plan
        ]
        self.counts = Counter(word for words, _, _ in self.actions for word in words)

    def judge(self, text: str) -> float:
        """The worth of an action by its neighbours; 0 without any."""
        words = _words(text)
        near = sorted(
            ((weight * self._liken(words, other), worth) for other, worth, weight in self.actions), reverse=True,
        )[:NEAREST]
        total = sum(like**2 for like, _ in near)
        return sum(like**2 * worth for like, worth in near) / total if total else 0.0

    def _liken(self, one: frozenset[str], other: frozenset[str]) -> float:
        """0 where no word is shared, 1 where all are."""
        size = sqrt(self._size(one) * self._size(other))
        return self._size(one & other) / size if size else 0.0

    def _size(self, words: frozenset[str]) -> float:
        return sum(log((len(self.actions) + 1) / (1 + self.counts[word])) ** 2 for word in words)


def _words(text: str) -> frozenset[str]:
    """Words of three letters or more: the short ones say little."""
    return frozenset(re.findall(r"[a-z]{3,}", text.lower()))
