"""The instructor's rooms on screen: the list of them, one of them with its codes, and the plans to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sciatica_teach.model.events import RoomPlanned
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.own_rooms import OwnRoom
from sciatica_teach.views import blocks
from sciatica_teach.views.classroom_codes import draw_code
from sciatica_teach.views.clinic import date_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

PAGE = "10_classroom.ipynb"
SERVER = "../../"
"""The server's pages, seen from a lesson, under whatever path the server offers its pages."""

Trouble = Literal["", "alone", "memory"]
"""Why no room can be opened here: no server, or one that shares nothing with its kernels."""

RoomStanding = Literal["open", "closed", "gone"]


@record
class ShownRoom:
    """A room of the instructor's own and how it stands in the store."""

    room: OwnRoom
    standing: RoomStanding


def host_address(room: OwnRoom, view: str = "") -> str:
    """The way into a room for whoever runs it; the key stands behind the hash, so it is in no log."""
    return f"host/{room.code}#{room.host_key}" + (f"/{view}" if view else "")


def _card(title: str, lines: Sequence[blocks.Block], tone: str = "plain", arrive: str = "") -> PartState:
    return {"tone": tone, "eyebrow": "", "title": title, "level": 2, "arrive": arrive, "blocks": list(lines)}


# ---- The front ----

def trouble_state(trouble: Trouble) -> PartState:
    """Why no room can be opened here, and what to do."""
    lines = [blocks.text(say(f"classroom.trouble.{trouble}"))]
    return _card(say(f"classroom.trouble.{trouble}_title"), lines, "caution")


def rooms_state(rooms: Sequence[ShownRoom], *, arrive: str = "") -> PartState:
    """The rooms of this instructor, the newest first, each a way to its codes."""
    if not rooms:
        lines = [blocks.text(say("classroom.rooms_none"))]
    else:
        lines = [blocks.text(say("classroom.rooms_text")), blocks.links(_room_link(one) for one in rooms)]
    return _card(say("classroom.rooms_title"), lines, arrive=arrive)


def _room_link(shown: ShownRoom) -> dict[str, Any]:
    room = shown.room
    meta = say("classroom.room_meta", code=room.code, date=date_words(room.at),
               standing=say(f"classroom.standing.{shown.standing}"))
    return {
        "href": f"{PAGE}?room={room.code}", "title": room.title, "text": "", "meta": meta,
        "tone": "right" if shown.standing == "open" else "plain", "action": {"verb": "room", "code": room.code},
    }


def plans_state(kb: KnowledgeBase, own: Sequence[RoomPlanned]) -> PartState:
    """Plans of one's own, then those that came with the content."""
    lines: list[blocks.Block] = [blocks.text(say("classroom.plans_text"))]
    if own:
        lines += [_heading(say("classroom.plans_own")), blocks.links(_own_link(one) for one in own)]
    lines += [
        _heading(say("classroom.plans_ready")),
        blocks.links(_plan_link(one.id, one.title, say(f"classroom.after.{one.lesson}"), len(one.polls), one.minutes)
                     for one in kb.room_plans),
        blocks.buttons(blocks.button(say("classroom.plan_new"), "new-plan")),
    ]
    return _card(say("classroom.plans_title"), lines)


def _heading(words: str) -> blocks.Block:
    return {"type": "heading", "text": words}


def _own_link(plan: RoomPlanned) -> dict[str, Any]:
    return _plan_link(plan.plan, plan.title, "", len(plan.polls))


def _plan_link(plan_id: str, title: str, text: str, polls: int, minutes: int = 0) -> dict[str, Any]:
    meta = say("classroom.plan_minutes", count=polls, minutes=minutes) if minutes else say(
        "classroom.plan_count", count=polls)
    return {"href": f"{PAGE}?plan={plan_id}", "title": title, "text": text, "meta": meta, "tone": "plain",
            "action": {"verb": "plan", "plan": plan_id}}


# ---- One room ----

def room_state(shown: ShownRoom, origin: str, *, arrive: str = "") -> PartState:
    """Ways to wall and remote, and how the class gets in. `origin`: address of the server for phones, with its path."""
    room = shown.room
    if shown.standing == "gone":
        lines = [blocks.text(say("classroom.room_gone")), blocks.buttons(_back())]
    elif shown.standing == "closed":
        lines = [blocks.text(say("classroom.room_closed")), blocks.links([_summary(room)]), blocks.buttons(_back())]
    else:
        lines = [*_join_facts(room, origin), blocks.links(_host_links(room)), *_code_blocks(room, origin),
                 blocks.buttons(_close(room), _back())]
    eyebrow = say("classroom.room_eyebrow", standing=say(f"classroom.standing.{shown.standing}"))
    return {**_card(room.title, lines, arrive=arrive), "eyebrow": eyebrow}


def _host_links(room: OwnRoom) -> list[dict[str, Any]]:
    return [
        {"href": SERVER + host_address(room), "title": say("classroom.wall"), "text": say("classroom.wall_text"),
         "meta": "", "tone": "plain", "away": True},
        {"href": SERVER + host_address(room, "remote"), "title": say("classroom.remote"),
         "text": say("classroom.remote_text"), "meta": "", "tone": "plain"},
    ]


def _summary(room: OwnRoom) -> dict[str, Any]:
    return {"href": SERVER + host_address(room, "summary"), "title": say("classroom.summary"),
            "text": say("classroom.summary_text"), "meta": "", "tone": "plain", "away": True}


def _join_facts(room: OwnRoom, origin: str) -> list[blocks.Block]:
    if not origin:
        return [blocks.facts([(say("classroom.code"), room.code)]), blocks.text(say("classroom.no_address"))]
    address = f"{origin}join/{room.code}"
    return [blocks.facts([(say("classroom.code"), room.code), (say("classroom.address"), address)])]


def _code_blocks(room: OwnRoom, origin: str) -> list[blocks.Block]:
    """The codes, folded: this page may be on the projector, and the remote's is for one phone only."""
    if not origin:
        return []
    join = blocks.picture(draw_code(f"{origin}join/{room.code}"), say("classroom.join_alt", code=room.code),
                          say("classroom.join_caption"))
    remote = blocks.picture(draw_code(origin + host_address(room, "remote")), say("classroom.remote_alt"),
                            say("classroom.remote_caption"))
    return [blocks.details(say("classroom.join_summary"), [join]),
            blocks.details(say("classroom.remote_summary"), [remote])]


def _close(room: OwnRoom) -> dict[str, Any]:
    return blocks.button(say("classroom.close"), "close-room", code=room.code, confirm=say("classroom.close_confirm"))


def _back() -> dict[str, Any]:
    return blocks.button(say("classroom.back"), "front")
