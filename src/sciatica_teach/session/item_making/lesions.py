"""From a recipe to a question: lesions."""

from __future__ import annotations

from sciatica_teach.model.items import LesionItem, LesionRecipe
from sciatica_teach.model.knowledge import KnowledgeBase


def make_lesion(kb: KnowledgeBase, recipe: LesionRecipe) -> LesionItem:
    raise NotImplementedError
