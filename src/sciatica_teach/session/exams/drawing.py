"""Which questions an exam asks: every field of the blueprint gets its share, and no two questions are twins.

Shares become whole numbers by the largest remainder. Of 30 questions a share of 0.25 is 7.5: seven, and one more if its
remainder is among the largest. Within a field its objectives take turns, so that none is left out while another is
asked twice; within an objective chance decides. A set with a story is never torn apart: its items stay out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from math import floor
from typing import TypeVar

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.items import BankItem, Blueprint
from sciatica_teach.model.knowledge import KnowledgeBase

T = TypeVar("T")


def draw_exam(kb: KnowledgeBase, rng: np.random.Generator) -> tuple[str, ...]:
    """Item ids in the order asked. Raises `NotAllowedNow` where the bank cannot fill the blueprint."""
    blueprint = kb.blueprint
    if blueprint is None:
        raise NotAllowedNow("There is no blueprint, so no exam can be drawn. Add blueprint.yaml to the content.")
    chosen = [item_id for area, count in apportion(blueprint).items() for item_id in _of_area(kb, area, count, rng)]
    return tuple(chosen[number] for number in rng.permutation(len(chosen)))


def apportion(blueprint: Blueprint) -> dict[str, int]:
    """Field -> how many of the questions; together as many as the blueprint asks for."""
    exact: dict[str, float] = {area.id: area.share * blueprint.items for area in blueprint.areas}
    counts = {area: floor(round(share, 9)) for area, share in exact.items()}
    by_remainder = sorted(exact, key=lambda area: counts[area] - exact[area])
    for area in by_remainder[: blueprint.items - sum(counts.values())]:
        counts[area] += 1
    return counts


def _of_area(kb: KnowledgeBase, area: str, count: int, rng: np.random.Generator) -> list[str]:
    by_objective: dict[str, list[BankItem]] = {}
    for item in kb.items:
        if kb.get_objective(item.objective).area == area and not kb.set_of_item[item.id].story:
            by_objective.setdefault(item.objective, []).append(item)
    turns = [_shuffled(by_objective[objective], rng) for objective in _shuffled(sorted(by_objective), rng)]
    families: dict[str, str] = {}
    for item in (one for turn in zip_longest(*turns) for one in turn if one is not None):
        families.setdefault(item.family, item.id)
    if len(families) < count:
        raise NotAllowedNow(
            f"The field “{area}” has {len(families)} different questions, and the blueprint asks for {count}. "
            "Write more, or change blueprint.yaml."
        )
    return list(families.values())[:count]


def _shuffled(things: Iterable[T], rng: np.random.Generator) -> list[T]:
    held = list(things)
    return [held[number] for number in rng.permutation(len(held))]
