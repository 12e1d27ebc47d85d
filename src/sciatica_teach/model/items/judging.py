"""Items made by the engines: find a hidden lesion, move a belief."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from sciatica_teach.model.evidence import Text
from sciatica_teach.model.items.common import ItemBase, Recipe
from sciatica_teach.model.record import record


@record
class LesionRecipe(Recipe):
    """Where is the lesion? Made by the nerve graph."""

    kind: Literal["lesion"] = "lesion"
    level: Literal["first", "second", "third"]


@record
class Site:
    """A place of the lesion that can be chosen."""

    id: Text
    text: Text
    credit: Annotated[float, Ge(0), Le(1)]
    """1 for the true one; for another, half of what the two lesions have in common."""
    feedback: Text


@record
class LesionItem(ItemBase):
    """Findings of an examination, and the sites among which the lesion is."""

    kind: Literal["lesion"] = "lesion"
    observed: tuple[tuple[str, str], ...]
    """Name of a muscle, skin field or reflex, and what was found."""
    sites: Annotated[tuple[Site, ...], MinLen(3)]


@record
class UpdateRecipe(Recipe):
    """How far does this finding move that belief? Made from the table of rates."""

    kind: Literal["update"] = "update"


@record
class UpdateItem(ItemBase):
    """A share before, one finding, and the share after it, asked for in whole per cent."""

    kind: Literal["update"] = "update"
    cause: Text
    """Whose share it is, by name."""
    before: float
    """Share before, 0 to 1."""
    low: float
    mid: float
    high: float
    """How far the finding moves it, in log odds, and how far in either direction counts as right."""
    low_percent: int
    high_percent: int
    """What the field accepts."""
    feedback_right: Text
    feedback_less: Text
    """Said to those who moved too little, or stayed."""
    feedback_more: Text
    feedback_against: Text
    """Said to those who moved the wrong way."""
    feedback_blank: Text
    """Said where no share was given: why it moves. What is due stands beside it."""
