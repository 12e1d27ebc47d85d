"""Marking: weights that add up, classes of actions in their order, and no plan in which ticking everything pays.

Whoever ticks each action by the toss of a coin earns something by luck. Ticking all of them must not earn more than
that on average. Of two actions worth 3 and -4 the four ways to tick earn 0, 1, 0 and 0 of the best, 0.25 on average,
and ticking both earns 0: that is fine. With 3 and -1 everything earns 0.67 and guessing 0.42, and that is a problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, get_args

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.model.cases import CASE_PARTS, ActionClass, Case, CasePart
from sciatica_teach.model.marking import Marking

_CLASSES: Final[tuple[ActionClass, ...]] = get_args(ActionClass)
"""From the best to the worst."""

_SAME_IS_FINE: Final = ("recommended", "neutral")
"""Classes that may be worth as much as the next one."""


def check_marking(draft: Draft) -> Iterator[Problem]:
    """The marking of the content, and what single cases say beside it."""
    if draft.cases and not draft.markings and "marking" not in draft.unread:
        yield draft.missing("marking.yaml", "this file is missing, and cases cannot be marked without it")
    for marking in draft.markings:
        yield from _check_weights(marking, marking.value.weights)
        yield from _check_actions(marking)
    for case in draft.cases:
        if case.value.weights:
            yield from _check_weights(case, case.value.weights)
        for marking in draft.markings:
            yield from _check_ticking(case, marking.value)


def _check_weights(located: Located[Marking] | Located[Case], weights: Mapping[CasePart, float]) -> Iterator[Problem]:
    if missing := [part for part in CASE_PARTS if part not in weights]:
        yield located.problem(("weights",), f"{list_words(missing)} has no weight; give it one, 0 if it does not count")
    elif abs(sum(weights.values()) - 1) > 1e-6:
        yield located.problem(("weights",), f"the weights sum to {sum(weights.values()):g}; together they have to be 1")


def _check_actions(marking: Located[Marking]) -> Iterator[Problem]:
    worth = marking.value.actions
    if missing := [one for one in _CLASSES if one not in worth]:
        yield marking.problem(("actions",), f"nothing says what {list_words(missing)} is worth; add it")
        return
    for better, worse in pairwise(_CLASSES):
        if worth[better] < worth[worse] or (worth[better] == worth[worse] and better not in _SAME_IS_FINE):
            message = f"{better} ({worth[better]:g}) has to be worth more than {worse} ({worth[worse]:g})"
            yield marking.problem(("actions", worse), message)
    if worth["critical"] <= 0 or worth["harmful"] >= 0:
        yield marking.problem(("actions",), "critical has to be worth more than 0, and harmful less")


def _check_ticking(case: Located[Case], marking: Marking) -> Iterator[Problem]:
    if all(action.action_class != "harmful" for action in case.value.plan):
        return  # named among the cases
    worth = [marking.actions.get(action.action_class, 0.0) for action in case.value.plan]
    everything = _credit(sum(worth), worth)
    guessing = sum(chance * _credit(points, worth) for points, chance in _toss(worth).items())
    if everything > guessing + 1e-9:
        message = f"ticking every action earns {everything:.2f}, and guessing {guessing:.2f}"
        yield case.problem(("plan",), f"{message}; offer more that is harmful or unnecessary")


def _credit(points: float, worth: Sequence[float]) -> float:
    """Credit 0..1 for this many points of the best that can be had; 0 where nothing can."""
    best = sum(max(0.0, one) for one in worth)
    return min(1.0, max(0.0, points / best)) if best else 0.0


def _toss(worth: Sequence[float]) -> Mapping[float, float]:
    """Sum of the points -> its chance, each action ticked by the toss of a coin."""
    chances: dict[float, float] = {0.0: 1.0}
    for one in worth:
        after: dict[float, float] = defaultdict(float)
        for points, chance in chances.items():
            after[points] += chance / 2
            after[points + one] += chance / 2
        chances = after
    return chances
