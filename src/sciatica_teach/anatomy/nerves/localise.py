"""Which single lesion explains what was found?

Every site is tried at the severity that suits it best. What does not fit is added up: the whole scale of a finding
counts 1, so a muscle seen at grade 5 and predicted at grade 2 is 3/5 = 0.6 off, and a reflex seen absent and predicted
reduced is 1/2 = 0.5 off. Findings that were looked for and are normal count like any other; what nobody examined
counts nothing, and is named where it should fail too.

Predictions change at a few severities only (`exposures`), so these are all that need trying, and the result is
exact. Say the foot lifts at grade 3, inversion is normal, and a site carries all of the lifting and half of inversion.
From 0.15 on lifting is predicted at 4, which is off by 0.2; from 0.30 on inversion is off by 0.2 as well; from 0.45 on
lifting fits and inversion is still off by 0.2. Nothing is better than that, and the least such severity counts: 0.15.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from sciatica_teach.anatomy.nerves.exposures import exposures, onsets
from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.levels import VALUES, distance, kind_of, level_of, read_level
from sciatica_teach.model.deficits import Contradiction, Explanation

TENTHS = 10


def localise(graph: NerveGraph, observed: Mapping[str, str]) -> tuple[Explanation, ...]:
    """Every site with how well one lesion there explains the findings (target -> value), the best first.

    The least misfit comes first; of equal ones that which predicts the fewest deficits beyond those looked for; of
    equal ones the more proximal. Raises `UnknownId` for an unknown target and `BadSubmission` for a value that its
    target cannot have.
    """
    seen = _read(graph, observed)
    explained = [_explain(graph, site, seen) for site in graph.sites]
    return tuple(sorted(explained, key=lambda explanation: (explanation.misfit, len(explanation.unexamined))))


def explain(graph: NerveGraph, site: str, observed: Mapping[str, str]) -> Explanation:
    """How well a lesion of this one site explains the findings. Raises as `localise`, and for an unknown site."""
    graph.site_nerves(site)
    return _explain(graph, site, _read(graph, observed))


def next_examination(graph: NerveGraph, explanations: Sequence[Explanation]) -> str | None:
    """The target not yet examined on which the first two explanations differ most; None where they differ on none.

    A second that stands for the same segments as the first is passed over: no examination can tell them apart.
    """
    rivals = [other for other in explanations[1:]
              if graph.site_nerves(other.site) != graph.site_nerves(explanations[0].site)]
    if not rivals:
        return None
    first, second = explanations[0], rivals[0]
    examined = {*first.fits, *(contradiction.target for contradiction in first.contradicts)}
    apart = {target_id: _apart(graph, target_id, first, second) for target_id in graph.targets
             if target_id not in examined}
    telling = max(apart, key=lambda target_id: apart[target_id], default=None)
    return telling if telling and apart[telling] else None


def predicted_level(graph: NerveGraph, site: str, severity: float, target_id: str) -> int:
    """The level of a target with one lesion; 0 is unharmed."""
    lost = exposures(graph)[site][target_id] * severity
    return level_of(kind_of(graph.targets[target_id]), lost)


def _read(graph: NerveGraph, observed: Mapping[str, str]) -> dict[str, int]:
    """The levels seen, in the order of the graph: the order in which they were found cannot matter."""
    given = {target_id: read_level(graph.get_target(target_id), value) for target_id, value in observed.items()}
    return {target_id: given[target_id] for target_id in graph.targets if target_id in given}


def _apart(graph: NerveGraph, target_id: str, first: Explanation, second: Explanation) -> int:
    levels = [predicted_level(graph, each.site, each.severity, target_id) for each in (first, second)]
    return distance(kind_of(graph.targets[target_id]), *levels)


def _explain(graph: NerveGraph, site: str, seen: Mapping[str, int]) -> Explanation:
    severity, up_to = _best_severity(graph, site, seen)
    predicted = {target_id: predicted_level(graph, site, severity, target_id) for target_id in graph.targets}
    off = {target_id: distance(kind_of(graph.targets[target_id]), level, predicted[target_id])
           for target_id, level in seen.items()}
    wrong = sorted((target_id for target_id in seen if off[target_id]), key=lambda target_id: -off[target_id])
    return Explanation(
        site=site, severity=severity, up_to=up_to, misfit=sum(off.values()) / TENTHS,
        fits=tuple(target_id for target_id in seen if not off[target_id]),
        contradicts=tuple(_contradiction(graph, target_id, seen, predicted) for target_id in wrong),
        unexamined=tuple(target_id for target_id, level in predicted.items() if level and target_id not in seen),
    )


def _contradiction(
    graph: NerveGraph, target_id: str, seen: Mapping[str, int], predicted: Mapping[str, int]
) -> Contradiction:
    values = VALUES[kind_of(graph.targets[target_id])]
    return Contradiction(target=target_id, observed=values[seen[target_id]], predicted=values[predicted[target_id]])


def _best_severity(graph: NerveGraph, site: str, seen: Mapping[str, int]) -> tuple[float, float]:
    """The least severity of least misfit, and how far up the misfit stays."""
    misfit = sum(distance(kind_of(graph.targets[target_id]), level, 0) for target_id, level in seen.items())
    stages = [(0.0, misfit)]
    for severity, changes in groupby(sorted(_changes(graph, site, seen)), key=lambda change: change[0]):
        misfit += sum(change for _, change in changes)
        stages.append((severity, misfit))
    least = min(misfit for _, misfit in stages)
    best = next(number for number, (_, misfit) in enumerate(stages) if misfit == least)
    worse = (severity for severity, misfit in stages[best:] if misfit != least)
    return stages[best][0], next(worse, 1.0)


def _changes(graph: NerveGraph, site: str, seen: Mapping[str, int]) -> Iterable[tuple[float, int]]:
    """Severity -> by how much the misfit changes there."""
    for target_id, level in seen.items():
        kind = kind_of(graph.targets[target_id])
        for reached, severity in enumerate(onsets(kind, exposures(graph)[site][target_id]), start=1):
            yield severity, distance(kind, level, reached) - distance(kind, level, reached - 1)
