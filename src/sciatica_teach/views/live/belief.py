"""The class's belief beside the reference, from finding to finding.

The reference knows at each step what the class was told by then. Ten safety questions that are all denied move it
little, and would be ten columns of a picture in which nothing happens: they are told as one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Inference
from sciatica_teach.session.live.patient import find_reference
from sciatica_teach.session.live.state import LiveCase, LiveRoom, PosedPoll
from sciatica_teach.session.live.tally import BeliefTally, Tally
from sciatica_teach.views.live.texts import name_asked, name_cause
from sciatica_teach.views.numbers import percent, percent_range
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]

MOST_CAUSES: Final = 3
"""Rows of the picture, which is read from the last row of a hall: those to which the class or the reference gave most.
"""

TOLD_CAUSES: Final = 3
"""Of the reference belief, in words."""

LEAST_MOVE: Final = 0.01
"""What moves the reference by less in every cause is told with the next step."""

NAMED: Final = 2
"""Findings of one step that are named."""


@record
class _Step:
    at: LiveCase
    learnt: tuple[str, ...]
    reference: Inference
    belief: BeliefTally | None = None
    """Of the class; None where nobody was asked at this step."""
    count: int = 0
    again: bool = False


def path_state(
    kb: KnowledgeBase, room: LiveRoom, posed: PosedPoll, tallies: Mapping[int, Tally]
) -> LiveJson | None:
    """The path up to this question; None where it asks for no belief, or nobody gave one."""
    if posed.poll.kind != "belief" or posed.case_at is None:
        return None
    case_id = posed.case_at.case_id
    same = [one for one in room.polls if one.poll.kind == "belief" and one.case_at and one.case_at.case_id == case_id]
    return draw_path(kb, [(one, tallies[vote]) for one in same for vote in one.votes if vote in tallies])


def draw_path(kb: KnowledgeBase, votes: Iterable[tuple[PosedPoll, Tally]]) -> LiveJson | None:
    """Causes and steps; None without a belief. A second vote on the same question is a step of its own."""
    stated = [(posed.case_at, tally.belief, tally.count) for posed, tally in votes if posed.case_at and tally.belief]
    try:
        steps = _walk(kb, stated)
    except SciaticaTeachError:
        return None
    causes = _choose_causes(steps)
    return {
        "causes": [{"id": one, "name": name_cause(kb, one), "short": name_cause(kb, one)} for one in causes],
        "steps": [{"said": _said(kb, step), "count": step.count, **_shares(causes, step)} for step in steps],
    } if steps else None


def _walk(kb: KnowledgeBase, stated: Sequence[tuple[LiveCase, BeliefTally, int]]) -> list[_Step]:
    """From vote to vote. What was asked between and moved the reference is a step without the class."""
    steps: list[_Step] = []
    before: LiveCase | None = None
    for at, belief, count in stated:
        steps += _between(kb, before, at)
        known = steps[-1].at.asked if steps else ()
        goes_on = at.asked[:len(known)] == known  # else the patient was brought anew
        steps.append(_Step(at=at, learnt=at.asked[len(known):] if goes_on else at.asked, belief=belief, count=count,
                           reference=find_reference(kb, at), again=before == at))
        before = at
    return steps


def _between(kb: KnowledgeBase, before: LiveCase | None, at: LiveCase) -> Iterator[_Step]:
    if before is None or at.asked[:len(before.asked)] != before.asked:
        return
    last, told = find_reference(kb, before), len(before.asked)
    for count in range(told + 1, len(at.asked)):
        here = replace(at, asked=at.asked[:count])
        reference = find_reference(kb, here)
        if _moved(last, reference) >= LEAST_MOVE:
            yield _Step(at=here, learnt=at.asked[told:count], reference=reference)
            last, told = reference, count


def _moved(before: Inference, after: Inference) -> float:
    return max(abs(after.posterior[one] - before.posterior[one]) for one in after.posterior)


def _choose_causes(steps: Sequence[_Step]) -> tuple[str, ...]:
    """By the largest share that the class or the reference ever gave; something else has no row of its own."""
    most: dict[str, float] = {}
    for step in steps:
        for shares in (step.belief.mean if step.belief else {}, step.reference.posterior):
            for cause_id, share in shares.items():
                most[cause_id] = max(share, most.get(cause_id, 0.0))
    named = [one for one in most if one != OTHER]
    return tuple(sorted(named, key=lambda one: (-most[one], one))[:MOST_CAUSES])


def _shares(causes: Sequence[str], step: _Step) -> LiveJson:
    """Without a vote nothing of the class."""
    mean, half = (step.belief.mean, step.belief.half) if step.belief else ({}, {})
    return {
        "class": {one: mean.get(one, 0.0) for one in causes} if step.belief else {},
        "half": {one: list(half.get(one, (0.0, 0.0))) for one in causes} if step.belief else {},
        "reference": {one: step.reference.posterior.get(one, 0.0) for one in causes},
        "band": {one: list(step.reference.band.get(one, (0.0, 0.0))) for one in causes},
    }


def _said(kb: KnowledgeBase, step: _Step) -> str:
    """What was learnt since the step before."""
    if not step.learnt:
        return say("live.path_again" if step.again else "live.path_start")
    names = [name_asked(kb, one) for one in step.learnt]
    if len(names) <= NAMED:
        return "; ".join(names)
    return say("live.path_many", names="; ".join(names[-NAMED:]), count=len(names) - NAMED)


def reference_words(kb: KnowledgeBase, at: LiveCase | None) -> str:
    """What the reference makes of what the class was told, with its band."""
    if at is None:
        return ""
    try:
        reference = find_reference(kb, at)
    except SciaticaTeachError:
        return say("live.gone")
    ranked = sorted(reference.posterior, key=lambda one: (-reference.posterior[one], one))[:TOLD_CAUSES]
    told = ", ".join(
        f"{name_cause(kb, one)} {percent(reference.posterior[one])} ({percent_range(*reference.band[one])})"
        for one in ranked
    )
    return say("live.reference", shares=told)
