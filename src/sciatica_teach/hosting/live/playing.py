"""A room's rules and pictures, as values: what a host's action does, what a phone's answer is, what each screen shows.

This is what brings the engines, so it is imported when the first room is played, and everything in it may run in a
thread beside the server.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np

from sciatica_teach.hosting.live.addresses import Way
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot, LiveEvent
from sciatica_teach.session.live.acting import act
from sciatica_teach.session.live.state import LiveRoom
from sciatica_teach.session.live.summing import summarise
from sciatica_teach.session.live.tally import Tally, tally_vote
from sciatica_teach.views.live.host import remote_state, wall_state
from sciatica_teach.views.live.phone import phone_state
from sciatica_teach.views.live.summary import summary_csv, summary_page


def act_in(kb: KnowledgeBase, room: LiveRoom, action: Mapping[str, Any], now: float) -> tuple[LiveEvent, ...]:
    """What a host's action comes to. Raises SciaticaTeachError in plain words."""
    return act(kb, room, action, now=now, rng=np.random.default_rng())


def draw_phone(kb: KnowledgeBase, room: LiveRoom, own: Ballot | None, now: float) -> str:
    """What a phone shows, as JSON without the time."""
    return _encode(phone_state(kb, room, own, now=now))


def tally(kb: KnowledgeBase, room: LiveRoom, ballots: Mapping[int, tuple[Ballot, ...]]) -> dict[int, Tally]:
    """Vote -> what its ballots come to."""
    return {
        vote: tally_vote(kb, posed, vote, ballots[vote])
        for posed in room.polls for vote in posed.votes if vote in ballots
    }


def draw_host(
    kb: KnowledgeBase, room: LiveRoom, tallies: Mapping[int, Tally], view: str, way: Way, phones: int, now: float
) -> str:
    """What the wall or the remote shows, as JSON without the time."""
    if view == "remote":
        state = remote_state(kb, room, tallies, phones=phones, now=now)
    else:
        state = wall_state(kb, room, tallies, code=way.code, address=way.address, qr_svg_url=way.picture,
                           phones=phones, now=now) | {"unreachable": way.unreachable}
    return _encode(state)


def write_summary(kb: KnowledgeBase, room: LiveRoom, ballots: Mapping[int, tuple[Ballot, ...]]) -> dict[str, Any]:
    """The values of the summary's template."""
    return summary_page(kb, summarise(kb, room, ballots))


def write_table(kb: KnowledgeBase, room: LiveRoom, ballots: Mapping[int, tuple[Ballot, ...]]) -> str:
    """The summary as CSV."""
    return summary_csv(kb, summarise(kb, room, ballots))


def _encode(state: dict[str, Any]) -> str:
    return msgspec.json.encode({name: value for name, value in state.items() if name != "now"}).decode()
