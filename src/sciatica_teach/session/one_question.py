"""A single question as a set of its own: what a link to it, a lesson or a report of a mistake opens."""

from __future__ import annotations

from typing import Final

from sciatica_teach.model.items import ItemSet
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed

PREFIX: Final = "one:"
"""In front of the item's id in the set's; no id of the content has a colon."""


def find_set(kb: KnowledgeBase, set_id: str, title: str) -> ItemSet:
    """The set of this id, or for "one:<item id>" that question alone under this title. Raises `UnknownId`."""
    if not set_id.startswith(PREFIX):
        return kb.get_item_set(set_id)
    item = get_posed(kb, set_id.removeprefix(PREFIX))
    home = kb.set_of_item.get(item.id, kb.item_sets[0])
    return ItemSet(id=set_id, title=title, intro=title, items=(item.id,), review=home.review)
