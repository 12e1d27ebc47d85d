"""One text checked as if it were saved: first by itself, then laid over everything else.

By itself takes milliseconds and finds what is no YAML, no known key, no number. Only what passes is checked against the
rest of the content, which takes a second or two.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sciatica_teach.content.authoring.places import parse_place
from sciatica_teach.content.compile import build_knowledge
from sciatica_teach.content.draft import read_draft
from sciatica_teach.content.folders import SHIPPED, find_files, name_file
from sciatica_teach.content.problems import Path as ValuePath
from sciatica_teach.content.problems import Problem
from sciatica_teach.content.reading import read_text
from sciatica_teach.errors import ContentError
from sciatica_teach.model.knowledge import KnowledgeBase

UNWRITTEN = "Write here"
"""How every placeholder of a first text begins."""


@dataclass(frozen=True)
class Proof:
    """What came of a check."""

    here: tuple[Problem, ...] = ()
    """Problems of this text; their `file` is its relative path."""
    elsewhere: tuple[Problem, ...] = ()
    """Problems of other files of the author, for which students would not see this text either."""
    may_hide_more: bool = False
    knowledge: KnowledgeBase | None = None
    """All content with this text in it, where it is valid; words that only its author has may still be missing."""


def prove_alone(relative: str, text: str) -> Proof:
    """What is wrong with the text whatever stands around it."""
    with TemporaryDirectory(prefix="sciatica-draft-") as name:
        stage = Path(name).resolve()
        _put(stage, relative, text)
        problems = _rename(read_draft([stage]).problems, {name_file(stage / relative): relative})
    return Proof(here=problems, may_hide_more=bool(problems))


def prove(relative: str, text: str, own: Path | None) -> Proof:
    """What is wrong with the text and with the author's other files, as they would be once it is saved."""
    alone = prove_alone(relative, text)
    if alone.here:
        return alone
    with TemporaryDirectory(prefix="sciatica-draft-") as name:
        stage = Path(name).resolve()
        files = dict(find_files([own])) if own and own.is_dir() else {}
        for other, path in files.items():
            _put(stage, other, path)
        _put(stage, relative, text)
        shown = {name_file(stage / one): one for one in (*files, relative)}
        try:
            return Proof(find_unwritten(relative, text), knowledge=build_knowledge((SHIPPED, stage)))
        except ContentError as error:
            problems = _rename(error.problems, shown)
            hides = error.may_hide_more
    here = tuple(one for one in problems if one.file == relative)
    return Proof(here, tuple(one for one in problems if one.file != relative), may_hide_more=hides)


def find_unwritten(relative: str, text: str) -> tuple[Problem, ...]:
    """Where the text still says what a first text says: it can be looked at, but no student should see it."""
    document, _ = read_text(text, relative, relative)
    paths = _find_texts(document.value, (), UNWRITTEN)
    return tuple(document.problem(path, f"this still says “{UNWRITTEN} …”: put your own words there") for path in paths)


def _find_texts(value: Any, path: ValuePath, start: str) -> Iterator[ValuePath]:
    if isinstance(value, str) and value.startswith(start):
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for key, one in inner:
        yield from _find_texts(one, (*path, key), start)


def _put(stage: Path, relative: str, content: str | Path) -> None:
    target = stage / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, target)
    else:
        parse_place(relative)
        target.write_text(content, encoding="utf-8")


def _rename(problems: tuple[Problem, ...] | list[Problem], shown: Mapping[str, str]) -> tuple[Problem, ...]:
    return tuple(sorted(replace(problem, file=shown.get(problem.file, problem.file)) for problem in problems))
