"""What to ask next, and why.

Review asks what is due and nothing else, mistakes what went wrong the last time, each once a round; both end. Practice
has no end, and takes the first of these that has something to ask:

    due-safety   a safety item that is due
    due          another that is due
    mistake      one that went wrong the last time
    weak         what teaches most (`weakness.py`), of an objective where less than 70 % are expected to be right
    new          what teaches most, and was never answered
    blueprint    what teaches most, and was answered before

Every fifth question of a round goes past what is due and what went wrong, unless safety is due: whoever has much to
review would otherwise meet nothing new for weeks.

A family rests in practice while five others are asked, and two questions in a row differ in kind where there is a
choice. Where a bank is too small the rest gets shorter, but twins never follow each other. Items of a set with a story
are never asked in practice: alone they would be half a question.

What goes wrong in a round of practice comes back in it once, and not before eight other questions: missed as the third
question, it is asked again as the twelfth at the earliest, and if it is missed again the round has done with it. Where
the worked answer was read it waits for another day. Only where all else was asked within the last three questions do
these come all the same, as what teaches most: practice has no end.

A question that was made comes back as another of its sort with new numbers, in practice as among the mistakes; so a
sort that went wrong is put right by any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain
from typing import Final

import numpy as np

from sciatica_teach.model.events import PracticeMode
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.learning.bank import Facts
from sciatica_teach.session.learning.learner import LearnerModel
from sciatica_teach.session.learning.looking import Choice, Reason, View, look
from sciatica_teach.session.learning.making import make_another
from sciatica_teach.session.learning.weakness import choose_by_weakness

RESTS_FOR: Final = 5
"""So many other families come between two questions of one."""

RESTS_AT_LEAST: Final = 3
"""A rest shorter than this is worse than what went wrong coming back too often."""

FRESH_EVERY: Final = 5
"""One question in so many is chosen by what teaches most, whatever waits."""

Ranked = Sequence[tuple[Facts, Reason]]


def choose_next(
    kb: KnowledgeBase, model: LearnerModel, *, now: float, mode: PracticeMode, area: str = "",
    asked: Sequence[str] = (), rng: np.random.Generator,
) -> Choice | None:
    """The next question of a round; None when review or the mistakes are through, and where there is nothing at all.

    `now` in seconds since the epoch; `area` limits it to a field of the blueprint, empty for all; `asked`: item ids of
    this round, the newest last; `rng` decides between equals and draws the seeds of questions that are made.
    """
    view = look(kb, model, now, area, asked, rng)
    if mode == "review":
        return _first_of(view, _once(view, _due(view, view.fits)))
    if mode == "mistakes":
        return _first_of(view, _once(view, _mistakes(view)))
    choices = chain(
        (_practise(view, view.before[-rest:], view.held) for rest in range(RESTS_FOR, RESTS_AT_LEAST - 1, -1)),
        (_practise(view, view.before[-rest:], ()) for rest in range(RESTS_FOR, 0, -1)))
    return next((choice for choice in choices if choice), None)


def _practise(view: View, resting: Collection[str], held: Collection[str]) -> Choice | None:
    def may(facts: Facts) -> bool:
        return view.fits(facts) and not facts.is_told and facts.family not in resting

    def may_again(facts: Facts) -> bool:
        return may(facts) and facts.family not in view.held

    due = _first_of(view, _due(view, may))
    waiting = due or _first_of(view, _mistaken(view, may_again))
    closed = {*resting, *held}
    is_fresh_turn = len(view.asked) % FRESH_EVERY == FRESH_EVERY - 1
    if is_fresh_turn and not (due and due.reason == "due-safety"):
        return choose_by_weakness(view, closed) or waiting
    return waiting or choose_by_weakness(view, closed)


def _due(view: View, may: Callable[[Facts], bool]) -> Ranked:
    """What is due, in the order in which to ask it; of a family the twin that was not seen for longest."""
    return [
        (_longest_unseen(view, twins), "due-safety" if due.is_safety else "due")
        for due in view.model.due(view.now)
        if (twins := [one for one in view.model.bank.members[due.family] if may(one)])
    ]


def _mistaken(view: View, may: Callable[[Facts], bool]) -> Ranked:
    """What went wrong, asked by a twin where there is one; of something made, another of its sort."""
    found = (view.model.bank.find(item_id) for item_id in view.model.mistakes())
    families = (view.model.bank.members.get(one.family, (one,)) for one in found if one)
    return [(_longest_unseen(view, twins), "mistake") for family in families
            if (twins := [one for one in family if may(one)])]


def _mistakes(view: View) -> Ranked:
    """What went wrong, each question itself; of something made, another of its sort."""
    found = (view.model.bank.find(item_id) for item_id in view.model.mistakes())
    return [(one, "mistake") for one in found if one and view.fits(one)]


def _once(view: View, ranked: Ranked) -> Ranked:
    return [one for one in ranked if one[0].family not in view.asked]


def _longest_unseen(view: View, twins: Sequence[Facts]) -> Facts:
    return min(twins, key=lambda one: view.model.last_at(one.item_id))


def _first_of(view: View, ranked: Ranked) -> Choice | None:
    """The first of another kind than the question before, as long as it has the reason of the first of all."""
    if not ranked:
        return None
    equal = [one for one in ranked if one[1] == ranked[0][1]]
    facts, reason = next((one for one in equal if one[0].kind != view.last_kind), equal[0])
    return Choice(item_id=make_another(facts.item_id, view.rng) if facts.is_made else facts.item_id, reason=reason)
