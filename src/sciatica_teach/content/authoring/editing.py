"""One value of a YAML text changed, and everything else left as its author wrote it: comments, order, quotes.

The text is read and written by a library that keeps all of that. What it cannot keep is where a long line was broken:
a text that runs over several lines without `>-` or `|-` comes back in one.
"""

from __future__ import annotations

from io import StringIO
from textwrap import indent
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    ScalarString,
)

from sciatica_teach.content.problems import Path
from sciatica_teach.errors import BadDraft

WIDEST = 100_000
"""Columns: no line is broken that its author did not break."""
COLUMNS = 96
"""After which a line of a block is broken, where the block was written anew."""


def set_value(text: str, path: Path, value: Any) -> str:
    """The text with this value at the path, whose last key may be new. None takes the key away."""
    tree = _parse(text)
    holder = _walk(tree, path[:-1], create=True)
    key = path[-1]
    if value is None and isinstance(holder, CommentedMap):
        holder.pop(key, None)
    elif isinstance(holder, CommentedMap):
        holder[key] = _dress(value, holder.get(key))
    elif isinstance(holder, CommentedSeq) and isinstance(key, int) and 0 <= key < len(holder):
        holder[key] = _dress(value, holder[key])
    else:
        raise _lost()
    return _print(tree)


def add_entry(text: str, path: Path, entry: Any) -> str:
    """The text with one more entry at the end of the list at the path; the list may be new."""
    tree = _parse(text)
    listed = _walk(tree, path, create=False) if _has(tree, path) else None
    if listed is None:
        return set_value(text, path, [entry])
    if not isinstance(listed, CommentedSeq):
        raise _lost()
    listed.append(_dress(entry))
    return _print(tree)


def append_text(text: str, path: Path, entry: str) -> str:
    """As `add_entry`, for entries that are YAML themselves (a list), with their comments."""
    tree = _parse(text)
    (parsed,) = _parse(f"entries:\n{indent(entry, '  ')}")["entries"]  # in their column, or the comments stay behind
    listed = _walk(tree, path, create=False)
    if not isinstance(listed, CommentedSeq):
        raise _lost()
    listed.append(parsed)
    return _print(tree)


def drop_entry(text: str, path: Path) -> str:
    """The text without the entry of a list that the path leads to."""
    tree = _parse(text)
    listed, index = _walk(tree, path[:-1], create=False), path[-1]
    if not (isinstance(listed, CommentedSeq) and isinstance(index, int) and 0 <= index < len(listed)):
        raise _lost()
    del listed[index]
    return _print(tree)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = WIDEST
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _parse(text: str) -> Any:
    try:
        tree = _yaml().load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise BadDraft("The text cannot be read as YAML just now. Mend it first, then the form follows.") from error
    if not isinstance(tree, CommentedMap | CommentedSeq):
        raise _lost()
    return tree


def _print(tree: Any) -> str:
    written = StringIO()
    _yaml().dump(tree, written)
    return written.getvalue()


def _has(tree: Any, path: Path) -> bool:
    try:
        _walk(tree, path, create=False)
    except BadDraft:
        return False
    return True


def _walk(tree: Any, path: Path, *, create: bool) -> Any:
    """What stands at the path; mappings that are missing on the way are made with `create`."""
    at = tree
    for key in path:
        if create and isinstance(at, CommentedMap) and key not in at:
            at[key] = CommentedMap()
        try:
            at = at[key]
        except (KeyError, IndexError, TypeError) as error:
            raise _lost() from error
    return at


def _dress(value: Any, before: Any = None) -> Any:
    """The value as it is to be written: texts so that no reader takes them for anything else."""
    if isinstance(value, str):
        return _dress_text(value, before)
    if isinstance(value, dict):
        return CommentedMap({key: _dress(one) for key, one in value.items()})
    if isinstance(value, list):
        dressed = CommentedSeq([_dress(one) for one in value])
        if all(isinstance(one, str | int | float) for one in value):
            dressed.fa.set_flow_style()
        return dressed
    return value


def _dress_text(text: str, before: Any = None) -> str:
    """The text as it stood before: in a block where it stood in a block, and with the comment that follows it."""
    tidy = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    if tidy and tidy.replace("\n", "").isprintable() and ("\n" in tidy or isinstance(before, ScalarString)):
        block = _as_block(tidy, before)
        if block is not None:
            return block
    return tidy if _is_plain(tidy) else DoubleQuotedScalarString(tidy)


def _as_block(tidy: str, before: Any) -> str | None:
    """None where the text before stood on a line of its key."""
    if "\n" in tidy:
        block: ScalarString = LiteralScalarString(tidy)
    elif isinstance(before, FoldedScalarString | LiteralScalarString):
        block = FoldedScalarString(tidy)
        block.fold_pos = _find_folds(tidy)  # type: ignore[attr-defined]  # where the library looks for it
    else:
        return None
    if hasattr(before, "comment"):
        block.comment = before.comment  # type: ignore[attr-defined]  # the library hangs it there
    return block


def _find_folds(tidy: str) -> list[int]:
    """The blanks at which lines of about COLUMNS end."""
    folds, start, last = [], 0, -1
    for position, character in enumerate(tidy):
        if character == " " and tidy[position + 1] != " " and tidy[position - 1] != " ":
            if position - start > COLUMNS and last > start:
                folds.append(last)
                start = last
            last = position
    return folds


def _is_plain(tidy: str) -> bool:
    """Whether the text can stand without quotes anywhere, in a list in one line as well."""
    harmless = all(one.isalpha() or one in " .;()-–’“”0123456789" for one in tidy)
    return harmless and tidy[:1].isalpha() and tidy.lower() not in ("true", "false", "null")


def _lost() -> BadDraft:
    return BadDraft("The text was changed meanwhile, and this field is no longer in it. Look at the YAML.")
