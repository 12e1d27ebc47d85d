"""How an instructor's earlier classes did with a question: the first vote on it, before anybody had talked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot
from sciatica_teach.model.record import record
from sciatica_teach.session.live.state import LiveRoom, PosedPoll
from sciatica_teach.session.live.tally import tally_vote


@record
class PastVote:
    """Added up over rooms."""

    right: int
    of: int
    """Ballots that fit the question as it is today."""


Past = Mapping[str, PastVote]
"""Item id -> how it went."""

Ballots = Callable[[Collection[int]], Mapping[int, tuple[Ballot, ...]]]
"""Vote numbers of one room -> their ballots."""


def add_up_past(kb: KnowledgeBase, rooms: Iterable[tuple[LiveRoom, Ballots]]) -> Past:
    """The first vote on each quiz item of these rooms; items on which nobody voted are left out."""
    found: dict[str, PastVote] = {}
    for room, ballots in rooms:
        first = _first_votes(room)
        cast = ballots(list(first))
        for number, posed in first.items():
            tally = tally_vote(kb, posed, number, cast.get(number, ()))
            if tally.judged:
                so_far = found.get(posed.poll.subject_id, PastVote(right=0, of=0))
                found[posed.poll.subject_id] = PastVote(
                    right=so_far.right + tally.right, of=so_far.of + tally.judged)
    return found


def _first_votes(room: LiveRoom) -> dict[int, PosedPoll]:
    """Number of the first vote -> its question. A question posed again in the same room is not new to the class."""
    met: set[str] = set()
    found: dict[int, PosedPoll] = {}
    for posed in room.polls:
        if posed.poll.kind == "item" and posed.votes and posed.poll.subject_id not in met:
            met.add(posed.poll.subject_id)
            found[posed.votes[0]] = posed
    return found
