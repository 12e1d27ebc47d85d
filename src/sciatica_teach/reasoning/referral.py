"""The must-refer rule, which stands beside the probabilities and is never argued away by them.

Cauda equina is rare: even with saddle numbness present its probability may stay at 0.10. Yet one such finding means
the emergency department tonight, because the loss of waiting is so much larger than the loss of a journey in vain.
So a finding may name the slowest referral it allows, and so may a rule for findings that mean more together: cancer in
the past asks for `urgent`, pain that no position eases for nothing, both of them for `same-day`. The most urgent demand
of what is present is the floor; one more demand can raise it and never lower it. A recommendation takes the least
expected loss among the dispositions that are not slower than the floor: with saddle numbness present (floor: emergency)
only `emergency` is left, whatever the belief.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    """The floor set by the findings that are present, alone or together. Raises `UnknownId`.

    `observed` is all that is known, also what a setting's prior already holds: a rule may need it.
    """
    demands = list(_demands(kb, observed))
    urgency: Urgency = max((refer for refer, _ in demands), key=URGENCIES.index, default="treat")
    behind = {finding_id for refer, finding_ids in demands if refer == urgency for finding_id in finding_ids}
    return Floor(urgency=urgency, finding_ids=tuple(finding.id for finding in kb.findings if finding.id in behind))


def _demands(kb: KnowledgeBase, observed: Mapping[str, Answer]) -> Iterator[tuple[Urgency, tuple[str, ...]]]:
    """Each referral that is demanded, and the findings behind it."""
    for finding_id, value in observed.items():
        refer = kb.get_finding(finding_id).refer
        if refer and value == "present":
            yield refer, (finding_id,)
    for rule in kb.referral_rules:
        if rule.is_met(observed):
            yield rule.refer, rule.all_of


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
