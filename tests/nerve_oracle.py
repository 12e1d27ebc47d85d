"""Independent answers by enumeration: every simple path is walked, every site tried on a grid of severities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod

from sciatica_teach.anatomy.nerves.graph import NerveGraph

GRID = [number / 100 for number in range(101)]

GRADES = (("5", 0.0), ("4", 0.15), ("3", 0.45), ("2", 0.65), ("1", 0.85), ("0", 0.95))
FEELING = (("normal", 0.0), ("reduced", 0.20), ("lost", 0.80))
JERK = (("normal", 0.0), ("reduced", 0.25), ("absent", 0.70))


def scale(graph: NerveGraph, target_id: str) -> tuple[tuple[str, float], ...]:
    if target_id in graph.anatomy.muscle_by_id:
        return GRADES
    return FEELING if target_id in graph.anatomy.skin_field_by_id else JERK


def paths(graph: NerveGraph, root: str, nerve_id: str) -> list[tuple[str, ...]]:
    """Downwards from the root, unlike the engine, which goes upwards."""
    def onwards(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if path[-1] == nerve_id:
            yield path
        for nerve in graph.nerves.values():
            if path[-1] in nerve.comes_from and root in nerve.carries and nerve.id not in path:
                yield from onwards((*path, nerve.id))

    return list(onwards((f"{root.lower()}-root",)))


def lost(graph: NerveGraph, lesions: Mapping[str, float], target_id: str) -> float:
    def lets_through(segment: str) -> float:
        return prod(1 - severity for site, severity in lesions.items() if segment in graph.site_nerves(site))

    return sum(
        share * (1 - max(prod(map(lets_through, path)) for path in paths(graph, root, supply.nerve)))
        for supply in graph.supplies[target_id] for root, share in supply.shares.items()
    )


def value(graph: NerveGraph, lesions: Mapping[str, float], target_id: str) -> str:
    gone = lost(graph, lesions, target_id)
    return [name for name, start in scale(graph, target_id) if gone >= start - 1e-9][-1]


def misfit(graph: NerveGraph, site: str, severity: float, observed: Mapping[str, str]) -> float:
    total = 0.0
    for target_id, seen in observed.items():
        names = [name for name, _ in scale(graph, target_id)]
        expected = value(graph, {site: severity}, target_id)
        total += abs(names.index(seen) - names.index(expected)) / (len(names) - 1)
    return total


def least_misfit(graph: NerveGraph, site: str, observed: Mapping[str, str]) -> float:
    return min(misfit(graph, site, severity, observed) for severity in GRID)
