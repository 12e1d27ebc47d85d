"""The quiz page: the ways to practise, to review and to be examined, and the room that is entered.

    ?set=first-steps                  an item set where the learner left off
    ?item=most-urgent                 one question by itself
    ?mode=practice&area=safety        a round of practice, of all fields or of one
    ?mode=review, ?mode=mistakes      what is due; what went wrong the last time
    ?mode=exam                        the exam that is running, the last one, or the door to the first
"""

from __future__ import annotations

from typing import Any, get_args

import ipywidgets as widgets

from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.knowing import Knowing
from sciatica_teach.apps.quiz_rooms import ExamRoom, PracticeRoom, Room, SetRoom, find_exam, is_sitting, require_no_exam
from sciatica_teach.errors import ContentError, NotAllowedNow, SciaticaTeachError, StoreError, UnknownId
from sciatica_teach.model.events import PRACTICE_MODES
from sciatica_teach.model.items import Area
from sciatica_teach.session.one_question import PREFIX
from sciatica_teach.session.progress import all_progress
from sciatica_teach.views import quiz_menu
from sciatica_teach.views.menu import CardsView
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say


@guarded
def quizzes() -> widgets.Widget:
    """The menu, or what the page's link names: a set (`?set=first-steps`), a way to practise (`?mode=review`)."""
    context = get_context()
    return QuizPage(context, context.query).page


@guarded
def quiz(set_id: str) -> widgets.Widget:
    """One item set, where the learner left off."""
    return QuizPage(get_context(), {"set": set_id}).page


class QuizPage:
    """Leads into the rooms and out of them."""

    def __init__(self, context: Context, query: dict[str, str]) -> None:
        self.context = context
        self.knowing = Knowing(context)
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self._room: Room | None = None
        try:
            self._follow(query)
        except (StoreError, ContentError):
            raise
        except SciaticaTeachError as problem:
            self._show_menu()
            self.page.notify(str(problem), "caution")

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: a step from room to room, else one inside the room."""
        verb = str(action.get("verb"))
        if not self._go(verb, command_id, action):
            if self._room is None:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")
            self.page.tell_elsewhere(self._room.perform(command_id, verb, action))

    def _follow(self, query: dict[str, str]) -> None:
        mode = query.get("mode", "")
        if query.get("set") or query.get("item") or mode not in ("", "exam"):
            require_no_exam(self.context)
        if query.get("set"):
            self._enter(SetRoom(self.context, query["set"], self.handle))
        elif query.get("item"):
            self._enter(SetRoom(self.context, f"{PREFIX}{query['item']}", self.handle))
        elif mode == "exam":
            self._open_exam()
        elif mode:
            self._practise(mode, query.get("area", ""))
        else:
            self._show_menu()

    def _go(self, verb: str, command_id: str, action: dict[str, Any]) -> bool:
        match verb:
            case "open" if "quiz" in action:
                require_no_exam(self.context)
                self._enter(SetRoom(self.context, str(action["quiz"]), self.handle, arriving=True))
            case "again" if isinstance(self._room, SetRoom):
                self._enter(SetRoom(self.context, self._room.set_id, self.handle, again=command_id, arriving=True))
            case "practise":
                self._practise(str(action["mode"]), str(action.get("area", "")), command_id=command_id)
            case "another" if isinstance(self._room, PracticeRoom):
                self._practise(self._room.mode, self._room.area, command_id=command_id, anew=True)
            case "exam":
                self._show_door()
            case "exam-open":
                self._open_exam(arriving=True)
            case "exam-begin":
                self._begin_exam(command_id)
            case "menu":
                self._show_menu()
            case _:
                return False
        return True

    def _practise(self, mode: str, area: str, *, command_id: str = "", anew: bool = False) -> None:
        found = next((one for one in PRACTICE_MODES if one == mode), None)
        if found is None:
            raise UnknownId("way to practise", mode, (*PRACTICE_MODES, "exam"))
        if area and area not in get_args(Area):
            raise UnknownId("field", area, get_args(Area))
        require_no_exam(self.context)
        room = PracticeRoom(
            self.context, self.knowing, found, area, self.handle, command_id=command_id, anew=anew
        )
        self._enter(room)

    def _open_exam(self, *, arriving: bool = False) -> None:
        if find_exam(self.context) is None:
            self._show_door()
        else:
            self._enter(ExamRoom(self.context, self.handle, arriving=arriving))

    def _begin_exam(self, command_id: str) -> None:
        """A new exam; where one is running already, that one."""
        begin = "" if is_sitting(self.context) or self.context.recorder.has(command_id) else command_id
        self._enter(ExamRoom(self.context, self.handle, begin=begin, arriving=True))

    def _enter(self, room: Room) -> None:
        self._room = room
        self.page.show(room.view, subject=room.subject, url=room.url, title=room.title)

    def _show_door(self) -> None:
        card = {**quiz_menu.door_state(self.context.kb), "arrive": "exam-door"}
        door = CardsView("exam-door", [card], self.handle)
        door.add_class("st-quiz")  # the page is about one thing, as in every room
        self._put(door, url="mode=exam", title=say("exam.page_title"))

    def _show_menu(self) -> None:
        context = self.context
        progress = all_progress(context.kb, context.recorder.entries, context.clock())
        states = quiz_menu.menu_states(
            context.kb, progress, self.knowing.model, find_exam(context), now=context.clock()
        )
        self._put(CardsView("quizzes", states, self.handle), url="", title=say("quiz.page_title"))

    def _put(self, view: CardsView, *, url: str, title: str) -> None:
        self._room = None
        self.page.show(view, subject="", url=url, title=title)
