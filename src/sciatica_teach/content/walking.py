"""Every record inside a value, with the path that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sciatica_teach.content.problems import Path


def find_records(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The value itself if it is a record, then the records in its fields, lists and mappings."""
    if is_dataclass(value):
        yield path, value
        for each in fields(value):
            yield from find_records(getattr(value, each.name), (*path, each.name))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from find_records(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from find_records(entry, (*path, key))
