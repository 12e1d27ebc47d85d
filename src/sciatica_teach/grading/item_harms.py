"""Which answers to a question can hurt the patient: what its author named so, and too slow a speed.

It asks what was answered, not what it earned: 0 of 1 marks may be a harmless mistake or the needle in the wrong place.
"""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.grading.items.harm import harmful_among
from sciatica_teach.grading.items.ordering import harmed_by
from sciatica_teach.grading.items.triage import SPEEDS, is_too_slow
from sciatica_teach.model.items import ChainItem, Item, MatchingItem, MultipleItem, OrderingItem, SingleItem, TriageItem


def find_harms(item: Item, response: Sequence[str]) -> tuple[str, ...]:
    """What of a response can hurt, in the words of the response; pairs "first:then" where an order can."""
    match item:
        case TriageItem():
            return tuple(speed for speed in SPEEDS if speed in response and is_too_slow(item, speed))
        case ChainItem():
            named = {f"{link.id}:{option}" for link in item.links for option in link.harmful}
            return tuple(one for one in response if one in named)
        case OrderingItem():
            return harmed_by(item.harmful, response)
        case SingleItem() | MultipleItem() | MatchingItem():
            held = harmful_among(item.harmful, response)
            return tuple(one for one in response if one in held)
        case _:
            return ()
