"""The other causes that are still likely, and what they leave of a technique or a point.

Deep gluteal pain is believed at 0.55 and a clot in the calf at 0.08. A calf point is of use for the first and dangerous
in the second: it is out. A buttock point serves the first, and nothing speaks against it in the second: it stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sciatica_teach.model.advice import Reason
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.advice_reasons import (
    FindUse,
    find_standing,
    require_rules,
    say_reason,
    say_uses,
    weigh_uses,
)


def find_likely(kb: KnowledgeBase, cause_id: str, belief: Mapping[str, float] | None) -> Mapping[str, float]:
    """Every other cause that is believed at least as much as `likely_share`, with its share.

    Raises `UnknownId` for a cause that the content lacks.
    """
    if not belief:
        return {}
    least = require_rules(kb).likely_share
    return {
        other: share for other, share in belief.items()
        if kb.get_cause(other).id != cause_id and share >= least
    }


def weigh_others(kb: KnowledgeBase, likely: Mapping[str, float], find: FindUse) -> Iterator[Reason]:
    """What each of these causes leaves: nothing of what does harm in it, nothing preferred while it is open.

    `find` gives what the technique or point is for a cause.
    """
    rules = require_rules(kb)
    for other, share in likely.items():
        uses = weigh_uses(kb, other, find)
        left = find_standing(uses)
        if left == "contraindicated":
            for reason in say_uses("uncertainty", kb, other, (use for use in uses if use.limit)):
                yield replace(reason, kind="uncertainty", of=other, share=share)
        elif share >= rules.open_share and left == "not-indicated":
            yield say_reason("uncertainty", rules.unknown_elsewhere, of=other, share=share, limit="acceptable")
