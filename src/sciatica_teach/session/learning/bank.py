"""What the learner model has to know of each item, read off the bank once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from sciatica_teach.model.items import (
    Area,
    BankItem,
    Hardness,
    LesionRecipe,
    PointRecipe,
    SingleItem,
    TriageItem,
)
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.item_making import find_item
from sciatica_teach.session.learning.making import LEVELS, find_stem, spells_recipe

HARDNESS: Final[Mapping[Hardness, float]] = {"easy": -1.0, "middle": 0.0, "hard": 1.0}
"""Difficulty in logits, as long as nothing was recorded."""

MADE_FLOOR = 0.2
"""What guessing earns on average at a generated lesion, whose neighbours earn part of the mark, or at a point, which
shows about five places. Posing each to count would cost more than it tells."""


@record
class Facts:
    """One item, without its words."""

    item_id: str
    family: str
    """Twins share it, and so do all generated ones of a sort."""
    kind: str
    objective: str
    area: Area | None
    """None where the objective left the content."""
    difficulty: float
    """Logits."""
    floor: float
    """What guessing earns, 0 to 1; 0 where the rule of marking takes guessing out, or something is typed."""
    is_safety: bool
    is_told: bool
    """Belongs to a set with a story, which is asked as a whole."""
    is_made: bool
    """Spelled by its id, and in no file."""


class Bank:
    """The items of a knowledge base, by id and by family; generated ones as they are met."""

    def __init__(self, kb: KnowledgeBase, difficulties: Mapping[str, float]) -> None:
        """`difficulties`: item id -> logits, from recorded answers; they stand before what authors thought."""
        self._kb, self._difficulties = kb, difficulties
        self._met: dict[str, Facts] = {}

    @cached_property
    def items(self) -> Mapping[str, Facts]:
        """Every item that stands in the content, in its order."""
        return {item.id: self._read(item) for item in self._kb.items}

    @cached_property
    def members(self) -> Mapping[str, tuple[Facts, ...]]:
        """Family -> its items in the content."""
        families: dict[str, list[Facts]] = defaultdict(list)
        for one in self.items.values():
            families[one.family].append(one)
        return {family: tuple(members) for family, members in families.items()}

    @cached_property
    def safe_families(self) -> frozenset[str]:
        """Families with a safety item in them: the whole family is held to the higher standard."""
        return frozenset(one.family for one in self.items.values() if one.is_safety)

    def find(self, item_id: str) -> Facts | None:
        """An item of the content, or a generated one; None when it was deleted."""
        if item_id in self.items:
            return self.items[item_id]
        if item_id not in self._met and spells_recipe(item_id):
            self._met[item_id] = self._read(find_item(self._kb, item_id))
        return self._met.get(item_id)

    def _read(self, item: BankItem) -> Facts:
        objective = self._kb.objective_by_id.get(item.objective)
        item_set = self._kb.set_of_item.get(item.id)
        is_made = item.id not in self._kb.item_by_id
        return Facts(
            item_id=item.id, family=find_stem(item.id) if is_made else item.family, kind=item.kind,
            objective=item.objective, area=objective.area if objective else None,
            difficulty=self._difficulties.get(item.id, _difficulty(item, is_made)), floor=_floor(item),
            is_safety=item.safety or bool(objective and objective.safety),
            is_told=bool(item_set and item_set.story), is_made=is_made,
        )


def _difficulty(item: BankItem, is_made: bool) -> float:
    return LEVELS[item.level] if is_made and isinstance(item, LesionRecipe) else HARDNESS[item.hardness]


def _floor(item: BankItem) -> float:
    match item:
        case SingleItem():
            return 1 / len(item.options)
        case TriageItem():
            return (1 + len(item.also)) / len(item.speeds)
        case LesionRecipe() | PointRecipe():
            return MADE_FLOOR
        case _:
            return 0.0
