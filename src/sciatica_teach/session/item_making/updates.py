"""From a recipe to a question: updates."""

from __future__ import annotations

from sciatica_teach.model.items import UpdateItem, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase


def make_update(kb: KnowledgeBase, recipe: UpdateRecipe) -> UpdateItem:
    raise NotImplementedError
