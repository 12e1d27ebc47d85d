"""The text that an author works on: opened, begun, changed, saved. Nothing of it is on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sciatica_teach.content.authoring import beginning, keeping
from sciatica_teach.content.authoring.editing import add_entry, append_text, drop_entry, set_value
from sciatica_teach.content.authoring.forms import Field, Form, find_field, find_rows, list_entries, read_form
from sciatica_teach.content.authoring.places import check_name, find_text, parse_place
from sciatica_teach.content.folders import choose_folders
from sciatica_teach.content.problems import Path as ValuePath
from sciatica_teach.content.reading import read_text
from sciatica_teach.errors import BadDraft
from sciatica_teach.views.authoring import entry_of


@dataclass(frozen=True)
class Draft:
    """One file as its author has it before them."""

    file: str
    text: str
    stamp: str
    """Of the saved file that the text began with; empty for one that is not there yet."""
    saved: str | None
    """What is saved; None where nothing is."""
    at: int = 0
    """Which of the questions the form shows."""

    @property
    def is_dirty(self) -> bool:
        return self.text != self.saved

    @property
    def value(self) -> Any:
        """The text read; None where it cannot be."""
        return read_text(self.text, self.file, self.file)[0].value

    @property
    def entries(self) -> tuple[str, ...]:
        return list_entries(parse_place(self.file)[0], self.value)

    @property
    def form(self) -> Form:
        return read_form(parse_place(self.file)[0], self.value, self.at)

    def show(self, at: int) -> Draft:
        """The same with another question in the form; one that is not there is taken for the nearest."""
        return replace(self, at=max(0, min(at, len(self.entries) - 1)))


def open_draft(own: Path | None, file: str) -> Draft:
    """The file that counts, the author's own or the shipped one. Raises BadDraft where there is none."""
    loaded = keeping.load_text(own, file)
    if loaded.stamp != keeping.NEW:
        return Draft(file, loaded.text, loaded.stamp, loaded.text)
    shipped = find_text(choose_folders(None), file)
    if shipped is None:
        raise BadDraft(f"There is no {file}. It may have been renamed or removed; choose another one.")
    return Draft(file, shipped.read_text(encoding="utf-8"), keeping.NEW, None)


def resume_draft(own: Path | None, kept: Mapping[str, Any]) -> Draft:
    """What a browser kept over a reload: a text that was not saved, or only which file was open."""
    file, at = str(kept.get("file")), kept.get("at")
    if not isinstance(kept.get("text"), str):
        return open_draft(own, file).show(at if isinstance(at, int) else 0)
    parse_place(file)
    loaded = keeping.load_text(own, file)
    saved = loaded.text if loaded.stamp != keeping.NEW else None
    text = kept["text"][: keeping.LARGEST]
    return Draft(file, text, str(kept.get("stamp") or keeping.NEW), saved).show(at if isinstance(at, int) else 0)


def begin_item(own: Path | None, kind: str, name: str, quiz: str, today: str) -> Draft:
    """A new question, at the end of a quiz of the author's or in a new one."""
    file = f"items/{check_name(quiz)}.yaml"
    loaded = keeping.load_text(own, file)
    if loaded.stamp == keeping.NEW:
        if find_text(choose_folders(None), file) is not None:
            raise BadDraft(f"A shipped quiz is called “{quiz}”. Choose another name, or open that file to change it.")
        return Draft(file, beginning.begin_set(quiz, beginning.begin_item(kind, name), today), keeping.NEW, None)
    return add_item(Draft(file, loaded.text, loaded.stamp, loaded.text), kind, name)


def add_item(draft: Draft, kind: str, name: str) -> Draft:
    """One more question in the quiz that is open."""
    if name in draft.entries:
        raise BadDraft(f"This quiz has a question called “{name}” already. Choose another name.")
    longer = append_text(draft.text, ("items",), beginning.begin_item(kind, name))
    return replace(draft, text=longer).show(len(draft.entries))


def begin_case(own: Path | None, name: str, order: int, today: str) -> Draft:
    """A new case; a name that is taken is refused."""
    file = f"cases/{check_name(name)}.yaml"
    if keeping.load_text(own, file).stamp != keeping.NEW or find_text(choose_folders(None), file) is not None:
        raise BadDraft(f"There is a case called “{name}” already. Choose another name, or open it.")
    return Draft(file, beginning.begin_case(name, order, today), keeping.NEW, None)


def change_field(draft: Draft, path: ValuePath, given: Any) -> Draft:
    """What was filled in stands in the text."""
    field = find_field(draft.form, path)
    if field is None:
        raise BadDraft("The text was changed meanwhile, and this field is no longer in it. Look at the YAML.")
    return replace(draft, text=set_value(draft.text, path, _value_of(field, given)))


def _value_of(field: Field, given: Any) -> Any:
    """What is written for what was filled in; None takes the key away."""
    if field.input == "check":
        return True if given is True else None if field.may_lack else False
    words = str(given).strip()
    if not words and field.may_lack:
        return None
    if field.input == "list":
        return [line.strip() for line in words.splitlines() if line.strip()]
    return _as_number(words) if field.input == "number" else words


def _as_number(words: str) -> float | int | str:
    """A number where it is one; anything else stays as typed, and the check says so."""
    plain = words.replace(",", ".", 1)
    digits = plain.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= 15:
        return int(plain)
    try:
        number = float(plain)
    except ValueError:
        return words
    return number if abs(number) < 1e15 else words


def add_row(draft: Draft, path: ValuePath) -> Draft:
    """One more entry in a list of the form."""
    rows = find_rows(draft.form, path)
    if rows is None:
        raise BadDraft("There is no such list in the form.")
    return replace(draft, text=add_entry(draft.text, path, entry_of(rows.columns)))


def drop_row(draft: Draft, path: ValuePath) -> Draft:
    """A list of the form without one of its entries."""
    if find_rows(draft.form, path[:-1]) is None:
        raise BadDraft("There is no such list in the form.")
    return replace(draft, text=drop_entry(draft.text, path))


def save_draft(own: Path, draft: Draft, now: datetime) -> Draft:
    """Saved, or an error that says why not."""
    stamp = keeping.save_text(own, draft.file, draft.text, draft.stamp, now)
    return replace(draft, stamp=stamp, saved=draft.text)
