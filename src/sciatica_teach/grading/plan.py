"""What a plan is worth: its actions, and the chain of reasoning behind the treatment where there is one.

An action is worth what its class is worth in the marking of the content; those shipped are

    critical +3   recommended +1   neutral 0   unnecessary -1   harmful -4

divided by the best that can be had, and kept within 0..1. With two critical actions and one recommended one on offer
the best is 7; one critical, the recommended and one unnecessary action earn (3 + 1 - 1) / 7 = 0.43. A chain that earned
5 of 7 links is worth 0.71; with half of the credit for each, the plan is worth 0.57.
"""

from __future__ import annotations

from collections.abc import Collection

from sciatica_teach.errors import ContentError, UnknownId
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.marking import Marking


def require_marking(kb: KnowledgeBase) -> Marking:
    """How cases are marked. Raises `ContentError` for content without a marking, which the check refuses too."""
    if kb.marking is None:
        raise ContentError(("marking.yaml is missing: cases cannot be marked without it",))
    return kb.marking


def action_credit(case: Case, marking: Marking, action_ids: Collection[str]) -> float:
    """Credit 0..1 for the chosen actions, each counted once. Raises `UnknownId`.

    The case offers something worth doing, which the content check sees to.
    """
    worth = {action.id: marking.actions[action.action_class] for action in case.plan}
    for action_id in action_ids:
        if action_id not in worth:
            raise UnknownId("action", action_id, worth)
    best = sum(max(0.0, points) for points in worth.values())
    earned = sum(worth[action_id] for action_id in set(action_ids))
    return min(1.0, max(0.0, earned / best))


def plan_credit(actions: float, chain: float | None, marking: Marking) -> float:
    """Credit 0..1 for the actions and the chain, each from 0 to 1; None for a plan without a chain."""
    if chain is None:
        return actions
    return (1 - marking.chain_share) * actions + marking.chain_share * chain
