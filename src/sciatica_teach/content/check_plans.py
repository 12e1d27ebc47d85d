"""Plans for live rooms: every poll names something that can be asked, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem, suggest
from sciatica_teach.model.live import Poll, PollKind
from sciatica_teach.model.room_plans import RoomPlan

_CHOSEN: dict[PollKind, tuple[str, ...]] = {
    "item": (), "belief": (), "next-question": ("finding", "open question"), "technique": ("technique",),
}
"""Kind of poll -> what its options are ids of; none where the options are known without the plan."""

FEWEST, MOST = 2, 6
"""Options of a poll: fewer are no choice, more are not read on a phone while others wait."""


def check_plans(draft: Draft) -> Iterator[Problem]:
    """Ids, how many options there are, and that no plan asks the same twice."""
    for located in draft.room_plans:
        for index, poll in enumerate(located.value.polls):
            path: Path = ("polls", index)
            yield from _check_subject(draft, located, path, poll)
            yield from _check_options(draft, located, path, poll)
            if poll.kind == "item" and poll in located.value.polls[:index]:
                yield located.problem(path, f"'{poll.subject_id}' is asked already; a second vote needs no line")


def _check_subject(draft: Draft, located: Located[RoomPlan], path: Path, poll: Poll) -> Iterator[Problem]:
    kind = "quiz item" if poll.kind == "item" else "case"
    yield from _check_known(draft, located, (*path, "subject_id"), (kind,), poll.subject_id)


def _check_options(draft: Draft, located: Located[RoomPlan], path: Path, poll: Poll) -> Iterator[Problem]:
    kinds, count = _CHOSEN[poll.kind], len(poll.options)
    place = (*path, "options") if poll.options else path
    if not kinds:
        if count:
            yield located.problem(place, f"a poll of kind '{poll.kind}' knows its options by itself; remove this key")
        return
    if not FEWEST <= count <= MOST:
        yield located.problem(place, f"{count} options; give {FEWEST} to {MOST} ids of a {' or '.join(kinds)}")
    for index, option in enumerate(poll.options):
        yield from _check_known(draft, located, (*place, index), kinds, option)
        if option in poll.options[:index]:
            yield located.problem((*place, index), f"'{option}' is offered twice; remove one of the two")


def _check_known(
    draft: Draft, located: Located[RoomPlan], path: Path, kinds: tuple[str, ...], wanted: str
) -> Iterator[Problem]:
    known = {one for kind in kinds for one in draft.known(kind)}
    if wanted not in known and draft.unread.isdisjoint(kinds):
        name = " or ".join(kinds)
        hint = suggest(wanted, known) or f" Write it, or name a {name} that exists."
        yield located.problem(path, f"there is no {name} called '{wanted}'.{hint}")
