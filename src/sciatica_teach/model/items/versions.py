"""Which wording of an item somebody answered.

A version is a short digest of what the learner saw before answering and of what decides the mark. What is said
afterwards (feedback, the worked answer), the hints, the sources and how an item is filed change nothing about an answer
that was given, so they are left out: `AFTERWARDS`. Of a recipe it covers the recipe alone, since what is made from it
changes with the whole content, whose version stands beside every event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any, Final

from sciatica_teach.model.items.bank import BankItem, ItemSet

AFTERWARDS: Final = frozenset({
    "explanation", "nudge", "scaffold", "objective", "misconception", "safety", "hardness", "twin_of", "mark",
    "sources", "conflict", "feedback", "feedback_right", "feedback_wrong", "near", "meanwhile",
})
"""Fields that neither stand on screen before the answer nor decide the mark."""


def find_version(item: BankItem, story: str = "") -> str:
    """Eight hexadecimal digits, the same on every machine; `story` is what stands above the items of its set."""
    return blake2b(repr((_plain(item), story)).encode(), digest_size=4).hexdigest()


def find_versions(items: Iterable[BankItem], set_of_item: Mapping[str, ItemSet]) -> dict[str, str]:
    """Item id -> version."""
    return {
        item.id: find_version(item, set_of_item[item.id].story if item.id in set_of_item else "") for item in items}


def _plain(value: Any) -> object:
    """The same without types: numbers as floats, since 35 in one file is 35.0 in another."""
    if is_dataclass(value):
        return [(one.name, _plain(getattr(value, one.name))) for one in fields(value) if one.name not in AFTERWARDS]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, int | float):
        return float(value)
    return value
