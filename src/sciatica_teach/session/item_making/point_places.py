"""From a recipe to a question: point places."""

from __future__ import annotations

from sciatica_teach.model.items import PointItem, PointRecipe
from sciatica_teach.model.knowledge import KnowledgeBase


def make_point(kb: KnowledgeBase, recipe: PointRecipe) -> PointItem:
    raise NotImplementedError
