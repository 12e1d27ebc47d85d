"""Hidden lesions to be found from what they do.

A puzzle is fair when the findings leave one answer: no other site, at any severity, would give every one of them. It is
made of what can be tested by hand alone, so a nerve whose loss nobody can test (that to piriformis) is never hidden.
From that examination is left out what the answer does not need, first what a short bedside examination skips, then at
random, until few enough findings are left and about half are normal.
What is normal decides as often as what fails: a weak foot with strong inversion is no L5 root.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

import numpy as np

from sciatica_teach.anatomy.nerves.bedside import bedside_targets, gradable_targets
from sciatica_teach.anatomy.nerves.exposures import exposures, onsets
from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.levels import VALUES, kind_of
from sciatica_teach.anatomy.nerves.localise import predicted_level
from sciatica_teach.model.events import Level
from sciatica_teach.model.record import record


@record
class Puzzle:
    """A hidden lesion and what was found because of it."""

    site: str
    severity: float
    variant: str
    observed: dict[str, str]
    """Target -> value, normal ones too, in the order of the graph."""


@record
class Difficulty:
    """How a level is made hard."""

    severities: tuple[float, ...]
    least_deficits: int
    """How many targets the lesion has to harm, of those that can be tested."""
    findings: int
    """How many findings are shown, unless the answer needs more."""


DIFFICULTIES: Final[dict[Level, Difficulty]] = {
    "first": Difficulty(severities=(1.0,), least_deficits=5, findings=14),
    "second": Difficulty(severities=(1.0, 0.75), least_deficits=1, findings=12),
    "third": Difficulty(severities=(0.75, 0.5), least_deficits=1, findings=8),
}


def make_puzzle(graph: NerveGraph, rng: np.random.Generator, level: Level) -> Puzzle:
    """A lesion that its findings give away. Raises `ValueError` for a graph without any that can be told apart."""
    difficulty = DIFFICULTIES[level]
    tested = [target_id for target_id in graph.targets if target_id in {*gradable_targets(graph.anatomy)}]
    hidden = [(site, severity) for site in _distinct_sites(graph) for severity in difficulty.severities]
    for number in rng.permutation(len(hidden)):
        site, severity = hidden[number]
        levels = {target_id: predicted_level(graph, site, severity, target_id) for target_id in tested}
        if sum(map(bool, levels.values())) >= difficulty.least_deficits and _is_telling(graph, site, levels):
            observed = _thinned(graph, rng, site, levels, difficulty.findings)
            return Puzzle(site=site, severity=severity, variant=graph.variant, observed=_values(graph, observed))
    raise ValueError("no lesion on this graph can be told from all others")


def _distinct_sites(graph: NerveGraph) -> list[str]:
    """The sites, without those that are another name for an earlier one."""
    return list({graph.site_nerves(site): site for site in reversed(graph.sites)}.values())[::-1]


def _is_telling(graph: NerveGraph, site: str, levels: Mapping[str, int]) -> bool:
    """Whether no other site gives all these levels at any one severity."""
    own = graph.site_nerves(site)
    return not any(_can_give(graph, other, levels) for other in graph.sites if graph.site_nerves(other) != own)


def _can_give(graph: NerveGraph, site: str, levels: Mapping[str, int]) -> bool:
    """Whether some severity gives all these levels: each level holds from its own onset to that of the next."""
    least, most = 0.0, 2.0
    for target_id, level in levels.items():
        starts = tuple(chain((0.0,), onsets(kind_of(graph.targets[target_id]), exposures(graph)[site][target_id])))
        if level >= len(starts):
            return False
        least = max(least, starts[level])
        most = min(most, starts[level + 1] if level + 1 < len(starts) else most)
        if least >= most:
            return False
    return True


def _thinned(
    graph: NerveGraph, rng: np.random.Generator, site: str, levels: Mapping[str, int], findings: int
) -> dict[str, int]:
    """What is left of an examination when what the answer does not need is left out, as far as wanted."""
    kept = dict(levels)
    shuffled = [list(levels)[number] for number in rng.permutation(len(levels))]
    bedside = bedside_targets(graph.anatomy)
    _leave_out(graph, site, kept, [target_id for target_id in shuffled if target_id not in bedside], 0)
    failing = [target_id for target_id in shuffled if levels[target_id] and target_id in kept]
    normal = [target_id for target_id in shuffled if not levels[target_id] and target_id in kept]
    fails = min(len(failing), findings - findings // 2)
    _leave_out(graph, site, kept, normal, findings - fails)
    _leave_out(graph, site, kept, failing, fails)
    return kept


def _leave_out(graph: NerveGraph, site: str, kept: dict[str, int], candidates: Sequence[str], spare: int) -> None:
    """Drop candidates in turn until `spare` of them are left, but none that another site could hide behind."""
    surplus = len(candidates) - spare
    for target_id in candidates:
        if surplus <= 0:
            return
        level = kept.pop(target_id)
        if _is_telling(graph, site, kept):  # and so holds a deficit: no damage anywhere gives normal findings alone
            surplus -= 1
        else:
            kept[target_id] = level


def _values(graph: NerveGraph, levels: Mapping[str, int]) -> dict[str, str]:
    return {target_id: VALUES[kind_of(target)][levels[target_id]]
            for target_id, target in graph.targets.items() if target_id in levels}
