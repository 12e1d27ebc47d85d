"""How every value type of this package is declared.

A `record` is a frozen, slotted, keyword-only dataclass. It needs nothing beyond the standard library, so a kernel
imports it for free; the content floor hands the same class to pydantic, which reads the annotations (`annotated_types`
bounds, `Literal` choices) and refuses unknown keys. One declaration is thus schema and run-time type at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, slotted, keyword-only dataclass that refuses unknown keys when read from content."""
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]  # read by pydantic's TypeAdapter
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
