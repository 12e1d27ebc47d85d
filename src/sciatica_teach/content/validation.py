"""One value against one type: pydantic finds what is wrong, this module says it in plain words.

Values are checked in pydantic's strict JSON mode: a list may stand for a tuple and 1 for 1.0, but "0.3" in quotes is
not a number and 1 is not `true`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sciatica_teach.content.problems import Path, Problem, list_words, suggest
from sciatica_teach.content.reading import Document

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def parse_value(kind: type[T], value: Any, document: Document, base: Path = ()) -> tuple[T | None, list[Problem]]:
    """The value as a `kind`, or None and every problem found; `base` is where in the document the value stands."""
    try:
        adapter: TypeAdapter[T] = _adapter(kind)  # type: ignore[arg-type]  # classes are hashable
        return adapter.validate_json(json.dumps(value), strict=True), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    kept = [detail for detail in details if not _is_echo(detail, value, details)]
    return None, [_translate(kind, detail, document, base) for detail in kept]


def _is_echo(detail: ErrorDetails, value: Any, details: list[ErrorDetails]) -> bool:
    """Whether this only repeats a problem further in: pydantic counts a list's bad entries as missing ones."""
    loc = detail["loc"]
    inner = any(len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in details)
    return inner and detail["type"] == "too_short" and len(_value_at(value, loc)) >= detail["ctx"]["min_length"]


def _value_at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _translate(kind: type, detail: ErrorDetails, document: Document, base: Path) -> Problem:
    loc = tuple(part for part in detail["loc"] if part != "[key]")
    if detail["type"] == "unexpected_keyword_argument":
        known = sorted(_known_keys(kind, loc[:-1]))
        message = f"there is no key '{loc[-1]}' here.{suggest(str(loc[-1]), known) or _offer(known)}"
    else:
        message = _say(detail, str(loc[-1]) if loc else "")
    return document.problem((*base, *loc), message)


def _offer(known: list[str]) -> str:
    return f" Known keys are {list_words(known)}."


_WANTED = {
    "string_type": "a text; put it in quotes if it looks like a number",
    "float_type": "a number, without quotes",
    "int_type": "a whole number, without quotes",
    "int_from_float": "a whole number",
    "bool_type": "true or false, without quotes",
    "tuple_type": "a list; begin each entry with '- '",
    "dict_type": "a mapping of keys to values",
    "dataclass_type": "a mapping of keys to values",
}
_LACKING = {
    "missing": "the key '{name}' is missing; add it",
    "string_too_short": "is empty; write a text, or remove the key if it may be left out",
    "too_short": "fewer entries than needed ({actual_length} of at least {min_length}); add what is missing",
}


def _say(detail: ErrorDetails, name: str) -> str:
    """What is wrong and what to do, for the kinds of error that our types can raise."""
    wrong, ctx = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing" | "string_too_short" | "too_short" as kind:
            return _LACKING[kind].format(name=name, **ctx)
        case "literal_error":
            return f"{_name_value(wrong)} is none of {ctx['expected']}.{suggest(str(wrong), _quoted(ctx['expected']))}"
        case "greater_than_equal" | "greater_than" | "less_than_equal" as kind:
            return _out_of_range(wrong, kind, ctx)
        case kind:
            return f"{_name_value(wrong)} stands where this belongs: {_WANTED.get(kind, detail['msg'])}"


def _quoted(expected: str) -> list[str]:
    return expected.split("'")[1::2]


def _out_of_range(wrong: Any, kind: str, ctx: dict[str, Any]) -> str:
    if kind == "less_than_equal":
        share = "; a share lies between 0 and 1, so write 40 % as 0.4" if ctx["le"] == 1 else ""
        return f"{wrong} is too large: it may be at most {ctx['le']:g}{share}"
    bound = f"at least {ctx['ge']:g}" if "ge" in ctx else f"more than {ctx['gt']:g}"
    return f"{wrong} is too small: it must be {bound}"


def _name_value(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"'{str(value).lower()}'"
        case dict():
            return "a mapping"
        case list():
            return "a list"
    return f"'{value}'"


def _known_keys(kind: Any, path: Path) -> Iterator[str]:
    """The keys that the type allows at this path."""
    for part in path:
        kind = next(_step_into(kind, part), None)
    for choice in (kind, *get_args(kind)):
        if is_dataclass(choice):
            yield from (field.name for field in fields(choice))


def _step_into(kind: Any, part: str | int) -> Iterator[Any]:
    """The type of what stands under `part` in a value of type `kind`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        yield get_type_hints(kind)[str(part)]
    elif origin is dict:
        yield arguments[1]
    elif origin is tuple and isinstance(part, int):
        yield arguments[0]
