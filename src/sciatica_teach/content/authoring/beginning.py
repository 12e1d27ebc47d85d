"""A first text: small, whole, valid, and explained line by line."""

from __future__ import annotations

from pathlib import Path
from string import Template
from textwrap import indent

from sciatica_teach.content.authoring.places import check_name
from sciatica_teach.content.writing import SKELETON
from sciatica_teach.errors import BadDraft
from sciatica_teach.model.items import ITEM_TYPES

_FOLDER = SKELETON.parent
KINDS: tuple[str, ...] = tuple(ITEM_TYPES)


def begin_item(kind: str, item_id: str) -> str:
    """One question of this kind as the entry of a list. Raises BadDraft for no kind and for no name."""
    if kind not in KINDS:
        raise BadDraft(f"There is no kind of question called “{kind[:40]}”. Choose one of {', '.join(KINDS)}.")
    return _fill(_FOLDER / "items" / f"{kind}.yaml", id=check_name(item_id))


def begin_set(name: str, entry: str, today: str) -> str:
    """A quiz with this one question; `today` is a date such as 2026-11-23."""
    head = _fill(_FOLDER / "item-set.yaml", id=check_name(name), today=today)
    return f"{head}{indent(entry, '  ')}"


def begin_case(name: str, order: int, today: str) -> str:
    """A whole case; `order` is its place in the menu."""
    spoken = check_name(name).replace("-", " ").title()
    return _fill(SKELETON, id=name, name=spoken, order=str(order), today=today)


def _fill(path: Path, **values: str) -> str:
    return Template(path.read_text(encoding="utf-8")).substitute(values)
