"""Where a live room stands, rebuilt from what is recorded of it.

    opened        lobby
    posed         posed      the question is on the wall, nobody can vote yet
    vote opened   voting
    vote closed   closed     the instructor alone sees what came
    (vote opened  voting     once more on the same question, after neighbours talked)
    revealed      revealed   the class sees it too
    room closed   ended

Every recorded event has a meaning wherever it comes, so a record can always be replayed: what may happen when is
decided before it is recorded, in `session.live.acting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Literal

from sciatica_teach.model.live import (
    CaseAsked,
    CaseBrought,
    LiveEntry,
    LiveEvent,
    PlanChanged,
    Poll,
    PollPosed,
    Revealed,
    RoomClosed,
    RoomOpened,
    VoteClosed,
    VoteOpened,
)
from sciatica_teach.model.record import record

LivePhase = Literal["lobby", "posed", "voting", "closed", "revealed", "ended"]


@record
class LiveCase:
    """A patient whom the class examines together, as far as it has come."""

    case_id: str
    asked: tuple[str, ...] = ()
    """Findings and open questions, in the order asked."""


@record
class PosedPoll:
    """A question as it was put to the class, with its votes."""

    poll: Poll
    shown: tuple[str, ...] = ()
    """Option or step ids in the order shown."""
    item_version: str = ""
    """Of the item as it was posed; empty for polls about a case."""
    votes: tuple[int, ...] = ()
    """Numbers of its votes in the room, in order: the first, and those after talking."""
    revealed: bool = False
    case_at: LiveCase | None = None
    """What was known of the patient when it was posed."""


@record
class LiveRoom:
    """Where a room stands."""

    title: str
    plan: tuple[Poll, ...] = ()
    polls: tuple[PosedPoll, ...] = ()
    """All that were posed, in order; the last one is the one on the wall."""
    open_vote: int = 0
    """Number of the vote that is open; 0 when none is."""
    closes_at: float | None = None
    """Of the open vote, in seconds since the epoch; None without a timer."""
    case: LiveCase | None = None
    ended: bool = False
    version: int = 0
    """How many events it has."""

    @property
    def current(self) -> PosedPoll | None:
        """The question on the wall."""
        return self.polls[-1] if self.polls else None

    @property
    def votes(self) -> int:
        """How many votes were opened so far."""
        return sum(len(posed.votes) for posed in self.polls)

    @property
    def phase(self) -> LivePhase:
        if self.ended:
            return "ended"
        posed = self.current
        if posed is None:
            return "lobby"
        if self.open_vote:
            return "voting"
        if posed.revealed:
            return "revealed"
        return "closed" if posed.votes else "posed"

    def find_posed(self, vote: int) -> PosedPoll | None:
        """The question that this vote was about."""
        return next((posed for posed in self.polls if vote in posed.votes), None)


def apply_event(room: LiveRoom | None, event: LiveEvent) -> LiveRoom | None:
    """The room after one event; nothing comes before it is opened."""
    if isinstance(event, RoomOpened):
        return LiveRoom(title=event.title, plan=event.plan, version=1)
    return replace(_apply(room, event), version=room.version + 1) if room else None


def replay_room(entries: Iterable[LiveEntry]) -> LiveRoom | None:
    """The room that these entries amount to; None when none was opened."""
    return reduce(apply_event, (entry.event for entry in entries), None)


def _apply(room: LiveRoom, event: LiveEvent) -> LiveRoom:
    match event:
        case PlanChanged(plan=plan):
            return replace(room, plan=plan)
        case CaseBrought(case_id=case_id):
            return replace(room, case=LiveCase(case_id=case_id))
        case CaseAsked(asked_id=asked_id) if room.case:
            return replace(room, case=replace(room.case, asked=(*room.case.asked, asked_id)))
        case RoomClosed():
            return replace(_without_vote(room), ended=True)
        case _:
            return _apply_to_poll(room, event)


def _apply_to_poll(room: LiveRoom, event: LiveEvent) -> LiveRoom:
    match event:
        case PollPosed(poll=poll, shown=shown, item_version=version):
            at = None if poll.kind == "item" else room.case
            posed = PosedPoll(poll=poll, shown=shown, item_version=version, case_at=at)
            return replace(_without_vote(room), polls=(*room.polls, posed))
        case VoteOpened(number=number, closes_at=closes_at) if room.current:
            again = replace(room.current, votes=(*room.current.votes, number))
            return replace(_with_current(room, again), open_vote=number, closes_at=closes_at)
        case VoteClosed(number=number) if number == room.open_vote:
            return _without_vote(room)
        case Revealed() if room.current:
            return _with_current(_without_vote(room), replace(room.current, revealed=True))
        case _:
            return room


def _with_current(room: LiveRoom, posed: PosedPoll) -> LiveRoom:
    return replace(room, polls=(*room.polls[:-1], posed))


def _without_vote(room: LiveRoom) -> LiveRoom:
    return replace(room, open_vote=0, closes_at=None)
