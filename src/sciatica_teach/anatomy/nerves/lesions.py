"""Damage a nerve and see what fails.

What a muscle loses is the share of its fibres that no longer arrive: over all its supplies and roots, the share that
each brings times the part that is interrupted on the way. A shin muscle draws 0.6 from L5 and 0.4 from L4. Half of the
L5 root interrupted costs it 0.6 * 0.5 = 0.30, which leaves grade 4. The nerve at the knee cut through costs it 0.6 +
0.4 = 1.00, which leaves grade 0. Skin and reflexes are reckoned alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from sciatica_teach.anatomy.nerves.fibres import Arrival, arrivals
from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.levels import VALUES, kind_of, level_of
from sciatica_teach.errors import BadSubmission
from sciatica_teach.model.anatomy import Root
from sciatica_teach.model.deficits import Deficits, Loss, Route


def lesion(graph: NerveGraph, lesions: Mapping[str, float]) -> Deficits:
    """What follows from lesions: site -> severity, 0 (none) to 1 (complete). Exact, and linear in the graph's size.

    Raises `UnknownId` for a site that the graph lacks, and `BadSubmission` for a severity outside 0..1.
    """
    passing = _passing(graph, lesions)
    reached = {root: arrivals(graph, root, passing) for root in graph.root_segments}
    losses = tuple(_loss(graph, target_id, reached, passing) for target_id in graph.targets)
    return Deficits(lesions=dict(lesions), losses=losses)


def _passing(graph: NerveGraph, lesions: Mapping[str, float]) -> dict[str, float]:
    passing: dict[str, float] = {}
    for site, severity in lesions.items():
        if not 0 <= severity <= 1:
            raise BadSubmission(f"A severity lies between 0 and 1; '{site}' was given {severity:g}.")
        for nerve_id in graph.site_nerves(site):
            passing[nerve_id] = passing.get(nerve_id, 1.0) * (1 - severity)
    return passing


def _loss(
    graph: NerveGraph, target_id: str, reached: Mapping[Root, Mapping[str, Arrival]], passing: Mapping[str, float]
) -> Loss:
    routes, lost = [], 0.0
    for supply in graph.supplies[target_id]:
        for root, share in supply.shares.items():
            arrival = reached[root][supply.nerve]
            lost += share * (1 - arrival.surviving)
            blocked = tuple(nerve_id for nerve_id in arrival.through if passing.get(nerve_id, 1.0) < 1)
            routes.append(Route(root=root, through=arrival.through, share=share, blocked_at=blocked))
    kind = kind_of(graph.targets[target_id])
    value = VALUES[kind][level_of(kind, lost)]
    return Loss(target=target_id, kind=kind, lost=min(lost, 1.0), value=value, routes=tuple(routes))
