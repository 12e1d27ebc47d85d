"""Finding things by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar

from sciatica_teach.errors import UnknownId


class HasId(Protocol):
    """Anything with an id of its own."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=HasId)


def indexed(things: Iterable[T]) -> Mapping[str, T]:
    """The things by their id, in their order."""
    return MappingProxyType({thing.id: thing for thing in things})


def get_from(kind: str, wanted: str, index: Mapping[str, T]) -> T:
    """The thing of this id; raises `UnknownId`, which names the nearest ones."""
    try:
        return index[wanted]
    except KeyError:
        raise UnknownId(kind, wanted, index) from None
