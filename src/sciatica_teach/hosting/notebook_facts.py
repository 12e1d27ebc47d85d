"""What the server has to know of a lesson before it shows it: for whom it is, and what it is called.

It is read from the file itself, never told from its name: however an address is spelt, what counts is the file that it
leads to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

INSTRUCTOR = "instructor"


@dataclass(frozen=True)
class NotebookFacts:
    """One lesson."""

    for_instructors: bool
    """Whether its metadata say `"sciatica": {"role": "instructor"}`; also where they cannot be read."""
    title: str
    """Its first heading, or the name of its file."""


def read_facts(path: Path) -> NotebookFacts:
    """The facts of a notebook that exists. Raises OSError where it went meanwhile."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read(path: Path, modified_ns: int) -> NotebookFacts:  # noqa: ARG001  # part of the key: a changed file is read again
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        told = notebook.get("metadata", {}).get("sciatica", {})
        closed = isinstance(told, dict) and told.get("role") == INSTRUCTOR
        return NotebookFacts(closed, _find_title(notebook) or path.stem)
    except (ValueError, AttributeError, TypeError):  # no notebook at all: nobody is let in by mistake
        return NotebookFacts(for_instructors=True, title=path.stem)


def _find_title(notebook: dict[str, Any]) -> str:
    for cell in notebook.get("cells", ()):
        for line in "".join(cell.get("source", ())).splitlines():
            if cell.get("cell_type") == "markdown" and line.startswith("# "):
                return line[2:].strip()
    return ""
