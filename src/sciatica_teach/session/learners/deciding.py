"""Ways to decide: treat or refer, and how fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sciatica_teach.grading.beliefs import spread_belief
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.session.learners.seen import Seen

Deciding = Callable[[Seen, Mapping[str, float]], Urgency]
"""From what is seen, and the shortlist stated last."""


def decide_with_care(seen: Seen, stated: Mapping[str, float]) -> Urgency:
    """The least expected loss under one's own belief, never slower than the must-refer rule."""
    return max(decide_by_belief(seen, stated), seen.floor, key=URGENCIES.index)


def decide_by_belief(seen: Seen, stated: Mapping[str, float]) -> Urgency:
    """The least expected loss under one's own belief, whatever the must-refer rule says."""
    losses = LossMatrix.from_knowledge(seen.kb)
    belief = spread_belief(stated, seen.prior)
    expected = losses.expected(np.array([belief.get(cause.id, 0.0) for cause in seen.kb.causes]))
    best = min(range(len(losses.actions)), key=lambda index: (
        float(expected[index]), URGENCIES.index(losses.actions[index].disposition)))
    return losses.actions[best].disposition


def always_send(_seen: Seen, _stated: Mapping[str, float]) -> Urgency:
    return "emergency"


def always_treat(_seen: Seen, _stated: Mapping[str, float]) -> Urgency:
    return "treat"
