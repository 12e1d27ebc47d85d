"""A committed belief beside the reference, cause by cause. What was not listed stands together, and then apart.

Listed: disc 60. The reference: disc 55, stenosis 30, hip 13, facet 2. The rest of the learner is 40, and stands in one
row with the 45 of the reference; below it stenosis and hip, each with what the reference gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.words import say

Row = tuple[str, str, str, str]

LEAST_SHOWN = 0.03
"""What was not listed has a row of its own from this share of the reference on."""


def belief_rows(
    kb: KnowledgeBase, stated: Mapping[str, float], reference: Mapping[str, float],
    band: Mapping[str, tuple[float, float]], *, share: Callable[[float], str], span: Callable[[float, float], str],
) -> list[Row]:
    """Cause, yours, reference, band; the likeliest by the reference first. `share` and `span` put numbers into words.

    Every share of the learner stands in one row: what was listed in its own, the rest in that of "something else".
    """
    ranked = sorted(reference, key=lambda cause: -reference[cause])
    others = [cause for cause in ranked if cause not in stated]
    rest, rest_reference = max(0.0, 1 - sum(stated.values())), sum(reference[cause] for cause in others)
    return [
        *((kb.get_cause(cause).short, share(stated[cause]), share(reference[cause]), span(*band[cause]))
          for cause in ranked if cause in stated),
        (say("belief_table.rest"), share(rest), share(rest_reference), ""),
        *((say("belief_table.of_rest", cause=kb.get_cause(cause).short), "", share(reference[cause]),
           span(*band[cause])) for cause in others if reference[cause] >= LEAST_SHOWN),
    ]
