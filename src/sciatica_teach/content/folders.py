"""Where content lies, and how a teacher's folder is laid over the shipped one.

Each folder is a tree of YAML files. A file of a later folder replaces the file with the same relative path in an
earlier one, and any other file is added. Nothing is merged inside a file: what a file says can be read in that file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

SHIPPED = Path(__file__).parent / "kb"
"""The content that comes with the package."""

SUFFIXES = (".yaml", ".yml")
"""Both are found, so that a file ending in `.yml` is reported and not passed over in silence."""


def choose_folders(own: Path | None) -> tuple[Path, ...]:
    """The shipped folder, and a teacher's own folder laid over it if there is one."""
    return (SHIPPED,) if own is None else (SHIPPED, own)


def find_files(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Relative path (with `/` on every system) -> the file that counts, sorted by relative path.

    Files and folders whose names begin with a dot are left alone: editors keep their own things there.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            relative = path.relative_to(folder)
            if path.suffix in SUFFIXES and not any(part.startswith(".") for part in relative.parts) and path.is_file():
                found[relative.as_posix()] = path
    return dict(sorted(found.items()))


def name_file(path: Path) -> str:
    """The path as it is shown: relative to the current folder when it lies inside, so that editors can open it."""
    here = Path.cwd()
    return os.fspath(path.relative_to(here) if path.is_relative_to(here) else path)
