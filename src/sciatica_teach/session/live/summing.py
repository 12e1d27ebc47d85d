"""What a room amounts to when it is over: what moved between votes, what can hurt, and which misconceptions came up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot
from sciatica_teach.model.record import record
from sciatica_teach.session.live.judging import find_posed_item, is_edited
from sciatica_teach.session.live.state import LiveRoom, PosedPoll
from sciatica_teach.session.live.tally import Tally, tally_vote


@record
class PollSummary:
    """One question of the room."""

    number: int
    """Its place in the room, from 1."""
    posed: PosedPoll
    tallies: tuple[Tally, ...]
    """One for each vote, in order."""
    misconception: str = ""
    """Id of the wrong belief that the item meets, where somebody answered wrongly."""
    edited: bool = False

    @property
    def shift(self) -> float | None:
        """Share right at the last vote less that at the first; None with one vote, or with too few in either."""
        if len(self.tallies) < 2:
            return None
        first, last = self.tallies[0].share_right, self.tallies[-1].share_right
        return last - first if first is not None and last is not None else None

    @property
    def unsafe(self) -> int:
        """Answers in the last vote that can hurt the patient."""
        return self.tallies[-1].unsafe if self.tallies else 0


@record
class Met:
    """A misconception that the class met."""

    misconception: str
    polls: tuple[int, ...]
    """Numbers of the questions."""
    wrong: int
    """Answers in first votes that did not earn the full mark."""
    judged: int


@record
class RoomSummary:
    """The room on a page."""

    title: str
    polls: tuple[PollSummary, ...]
    unsafe: tuple[PollSummary, ...]
    """Questions with unsafe answers in any vote, the most of them first."""
    met: tuple[Met, ...]
    """The most frequent first."""
    paths: tuple[tuple[PollSummary, ...], ...]
    """For each patient that beliefs were asked about, those questions in order."""


def summarise(kb: KnowledgeBase, room: LiveRoom, ballots: Mapping[int, Sequence[Ballot]]) -> RoomSummary:
    """The room so far; `ballots` by vote."""
    polls = tuple(_sum_poll(kb, number, posed, ballots) for number, posed in enumerate(room.polls, start=1))
    unsafe = [one for one in polls if _most_unsafe(one)]
    return RoomSummary(
        title=room.title, polls=polls, unsafe=tuple(sorted(unsafe, key=lambda one: (-_most_unsafe(one), one.number))),
        met=_find_met(polls), paths=_find_paths(polls),
    )


def _sum_poll(
    kb: KnowledgeBase, number: int, posed: PosedPoll, ballots: Mapping[int, Sequence[Ballot]]
) -> PollSummary:
    tallies = tuple(tally_vote(kb, posed, vote, ballots.get(vote, ())) for vote in posed.votes)
    item = find_posed_item(kb, posed)
    missed = any(one.right < one.judged for one in tallies)
    return PollSummary(number=number, posed=posed, tallies=tallies, edited=is_edited(kb, posed),
                       misconception=item.misconception if item and missed else "")


def _most_unsafe(one: PollSummary) -> int:
    return max((tally.unsafe for tally in one.tallies), default=0)


def _find_met(polls: Sequence[PollSummary]) -> tuple[Met, ...]:
    by_id: dict[str, list[PollSummary]] = {}
    for one in polls:
        if one.misconception:
            by_id.setdefault(one.misconception, []).append(one)
    met = [
        Met(misconception=name, polls=tuple(one.number for one in some),
            judged=sum(one.tallies[0].judged for one in some),
            wrong=sum(one.tallies[0].judged - one.tallies[0].right for one in some))
        for name, some in by_id.items()
    ]
    return tuple(sorted(met, key=lambda one: (-one.wrong, one.misconception)))


def _find_paths(polls: Sequence[PollSummary]) -> tuple[tuple[PollSummary, ...], ...]:
    by_case: dict[str, list[PollSummary]] = {}
    for one in polls:
        if one.posed.poll.kind == "belief" and one.posed.case_at and any(tally.belief for tally in one.tallies):
            by_case.setdefault(one.posed.case_at.case_id, []).append(one)
    return tuple(tuple(some) for some in by_case.values())
