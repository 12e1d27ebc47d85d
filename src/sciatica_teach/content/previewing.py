"""One case file as its author is writing it, laid over everything else.

A file in a folder `cases` brings its neighbours along: what lies beside that folder is the author's own content, as
`serve --content` would lay it over. A file anywhere else comes alone. Either way the files are copied before they are
read, so that a lone file stands where a case belongs, and nothing else in its folder is taken for content.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from sciatica_teach.content.compile import build_knowledge
from sciatica_teach.content.folders import SUFFIXES, name_file
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.content.reading import read_document
from sciatica_teach.content.shapes import FILES, FOLDERS
from sciatica_teach.errors import ContentError
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase

CASES = "cases"
LARGEST = 1_000_000
"""Bytes; the longest shipped case has a fiftieth of that."""

_TELLING = ("patient", "reveals", "truth", "plan")
"""Keys by which a case is known: a file with none of them is something else."""

_WORDS = frozenset({
    "title", "opening", "words", "text", "why", "missed", "name", "occupation", "lessons", "sources", "mark", "review",
})
"""Keys of what is merely said: another sentence leaves everything else of a case as it was."""

Signature = tuple[tuple[str, int, int], ...]
"""Path, time of change in nanoseconds and size of every file that is looked at."""


@dataclass(frozen=True)
class Preview:
    """What came of reading: a knowledge base with the case in it, or the problems that keep it from being one."""

    case_id: str
    knowledge: KnowledgeBase | None
    problems: tuple[Problem, ...] = ()
    may_hide_more: bool = False
    """Whether something is not valid by itself: what else is wrong with it shows only afterwards."""


def find_own_files(file: Path) -> Mapping[str, Path]:
    """Relative path below a content folder -> file: the case, and the author's own content around it."""
    if file.parent.name != CASES:
        return {f"{CASES}/{file.name}": file}
    root = file.parent.parent
    beside = [path for name in FOLDERS for path in _find_content(root / name)]
    single = [path for name in FILES if (path := root / name).is_file()]
    return {path.relative_to(root).as_posix(): path for path in sorted({*beside, *single, file})}


def _find_content(folder: Path) -> Iterator[Path]:
    found = folder.iterdir() if folder.is_dir() else ()
    return (path for path in found if path.suffix in SUFFIXES and path.is_file() and not path.name.startswith("."))


def take_signature(file: Path) -> Signature:
    """Changes whenever a file is saved, added or removed; a file that is gone is left out."""
    taken = []
    for path in find_own_files(file).values():
        try:
            state = path.stat()
        except OSError:
            continue
        taken.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(taken)


def read_preview(file: Path, below: Sequence[Path]) -> Preview:
    """Read, check and compile the case over the folders `below`. Whatever is wrong comes back as problems."""
    with TemporaryDirectory(prefix="sciatica-preview-") as name:
        stage = Path(name).resolve()
        shown = {name_file(stage / relative): name_file(path) for relative, path in find_own_files(file).items()}
        try:
            _copy(file, stage)
            _require_a_case(file)
            knowledge = build_knowledge((*below, stage))
        except ContentError as error:
            problems = (replace(problem, file=shown.get(problem.file, problem.file)) for problem in error.problems)
            first = sorted(problems, key=lambda each: _order(each, name_file(file)))
            return Preview(file.stem, None, tuple(first), may_hide_more=error.may_hide_more)
    return Preview(file.stem, knowledge)


def is_reworded(before: Case, after: Case) -> bool:
    """Whether only sentences differ, or nothing: then an attempt at one is as good an attempt at the other."""
    facts_before, facts_after = (_drop_words(msgspec.to_builtins(case)) for case in (before, after))
    return bool(facts_before == facts_after)


def _drop_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _drop_words(entry) for key, entry in value.items() if key not in _WORDS}
    return [_drop_words(entry) for entry in value] if isinstance(value, list | tuple) else value


def _order(problem: Problem, first: str) -> tuple[bool, Problem]:
    return problem.file != first, problem


def _copy(file: Path, stage: Path) -> None:
    for relative, path in find_own_files(file).items():
        target = stage / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            if path.stat().st_size > LARGEST:
                raise _refuse(path, "is far too large for a content file; is it the right one?")
            shutil.copyfile(path, target)
        except FileNotFoundError as error:
            raise _refuse(path, "is not there any more; save it again, or stop the preview") from error
        except OSError as error:
            raise _refuse(path, f"cannot be read ({error.strerror}); check the file and its permissions") from error


def _require_a_case(file: Path) -> None:
    """One sentence, where the linter would name every key that a case has and this file has not."""
    document, problems = read_document(file, f"{CASES}/{file.name}")
    if problems or (isinstance(document.value, dict) and any(key in document.value for key in _TELLING)):
        return
    raise _refuse(
        file, f"is not a case: it has none of the keys {list_words(_TELLING)}. "
        "“sciatica-teach new case NAME” writes one that you can change line by line",
    )


def _refuse(path: Path, words: str) -> ContentError:
    return ContentError((Problem(name_file(path), 1, "", f"this file {words}"),), may_hide_more=True)
