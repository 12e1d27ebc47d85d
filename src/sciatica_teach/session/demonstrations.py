"""A case shown from the middle: what comes before a room is played by the careful simulated learner.

    events = play_to(session, sampled, "decide")
    replay_case(events).stage          "decide"

The learner asks, believes and decides by what a student sees and never by the key, so what stands on the screen is
what somebody could have done, and not the model answer. In the rooms of asking it does not stop for an emergency, as it
would elsewhere: whoever shows a room wants to see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import STAGES, Event, Stage, StageEntered
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.case import ASKING, CaseSession, CaseState, Outcome
from sciatica_teach.session.learners import NOVICE, play

CHANCE = 1
"""Seed of what the learner does by chance: a demo looks the same every time."""


def find_room(name: str) -> Stage:
    """The room of this name. Raises NotAllowedNow for a name that no room has."""
    room = next((stage for stage in STAGES if stage == name), None)
    if room is None:
        raise NotAllowedNow(f"There is no room called “{name[:20]}”. The rooms are {', '.join(STAGES)}.")
    return room


def play_to(session: CaseSession, sampled: SampledTable, room: Stage) -> tuple[Event, ...]:
    """The events of an attempt up to the moment in which it enters the room.

    Raises NotAllowedNow where this patient never comes there, as who is sent to hospital never comes to the plan of
    the needles.
    """
    noting = _Noting(session.kb, session.case)
    play(replace(NOVICE, stops=room not in ASKING), noting, sampled, np.random.default_rng(CHANCE))
    played = tuple(_until(noting.noted, room))
    if room != STAGES[0] and StageEntered(stage=room) not in played:
        raise NotAllowedNow("A careful learner never comes to this room with this patient. Choose another one.")
    return played


def _until(events: list[Event], room: Stage) -> Iterator[Event]:
    for event in events:
        yield event
        if event == StageEntered(stage=room) or room == STAGES[0]:
            return


class _Noting(CaseSession):
    """A session that keeps what happens in it."""

    noted: list[Event]

    def _outcome(self, state: CaseState | None, *events: Event) -> Outcome:
        after, told = super()._outcome(state, *events)
        self.noted = [*(getattr(self, "noted", []) if state else []), *told]
        return after, told
