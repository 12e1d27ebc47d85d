"""Writing a review into a content file, and leaving every other byte of the file as it is.

    review: {checked: "2026-11-23"}  # after the audit
    review: {checked: "2026-11-23", clinician: "Dr Ada Roe", reviewed: "2026-12-01"}  # after the audit

The file is never written anew from its values: that would lose comments, the way lists are set and where lines break.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sciatica_teach.content.reading import read_text
from sciatica_teach.errors import BadReview

LONGEST_NAME = 80


def parse_name(typed: str) -> str:
    """The reviewer's name. Raises BadReview."""
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadReview(f"Give the reviewer's name in {LONGEST_NAME} characters at the most: --by \"Dr Ada Roe\".")
    return name


def parse_day(typed: str, today: str) -> str:
    """The day of the review, such as 2026-12-01. Raises BadReview for no day, and for one to come."""
    try:
        day = date.fromisoformat(typed).isoformat()
    except ValueError:
        day = ""
    if day != typed or day > today:
        raise BadReview(f"“{typed[:20]}” cannot be the day of a review: write it as {today}, and not a day to come.")
    return day


def mark_reviewed(text: str, clinician: str, reviewed: str) -> str:
    """The file's text with the review in it. Raises BadReview where it cannot be put in without touching more."""
    start = text.startswith("\ufeff")
    body = text[start:]
    node = _find_review(body)
    for key, value in (("clinician", clinician), ("reviewed", reviewed)):
        body = _put(body, node, key, json.dumps(value, ensure_ascii=False))
        node = _find_review(body)
    _require_same(text[start:], body, {"clinician": clinician, "reviewed": reviewed})
    return text[:start] + body


def write_reviewed(source: Path, target: Path, clinician: str, reviewed: str) -> None:
    """Read one file, write it with the review to the other, or to itself; whole or not at all. Raises BadReview."""
    try:
        text = source.read_bytes().decode("utf-8")
        marked = mark_reviewed(text, clinician, reviewed)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.draft")
        draft.write_bytes(marked.encode("utf-8"))
        draft.replace(target)
    except (OSError, UnicodeDecodeError) as error:
        raise BadReview(f"The review cannot be written to {target}: {error}") from error


def _find_review(body: str) -> Any:
    root: Any = yaml.compose(body, Loader=yaml.SafeLoader)  # the one in C counts bytes, not characters
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    found = next((value for key, value in pairs if key.value == "review"), None)
    if not isinstance(found, yaml.MappingNode) or not found.value:
        raise BadReview("This file holds no review to write to.")
    return found


def _put(body: str, node: Any, key: str, value: str) -> str:
    known = next((inner for name, inner in node.value if name.value == key), None)
    if known is not None:
        return body[: known.start_mark.index] + value + body[known.end_mark.index :]
    name, last = node.value[-1]
    end = last.end_mark.index
    if node.flow_style:
        return f"{body[:end]}, {key}: {value}{body[end:]}"
    line = body.find("\n", end)
    at = len(body) if line < 0 else line
    newline = "\r\n" if body[:at].endswith("\r") else "\n"
    at -= newline == "\r\n"
    return f"{body[:at]}{newline}{' ' * name.start_mark.column}{key}: {value}{body[at:]}"


def _require_same(before: str, after: str, added: dict[str, str]) -> None:
    """What was read of the file is what it said before, and the review."""
    old, _ = read_text(before, "", "")
    new, problems = read_text(after, "", "")
    expected = {**old.value, "review": {**old.value["review"], **added}}
    if problems or new.value != expected:
        raise BadReview("The review cannot be put into this file without changing more of it: write it in by hand.")
