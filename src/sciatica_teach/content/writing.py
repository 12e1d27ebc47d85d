"""A new file for somebody who is going to write a case: small, whole, valid, and explained line by line."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from sciatica_teach.errors import BadCaseName, UnwritableCase
from sciatica_teach.model.knowledge import KnowledgeBase

SKELETON = Path(__file__).parent / "skeletons" / "case.yaml"

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def parse_case_name(typed: str, knowledge: KnowledgeBase) -> str:
    """The name as an id. Raises BadCaseName where it cannot be one, or is or was that of another case."""
    if not _NAME.fullmatch(typed):
        better = re.sub(r"[^a-z0-9]+", "-", typed.lower()).strip("-")
        hint = f", such as {better}" if better else ", such as jonas"
        raise BadCaseName(f"“{typed}” cannot name a case: use small letters, digits and single hyphens{hint}.")
    for case in knowledge.cases:
        if typed == case.id or typed in case.formerly:
            raise BadCaseName(f"“{typed}” is, or was, the name of a case that exists. Choose another one.")
    return typed


def write_case(folder: Path, name: str, knowledge: KnowledgeBase, today: str) -> Path:
    """Write the case below the content folder, and never over anything. Returns the file.

    `today` is a date such as 2026-11-23. Raises UnwritableCase.
    """
    path = folder / "cases" / f"{name}.yaml"
    order = max((case.order for case in knowledge.cases), default=0) + 1
    spoken = name.replace("-", " ").title()
    text = Template(SKELETON.read_text(encoding="utf-8")).substitute(id=name, name=spoken, order=order, today=today)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UnwritableCase(f"{error.filename} exists already and was left as it is. Choose another name.") from error
    except OSError as error:
        raise UnwritableCase(f"{path} cannot be written: {error.strerror}. Choose another --folder.") from error
    return path
