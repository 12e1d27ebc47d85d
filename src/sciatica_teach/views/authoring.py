"""The authoring page as JSON for its part: what can be opened, and the text that is being written with its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sciatica_teach.content.authoring.beginning import KINDS
from sciatica_teach.content.authoring.forms import Field, Filled, FilledRows, Form
from sciatica_teach.content.authoring.proving import Proof
from sciatica_teach.content.problems import Problem, write_path
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.evidence import Mark
from sciatica_teach.model.items import Hardness
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.words import say

SHOWN = 20
"""Problems at once."""

Choice = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is being written, and how it stands."""

    file: str
    at: int
    entries: tuple[str, ...]
    text: str
    stamp: str
    seq: int
    """Of the last change that the browser made to it."""
    form: Form
    proof: Proof | None
    """None while it is being checked."""
    is_dirty: bool
    saved_at: str = ""
    """Time of day of the last saving, while nothing was changed since."""
    version: str = ""
    """Of the content with what was saved; empty where no server shows it."""
    is_previewed: bool = False


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What there is to open."""

    own: tuple[str, ...]
    shipped: tuple[str, ...]
    folder: str = ""
    """The author's folder as it is shown; empty where the server was started without one."""


def list_choices(kb: KnowledgeBase) -> dict[str, list[Choice]]:
    """What the fields choose from, by name: ids with the words for them."""
    return {
        "objective": [_choice(one.id, one.name) for one in kb.objectives],
        "misconception": [_choice(one.id, one.belief) for one in kb.misconceptions],
        "source": [_choice(one.id, one.citation) for one in kb.sources],
        "cause": [_choice(one.id, one.name) for one in kb.causes],
        "setting": [_choice(one.id, one.name) for one in kb.settings],
        "mark": [_choice(one, say(f"mark.{one}")) for one in get_args(Mark)],
        "hardness": [_choice(one, say(f"author.hardness.{one}")) for one in get_args(Hardness)],
        "difficulty": [_choice(one, say(f"author.difficulty.{one}")) for one in ("first", "middle", "hard")],
        "sex": [_choice(one, say(f"author.sex.{one}")) for one in ("female", "male")],
        "urgency": [_choice(one, say(f"urgency.{one}")) for one in URGENCIES],
    }


def _choice(value: str, label: str) -> Choice:
    return {"value": value, "label": label}


def shelf_state(shelf: Shelf, owner: str) -> dict[str, Any]:
    """The page before anything was opened."""
    files = [{"file": one, "own": True} for one in shelf.own]
    files += [{"file": one, "own": False} for one in shelf.shipped if one not in shelf.own]
    return {
        "id": "author", "subject": "", "mode": "shelf", "owner": owner, "files": files,
        "folder": shelf.folder, "how": "" if shelf.folder else say("author.no_folder"),
        "kinds": [_choice(kind, say(f"author.kind.{kind}")) for kind in KINDS],
    }


def desk_state(shelf: Shelf, owner: str, desk: Desk) -> dict[str, Any]:
    """The page with a text open."""
    proof = desk.proof or Proof()
    here = {problem.path: problem.message for problem in reversed(proof.here)}
    why = _say_why_not(shelf, desk)
    return {
        **shelf_state(shelf, owner), "mode": "desk", "file": desk.file, "is_new": not desk.stamp, "at": desk.at,
        "entries": list(desk.entries), "text": desk.text, "stamp": desk.stamp, "seq": desk.seq,
        "dirty": desk.is_dirty, "checking": desk.proof is None, "form": [_draw(one, here) for one in desk.form],
        "problems": [_draw_problem(one, desk.file) for one in (*proof.here, *proof.elsewhere)[:SHOWN]],
        "verdict": _say_verdict(desk), "tone": _choose_tone(desk),
        "save_why": why, "can_preview": bool(proof.knowledge), "previewed": desk.is_previewed,
        "saved": say("author.saved", file=desk.file, at=desk.saved_at) if desk.saved_at else "",
        "version": desk.version,
    }


def _say_why_not(shelf: Shelf, desk: Desk) -> str:
    """Why it cannot be saved just now; empty where it can."""
    if not shelf.folder:
        return say("author.save_no_folder")
    if desk.proof is None:
        return say("author.save_checking")
    if desk.proof.here:
        return say("author.save_mend")
    return "" if desk.is_dirty or not desk.stamp else say("author.save_nothing")


def _say_verdict(desk: Desk) -> str:
    if desk.proof is None:
        return say("author.checking")
    here, elsewhere = len(desk.proof.here), len(desk.proof.elsewhere)
    if here:
        words = say("author.mend_one") if here == 1 else say("author.mend_many", count=here)
        return f"{words} {say('author.hides_more')}" if desk.proof.may_hide_more else words
    return say("author.mend_elsewhere", count=elsewhere) if elsewhere else say("author.valid")


def _choose_tone(desk: Desk) -> str:
    if desk.proof is None:
        return "info"
    return "caution" if desk.proof.here or desk.proof.elsewhere else "right"


def _draw_problem(problem: Problem, file: str) -> dict[str, Any]:
    return {
        "line": problem.line if problem.file == file else 0,
        "where": say("author.line", line=problem.line) if problem.file == file else f"{problem.file}:{problem.line}",
        "place": problem.path or say("preview.whole"), "message": problem.message,
    }


def _draw(one: Filled | FilledRows, here: dict[str, str]) -> dict[str, Any]:
    if isinstance(one, Filled):
        return _draw_field(one, here)
    return {
        "type": "rows", "path": list(one.path), "label": say(f"author.field.{one.rows.name}"),
        "least": one.rows.least, "problem": here.get(write_path(one.path), ""),
        "entries": [[_draw_field(cell, here) for cell in entry] for entry in one.entries],
    }


def _draw_field(one: Filled, here: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "field", "path": list(one.path), "input": one.field.input, "of": one.field.of,
        "label": say(f"author.field.{one.field.name.replace('.', '_')}"), "value": show_value(one.field, one.value),
        "may_lack": one.field.may_lack, "problem": _find_problem(one, here),
    }


def _find_problem(one: Filled, here: dict[str, str]) -> str:
    """What is said of the value or of something in it."""
    path = write_path(one.path)
    return here.get(path) or next((said for at, said in here.items() if at.startswith(f"{path}[")), "")


def show_value(told: Field, value: Any) -> Any:
    """As the browser's field holds it: a switch is true or false, everything else a text."""
    if told.input == "check":
        return value is True
    if told.input == "list":
        return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value or "")
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def entry_of(columns: Sequence[Field]) -> dict[str, Any]:
    """A new entry of a list, to be filled in."""
    return {one.name: _BLANK[one.input] for one in columns if not one.may_lack}


_BLANK: dict[str, Any] = {"line": "", "lines": "", "number": 0, "check": False, "choice": "", "list": []}
