"""The other causes that are still likely, and what they leave of a technique or a point.

Deep gluteal pain is believed at 0.55 and a clot in the calf at 0.08. A calf point is of use for the first and dangerous
in the second: it is out. A buttock point serves the first, and nothing speaks against it in the second: it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sciatica_teach.model.advice import Reason
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import PointUse
from sciatica_teach.model.techniques import Indication
from sciatica_teach.reasoning.advice_reasons import require_rules, say_reason


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


def weigh_others(
    kb: KnowledgeBase, likely: Mapping[str, float], find: Callable[[str], Indication | PointUse | None]
) -> Iterator[Reason]:
    """What each of these causes leaves: nothing of what does harm in it, nothing preferred while it is open.

    `find` gives what the technique or point is for a cause.
    """
    rules = require_rules(kb)
    for other, share in likely.items():
        found = find(other)
        if found and found.standing == "contraindicated":
            yield say_reason("uncertainty", found.basis, of=other, share=share, limit="contraindicated")
        elif share >= rules.open_share and (found is None or found.standing == "not-indicated"):
            yield say_reason("uncertainty", rules.unknown_elsewhere, of=other, share=share, limit="acceptable")
