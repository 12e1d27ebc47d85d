"""A hidden lesion as a question: what was found, and ten sites to choose from.

The sites are the true one, those that take away the most of what it takes, those that come nearest to the findings, and
two drawn by chance, so that the true one does not stand in the middle of its neighbours. They stand in the order of
the graph, from the root to the toes. Credit and feedback are those of the lesion lab.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final

import numpy as np

from sciatica_teach.anatomy.nerves.bedside import find_urgent
from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.localise import localise
from sciatica_teach.anatomy.nerves.puzzles import Puzzle, make_puzzle
from sciatica_teach.grading.lab import find_rival, overlap, site_credit, site_feedback
from sciatica_teach.model.anatomy import Anatomy, Muscle, Reflex
from sciatica_teach.model.items import LesionItem, LesionRecipe, Site
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making.kept import Kept

ALIKE, FITTING, BY_CHANCE = 5, 2, 2
"""How many sites beside the true one are chosen for what."""

UNREMARKABLE: Final = frozenset({"5", "normal"})

STEM: Final = "All of this comes from one lesion. Where is it?"

URGENT: Final[Mapping[str, str]] = {
    "saddle": (
        "Safety first: the saddle or a sphincter fails here. In a patient that is an emergency, whatever the site."
    ),
    "foot-lift": (
        "Safety first: the foot lift is weak here. In a patient, if it is new, that is a telephone call the same day, "
        "whatever the site."
    ),
}
"""Said before the question and again before its answer."""

BEGIN: Final = "Where to begin: "
"""The explanation says how to find the site; that it is the right one and why says its feedback."""

BASIS: Final = (
    "Which roots and nerves supply what is taught; the shares behind the grades of power are estimates, and people "
    "differ."
)


def make_lesion(kb: KnowledgeBase, recipe: LesionRecipe) -> LesionItem:
    """The question of this seed and level. Raises `ValueError` where the content has no lesion that can be found."""
    graph = _graph_of(Kept(kb.version, kb.anatomy))
    rng = np.random.default_rng(recipe.seed)
    puzzle = make_puzzle(graph, rng, recipe.level)
    urgent = [URGENT[one] for one in find_urgent(_failing(puzzle))]
    truth, nudge = site_feedback(graph, puzzle, puzzle.site), _nudge(graph, puzzle)
    return LesionItem(
        id=recipe.id, objective=recipe.objective, misconception=recipe.misconception, safety=recipe.safety,
        hardness=recipe.hardness, mark="estimate", sources=_sources(graph, puzzle),
        stem=" ".join((*urgent, STEM)), explanation=" ".join((*urgent, BEGIN + nudge, BASIS)),
        nudge=nudge, scaffold=_scaffold(graph, puzzle),
        observed=tuple((target_words(graph, one), found_words(value)) for one, value in puzzle.observed.items()),
        sites=tuple(
            Site(id=site, text=graph.name_of(site), credit=site_credit(graph, puzzle, site),
                 feedback=truth if site == puzzle.site else site_feedback(graph, puzzle, site))
            for site in choose_sites(graph, puzzle, rng)
        ),
    )


@lru_cache(maxsize=4)
def _graph_of(anatomy: Kept[Anatomy]) -> NerveGraph:
    return build_graph(anatomy.value)


def choose_sites(graph: NerveGraph, puzzle: Puzzle, rng: np.random.Generator) -> tuple[str, ...]:
    """The sites to choose from, ten where the graph has as many: no two of them are names of the same place."""
    own = graph.site_nerves(puzzle.site)
    places = {graph.site_nerves(site): site for site in reversed(graph.sites) if graph.site_nerves(site) != own}
    others = [site for site in graph.sites if site in places.values()]
    chosen = {puzzle.site}
    alike = sorted(others, key=lambda site: -overlap(graph, puzzle, site))
    fitting = (one.site for one in localise(graph, puzzle.observed) if one.site in others)
    shuffled = (others[number] for number in rng.permutation(len(others)))
    for candidates, count in ((alike, ALIKE), (fitting, FITTING), (shuffled, BY_CHANCE)):
        chosen.update(_first_new(candidates, chosen, count))
    return tuple(site for site in graph.sites if site in chosen)


def _first_new(candidates: Iterable[str], known: Iterable[str], count: int) -> tuple[str, ...]:
    taken = {*known}
    return tuple(islice((one for one in candidates if one not in taken), count))


def target_words(graph: NerveGraph, target_id: str) -> str:
    """What was examined: "Power: ankle dorsiflexion (tibialis anterior)", "Feeling: heel", "Reflex: knee jerk"."""
    target = graph.get_target(target_id)
    match target:
        case Muscle():
            return f"Power: {target.movement} ({target.name.lower()})"
        case Reflex():
            return f"Reflex: {target.name.lower()}"
        case _:
            return f"Feeling: {target.name.lower()}"


def found_words(value: str) -> str:
    """What was found: "4" is a grade of power, anything else speaks for itself."""
    return f"{value} of 5" if value.isdigit() else value


def is_unremarkable(found: str) -> bool:
    """Whether an examination, in the words of `found_words`, found nothing amiss."""
    return found.removesuffix(" of 5") in UNREMARKABLE


def _failing(puzzle: Puzzle) -> tuple[str, ...]:
    return tuple(one for one, value in puzzle.observed.items() if value not in UNREMARKABLE)


def _sources(graph: NerveGraph, puzzle: Puzzle) -> tuple[str, ...]:
    """What the supply of all that was found is taken from."""
    named = (source for one in puzzle.observed for source in graph.get_target(one).basis.sources)
    return tuple(dict.fromkeys(named))


def _nudge(graph: NerveGraph, puzzle: Puzzle) -> str:
    """Of what fails, that whose fibres have the fewest steps from the spine: the lesion is on a short way."""
    first = min(_failing(puzzle), key=lambda one: _steps(graph, one))
    return (
        f"Of what fails, “{target_words(graph, first)}” is nearest to the spine on the way of its fibres. The lesion "
        "lies somewhere on that way."
    )


def _steps(graph: NerveGraph, target_id: str) -> int:
    return min(
        len(route) for supply in graph.supplies[target_id] for root in supply.shares
        for route in graph.routes(root, supply.nerve)
    )


def _scaffold(graph: NerveGraph, puzzle: Puzzle) -> str:
    """The finding that tells the nearest rival, and what to do with it."""
    rival = find_rival(graph, puzzle)
    if rival is None or not rival.contradicts:
        return "Follow every failing structure back to its roots, and mark where the ways meet."
    telling = rival.contradicts[0]
    name, found = target_words(graph, telling.target), found_words(telling.observed)
    if telling.observed in UNREMARKABLE:
        return f"“{name}” is {found}. Name every site that would have taken it, and cross those out."
    return f"“{name}” is {found}. Cross out every site that its fibres do not pass, or that too few of them pass."
