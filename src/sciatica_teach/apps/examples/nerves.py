"""Worked examples on the nerve graph: a way, what a lesion leaves, and which place explains what was found."""

from __future__ import annotations

from functools import cache

from sciatica_teach.anatomy.nerves.graph import NerveGraph, Target, build_graph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.localise import localise
from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.model.anatomy import Anatomy, Muscle, Root
from sciatica_teach.model.deficits import Explanation
from sciatica_teach.session.item_making.kept import Kept
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable

PLACES = 4
"""How many explanations a table shows, best first."""


def get_graph(variant: str) -> NerveGraph:
    """The graph of the content's anatomy, built once for its version."""
    kb = get_knowledge()
    return _build_graph(Kept(kb.version, kb.anatomy), variant)


@cache
def _build_graph(anatomy: Kept[Anatomy], variant: str) -> NerveGraph:
    return build_graph(anatomy.value, variant)


def route_example(root: Root, target_id: str) -> WorkedTable:
    """The segments that a root's fibres run through to a muscle or a field of skin, with the roots beside them there.

    Where there are several ways, the first is shown.
    """
    graph = get_graph("a")
    ways = [way for supply in graph.supplies[graph.get_target(target_id).id] if root in supply.shares
            for way in graph.routes(root, supply.nerve)]
    rows = [
        [str(number), graph.name_of(nerve_id), " ".join(graph.nerves[nerve_id].carries)]
        for number, nerve_id in enumerate(ways[0] if ways else (), start=1)
    ]
    head = [say("example.step"), say("example.segment"), say("example.beside")]
    return WorkedTable(say("example.route", root=root, target=graph.get_target(target_id).name), head, rows)


def lesion_example(*sites: str, targets: tuple[str, ...], severity: float = 1.0) -> WorkedTable:
    """What each of `sites`, damaged alone, leaves of `targets`; `severity` between 0 and 1."""
    graph = get_graph("a")
    deficits = [lesion(graph, {site: severity}) for site in sites]
    rows = []
    for target_id in targets:
        found = [one.find(target_id) for one in deficits]
        target = graph.get_target(target_id)
        rows.append([label_of(target), *(value_words(target, loss.value) for loss in found if loss)])
    caption = say("example.lesion", percent=f"{100 * severity:.0f}")
    return WorkedTable(caption, [say("example.examined"), *(graph.name_of(site) for site in sites)], rows)


def localise_example(*findings: str) -> WorkedTable:
    """Which places explain `findings` best; each finding reads "tibialis-anterior=0" or "ankle-jerk=normal"."""
    graph = get_graph("a")
    observed = dict(finding.split("=", 1) for finding in findings)
    best = localise(graph, observed)[:PLACES]
    head = [say("example.place"), say("example.fits"), say("example.misfit"), say("example.against")]
    rows = [
        [graph.name_of(one.site), say("example.fits_of", count=len(one.fits), of=len(observed)), f"{one.misfit:.1f}",
         _against(graph, one)]
        for one in best
    ]
    return WorkedTable(say("example.localise", count=len(observed)), head, rows)


def _against(graph: NerveGraph, explanation: Explanation) -> str:
    """The finding that speaks loudest against a place."""
    if not explanation.contradicts:
        return say("example.nothing_against")
    worst = explanation.contradicts[0]
    target = graph.get_target(worst.target)
    return say("example.expected", target=target.name, expected=value_words(target, worst.predicted),
               seen=value_words(target, worst.observed))


def label_of(target: Target) -> str:
    """What is examined: "Ankle dorsiflexion (tibialis anterior)", or the name of a skin field or reflex."""
    if isinstance(target, Muscle):
        movement = target.movement[0].upper() + target.movement[1:]
        return say("example.power", movement=movement, muscle=target.name.lower())
    return target.name


def value_words(target: Target, value: str) -> str:
    """A grade of power with its scale, or the word of a skin field or reflex."""
    return say("example.grade", grade=value) if isinstance(target, Muscle) else value
