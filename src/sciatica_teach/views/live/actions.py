"""What the host can do next, the likeliest step first.

The wall is seen by the class, so what stands out on it must not depend on how the vote went; on the remote it does.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Poll
from sciatica_teach.session.live.posing import find_twin
from sciatica_teach.session.live.state import LiveRoom, PosedPoll
from sciatica_teach.session.live.tally import Advised, Tally
from sciatica_teach.views.live.result import find_weighed
from sciatica_teach.views.live.texts import name_asked, shorten, title_poll
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]

TIMER_S = 60

LONGEST_LABEL = 48
"""Characters of a question's title on a button."""

ASKS = 3
"""How many questions to the patient stand among the actions; all others stand in the list."""


def list_actions(kb: KnowledgeBase, room: LiveRoom, advice: Advised | None, top: Tally | None) -> list[LiveJson]:
    """`advice` is None where the class looks on; `top`, the latest vote, where it must not be seen yet."""
    match room.phase:
        case "ended":
            return []
        case "voting":
            return [_action("close", {"verb": "close-vote"}, primary=True),
                    _action("reveal", {"verb": "reveal"}, confirm=say("live.act.reveal_confirm"))]
        case "posed":
            return [_action("open", {"verb": "open-vote"}, primary=True),
                    _action("timed", {"verb": "open-vote", "seconds": TIMER_S}), *_next(kb, room, primary=False),
                    _end(primary=False)]
        case "closed":
            return [*_after_vote(room, advice), *_next(kb, room, primary=False), _end(primary=False)]
        case _:
            asks = _asks(kb, room, top)
            onward = _next(kb, room, primary=not asks)
            return [*asks, *onward, *_twin(kb, room), _end(primary=not onward and not asks)]


def _action(key: str, action: LiveJson, *, primary: bool = False, confirm: str = "", **values: object) -> LiveJson:
    made: LiveJson = {"label": say(f"live.act.{key}", **values), "action": action, "primary": primary}
    return {**made, "confirm": confirm} if confirm else made


def _after_vote(room: LiveRoom, advice: Advised | None) -> list[LiveJson]:
    posed = room.current
    moved_on = posed is not None and posed.case_at is not None and posed.case_at != room.case
    first = posed is not None and len(posed.votes) == 1
    again = not moved_on and (advice in ("discuss", "re-teach") if advice else first)
    acts = [_action("reveal", {"verb": "reveal"}, primary=not again)]
    if not moved_on:
        acts.append(_action("again", {"verb": "vote-again"}, primary=again))
        acts.append(_action("again_timed", {"verb": "vote-again", "seconds": TIMER_S}))
    return acts


def _next(kb: KnowledgeBase, room: LiveRoom, *, primary: bool) -> list[LiveJson]:
    index = find_next(room)
    if index is None:
        return []
    title = shorten(title_poll(kb, room.plan[index]), LONGEST_LABEL)
    return [_action("pose", {"verb": "pose", "index": index}, primary=primary, title=title)]


def find_next(room: LiveRoom) -> int | None:
    """Place in the plan of the first question that was not asked; None after the last one."""
    return next((index for index, done in enumerate(find_done(room)) if not done), None)


def find_done(room: LiveRoom) -> tuple[bool, ...]:
    """For each line of the plan whether it was asked. What stands in it twice is done when it was asked twice."""
    posed = Counter(one.poll for one in room.polls)
    done, seen = [], Counter[Poll]()
    for poll in room.plan:
        seen[poll] += 1
        done.append(posed[poll] >= seen[poll])
    return tuple(done)


def _asks(kb: KnowledgeBase, room: LiveRoom, top: Tally | None) -> list[LiveJson]:
    """What to ask next: a safety question that is due, then by votes; nothing once one of these was asked."""
    posed = room.current
    if room.case is None or posed is None or posed.poll.kind != "next-question" or posed.case_at is None:
        return []
    asked = set(room.case.asked)
    if asked.intersection(posed.shown):
        return []
    due = {one for one, found in find_weighed(kb, posed).items() if found.must_ask}
    votes = {count.key[0]: count.n for count in top.counts} if top else {}
    ranked = sorted(posed.shown, key=lambda one: (one not in due, -votes.get(one, 0)))
    return [_action("ask", {"verb": "ask", "id": one}, primary=place == 0, ask=name_asked(kb, one))
            for place, one in enumerate(ranked[:ASKS])]


def _twin(kb: KnowledgeBase, room: LiveRoom) -> list[LiveJson]:
    return [_action("twin", {"verb": "twin"})] if has_twin(kb, room.polls) else []


def has_twin(kb: KnowledgeBase, polls: tuple[PosedPoll, ...]) -> bool:
    """Whether there is another question that asks the same; which one is drawn when it is posed."""
    try:
        return bool(polls) and find_twin(kb, polls, np.random.default_rng(0)) is not None
    except SciaticaTeachError:
        return False


def _end(*, primary: bool) -> LiveJson:
    return _action("end", {"verb": "end"}, primary=primary, confirm=say("live.act.end_confirm"))
