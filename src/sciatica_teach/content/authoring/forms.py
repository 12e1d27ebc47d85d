"""The text as fields to fill in: which there are for each kind, and what stands in them.

A form has what most authors need of a kind; whatever else a file may hold is written in the YAML beside it. Kinds
without a table of their own have what all questions share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sciatica_teach.content.authoring.places import Folder
from sciatica_teach.content.problems import Path

Input = Literal["line", "lines", "number", "check", "choice", "list"]
"""One line, several, a number, a switch, one of a list, or texts one a line."""


@dataclass(frozen=True)
class Field:
    """One value."""

    name: str
    """Its key, with dots where it lies deeper: "patient.age"."""
    input: Input = "lines"
    of: str = ""
    """What is chosen from: "objective", "cause", ..."""
    may_lack: bool = False
    """Whether the key is taken away where nothing is filled in."""


@dataclass(frozen=True)
class Rows:
    """A list of entries, each with the same fields."""

    name: str
    columns: tuple[Field, ...]
    least: int = 0
    """Entries that it must keep."""


_ID, _TEXT, _WHY = Field("id", "line"), Field("text"), Field("feedback")
_HARMFUL = Field("harmful", "list", may_lack=True)
_SAID = (Field("feedback_right"), Field("feedback_wrong"))
_OPTIONS = (Rows("options", (_ID, _TEXT, Field("right", "check", may_lack=True), _WHY), 3), _HARMFUL)
_HEAD = (_ID, Field("stem"))
_TAIL = (
    Field("explanation"), Field("nudge"), Field("scaffold"), Field("objective", "choice", "objective"),
    Field("misconception", "choice", "misconception", may_lack=True), Field("safety", "check", may_lack=True),
    Field("hardness", "choice", "hardness"), Field("mark", "choice", "mark"), Field("sources", "list", "source"),
    Field("conflict", may_lack=True),
)
_MADE = (_ID, Field("objective", "choice", "objective"), Field("safety", "check", may_lack=True),
         Field("hardness", "choice", "hardness"), Field("seed", "number"))
_OWN: dict[str, tuple[Field | Rows, ...]] = {
    "single": _OPTIONS,
    "multiple": _OPTIONS,
    "ordering": (Field("first", "line"), Field("last", "line"), Rows("steps", (_ID, _TEXT, _WHY), 3), _HARMFUL),
    "matching": (Rows("prompts", (_ID, _TEXT, Field("partner", "line"), _WHY), 3),
                 Rows("partners", (_ID, _TEXT), 3), _HARMFUL),
    "numeric": (Field("answer", "number"), Field("tolerance", "number"), Field("unit", "line", may_lack=True),
                Field("low", "number", may_lack=True), Field("high", "number", may_lack=True),
                Rows("near", (Field("low", "number"), Field("high", "number"), _WHY)), *_SAID),
    "text": (Field("asks", "line"), Field("accepted", "list"), Rows("mistaken", (_TEXT, _WHY)), *_SAID),
    "triage": (Field("needed", "choice", "urgency"), Rows("speeds", (Field("speed", "choice", "urgency"), _WHY), 5),
               Field("meanwhile")),
    "script": (Field("thinking_of"), Field("learnt"), Field("ratio_low", "number"), Field("ratio", "number"),
               Field("ratio_high", "number")),
}
_QUIZ = (Field("title", "line"), Field("intro"), Field("review.checked", "line"))
_CASE = (
    Field("title", "line"), Field("setting", "choice", "setting"), Field("patient.name", "line"),
    Field("patient.age", "number"), Field("patient.sex", "choice", "sex"), Field("patient.occupation", "line"),
    Field("opening"), Field("truth", "choice", "cause"), Field("difficulty", "choice", "difficulty"),
    Field("minutes", "number"), Field("objectives", "list", "objective"), Field("review.checked", "line"),
)


@dataclass(frozen=True)
class Filled:
    """A field and what stands in it."""

    field: Field
    path: Path
    value: Any


@dataclass(frozen=True)
class FilledRows:
    """A list of entries and what stands in them."""

    rows: Rows
    path: Path
    entries: tuple[tuple[Filled, ...], ...]


Form = tuple[Filled | FilledRows, ...]


def list_entries(folder: Folder, value: Any) -> tuple[str, ...]:
    """The questions of a quiz by their ids; a case has none."""
    found = value.get("items") if folder == "items" and isinstance(value, dict) else None
    entries = found if isinstance(found, list) else []
    return tuple(str(one.get("id", "")) if isinstance(one, dict) else "" for one in entries)


def read_form(folder: Folder, value: Any, at: int) -> Form:
    """The form of a case, or of a quiz and its question number `at`; empty where there is nothing to fill in."""
    if not isinstance(value, dict):
        return ()
    if folder == "cases":
        return _fill(_CASE, value, ())
    items = value.get("items")
    item = items[at] if isinstance(items, list) and 0 <= at < len(items) else None
    return (*_fill(_fields_of(item), item, ("items", at)), *_fill(_QUIZ, value, ()))


def find_rows(form: Form, path: Path) -> Rows | None:
    """The list at this path, if the form has one there."""
    return next((one.rows for one in form if isinstance(one, FilledRows) and one.path == path), None)


def find_field(form: Form, path: Path) -> Field | None:
    """The field at this path, in a list or outside of one."""
    outside = [one for one in form if isinstance(one, Filled)]
    inside = [cell for one in form if isinstance(one, FilledRows) for entry in one.entries for cell in entry]
    return next((one.field for one in (*outside, *inside) if one.path == path), None)


def _fields_of(item: Any) -> tuple[Field | Rows, ...]:
    kind = item.get("kind") if isinstance(item, dict) else None
    if kind in ("lesion", "update", "point"):
        return _MADE
    return (*_HEAD, *_OWN.get(str(kind), ()), *_TAIL) if isinstance(item, dict) else ()


def _fill(fields: tuple[Field | Rows, ...], holder: Any, base: Path) -> Form:
    return tuple(
        _fill_rows(one, holder, base) if isinstance(one, Rows) else _fill_field(one, holder, base) for one in fields
    )


def _fill_field(field: Field, holder: Any, base: Path) -> Filled:
    keys = tuple(field.name.split("."))
    value = holder
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return Filled(field, (*base, *keys), value)


def _fill_rows(rows: Rows, holder: Any, base: Path) -> FilledRows:
    path = (*base, rows.name)
    listed = holder.get(rows.name)
    entries = enumerate(listed if isinstance(listed, list) else ())
    return FilledRows(rows, path, tuple(
        tuple(_fill_field(column, entry, (*path, index)) for column in rows.columns) for index, entry in entries
    ))
