"""What a plan is worth, by what each of its actions is worth in this case.

    critical +3   recommended +1   neutral 0   unnecessary -1   harmful -4

divided by the best that can be had, and kept within 0..1. With two critical actions and one recommended one on offer
the best is 7; one critical, the recommended and one unnecessary action earn (3 + 1 - 1) / 7 = 0.43.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.cases import ActionClass, Case

WORTH: Final[dict[ActionClass, int]] = {
    "critical": 3, "recommended": 1, "neutral": 0, "unnecessary": -1, "harmful": -4,
}


def plan_credit(case: Case, action_ids: Collection[str]) -> float:
    """Credit 0..1 for the chosen actions, each counted once. Raises `UnknownId`.

    The case offers something worth doing, which the content check sees to.
    """
    worth = {action.id: WORTH[action.action_class] for action in case.plan}
    for action_id in action_ids:
        if action_id not in worth:
            raise UnknownId("action", action_id, worth)
    best = sum(max(0, points) for points in worth.values())
    earned = sum(worth[action_id] for action_id in set(action_ids))
    return min(1.0, max(0.0, earned / best))
