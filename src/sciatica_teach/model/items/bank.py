"""The bank: every kind of item, the sets they are taken in, and the blueprint of an exam."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from annotated_types import Ge, Gt, Le, MinLen

from sciatica_teach.model.evidence import Review, Text
from sciatica_teach.model.items.arranging import ChainItem, MatchingItem, OrderingItem
from sciatica_teach.model.items.choosing import MultipleItem, ScriptItem, SingleItem, TriageItem
from sciatica_teach.model.items.common import Area
from sciatica_teach.model.items.judging import LesionItem, LesionRecipe, UpdateItem, UpdateRecipe
from sciatica_teach.model.items.placing import HotspotItem, PointItem, PointRecipe
from sciatica_teach.model.items.writing import NumericItem, TextItem
from sciatica_teach.model.record import record

Written = (
    SingleItem | MultipleItem | TriageItem | ScriptItem | OrderingItem | MatchingItem | ChainItem | NumericItem
    | TextItem | HotspotItem
)
"""Written by an author, word for word."""

Made = LesionItem | UpdateItem | PointItem
"""Made from a recipe."""

AnyRecipe = LesionRecipe | UpdateRecipe | PointRecipe

Item = Written | Made
"""What can be shown and marked."""

BankItem = Written | AnyRecipe
"""What stands in the content."""

ITEM_TYPES: dict[str, type[BankItem]] = {
    "single": SingleItem, "multiple": MultipleItem, "triage": TriageItem, "script": ScriptItem,
    "ordering": OrderingItem, "matching": MatchingItem, "chain": ChainItem, "numeric": NumericItem, "text": TextItem,
    "hotspot": HotspotItem, "lesion": LesionRecipe, "update": UpdateRecipe, "point": PointRecipe,
}
"""Kind -> what an author writes down for it."""


@record
class ItemSet:
    """A short quiz: a topic and its items, in the order of the file."""

    id: Text
    title: Text
    intro: Text
    case: str = ""
    """Id of the case that the items belong to; empty for most."""
    story: str = ""
    """What was told and found, shown above every item of the set: a set with a story is asked as a whole."""
    items: Annotated[tuple[Text, ...], MinLen(1)]
    """Item ids."""
    review: Review


@record
class ItemBank:
    """All items, kept by kind so that they can be decoded without guessing."""

    single: tuple[SingleItem, ...] = ()
    multiple: tuple[MultipleItem, ...] = ()
    triage: tuple[TriageItem, ...] = ()
    script: tuple[ScriptItem, ...] = ()
    ordering: tuple[OrderingItem, ...] = ()
    matching: tuple[MatchingItem, ...] = ()
    chain: tuple[ChainItem, ...] = ()
    numeric: tuple[NumericItem, ...] = ()
    text: tuple[TextItem, ...] = ()
    hotspot: tuple[HotspotItem, ...] = ()
    lesion: tuple[LesionRecipe, ...] = ()
    update: tuple[UpdateRecipe, ...] = ()
    point: tuple[PointRecipe, ...] = ()

    def __iter__(self) -> Iterator[BankItem]:
        for kind in ITEM_TYPES:
            yield from getattr(self, kind)

    def __len__(self) -> int:
        return sum(len(getattr(self, kind)) for kind in ITEM_TYPES)


@record
class BlueprintArea:
    """How much of an exam comes from one field."""

    id: Area
    title: Text
    text: Text
    """What it asks, in a sentence."""
    share: Annotated[float, Gt(0), Le(1)]


@record
class Blueprint:
    """What an exam is made of."""

    review: Review
    items: Annotated[int, Ge(6)]
    """How many questions."""
    minutes: Annotated[int, Ge(1)]
    areas: Annotated[tuple[BlueprintArea, ...], MinLen(1)]
    """Their shares make 1."""
