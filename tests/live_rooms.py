"""Live rooms made in code: a room at any point of its course, and ballots for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

import numpy as np

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot, LiveEntry, LiveEvent, Poll
from sciatica_teach.session.live.acting import act, open_room
from sciatica_teach.session.live.state import LiveRoom, apply_event, replay_room

NOW = 1_800_000_000.0


def entries_of(events: Iterable[LiveEvent]) -> list[LiveEntry]:
    return [LiveEntry(event=event, at=NOW, command_id=str(index)) for index, event in enumerate(events)]


class Played:
    """A room with the events that led to it."""

    def __init__(self, kb: KnowledgeBase, plan: Iterable[Poll] = (), seed: int = 0) -> None:
        self.kb = kb
        self.rng = np.random.default_rng(seed)
        self.events: list[LiveEvent] = [open_room(kb, "Tuesday", tuple(plan))]

    @property
    def room(self) -> LiveRoom:
        room = replay_room(entries_of(self.events))
        assert room is not None
        return room

    def do(self, verb: str, *, now: float = NOW, **more: Any) -> LiveRoom:
        self.events += act(self.kb, self.room, {"verb": verb, **more}, now=now, rng=self.rng)
        return self.room

    def allows(self, action: dict[str, Any]) -> None:
        """Raises where a host could not do this now; nothing is done."""
        act(self.kb, self.room, action, now=NOW, rng=np.random.default_rng(0))

    def vote(self) -> LiveRoom:
        """From a posed question to an open vote."""
        return self.do("open-vote")


def play(kb: KnowledgeBase, *polls: Poll) -> Played:
    """A room in which the last of these is being voted on."""
    played = Played(kb, polls)
    for index in range(len(polls)):
        if index:
            played.do("close-vote")
        played.do("pose", index=index)
        played.vote()
    return played


def item_poll(item_id: str) -> Poll:
    return Poll(kind="item", subject_id=item_id)


def ballots(vote: int, answers: Mapping[tuple[str, ...], int]) -> list[Ballot]:
    """So many ballots of each answer."""
    each = [response for response, n in answers.items() for _ in range(n)]
    return [Ballot(room="r", vote=vote, voter=str(index), response=response, change=1)
            for index, response in enumerate(each)]


def step_through(events: Iterable[LiveEvent]) -> LiveRoom | None:
    return reduce(apply_event, events, None)
