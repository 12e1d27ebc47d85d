"""What a choice of the next question looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

import numpy as np

from sciatica_teach.grading.hints import WORKED
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.learning.bank import Facts
from sciatica_teach.session.learning.learner import LearnerModel
from sciatica_teach.session.learning.memory import REHEARSAL

Reason = Literal["due-safety", "due", "mistake", "weak", "new", "blueprint"]

WAITS_FOR: Final = 8
"""So many other questions come before one that went wrong in this round is asked again."""

T = TypeVar("T")


@record
class Choice:
    """The next question."""

    item_id: str
    reason: Reason


@dataclass(frozen=True)
class View:
    """A round as it stands."""

    kb: KnowledgeBase
    model: LearnerModel
    now: float
    """Seconds since the epoch."""
    area: str
    """The field it keeps to; empty for all."""
    asked: tuple[str, ...]
    """Families of the questions of this round."""
    before: tuple[str, ...]
    """Families asked or answered in the last hours, in this round or before it, each once, the newest last."""
    held: frozenset[str]
    """Families that went wrong and are not to be put right yet, or not in this round any more."""
    last_kind: str
    """Kind of the question before; empty where there was none."""
    rng: np.random.Generator

    def fits(self, facts: Facts) -> bool:
        """Whether it lies in the field of the round."""
        return self.area in ("", facts.area)

    def best(self, options: Iterable[T], cost: Callable[[T], tuple[float, ...]]) -> T:
        """The option of the least cost; by chance among equals."""
        ranked = [(cost(one), one) for one in options]
        least = min(price for price, _ in ranked)
        equal = [one for price, one in ranked if price == least]
        return equal[int(self.rng.integers(len(equal)))] if len(equal) > 1 else equal[0]


def look(
    kb: KnowledgeBase, model: LearnerModel, now: float, area: str, asked: Sequence[str], rng: np.random.Generator
) -> View:
    """A round in which these items were asked, the newest last."""
    met = [one for item_id in asked if (one := model.bank.find(item_id))]
    answered = (model.bank.find(one.item_id) for one in model.recent if abs(now - one.at) < REHEARSAL)
    lately = [one for one in answered if one]
    families = tuple(one.family for one in met)
    return View(
        kb=kb, model=model, now=now, area=area, asked=families, rng=rng,
        before=_in_turn([one.family for one in (*lately, *met)]), held=_find_held(model, now, families),
        last_kind=(met or lately)[-1].kind if met or lately else "")


def _find_held(model: LearnerModel, now: float, asked: Sequence[str]) -> frozenset[str]:
    """Once in a round is something put right, after a while; whose worked answer was read, on another day."""
    times, lately = Counter(asked), asked[-WAITS_FOR:]
    wrong = ((facts.family, last) for item_id in model.mistakes()
             if (facts := model.bank.find(item_id)) and (last := model.last(item_id)))
    return frozenset(
        family for family, last in wrong
        if times[family] > 1 or family in lately
        or (last.hints >= WORKED and (family in times or abs(now - last.at) < REHEARSAL)))


def _in_turn(families: Sequence[str]) -> tuple[str, ...]:
    """Each family once, where it stands last."""
    return tuple(reversed(dict.fromkeys(reversed(families))))
