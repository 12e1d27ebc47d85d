"""A new file for somebody who is going to write a case: small, whole, valid, and explained line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from string import Template

from sciatica_teach.content.draft import Draft, read_draft
from sciatica_teach.errors import BadCaseName, UnwritableCase

SKELETON = Path(__file__).parent / "skeletons" / "case.yaml"

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def write_case(folder: Path, typed: str, below: Sequence[Path], today: str) -> Path:
    """Write the case below the content folder, and never over anything. Returns the file.

    `below` are the content folders that it must not clash with, whatever else is wrong in them; `today` is a date such
    as 2026-11-23. Raises BadCaseName where the name is no id, or is or was that of another case, and UnwritableCase.
    """
    draft = read_draft(below)
    name = _parse_name(typed, draft)
    order = max((case.value.order for case in draft.cases), default=0) + 1
    spoken = name.replace("-", " ").title()
    text = Template(SKELETON.read_text(encoding="utf-8")).substitute(id=name, name=spoken, order=order, today=today)
    return _write_new(folder / "cases" / f"{name}.yaml", text)


def _parse_name(typed: str, draft: Draft) -> str:
    if not _NAME.fullmatch(typed):
        better = re.sub(r"[^a-z0-9]+", "-", typed.lower()).strip("-")
        hint = f", such as {better}" if better else ", such as jonas"
        raise BadCaseName(f"“{typed}” cannot name a case: use small letters, digits and single hyphens{hint}.")
    if typed in draft.known("case") or any(typed in case.value.formerly for case in draft.cases):
        raise BadCaseName(f"“{typed}” is, or was, the name of a case that exists. Choose another one.")
    return typed


def _write_new(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UnwritableCase(f"{error.filename} exists already and was left as it is. Choose another name.") from error
    except OSError as error:
        raise UnwritableCase(f"{path} cannot be written: {error.strerror}. Choose another --folder.") from error
    return path
