"""Where an instructor writes: a question or a case as a form and as YAML, checked, previewed and saved.

    apps.authoring()

The kernel holds the text. Each change is shown at once; the check against all other content follows in a thread, one at
a time, and always for the newest text.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps import authoring_text as texts
from sciatica_teach.apps.authoring_preview import open_preview
from sciatica_teach.apps.authoring_text import Draft
from sciatica_teach.apps.context import Context, get_context, require_instructor
from sciatica_teach.apps.guard import guarded
from sciatica_teach.content.authoring.keeping import LARGEST
from sciatica_teach.content.authoring.places import list_places
from sciatica_teach.content.authoring.proving import Proof, prove
from sciatica_teach.content.cache import hash_content
from sciatica_teach.content.folders import SHIPPED, choose_folders, find_files
from sciatica_teach.content.problems import Path as ValuePath
from sciatica_teach.errors import BadDraft, NotAllowedNow
from sciatica_teach.settings import Settings
from sciatica_teach.views.authoring import Desk, Shelf, desk_state, list_choices, shelf_state
from sciatica_teach.views.parts import Card, Editor
from sciatica_teach.views.words import say

log = logging.getLogger(__name__)

Spawn = Callable[[Coroutine[Any, Any, None]], Any]


@guarded
def authoring() -> widgets.Widget:
    """Forms and YAML side by side; for instructors only."""
    context = get_context()
    require_instructor(context)
    return AuthoringPage(context, Settings.from_environment(os.environ).content_dir).box


class AuthoringBox(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The editor, and a preview under it."""

    def __repr__(self) -> str:
        return f"AuthoringView(parts={len(self.children)})"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()


class AuthoringPage:
    """Turns what the author does into texts, checks and files."""

    def __init__(self, context: Context, own: Path | None, spawn: Spawn = asyncio.ensure_future) -> None:
        """`own` is the author's folder; `spawn` starts a check beside the page."""
        self._context, self._own, self._spawn = context, own, spawn
        self.draft: Draft | None = None
        self.proof: Proof | None = None
        self._seq = 0
        self._saved_at = self._version = ""
        self._is_due = self._is_checking = False
        self.part = Editor(state=shelf_state(self._shelf(), context.owner), catalogue=list_choices(context.kb))
        self.part.on_action(self.handle)
        self.box = AuthoringBox([self.part])
        self.box.add_class("st-view")

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One step of the author. Raises a `SciaticaTeachError` with the words to show."""
        require_instructor(self._context)
        number = action.get("seq")
        self._seq = number if isinstance(number, int) else self._seq
        match str(action.get("verb")):
            case "shelf":
                self.draft = None
                self._close_preview()
            case "preview":
                self._preview()
            case "close":
                self._close_preview()
            case "save":
                self._save()
            case "at":
                self.draft = self._open().show(int(action["at"]))
            case verb:
                self._take(self._change(verb, action))
        self._show()

    def _change(self, verb: str, action: dict[str, Any]) -> Draft:
        """The text after this step."""
        today = f"{datetime.now():%Y-%m-%d}"
        match verb:
            case "open":
                return texts.open_draft(self._own, str(action.get("file")))
            case "resume":
                return texts.resume_draft(self._own, action)
            case "new-item" if self.draft:
                return texts.add_item(self.draft, str(action.get("kind")), str(action.get("name")))
            case "new-item":
                kind, name, quiz = (str(action.get(key)) for key in ("kind", "name", "quiz"))
                return texts.begin_item(self._own, kind, name, quiz, today)
            case "new-case":
                order = 1 + max((case.order for case in self._context.kb.cases), default=0)
                return texts.begin_case(self._own, str(action.get("name")), order, today)
        return self._edit(verb, action)

    def _edit(self, verb: str, action: dict[str, Any]) -> Draft:
        draft = self._open()
        match verb:
            case "text" if isinstance(action.get("text"), str) and len(action["text"]) <= LARGEST:
                return replace(draft, text=action["text"])
            case "field":
                return texts.change_field(draft, _path_in(action), action.get("value"))
            case "add":
                return texts.add_row(draft, _path_in(action))
            case "drop":
                return texts.drop_row(draft, _path_in(action))
        raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _open(self) -> Draft:
        if self.draft is None:
            raise NotAllowedNow("Nothing is open here. Open a file first.")
        return self.draft

    def _take(self, draft: Draft) -> None:
        """Work on with this text; a check of it follows."""
        if self.draft is None or draft.file != self.draft.file:
            self._close_preview()
        self.draft, self.proof, self._is_due = draft, None, True
        self._saved_at = self._version = ""
        if not self._is_checking:
            self._is_checking = True
            self._spawn(self.check())

    async def check(self) -> None:
        """Check the newest text, and once more if it was changed meanwhile."""
        try:
            while self._is_due and self.draft:
                self._is_due, draft = False, self.draft
                proof = await asyncio.to_thread(prove, draft.file, draft.text, self._own)
                if not self._is_due and self.draft:
                    self.proof = proof
                    self._show()
        except Exception:
            log.exception("The text could not be checked")
        finally:
            self._is_checking = False

    def _save(self) -> None:
        draft = self._open()
        if self._own is None:
            raise NotAllowedNow(say("author.save_no_folder"))
        if self.proof is None or self.proof.here:
            raise NotAllowedNow(say("author.save_mend" if self.proof else "author.save_checking"))
        now = datetime.now()
        self.draft = texts.save_draft(self._own, draft, now)
        self._saved_at = f"{now:%H:%M:%S}"
        if self._context.hosted and not self.proof.elsewhere:
            self._version = hash_content(find_files(choose_folders(self._own)))

    def _preview(self) -> None:
        draft = self._open()
        if self.proof is None or self.proof.knowledge is None:
            raise NotAllowedNow(say("author.save_mend" if self.proof else "author.save_checking"))
        item_id = draft.entries[draft.at] if draft.entries else ""
        shown = open_preview(self.proof.knowledge, draft.file, item_id)
        words = {"type": "text", "text": say("author.preview_text"), "quiet": True, "quote": False}
        head = Card(state={"tone": "info", "eyebrow": "", "title": say("author.preview_title"), "level": 2,
                           "blocks": [words], "id": "preview", "arrive": f"preview-{self._seq}"})
        self.box.children = (self.part, head, shown)

    def _close_preview(self) -> None:
        if len(self.box.children) > 1:
            self.box.children = (self.part,)

    def _shelf(self) -> Shelf:
        folder = str(self._own) if self._own else ""
        return Shelf(own=list_places(self._own), shipped=list_places(SHIPPED), folder=folder)

    def _show(self) -> None:
        owner, draft = self._context.owner, self.draft
        if draft is None:
            self.part.state = {**shelf_state(self._shelf(), owner), "seq": self._seq}
            return
        self.part.state = desk_state(self._shelf(), owner, Desk(
            file=draft.file, at=draft.at, entries=draft.entries, text=draft.text, stamp=draft.stamp, seq=self._seq,
            form=draft.form, proof=self.proof, is_dirty=draft.is_dirty, saved_at=self._saved_at,
            version=self._version, is_previewed=len(self.box.children) > 1,
        ))


def _path_in(action: dict[str, Any]) -> ValuePath:
    path = action.get("path")
    if not isinstance(path, list) or not path or not all(isinstance(one, str | int) for one in path):
        raise BadDraft("This step names no field. Reload the page; your text is kept.")
    return tuple(path)
