"""Which files can be written: quizzes and cases, by the name that is their id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from sciatica_teach.content.folders import find_files
from sciatica_teach.errors import BadDraft

Folder = Literal["items", "cases"]
LONGEST = 60
"""Characters of a name."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_name(typed: str) -> str:
    """The name, if it can be an id. Raises BadDraft, with a better one where there is one."""
    if _NAME.fullmatch(typed) and len(typed) <= LONGEST:
        return typed
    better = re.sub(r"[^a-z0-9]+", "-", typed.lower()[:LONGEST]).strip("-")
    hint = f", such as {better}" if better else ""
    raise BadDraft(
        f"“{typed[:LONGEST]}” cannot be a name: use small letters, digits and single hyphens, {LONGEST} at the "
        f"most{hint}."
    )


def parse_place(relative: str) -> tuple[Folder, str]:
    """Folder and name of “items/week-7.yaml”. Raises BadDraft for whatever else is asked for."""
    folder, _, file = relative.partition("/")
    known = next((one for one in get_args(Folder) if one == folder), None)
    if known is None or not file.endswith(".yaml"):
        raise BadDraft("Only quizzes (items/NAME.yaml) and cases (cases/NAME.yaml) are written here.")
    return known, check_name(file.removesuffix(".yaml"))


def list_places(folder: Path | None) -> tuple[str, ...]:
    """Relative paths of all quizzes and cases of a content folder; none where there is no folder."""
    if folder is None:
        return ()
    return tuple(relative for relative in find_files([folder]) if _is_place(relative))


def _is_place(relative: str) -> bool:
    try:
        parse_place(relative)
    except BadDraft:
        return False
    return True


def find_text(folders: Sequence[Path], relative: str) -> Path | None:
    """The file that counts: the last folder's that has it."""
    parse_place(relative)
    return find_files(folders).get(relative)
