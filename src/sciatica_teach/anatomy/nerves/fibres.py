"""How many of a root's fibres arrive at each segment, and by which way.

A site of severity 0.5 interrupts half of the fibres that run in it. Two such sites on one way let half of a half
through: (1 - 0.5) * (1 - 0.5) = 0.25. Where ways join again, fibres count as lost only if every way crosses a lesion,
so they survive by the best one: with 0.25 on one branch and 1.00 on the other, all arrive.

The best way to a segment goes by the best way to one of its origins, so one pass from proximal to distal finds it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.model.anatomy import Root
from sciatica_teach.model.record import record


@record
class Arrival:
    """Fibres of one root at the distal end of a segment."""

    surviving: float
    """Share of them that arrive, 0 to 1."""
    through: tuple[str, ...]
    """Their best way, from the root to this segment."""


def arrivals(graph: NerveGraph, root: Root, passing: Mapping[str, float]) -> dict[str, Arrival]:
    """Segment id -> what arrives there from a root, for every segment that the root reaches.

    `passing` is the share of fibres that a segment lets through; segments that it lacks let all of them through.
    """
    reached: dict[str, Arrival] = {}
    start = graph.root_segments.get(root)
    for nerve_id, nerve in graph.nerves.items():
        if root not in nerve.carries:
            continue
        before = [reached[origin] for origin in nerve.comes_from if origin in reached]
        if nerve_id == start:
            before.append(Arrival(surviving=1.0, through=()))
        if before:
            best = max(before, key=lambda arrival: arrival.surviving)  # of equal ways the first in the content
            surviving = best.surviving * passing.get(nerve_id, 1.0)
            reached[nerve_id] = Arrival(surviving=surviving, through=(*best.through, nerve_id))
    return reached
