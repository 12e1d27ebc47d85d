"""In which order options, steps and partners are shown: drawn once per attempt, and kept with it."""

from __future__ import annotations

import numpy as np

from sciatica_teach.model.items import ChainItem, Item, MatchingItem, MultipleItem, OrderingItem, SingleItem


def shuffle_parts(item: Item, rng: np.random.Generator) -> tuple[str, ...]:
    """Ids in the order to be shown; none where the order means something by itself.

    An ordering is never shown already solved. Of a chain: every "link:option", the options of all links mixed.
    """
    match item:
        case SingleItem() | MultipleItem():
            ids = [option.id for option in item.options]
        case OrderingItem():
            ids = [step.id for step in item.steps]
        case MatchingItem():
            ids = [partner.id for partner in item.partners]
        case ChainItem():
            ids = [f"{link.id}:{option.id}" for link in item.links for option in link.options]
        case _:
            return ()
    shuffled = tuple(str(one) for one in rng.permutation(ids))
    if isinstance(item, OrderingItem) and shuffled == tuple(ids):
        return tuple(reversed(shuffled))
    return shuffled
