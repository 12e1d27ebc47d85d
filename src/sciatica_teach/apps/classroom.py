"""The instructor's page for live rooms: plans, the rooms that were opened, and the ways into each of them.

    ?room=7K3QXP      one of one's own rooms
    ?plan=safe-needle a plan

The page opens and closes rooms; everything between is done on wall and remote, which need no kernel. The key that runs
a room is kept in the instructor's own record, so the room is found again from any page of the same instructor.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.classroom_plans import PlanDesk
from sciatica_teach.apps.classroom_rooms import RoomDesk
from sciatica_teach.apps.context import Context, get_context, require_instructor
from sciatica_teach.apps.guard import guarded
from sciatica_teach.errors import NotAllowedNow, SciaticaTeachError, StoreError
from sciatica_teach.settings import Settings
from sciatica_teach.store.live.opening import open_live_store
from sciatica_teach.store.opening import IN_MEMORY
from sciatica_teach.views.classroom import ClassroomView, Shown, card
from sciatica_teach.views.classroom_cards import Trouble, plans_state, room_state, rooms_state, trouble_state
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say

ADDRESS_VARIABLE = "SCIATICA_TEACH_JOIN_ADDRESS"
"""Set by our server for each page: its address for phones, with its path; empty where phones cannot reach it."""

_open_live_store = lru_cache(maxsize=1)(open_live_store)  # it holds no connection, so forked kernels may go on with it


@guarded
def classroom() -> widgets.Widget:
    """Open a live room, with a plan or without, and find the rooms that you opened."""
    context = get_context()
    require_instructor(context)
    settings = Settings.from_environment(os.environ)
    trouble = find_trouble(context, settings)
    rooms = RoomDesk(context, None if trouble else _open_live_store(settings))
    return ClassroomPage(context, rooms, trouble, os.environ.get(ADDRESS_VARIABLE, "")).page


def find_trouble(context: Context, settings: Settings) -> Trouble:
    """Why no room can be opened here; empty where one can."""
    if not context.hosted:
        return "alone"
    return "memory" if settings.database == IN_MEMORY else ""


class ClassroomPage:
    """Leads from the list to a room or a plan and back."""

    def __init__(self, context: Context, rooms: RoomDesk, trouble: Trouble, origin: str) -> None:
        self.context, self.rooms = context, rooms
        self.plans = PlanDesk(context, self.handle)
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self.view = ClassroomView(self.handle)
        self._trouble: Trouble = trouble
        self._origin = origin
        self.page.embed(self.view, subject="")
        self._follow(context.query)

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the instructor. Raises in words what cannot be done."""
        require_instructor(self.context)
        verb = str(action.get("verb"))
        match verb:
            case "front":
                self._show_front("front")
            case "room":
                self._show_room(str(action.get("code")), command_id)
            case "open-room":
                room = self.rooms.open(command_id, str(action.get("text", "")), self.plans.polls)
                self._show_room(room.code, command_id)
            case "close-room":
                self.rooms.close(command_id, str(action.get("code")))
                self._show_room(str(action.get("code")), command_id)
            case "vote":
                raise NotAllowedNow(say("classroom.preview_refused"))
            case _ if self.plans.handle(command_id, verb, action):
                self._show_plan()
            case _:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _follow(self, query: dict[str, str]) -> None:
        """What the page's link names, else the front; a link that leads nowhere says so above it."""
        try:
            if query.get("room"):
                self._show_room(query["room"])
            elif query.get("plan"):
                self.plans.open(query["plan"])
                self._show_plan()
            else:
                self._show_front()
        except StoreError:
            raise
        except SciaticaTeachError as problem:
            self._show_front()
            self.page.notify(str(problem), "caution")

    def _show_front(self, arrive: str = "") -> None:
        self.plans.leave()
        trouble = [card("trouble", trouble_state(self._trouble))] if self._trouble else []
        rooms = [] if self._trouble else [card("rooms", rooms_state(self.rooms.list(), arrive=arrive))]
        self._show("front", *trouble, *rooms, card("plans", plans_state(self.context.kb, self.plans.own())))

    def _show_room(self, code: str, arrive: str = "") -> None:
        shown = self.rooms.get(code)
        self.plans.leave()
        self._show("room", card(f"room-{code}", room_state(shown, self._origin, arrive=arrive)))

    def _show_plan(self) -> None:
        if self.plans.is_open:
            self._show("plan", *self.plans.shown(self.rooms.past, can_open=not self._trouble))
        else:
            self._show_front("front")

    def _show(self, at: str, *shown: Shown) -> None:
        self.view.show(at, *shown)
        self.page.quiet()
