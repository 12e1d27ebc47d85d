"""What a host may do in a room, and when.

    act(kb, room, {"verb": "pose", "index": 0}, now=now, rng=rng)  ->  (PollPosed(...),)

An action that cannot be done raises `NotAllowedNow` or `UnknownId` with words for the instructor, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import (
    CaseAsked,
    CaseBrought,
    LiveEvent,
    PlanChanged,
    Poll,
    Revealed,
    RoomClosed,
    RoomOpened,
    VoteClosed,
    VoteOpened,
)
from sciatica_teach.model.record import record
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.live.patient import ask, play
from sciatica_teach.session.live.posing import find_twin, pose_case, pose_item, read_plan, read_poll, require_known
from sciatica_teach.session.live.state import LiveCase, LiveRoom

LONGEST_TITLE = 80

SHORTEST_S, LONGEST_S = 5, 900
"""Of a timer."""


@record
class _Acting:
    kb: KnowledgeBase
    room: LiveRoom
    action: Mapping[str, Any]
    now: float
    rng: np.random.Generator


Events = tuple[LiveEvent, ...]


def open_room(kb: KnowledgeBase, title: str, plan: tuple[Poll, ...] = ()) -> RoomOpened:
    """The first event of a room. Raises `NotAllowedNow` for a title that is none, `UnknownId` as `read_poll`."""
    named = " ".join(title.split())
    if not named or len(named) > LONGEST_TITLE or not named.isprintable():
        raise NotAllowedNow(f"Give the room a name of at most {LONGEST_TITLE} characters.")
    for poll in plan:
        require_known(kb, poll)
    return RoomOpened(title=named, plan=plan)


def act(
    kb: KnowledgeBase, room: LiveRoom, action: Mapping[str, Any], *, now: float, rng: np.random.Generator
) -> Events:
    """The events of one action of the host; `now` in seconds since the epoch.

    Raises `NotAllowedNow` for what cannot be done now or is no action, `UnknownId` for what the content lacks.
    """
    verb = action.get("verb")
    do = _VERBS.get(verb) if isinstance(verb, str) else None
    if do is None:
        raise NotAllowedNow("This page asked for something that a room does not know. Load the page again.")
    if room.ended:
        raise NotAllowedNow("This room has ended. Its summary stays; open another room to go on.")
    return do(_Acting(kb=kb, room=room, action=action, now=now, rng=rng))


def close_overdue(room: LiveRoom, now: float) -> Events:
    """Closes the open vote once its time is over; nothing otherwise."""
    if room.open_vote and room.closes_at is not None and now >= room.closes_at:
        return (VoteClosed(number=room.open_vote),)
    return ()


def _pose(this: _Acting) -> Events:
    _require_no_vote(this.room, "Close the vote before you pose another question.")
    return _put(this, _find_poll(this))


def _find_poll(this: _Acting) -> Poll:
    if "poll" in this.action:
        return read_poll(this.kb, this.action["poll"])
    index = this.action.get("index")
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(this.room.plan):
        raise NotAllowedNow("The plan has no such question any more. Choose one from the plan as it is now.")
    return this.room.plan[index]


def _put(this: _Acting, poll: Poll) -> Events:
    if poll.kind == "item":
        return (pose_item(this.kb, poll, this.rng),)
    here = this.room.case
    case_id = find_case(this.kb, poll.subject_id).id
    if here is not None and here.case_id == case_id:
        return (pose_case(this.kb, poll, here, this.rng),)
    at = LiveCase(case_id=case_id)
    return (CaseBrought(case_id=case_id), pose_case(this.kb, poll, at, this.rng))


def _twin(this: _Acting) -> Events:
    _require_no_vote(this.room, "Close the vote before you pose another question.")
    poll = find_twin(this.kb, this.room.polls, this.rng) if this.room.polls else None
    if poll is None:
        raise NotAllowedNow("There is no other question that asks the same. Pose one from the plan.")
    return _put(this, poll)


def _open_vote(this: _Acting) -> Events:
    if this.room.phase != "posed":
        raise NotAllowedNow("Pose a question first; a vote is opened once for each. To ask again, use “Vote again”.")
    return (_vote(this),)


def _vote_again(this: _Acting) -> Events:
    posed = this.room.current
    if this.room.phase == "revealed":
        raise NotAllowedNow("The class has seen the answer. Pose a twin, or another question.")
    if posed is None or this.room.phase != "closed":
        raise NotAllowedNow("A second vote comes after the first is closed.")
    if posed.case_at is not None and posed.case_at != this.room.case:
        raise NotAllowedNow("More is known of the patient by now. Pose the question again.")
    return (_vote(this),)


def _vote(this: _Acting) -> VoteOpened:
    return VoteOpened(number=this.room.votes + 1, closes_at=_read_end(this))


def _read_end(this: _Acting) -> float | None:
    seconds = this.action.get("seconds")
    if seconds is None:
        return None
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not is_number or not SHORTEST_S <= seconds <= LONGEST_S:
        raise NotAllowedNow(f"A timer runs for {SHORTEST_S} to {LONGEST_S} seconds.")
    return this.now + float(seconds)


def _close_vote(this: _Acting) -> Events:
    if not this.room.open_vote:
        raise NotAllowedNow("No vote is open.")
    return (VoteClosed(number=this.room.open_vote),)


def _reveal(this: _Acting) -> Events:
    if this.room.phase == "voting":
        return (VoteClosed(number=this.room.open_vote), Revealed())
    if this.room.phase != "closed":
        raise NotAllowedNow("There is a result to reveal once the class has voted.")
    return (Revealed(),)


def _bring_case(this: _Acting) -> Events:
    _require_no_vote(this.room, "Close the vote before you bring a patient.")
    wanted = this.action.get("case")
    if not isinstance(wanted, str):
        raise NotAllowedNow("Say which patient.")
    return (CaseBrought(case_id=find_case(this.kb, wanted).id),)


def _ask(this: _Acting) -> Events:
    room, wanted = this.room, this.action.get("id")
    _require_no_vote(room, "Close the vote before you ask the patient.")
    if room.case is None:
        raise NotAllowedNow("Bring a patient first.")
    if room.phase == "posed" and room.current is not None and room.current.case_at == room.case:
        raise NotAllowedNow("The question on the wall is about what is known now. Let the class vote first.")
    if not isinstance(wanted, str):
        raise NotAllowedNow("Say what to ask.")
    session, state = play(this.kb, room.case)
    if ask(session, state, wanted) == state:
        raise NotAllowedNow("That was asked already.")
    return (CaseAsked(asked_id=wanted),)


def _plan(this: _Acting) -> Events:
    return (PlanChanged(plan=read_plan(this.kb, this.action.get("plan"))),)


def _end(this: _Acting) -> Events:
    closing: Events = (VoteClosed(number=this.room.open_vote),) if this.room.open_vote else ()
    return (*closing, RoomClosed())


def _require_no_vote(room: LiveRoom, words: str) -> None:
    if room.open_vote:
        raise NotAllowedNow(f"A vote is open. {words}")


_VERBS: Mapping[str, Callable[[_Acting], Events]] = {
    "pose": _pose, "open-vote": _open_vote, "close-vote": _close_vote, "reveal": _reveal, "vote-again": _vote_again,
    "twin": _twin, "bring-case": _bring_case, "ask": _ask, "plan": _plan, "end": _end,
}
