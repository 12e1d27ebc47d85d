"""What is worth saying once the learner has committed: the site that looks most alike, and what tells the two apart.

Two sites look alike as far as they take the same things away. Of everything that either of them takes, the share that
both take is their likeness (Jaccard's index): sites that take A, B, C and B, C, D share 2 of 4 and are half alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.model.deficits import Loss
from sciatica_teach.model.record import record
from sciatica_teach.session.lab import PredictionSession, PredictionState, failing


@record
class Lookalike:
    """Another site that takes away nearly the same, under the same severity."""

    site: str
    spares: tuple[str, ...]
    """What is lost here and would be intact with a lesion there."""
    adds: tuple[str, ...]
    """What is intact here and would be lost with a lesion there."""


def likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """Jaccard's index of two sets, 0 to 1; two empty sets are not alike."""
    either = {*first, *second}
    return len({*first} & {*second}) / len(either) if either else 0.0


def find_lookalike(graph: NerveGraph, site: str, severity: float, asked: Sequence[str]) -> Lookalike | None:
    """The site most like this one that `asked` can tell from it; None when this one has nothing in common with any.

    Of sites equally alike, the one that spares most is named, and of those the most proximal.
    """
    here = failing(graph, site, severity, asked)
    others = {one: failing(graph, one, severity, asked) for one in graph.sites if one != site}
    best: Lookalike | None = None
    best_rank = (0.0, 0)
    for other, there in others.items():
        spares, adds = (tuple(one for one in mine if one not in theirs) for mine, theirs in
                        ((here, there), (there, here)))
        rank = (likeness(here, there), len(spares))
        if (spares or adds) and rank[0] > 0 and rank > best_rank:
            best_rank, best = rank, Lookalike(site=other, spares=spares, adds=adds)
    return best


def losses_of(session: PredictionSession, state: PredictionState) -> tuple[Loss, ...]:
    """What was asked and is lost, with the paths that explain it, in the order asked; empty before the prediction."""
    deficits = session.find_deficits(state)
    if deficits is None:
        return ()
    found = (deficits.find(target) for target in state.asked)
    return tuple(loss for loss in found if loss is not None and loss.is_deficit)


def sites_beyond(graph: NerveGraph, site: str) -> tuple[str, ...]:
    """The segments distal to a site that fibres out of it run through, proximal first."""
    own = graph.site_nerves(site)
    carried: dict[str, frozenset[str]] = {one: frozenset(graph.nerves[one].carries) for one in own}
    for nerve in graph.nerves.values():  # proximal first, so what runs into a nerve is known before it
        arriving = frozenset[str]().union(*(carried.get(origin, frozenset()) for origin in nerve.comes_from))
        if nerve.id not in own and arriving & {*nerve.carries}:
            carried[nerve.id] = arriving & {*nerve.carries}
    return tuple(one for one in carried if one not in own)


def sites_cut_off(graph: NerveGraph, site: str, severity: float) -> frozenset[str]:
    """Of the segments beyond a site those that no fibre reaches any more; the others carry fewer fibres.

    A segment is cut off when everything that brings it fibres is: the L5 root leaves every nerve below it partly fed.
    """
    own = graph.site_nerves(site)
    if severity < 1:
        return frozenset()
    silent = {*own}
    for one in sites_beyond(graph, site):
        carries = {*graph.nerves[one].carries}
        if all(origin in silent for origin in graph.nerves[one].comes_from
               if origin in graph.nerves and carries & {*graph.nerves[origin].carries}):
            silent.add(one)
    return frozenset(silent.difference(own))
