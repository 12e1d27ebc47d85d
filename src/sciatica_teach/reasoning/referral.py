"""The must-refer rule, which stands beside the probabilities and is never argued away by them.

Cauda equina is rare: even with saddle numbness present its probability may stay at 0.10. Yet one such finding means
the emergency department tonight, because the loss of waiting is so much larger than the loss of a journey in vain.
So a finding may name the slowest referral it allows; the most urgent of those present is the floor. A recommendation
takes the least expected loss among the dispositions that are not slower than the floor: with saddle numbness present
(floor: emergency) only `emergency` is left, whatever the belief.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Inference
from sciatica_teach.reasoning.losses import LossMatrix


@record
class Floor:
    """The slowest disposition that is still allowed, and the findings that set it."""

    urgency: Urgency
    finding_ids: tuple[str, ...]
    """In the order of the content; empty when no finding demands a referral and the urgency is `treat`."""


def referral_floor(kb: KnowledgeBase, observed: Mapping[str, Answer]) -> Floor:
    """The floor set by the findings that are present. Raises `UnknownId`."""
    demands: dict[str, Urgency] = {}
    for finding_id, value in observed.items():
        refer = kb.get_finding(finding_id).refer
        if refer and value == "present":
            demands[finding_id] = refer
    urgency = URGENCIES[max((URGENCIES.index(refer) for refer in demands.values()), default=0)]
    return Floor(
        urgency=urgency,
        finding_ids=tuple(finding.id for finding in kb.findings if demands.get(finding.id) == urgency),
    )


def recommend(kb: KnowledgeBase, inference: Inference, observed: Mapping[str, Answer]) -> Urgency:
    """The disposition with the least expected loss that is not slower than the floor.

    Equal losses go to the less urgent. Raises `UnknownId`.
    """
    floor = URGENCIES.index(referral_floor(kb, observed).urgency)
    losses = LossMatrix.from_knowledge(kb)
    expected = losses.expected(np.array([inference.posterior[cause.id] for cause in kb.causes]))
    allowed = [
        (float(loss), URGENCIES.index(action.disposition))
        for action, loss in zip(losses.actions, expected, strict=True)
        if URGENCIES.index(action.disposition) >= floor
    ]
    return URGENCIES[min(allowed)[1]]
