"""Quiz items: that each can be answered, and that guessing tricks do not pay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sciatica_teach.content.check_item_keys import (
    check_matching,
    check_numeric,
    check_script,
    check_text,
    check_triage,
)
from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.item_chains import check_chain
from sciatica_teach.content.item_harms import check_harms
from sciatica_teach.content.item_places import check_places
from sciatica_teach.content.problems import Problem
from sciatica_teach.model.items import MatchingItem, MultipleItem, SingleItem

_CATCH_ALL = re.compile(r"\b(?:all|none|both|neither) of (?:the above|these|them|the options)\b", re.IGNORECASE)


def check_items(draft: Draft) -> Iterator[Problem]:
    """Every rule for every item. (An item belongs to the set of its file; a second one is a duplicate id.)"""
    for located in draft.items:
        if check := CHECKS.get(located.value.kind):
            yield from check(located, located.value)


def _check_single(located: Located[object], item: SingleItem) -> Iterator[Problem]:
    yield from _check_catch_all(located, item)
    yield from check_harms(located, item)
    if (right := sum(option.right for option in item.options)) != 1:
        yield located.problem(("options",), f"{right} options are right; a single choice has exactly one")


def _check_multiple(located: Located[object], item: MultipleItem) -> Iterator[Problem]:
    yield from _check_catch_all(located, item)
    yield from check_harms(located, item)
    if len({option.right for option in item.options}) < 2:
        yield located.problem(("options",), "a multiple choice needs at least one right and one wrong option")


def _check_matching(located: Located[object], item: MatchingItem) -> Iterator[Problem]:
    yield from check_matching(located, item)
    yield from check_harms(located, item)


def _check_catch_all(located: Located[object], item: SingleItem | MultipleItem) -> Iterator[Problem]:
    for index, option in enumerate(item.options):
        if found := _CATCH_ALL.search(option.text):
            message = f"'{found[0]}' tests logic and not knowledge, and breaks when options are shuffled; reword it"
            yield located.problem(("options", index, "text"), message)


CHECKS: Final[Mapping[str, Callable[[Located[object], Any], Iterator[Problem]]]] = {
    "single": _check_single, "multiple": _check_multiple, "triage": check_triage, "script": check_script,
    "ordering": check_harms, "matching": _check_matching, "chain": check_chain, "numeric": check_numeric,
    "text": check_text, "hotspot": check_places,
}
"""Kind of item -> its own rules; the other kinds have none beyond their shape."""
