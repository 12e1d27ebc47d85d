"""How hard a patient is: what a learner who weighs as the engine does believes after the best few questions.

The screen and what is known without asking come first. Then the learner asks, again and again, what promises to
narrow the belief most for each minute: the expected fall in entropy. With stenosis 0.30 and disc 0.60 and something
else 0.10 the entropy is 0.898 nats; "no pain when seated" (0.46, 0.07, 0.07) is present in 0.187 of the patients and
leaves 0.683, absent in the others and leaves 0.828: it is worth 0.898 - 0.187 * 0.683 - 0.813 * 0.828 = 0.097 nats.
One member of each dependence group is asked, as only the strongest would count.

Found with three questions: easy. Not believed by 0.40 at the end, or a more urgent cause still at 0.10 beside it:
hard. The numbers are content.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from sciatica_teach.model.cases import Difficulty
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.drawn_plans import Levels
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import normalised
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.table import COLUMN, Array, LikelihoodTable
from sciatica_teach.reasoning.value import minutes_of

ROUNDING = 9
"""Digits to which values are compared, so that a different last digit of a machine chooses no other question."""


LEAST_MINUTES = 0.5
"""A question that costs less counts as this: it has to be thought of all the same."""


@record
class Search:
    """What the learner asked, and where it led."""

    asked: tuple[str, ...]
    """Finding ids beside the screen, in order."""
    shares: tuple[float, ...]
    """Belief in the truth after the screen, and after each question."""
    near: float
    """The largest belief in a more urgent cause at the end."""
    found_after: int | None
    """So many questions until the truth was believed enough; None where it never was."""


def search(ground: Ground, setting_id: str, truth: str, answers: Mapping[str, Answer]) -> Search:
    """Let the learner ask; `answers` says what comes back on every finding of the table."""
    levels, table = ground.phrases.levels, ground.table
    setting, column = ground.kb.get_setting(setting_id), table.get_cause_column(truth)
    known = {one.id: answers[one.id] for one in table.findings if one.given or one.safety}
    weights, group = ground.weigh(setting_id, known), np.array(ground.group)
    cost = _find_costs(ground, setting.outside, known)
    asked, shares = list[str](), [float(normalised(weights)[column])]
    while len(asked) < levels.questions:
        gain = np.round(expected_gain(table, weights) / cost, ROUNDING)
        row = int(np.argmax(gain))
        if gain[row] <= 0:
            break
        asked.append(table.findings[row].id)
        cost[group == group[row]] = np.inf
        weights = weights + table.log_factor[row, COLUMN[answers[asked[-1]]]]
        shares.append(float(normalised(weights)[column]))
    return Search(asked=tuple(asked), shares=tuple(shares), near=_find_near(ground, truth, normalised(weights)),
                  found_after=_find_first(shares, levels))


def expected_gain(table: LikelihoodTable, weights: Array) -> Array:
    """Expected fall in entropy [finding], nats, from unscaled log weights [cause]; none below 0."""
    chance = np.exp(table.log_factor) @ normalised(weights)
    after = entropy(normalised(weights + table.log_factor))
    return np.asarray(np.maximum(entropy(normalised(weights)) - (chance * after).sum(axis=1), 0.0))


def entropy(shares: Array) -> Array:
    """In nats, over the last axis; a share of 0 adds nothing."""
    return np.asarray(-(shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=-1))


def _find_costs(ground: Ground, outside: Collection[str], known: Mapping[str, Answer]) -> Array:
    """Minutes [finding]; what cannot be news here costs more than anything."""
    spent = {ground.group[ground.row[one]] for one in known}
    return np.array([
        np.inf if ground.group[row] in spent or one.given or one.kind == "caution" or one.id in outside
        else max(minutes_of(one), LEAST_MINUTES)
        for row, one in enumerate(ground.table.findings)
    ])


def _find_near(ground: Ground, truth: str, shares: Array) -> float:
    needed = URGENCIES.index(ground.kb.get_cause(truth).urgency)
    more_urgent = [float(share) for cause, share in zip(ground.kb.causes, shares, strict=True)
                   if URGENCIES.index(cause.urgency) > max(needed, URGENCIES.index("routine"))]
    return max(more_urgent, default=0.0)


def _find_first(shares: list[float], levels: Levels) -> int | None:
    return next((count for count, share in enumerate(shares) if share >= levels.sure), None)


def find_difficulty(levels: Levels, found: Search) -> Difficulty:
    """How hard the learner found it."""
    if found.shares[-1] < levels.hard_share or found.near >= levels.hard_near:
        return "hard"
    is_quick = found.found_after is not None and found.found_after <= levels.first_questions
    return "first" if is_quick else "middle"
