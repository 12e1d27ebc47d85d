"""Quiz items: that each can be answered, and that guessing tricks do not pay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.item_chains import check_chain
from sciatica_teach.content.item_places import check_places
from sciatica_teach.content.problems import Problem
from sciatica_teach.model.items import ChainItem, HotspotItem, MultipleItem, NumericItem, SingleItem

_CATCH_ALL = re.compile(r"\b(?:all|none|both|neither) of (?:the above|these|them|the options)\b", re.IGNORECASE)


def check_items(draft: Draft) -> Iterator[Problem]:
    """Every rule for every item. (An item belongs to the set of its file; a second one is a duplicate id.)"""
    for item in draft.items:
        match item.value:
            case SingleItem() as single:
                yield from _check_catch_all(item, single)
                if (right := sum(option.right for option in single.options)) != 1:
                    message = f"{right} options are right; a single choice has exactly one"
                    yield item.problem(("options",), message)
            case MultipleItem() as multiple:
                yield from _check_catch_all(item, multiple)
                if len({option.right for option in multiple.options}) < 2:
                    message = "a multiple choice needs at least one right and one wrong option"
                    yield item.problem(("options",), message)
            case NumericItem() as numeric:
                yield from _check_numeric(item, numeric)
            case ChainItem() as chain:
                yield from check_chain(item, chain)
            case HotspotItem() as hotspot:
                yield from check_places(item, hotspot)


def _check_catch_all(located: Located[object], item: SingleItem | MultipleItem) -> Iterator[Problem]:
    for index, option in enumerate(item.options):
        if found := _CATCH_ALL.search(option.text):
            message = f"'{found[0]}' tests logic and not knowledge, and breaks when options are shuffled; reword it"
            yield located.problem(("options", index, "text"), message)


def _check_numeric(located: Located[object], item: NumericItem) -> Iterator[Problem]:
    if item.low >= item.high:
        yield located.problem(("low",), f"low {item.low:g} is not below high {item.high:g}; change one of them")
    elif not item.low <= item.answer <= item.high:
        message = f"the answer {item.answer:g} cannot be entered: the field accepts {item.low:g} to {item.high:g}"
        yield located.problem(("answer",), message)
    for index, near in enumerate(item.near):
        if near.low >= near.high:
            message = f"low {near.low:g} is not below high {near.high:g}; change one of them"
            yield located.problem(("near", index), message)
