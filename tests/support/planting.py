"""The shipped content with markup in all of its prose, as a careless or hostile author could write it.

What is prose is read off the content: a field that holds a space anywhere in its kind of file holds texts, in every
file of that kind. Identifiers, words of a fixed list and addresses have no spaces and are left as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sciatica_teach.content.folders import SHIPPED, find_files
from sciatica_teach.content.reading import read_document

MARKUP = """<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>"""
FOUND_BY_ITS_WORDS = "glossary: terms.term"
"""Left as it is: a term opens where another text has its words, and markup in them would keep it shut."""

Place = tuple[str | int, ...]


def plant(folder: Path, markup: str = MARKUP) -> set[str]:
    """Write all content with markup after each text; the fields that carry it, such as "cases: story"."""
    contents = {name: read_document(path, name)[0].value for name, path in find_files([SHIPPED]).items()}
    prose = {_field(name, at) for name, value in contents.items() for at, text in _texts(value) if " " in text}
    prose.remove(FOUND_BY_ITS_WORDS)
    for name, value in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        marked = _mark(value, {at for at, text in _texts(value) if text and _field(name, at) in prose}, markup)
        (folder / name).write_text(json.dumps(marked), encoding="utf-8")
    return prose


def _mark(value: Any, places: set[Place], markup: str, at: Place = ()) -> Any:
    if isinstance(value, dict):
        return {key: _mark(inner, places, markup, (*at, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mark(inner, places, markup, (*at, index)) for index, inner in enumerate(value)]
    return f"{value} {markup}" if at in places else value


def _texts(value: Any, at: Place = ()) -> Iterator[tuple[Place, str]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from _texts(inner, (*at, key))
    if isinstance(value, str):
        yield at, value


def _field(name: str, at: Place) -> str:
    """`cases: story` for the story of any case, and for each of several."""
    return f"{name.partition('/')[0].removesuffix('.yaml')}: {'.'.join(part for part in at if isinstance(part, str))}"
