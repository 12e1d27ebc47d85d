"""Something of the content, told apart by the content's version alone, so that what was made from it can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """A key for a cache: comparing whole contents would cost more than making anew."""

    version: str
    value: T = field(compare=False)
