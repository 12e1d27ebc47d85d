"""The live rooms and plans of one instructor, as they stand in the instructor's own record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.events import Entry, RoomMade, RoomPlanDropped, RoomPlanned
from sciatica_teach.model.live import Poll
from sciatica_teach.model.record import record

ROOMS: Final = "classroom/rooms"
PLANS: Final = "classroom/plans"
"""Subjects of the entries."""

OWN: Final = "own-"
LONGEST_TITLE: Final = 80
"""Characters: what still fits on a wall in one or two lines."""
MOST_POLLS: Final = 40


@record
class OwnRoom:
    """A room that this instructor opened."""

    code: str
    host_key: str
    title: str
    at: float
    """Seconds since the epoch, UTC."""


def list_rooms(entries: Iterable[Entry]) -> tuple[OwnRoom, ...]:
    """The rooms of the record, the newest first."""
    found = [
        OwnRoom(code=entry.event.code, host_key=entry.event.host_key, title=entry.event.title, at=entry.at)
        for entry in entries if isinstance(entry.event, RoomMade)
    ]
    return tuple(reversed(found))


def get_room(entries: Iterable[Entry], code: str) -> OwnRoom:
    """The newest room of the record under this code. Raises UnknownId."""
    rooms = list_rooms(entries)
    found = next((room for room in rooms if room.code == code), None)
    if found is None:
        raise UnknownId("room of yours", code, [room.code for room in rooms])
    return found


def list_plans(entries: Iterable[Entry]) -> tuple[RoomPlanned, ...]:
    """The instructor's own plans as they stand now, the one that was changed last first."""
    plans: dict[str, RoomPlanned] = {}
    for entry in entries:
        match entry.event:
            case RoomPlanned() as planned:
                plans.pop(planned.plan, None)
                plans[planned.plan] = planned
            case RoomPlanDropped(plan=plan):
                plans.pop(plan, None)
    return tuple(reversed(plans.values()))


def next_plan_id(entries: Iterable[Entry]) -> str:
    """An id that no plan of the record ever had."""
    numbers = [
        int(entry.event.plan.removeprefix(OWN)) for entry in entries
        if isinstance(entry.event, RoomPlanned) and entry.event.plan.removeprefix(OWN).isdigit()
    ]
    return f"{OWN}{max(numbers, default=0) + 1}"


def require_title(words: str) -> str:
    """The title of a room or plan, trimmed. Raises NotAllowedNow with what to do."""
    title = " ".join("".join(one if one.isprintable() else " " for one in words).split())
    if not title:
        raise NotAllowedNow("Give it a name first, such as “Tuesday, second year”.")
    if len(title) > LONGEST_TITLE:
        raise NotAllowedNow(f"This name has {len(title)} characters; the wall has room for {LONGEST_TITLE}.")
    return title


def add_poll(polls: Sequence[Poll], poll: Poll) -> tuple[Poll, ...]:
    """The polls with one more at the end. Raises NotAllowedNow where it stands there already or there are too many."""
    if poll.kind == "item" and poll in polls:
        raise NotAllowedNow("This question is in the plan already; the class can vote on it twice as it stands.")
    if len(polls) >= MOST_POLLS:
        raise NotAllowedNow(f"A plan holds {MOST_POLLS} polls at the most; make a second one for another day.")
    return (*polls, poll)


def move_poll(polls: Sequence[Poll], index: int, by: int) -> tuple[Poll, ...]:
    """The polls with the one at `index` moved `by` places, as far as there are places."""
    _require_place(polls, index)
    moved = list(polls)
    moved.insert(min(max(0, index + by), len(polls) - 1), moved.pop(index))
    return tuple(moved)


def drop_poll(polls: Sequence[Poll], index: int) -> tuple[Poll, ...]:
    """The polls without the one at `index`."""
    _require_place(polls, index)
    return (*polls[:index], *polls[index + 1:])


def _require_place(polls: Sequence[Poll], index: int) -> None:
    if not 0 <= index < len(polls):
        raise NotAllowedNow("This plan was changed in the meantime; look at it again.")
