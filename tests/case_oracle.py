"""The marks of a case by plain arithmetic, written from the rules of marking: no code of the graders, no arrays.

For knowledge without dependence groups. Draws are data: `drawn[draw][finding id][cause id]` is P(present | cause).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, floor, log

from reasoning_oracle import chance

from sciatica_teach.model.knowledge import KnowledgeBase

Shares = Mapping[str, float]
Answers = Mapping[str, str]
Draws = Sequence[Mapping[str, Mapping[str, float]]]


def believe(
    kb: KnowledgeBase, told: Answers, draw: Mapping[str, Mapping[str, float]] | None = None
) -> dict[str, float]:
    """Prior times the chance of every answer, scaled to 1; at the mid rates without a draw."""
    weights = dict(kb.settings[0].prior)
    for finding in kb.findings:
        value = told.get(finding.id, "unknown")
        for cause_id in weights if value != "unknown" else ():
            present = draw[finding.id][cause_id] if draw else chance(finding, cause_id, "present")
            weights[cause_id] *= present if value == "present" else 1 - present
    total = sum(weights.values())
    return {cause_id: weight / total for cause_id, weight in weights.items()}


def percentile(values: Sequence[float], share: float) -> float:
    """Between the two neighbours in rank, in proportion."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def widen(values: Sequence[float], mid: float) -> tuple[float, float]:
    """5th to 95th percentile, widened to hold the mid value."""
    return min(percentile(values, 0.05), mid), max(percentile(values, 0.95), mid)


def spread(kb: KnowledgeBase, stated: Shares) -> dict[str, float]:
    """Over all causes: 0 and 100 % as 0.5 and 99.5 %, the rest in the proportions of the prior."""
    prior = kb.settings[0].prior
    listed = {one: min(max(share, 0.005), 0.995) for one, share in stated.items()}
    others = {one: share for one, share in prior.items() if one not in stated}
    rest = min(max(1 - sum(stated.values()), 0.005), 0.995) if others else 0
    whole = {**listed, **{one: rest * share / sum(others.values()) for one, share in others.items()}}
    return {one: share / sum(whole.values()) for one, share in whole.items()}


def off(belief: Shares, kb: KnowledgeBase, told: Answers, drawn: Draws) -> float:
    """Squared distance to the band, over all causes."""
    mid, beliefs = believe(kb, told), [believe(kb, told, draw) for draw in drawn]
    total = 0.0
    for cause_id, share in belief.items():
        low, high = widen([one[cause_id] for one in beliefs], mid[cause_id])
        total += (low - share) ** 2 if share < low else (share - high) ** 2 if share > high else 0
    return total


def reasoning(kb: KnowledgeBase, path: Sequence[tuple[Shares, Answers]], drawn: Draws) -> float | None:
    """1 - B / B_prior over the checkpoints (stated, what was told by then); None below a B_prior of 0.01."""
    error = sum(off(spread(kb, stated), kb, told, drawn) for stated, told in path) / len(path)
    prior = sum(off(kb.settings[0].prior, kb, told, drawn) for _, told in path) / len(path)
    return None if prior < 0.01 else max(0.0, 1 - error / prior)


def logit(share: float) -> float:
    kept = min(max(share, 0.01), 0.99)
    return log(kept / (1 - kept))


def updating(
    kb: KnowledgeBase, path: Sequence[tuple[Shares, Answers]], cause_id: str, drawn: Draws
) -> float | None:
    """The mean credit of the moves between checkpoints with news between them."""
    earned = []
    for (stated, told), (stated_after, told_after) in pairwise(path):
        if told == told_after:
            continue
        due = logit(believe(kb, told_after)[cause_id]) - logit(believe(kb, told)[cause_id])
        low, high = widen([logit(believe(kb, told_after, draw)[cause_id]) - logit(believe(kb, told, draw)[cause_id])
                           for draw in drawn], due)
        moved = logit(_share(kb, stated_after, cause_id)) - logit(_share(kb, stated, cause_id))
        earned.append(credit_of_move(moved, low, due, high))
    return sum(earned) / len(earned) if earned else None


def _share(kb: KnowledgeBase, stated: Shares, cause_id: str) -> float:
    return stated[cause_id] if cause_id in stated else spread(kb, stated)[cause_id]


def credit_of_move(moved: float, low: float, due: float, high: float) -> float:
    if low <= moved <= high:
        return 1.0
    if abs(due) > log(2) and (moved > 0 > due or moved < 0 < due):
        return 0.0
    return exp(-min(abs(moved - low), abs(moved - high)) / log(2))


def f_beta(hits: float, misses: float, extras: float, beta: float) -> float:
    """From counts: (1 + b^2) hits over (1 + b^2) hits + b^2 misses + extras."""
    square = beta * beta
    return (1 + square) * hits / ((1 + square) * hits + square * misses + extras) if hits else 0.0


def gathering(kb: KnowledgeBase, must_ask: Sequence[str], key: Sequence[str], asked: Sequence[str]) -> float:
    """The screen with beta 2 and a quarter for each extra, the rest with beta 1, half and half."""
    safety = {finding.id for finding in kb.findings if finding.safety}
    wanted, done = {*must_ask, *key}, set(asked)

    def part(here: set[str], beta: float, extra: float) -> float:
        return f_beta(len(wanted & done & here), len((wanted - done) & here), extra * len((done - wanted) & here), beta)

    others = {finding.id for finding in kb.findings} - safety
    screen = part(safety, 2, 0.25)
    return screen if not wanted & others else (screen + part(others, 1, 1)) / 2


def plan(classes: Mapping[str, str], ticked: Sequence[str]) -> float:
    """Points of the ticked over the most that can be had, from 0 to 1."""
    worth = {"critical": 3, "recommended": 1, "neutral": 0, "unnecessary": -1, "harmful": -4}
    best = sum(worth[one] for one in classes.values() if worth[one] > 0)
    earned = sum(worth[classes[one]] for one in set(ticked))
    return max(0, min(1, earned / best))


def composite(parts: Mapping[str, float | None], *, passed: bool) -> float:
    """The weighted mean of what was graded, out of 100; 40 at most behind a shut gate."""
    weights = {"reasoning": 25, "updating": 15, "data_gathering": 20, "efficiency": 10, "plan": 30}
    graded = {one: credit for one, credit in parts.items() if credit is not None}
    mark = 100 * sum(weights[one] * credit for one, credit in graded.items()) / sum(weights[one] for one in graded)
    return mark if passed else min(40.0, mark)
