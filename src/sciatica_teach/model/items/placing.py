"""Items answered by pointing: at the body, at a structure of the model, at the place of a point."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from sciatica_teach.model.evidence import Text
from sciatica_teach.model.items.common import ItemBase, Recipe
from sciatica_teach.model.points import PointRegion
from sciatica_teach.model.record import record


@record
class NearMiss:
    """A wrong place worth foreseeing, and what is said to it."""

    place: Text
    feedback: Text


@record
class HotspotItem(ItemBase):
    """One place, pointed at or chosen from a list: a region of the body map, or a structure of the scene."""

    kind: Literal["hotspot"] = "hotspot"
    surface: Literal["body", "scene"]
    places: Annotated[tuple[Text, ...], MinLen(1)]
    """Right ones: ids of regions or of structures. Any of them earns the mark."""
    near: tuple[NearMiss, ...] = ()
    feedback_right: Text
    feedback_wrong: Text


@record
class PointRecipe(Recipe):
    """Where is this point? Made from the points of one region and their places."""

    kind: Literal["point"] = "point"
    region: PointRegion


@record
class PlacedOption:
    """A place with a letter."""

    id: Text
    """Tells nothing: "a", "b"."""
    spot: tuple[float, float]
    """On the plate, in its units."""
    words: Text
    """Where it is, from landmarks, without naming a point: the same in words for those who do not look."""
    credit: Annotated[float, Ge(0), Le(1)]
    feedback: Text


@record
class PointItem(ItemBase):
    """A point to be found among places on a flat picture of the body."""

    kind: Literal["point"] = "point"
    plate: Text
    options: Annotated[tuple[PlacedOption, ...], MinLen(3)]
