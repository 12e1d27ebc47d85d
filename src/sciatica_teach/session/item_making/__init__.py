"""Questions that are made: the same recipe always makes the same question.

`get_posed` is how everything above the content asks for an item: one that an author wrote comes as it is, a recipe
comes as the question that it makes. Beside the recipes of the content there is one for every seed:
`made-lesion-second-17`, `made-update-17`, `made-point-buttock-17`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.items import AnyRecipe, BankItem, Item, LesionRecipe, PointRecipe, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import REGIONS
from sciatica_teach.session.item_making.lesions import make_lesion
from sciatica_teach.session.item_making.point_places import make_point
from sciatica_teach.session.item_making.updates import make_update


def find_item(kb: KnowledgeBase, item_id: str) -> BankItem:
    """What an author wrote under this id, or the recipe that the id spells. Raises `UnknownId`."""
    if item_id in kb.item_by_id:
        return kb.get_item(item_id)
    match item_id.split("-"):
        case ["made", "lesion", ("first" | "second" | "third") as level, seed] if seed.isdecimal():
            return LesionRecipe(id=item_id, objective="obj-root-or-nerve", level=level, seed=int(seed))
        case ["made", "update", seed] if seed.isdecimal():
            return UpdateRecipe(id=item_id, objective="obj-belief-updating", seed=int(seed))
        case ["made", "point", *region, seed] if seed.isdecimal() and "-".join(region) in REGIONS:
            found = next(one for one in REGIONS if one == "-".join(region))
            return PointRecipe(id=item_id, objective="obj-point-location", region=found, seed=int(seed))
    raise UnknownId("quiz item", item_id, kb.item_by_id)


def get_posed(kb: KnowledgeBase, item_id: str) -> Item:
    """The question of this id, ready to be shown and marked. Raises `UnknownId`."""
    return pose(kb, find_item(kb, item_id))


def pose(kb: KnowledgeBase, item: BankItem) -> Item:
    """A written item as it is; of a recipe, what it makes."""
    if isinstance(item, LesionRecipe | UpdateRecipe | PointRecipe):
        return _make(_Content(kb.version, kb), item)
    return item


@dataclass(frozen=True)
class _Content:
    """A knowledge base told apart by its version alone, so that what was made from it can be kept."""

    version: str
    kb: KnowledgeBase = field(compare=False)


@lru_cache(maxsize=256)
def _make(content: _Content, recipe: AnyRecipe) -> Item:
    kb = content.kb
    match recipe:
        case LesionRecipe():
            return make_lesion(kb, recipe)
        case UpdateRecipe():
            return make_update(kb, recipe)
        case PointRecipe():
            return make_point(kb, recipe)
