"""Plans of one instructor: looked at, changed and kept in the record, change by change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sciatica_teach.apps.classroom_preview import preview_shown
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.keeping import keep
from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.events import RoomPlanDropped, RoomPlanned
from sciatica_teach.model.live import POLL_KINDS, Poll
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.item_making import find_item
from sciatica_teach.session.own_rooms import (
    OWN,
    PLANS,
    add_poll,
    drop_poll,
    list_plans,
    move_poll,
    next_plan_id,
    require_title,
)
from sciatica_teach.session.past_votes import Past
from sciatica_teach.session.poll_choice import Wanted
from sciatica_teach.views.classroom import Shown, card, picker
from sciatica_teach.views.classroom_plan import CASES, ShownPlan, found_state, picker_state, plan_state, polls_state
from sciatica_teach.views.page import Handler
from sciatica_teach.views.words import say

Change = Callable[[tuple[Poll, ...]], tuple[Poll, ...]]


class PlanDesk:
    """The plan that is open, if one is. A plan of the content that is changed becomes one of the instructor's own."""

    def __init__(self, context: Context, handler: Handler) -> None:
        self._context, self._handler = context, handler
        self._plan = ""
        self._wanted = Wanted()
        self._preview: Poll | None = None
        self._arrive = ""

    @property
    def is_open(self) -> bool:
        return bool(self._plan)

    @property
    def polls(self) -> tuple[Poll, ...]:
        """Those of the open plan; none where no plan is open."""
        return self._find().polls if self._plan else ()

    def own(self) -> tuple[RoomPlanned, ...]:
        return list_plans(self._context.recorder.entries)

    def open(self, plan_id: str) -> None:
        """Raises UnknownId."""
        before, self._plan = self._plan, plan_id
        try:
            self._find()
        except UnknownId:
            self._plan = before
            raise
        self._preview = None

    def leave(self) -> None:
        self._plan, self._preview = "", None

    def handle(self, command_id: str, verb: str, action: dict[str, Any]) -> bool:
        """One action about plans; False for any other."""
        self._arrive = ""
        match verb:
            case "plan":
                self.open(str(action.get("plan")))
                self._arrive = command_id
            case "new-plan":
                self._begin(command_id)
                self._arrive = command_id
            case "drop-plan":
                self._drop(command_id, str(action.get("plan")))
            case _:
                return self.is_open and self._handle_open(command_id, verb, action)
        return True

    def _handle_open(self, command_id: str, verb: str, action: dict[str, Any]) -> bool:
        match verb:
            case "add":
                poll = self._read_poll(action)
                self._change(command_id, lambda polls: add_poll(polls, poll))
            case "take-out":
                self._change(command_id, lambda polls: drop_poll(polls, _place(action)))
            case "move" if action.get("by") in (-1, 1):
                self._change(command_id, lambda polls: move_poll(polls, _place(action), action["by"]))
            case "name-plan":
                self._rename(command_id, require_title(str(action.get("text", ""))))
            case "preview":
                self._preview, self._arrive = self._read_poll(action), command_id
            case "preview-planned":
                self._preview, self._arrive = self._planned(_place(action)), command_id
            case "preview-off":
                self._preview = None
            case "pick":
                self._pick(action.get("values"))
            case "look":
                self._wanted = Wanted(area=self._wanted.area, set_id=self._wanted.set_id,
                                      words=str(action.get("text", ""))[:100].strip())
            case _:
                return False
        return True

    def shown(self, past: Past, *, can_open: bool) -> list[Shown]:
        """The parts of the open plan, from above down; `past`: how earlier classes did."""
        kb, plan = self._context.kb, self._find()
        now, poll = self._context.clock(), self._preview
        preview = preview_shown(kb, poll, now=now, arrive=self._arrive) if poll else []
        return [
            card("plan", plan_state(plan, can_open=can_open, arrive="" if preview else self._arrive)), *preview,
            card("polls", polls_state(kb, plan.polls, past)), picker("picker", picker_state(kb, self._wanted)),
            card("found", found_state(kb, self._wanted, plan.polls, past)),
        ]

    def _find(self) -> ShownPlan:
        own = next((one for one in self.own() if one.plan == self._plan), None)
        if own is not None:
            return ShownPlan(id=own.plan, title=own.title, text="", polls=own.polls)
        ready = self._context.kb.get_room_plan(self._plan)
        return ShownPlan(id=ready.id, title=ready.title, text=ready.text, polls=ready.polls)

    def _begin(self, command_id: str, title: str = "", polls: tuple[Poll, ...] = ()) -> None:
        """A plan of one's own, opened."""
        recorder = self._context.recorder
        keep(recorder, PLANS, command_id, lambda: (RoomPlanned(
            plan=next_plan_id(recorder.entries), title=title or say("classroom.plan_untitled"), polls=polls),))
        made = (entry.event for entry in recorder.entries if entry.command_id == command_id)
        self._plan = next(event.plan for event in made if isinstance(event, RoomPlanned))

    def _change(self, command_id: str, change: Change) -> None:
        plan = self._find()
        if not plan.id.startswith(OWN):
            self._begin(command_id, plan.title, change(plan.polls))
            return
        keep(self._context.recorder, PLANS, command_id, lambda: (RoomPlanned(
            plan=plan.id, title=self._find().title, polls=change(self._find().polls)),))

    def _rename(self, command_id: str, title: str) -> None:
        plan = self._find()
        if not plan.id.startswith(OWN):
            self._begin(command_id, title, plan.polls)
            return
        keep(self._context.recorder, PLANS, command_id, lambda: (RoomPlanned(
            plan=plan.id, title=title, polls=self._find().polls),))

    def _drop(self, command_id: str, plan_id: str) -> None:
        if plan_id not in [one.plan for one in self.own()] and not self._context.recorder.has(command_id):
            raise UnknownId("plan of yours", plan_id, [one.plan for one in self.own()])
        keep(self._context.recorder, PLANS, command_id, lambda: (RoomPlanDropped(plan=plan_id),))
        self.leave()

    def _pick(self, values: Any) -> None:
        chosen = values if isinstance(values, dict) else {}
        area, set_id = str(chosen.get("area", "")), str(chosen.get("set", ""))
        if set_id:
            self._context.kb.get_item_set(set_id)
        self._wanted = Wanted(area=area, set_id="" if area == CASES else set_id, words=self._wanted.words)

    def _planned(self, index: int) -> Poll:
        if not 0 <= index < len(self.polls):
            raise NotAllowedNow("This plan was changed in the meantime; look at it again.")
        return self.polls[index]

    def _read_poll(self, action: dict[str, Any]) -> Poll:
        """The poll that a button names. Raises UnknownId for what the content does not have."""
        kb, subject = self._context.kb, str(action.get("subject"))
        kind = next((one for one in POLL_KINDS if one == action.get("kind")), None)
        if kind is None:
            raise UnknownId("kind of poll", str(action.get("kind")), POLL_KINDS)
        thing = find_item(kb, subject) if kind == "item" else find_case(kb, subject)
        return Poll(kind=kind, subject_id=thing.id)


def _place(action: dict[str, Any]) -> int:
    index = action.get("index")
    return index if isinstance(index, int) else -1
