"""Nerves in the order in which fibres pass them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.anatomy import ROOTS, Nerve


def proximal_first(nerves: Iterable[Nerve]) -> Mapping[str, Nerve]:
    """The nerves by id: roots from above downwards, then each after everything it comes from, else in the order given.

    Raises `UnknownId` for an origin that is not among them and `ValueError` for nerves that come from each other.
    """
    given = {nerve.id: nerve for nerve in sorted(nerves, key=_rank)}
    placed: dict[str, Nerve] = {}
    for nerve in given.values():
        _place(nerve, given, placed, ())
    return MappingProxyType(placed)


def _rank(nerve: Nerve) -> int:
    return ROOTS.index(nerve.carries[0]) if nerve.kind == "root" else len(ROOTS)


def _place(nerve: Nerve, given: Mapping[str, Nerve], placed: dict[str, Nerve], beneath: tuple[str, ...]) -> None:
    if nerve.id in placed:
        return
    if nerve.id in beneath:
        raise ValueError(f"these nerves come from each other: {', '.join(beneath)}")
    for origin in nerve.comes_from:
        if origin not in given:
            raise UnknownId("nerve", origin, given)
        _place(given[origin], given, placed, (*beneath, nerve.id))
    placed[nerve.id] = nerve
