"""YAML to plain values that remember their lines.

Three differences from ordinary YAML loading, each because a teacher would be surprised otherwise:

- `no`, `on`, `12:30` and `2026-11-22` stay text. (YAML 1.1 reads them as false, true, 750 and a date.) Only `true`
  and `false` are switches, and a number is a number only when it looks like one.
- A key written twice in one mapping is a problem; ordinary loaders keep the last one and say nothing.
- Anchors and tags are refused: what a file says can be read where it stands.

White space around a text is dropped, so a block written with `>` does not end in an empty line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from sciatica_teach.content.folders import name_file
from sciatica_teach.content.problems import Path, Problem, write_path

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_YAML = "tag:yaml.org,2002:"
_WHOLE = r"[-+]?(?:0|[1-9][0-9]{0,17})"
_DECIMAL = r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?"
_NUMBER = re.compile(f"{_WHOLE}|{_DECIMAL}")
_PLAIN = (
    ("bool", "true|false", "tf"),
    ("null", "~|null|", ("~", "n", "")),
    ("int", _WHOLE, "-+0123456789"),
    ("float", _DECIMAL, "-+.0123456789"),
)
"""Kind of a scalar, how it is written, and the characters it may begin with."""

_CONVERTERS: dict[str, Callable[[str], Any]] = {
    "str": str.strip,
    "null": lambda _: None,
    "bool": lambda text: text == "true",
    "int": int,
    "float": float,
}


class _Loader(_Base):  # type: ignore[misc]  # the C loader is untyped
    """A safe loader with the few plain types named above."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  # filled by add_implicit_resolver, as PyYAML wants it


for _kind, _written, _first in _PLAIN:
    _Loader.add_implicit_resolver(_YAML + _kind, re.compile(f"^(?:{_written})$"), list(_first))

DEEPEST = 40
"""No content kind needs more than ten levels."""

_HINTS = {
    "mapping values are not allowed": "a text with a colon in it needs quotes around it",
    "could not find expected ':'": "a key needs a colon and a space after it; a long text needs quotes or a '>' block",
    "found a tab character": "indent with spaces, never with tabs",
    "cannot start any token": "indent with spaces, never with tabs, and put texts that begin with @, ` or % in quotes",
    "unexpected end of stream": "a quotation mark is opened and never closed",
    "did not find expected key": "check the indentation, and the quotes of the line before",
    "did not find expected '-' indicator": "the entries of a list begin with '- ' in one column",
    "while scanning an alias": "a text that begins with * needs quotes around it",
    "while scanning an anchor": "a text that begins with & needs quotes around it",
    "nested too deeply": f"at most {DEEPEST} lists and mappings may stand inside one another",
    "expected a single document": "one file holds one document: remove the line '---'",
}


@dataclass(frozen=True)
class Document:
    """A file as it was read: its value, and the line of every path in it."""

    file: str
    """As it is shown to people."""
    relative: str
    """Below the content folder: `findings/red-flags.yaml`."""
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict, repr=False)

    def line_of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, message: str) -> Problem:
        """A problem at this path of this file."""
        return Problem(self.file, self.line_of(path), write_path(path), message)


def read_document(path: FilePath, relative: str) -> tuple[Document, list[Problem]]:
    """Read one file. With problems that leave nothing to work on, the document's value is None."""
    shown = name_file(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        document = Document(shown, relative)
        return document, [_explain(document, error, 0)]
    return read_text(text, shown, relative)


def read_text(text: str, shown: str, relative: str) -> tuple[Document, list[Problem]]:
    """As `read_document`, for the text of a file that is `shown` to people under this name."""
    document = Document(shown, relative)
    try:
        _require_flat(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return document, [_explain(document, error, len(text.splitlines()))]
    builder = _Builder(document)
    value = builder.build(node, ()) if node else None
    if value is None and not builder.problems:
        return document, [document.problem((), "the file is empty; write the content or remove the file")]
    return Document(document.file, relative, value, document.lines), builder.problems


def _require_flat(text: str) -> None:
    """Refuse deep nesting before it is composed: on 100,000 brackets libyaml's composer overruns the C stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            mark: Any = event.start_mark  # the C loader has a Mark class of its own
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=mark)


def _explain(document: Document, error: Exception, last_line: int) -> Problem:
    """A problem in plain words for a file that is not readable as YAML."""
    if isinstance(error, OSError):
        return document.problem((), f"cannot be read ({error.strerror}); check the file and its permissions")
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(document.file, line, "", "this line is not UTF-8 text; save the file as UTF-8")
    said = str(getattr(error, "problem", None) or error).split("\n")[0]
    hint = next((words for key, words in _HINTS.items() if key in str(error)), "compare with the lines around it")
    return Problem(document.file, _find_line(error, last_line), "", f"this is not valid YAML ({said}): {hint}")


def _find_line(error: Exception, last_line: int) -> int:
    """Where the parser stumbled; if that is the end of the file, then where the unfinished thing begins."""
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    lines = [mark.line + 1 for mark in marks if mark]
    return next((line for line in lines if line <= last_line), max(1, last_line) if lines else 1)


class _Builder:
    """Turns nodes into plain values; notes the line of each path and whatever is wrong on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, path: Path) -> Any:
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if id(node) in self._seen:
            return self._complain(path, "'&' and '*' repeat a passage from elsewhere; write it out here instead")
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _complain(self, path: Path, message: str) -> None:
        self.problems.append(self.document.problem(path, message))

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text, kind = str(node.value), node.tag.removeprefix(_YAML)
        if kind not in _CONVERTERS:
            return self._complain(path, f"the tag {node.tag} means nothing here; remove it, or put the text in quotes")
        if kind in ("int", "float") and not (_NUMBER.fullmatch(text) and math.isfinite(float(text))):
            return self._complain(path, f"'{text}' is no number that can be meant here; write it with digits")
        return _CONVERTERS[kind](text)

    def _pairs(self, node: yaml.Node, path: Path) -> Iterator[tuple[str, Any]]:
        first_line: dict[str, int] = {}
        for key_node, value_node in node.value:
            line, key = key_node.start_mark.line + 1, key_node.value
            if not key_node.tag.endswith(":str"):
                message = "a key must be text; put it in quotes"
                self.problems.append(Problem(self.document.file, line, write_path(path), message))
            elif key in first_line:
                message = f"the key '{key}' is written twice (first in line {first_line[key]}); keep one of them"
                self.problems.append(Problem(self.document.file, line, write_path((*path, key)), message))
            else:
                first_line[key] = self.document.lines[(*path, key)] = line
                yield key, self.build(value_node, (*path, key))
