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
    name = _parse_name(typed)
    file = folder / "cases" / f"{name}.yaml"
    if file.exists():  # told first: whoever wrote it here wants to know that it is safe, not that its name is taken
        raise _refuse_to_overwrite(file)
    _require_new(name, draft)
    order = max((case.value.order for case in draft.cases), default=0) + 1
    spoken = name.replace("-", " ").title()
    text = Template(SKELETON.read_text(encoding="utf-8")).substitute(id=name, name=spoken, order=order, today=today)
    return _write_new(file, text)


def _parse_name(typed: str) -> str:
    if not _NAME.fullmatch(typed):
        better = re.sub(r"[^a-z0-9]+", "-", typed.lower()).strip("-")
        hint = f", such as {better}" if better else ", such as jonas"
        raise BadCaseName(f"“{typed}” cannot name a case: use small letters, digits and single hyphens{hint}.")
    return typed


def _require_new(name: str, draft: Draft) -> None:
    if name in draft.known("case") or any(name in case.value.formerly for case in draft.cases):
        raise BadCaseName(f"“{name}” is, or was, the name of a case that exists. Choose another one.")


def _refuse_to_overwrite(file: str | Path) -> UnwritableCase:
    return UnwritableCase(f"{file} exists already and is never written over. Choose another name.")


def _write_new(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise _refuse_to_overwrite(error.filename) from error
    except OSError as error:
        raise UnwritableCase(f"{path} cannot be written: {error.strerror}. Choose another --folder.") from error
    return path
