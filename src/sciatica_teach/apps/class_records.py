"""The instructor's page of class records: make a class, see where it stands, release papers, save the gradebook.

    ?class=ID         one of one's own classes
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.class_desk import ClassDesk
from sciatica_teach.apps.class_store import find_classes
from sciatica_teach.apps.context import Context, get_context, require_instructor
from sciatica_teach.apps.guard import guarded
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.session.record_files import iso_time
from sciatica_teach.store.classes.port import ClassStore
from sciatica_teach.views.class_front import classes_state, nothing_shared_state, show_code
from sciatica_teach.views.class_records import Chosen, ClassRecordsView, Seen, class_parts
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say


@guarded
def class_records() -> widgets.Widget:
    """Your classes: unsafe acts first, where each stands with how sure that is, confusion, questions, marks."""
    context = get_context()
    require_instructor(context)
    return ClassRecordsPage(context, find_classes(context)).page


class ClassRecordsPage:
    """The list of classes, and below it the one that is looked at."""

    def __init__(self, context: Context, classes: ClassStore | None) -> None:
        self.context = context
        self.desk = ClassDesk(context, classes) if classes is not None else None
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self.view = ClassRecordsView(self.handle)
        self._class_id = ""
        self._seen: Seen | None = None
        self._chosen = Chosen()
        self.page.embed(self.view, subject="")
        self._follow(context.query.get("class", ""))

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the instructor. Raises in words what cannot be done."""
        require_instructor(self.context)
        desk, verb = self._require_desk(), str(action.get("verb"))
        match verb:
            case "make-class":
                made = desk.make(str(action.get("text", "")), command_id)
                self._look(made.id, command_id)
                self.page.notify(say("school.made", code=show_code(made.code)))
            case "look":
                self._look(str(action.get("class_id")), command_id)
            case "again":
                self._look(self._class_id, command_id)
            case "close-class":
                desk.close(str(action.get("class_id")))
                self._class_id, self._seen = "", None
                self._show(command_id)
                self.page.notify(say("school.closed"))
            case "objective":
                self._chosen = replace(self._chosen, objective=str(action.get("id")))
                self._show()
            case "save" if self._seen is not None:
                self._save(desk)
            case _:
                self._handle_paper(desk, verb, action)

    def _handle_paper(self, desk: ClassDesk, verb: str, action: dict[str, Any]) -> None:
        paper = str(action.get("paper", action.get("text", "")))
        match verb:
            case "look-paper":
                self._show_paper(desk, paper)
            case "release":
                desk.release(paper)
                self._look(self._class_id)
                self._show_paper(desk, paper)
                self.page.notify(say("school.papers_now_released", paper=paper))
            case "seal":
                desk.seal(paper)
                self._look(self._class_id)
                self._show_paper(desk, paper)
                self.page.notify(say("school.papers_now_sealed", paper=paper))
            case _:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _require_desk(self) -> ClassDesk:
        if self.desk is None:
            raise NotAllowedNow(say("school.memory"))
        return self.desk

    def _follow(self, class_id: str) -> None:
        """The class that the link names; a link to none of one's own leads to the list."""
        own = {one.id for one in self.desk.list()} if self.desk else set()
        if class_id in own:
            self._look(class_id)
        else:
            self._show()

    def _look(self, class_id: str, arrive: str = "") -> None:
        self._seen = self._require_desk().read(class_id)
        if class_id != self._class_id:
            self._chosen = Chosen()
        self._class_id = class_id
        self.page.quiet()
        self._show(arrive)

    def _show_paper(self, desk: ClassDesk, typed: str) -> None:
        line, everywhere = desk.find_paper(typed)
        self._chosen = replace(self._chosen, paper=line, everywhere=everywhere)
        self._show()

    def _save(self, desk: ClassDesk) -> None:
        one = desk.get(self._class_id)
        day = iso_time(self.context.clock())[:10]
        self.view.hand_over(f"sciatica-teach-gradebook-{one.code.lower()}-{day}.csv", desk.gradebook())

    def _show(self, arrive: str = "") -> None:
        if self.desk is None:
            self.view.show(nothing_shared_state(), (), classes=0, chosen="")
            return
        classes = self.desk.list()
        one = next((one for one in classes if one.id == self._class_id), None)
        if one is None or self._seen is None:
            self.view.show(classes_state(classes, arrive=arrive), (), classes=len(classes), chosen="")
            return
        parts = class_parts(self.context.kb, one, self._seen, self._chosen, arrive=arrive)
        self.view.show(classes_state(classes, one.id), parts, classes=len(classes), chosen=one.name)
