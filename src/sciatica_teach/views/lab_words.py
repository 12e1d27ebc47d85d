"""How the lesion lab says things: a target, a value, a severity, the way of some fibres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.model.anatomy import Muscle
from sciatica_teach.model.deficits import Route
from sciatica_teach.session.lab import SEVERITIES
from sciatica_teach.views.words import say

_SEVERITY_NAMES = dict(zip(SEVERITIES, ("complete", "severe", "partial"), strict=True))


def target_words(graph: NerveGraph, target_id: str) -> str:
    """A muscle by what it is tested with, a field or a reflex by its name."""
    target = graph.get_target(target_id)
    if isinstance(target, Muscle):
        return say("lab.target_muscle", movement=_raise_first(target.movement), muscle=_lower_first(target.name))
    return target.name


def list_targets(graph: NerveGraph, target_ids: Iterable[str]) -> str:
    """Several of them in one sentence."""
    return "; ".join(target_words(graph, one) for one in target_ids)


def site_words(graph: NerveGraph, site: str) -> str:
    """The name of a site, inside a sentence."""
    return _lower_first(graph.name_of(site))


def is_normal(value: str) -> bool:
    """Whether an examination found nothing amiss."""
    return value in {"5", "normal"}


def value_words(value: str) -> str:
    """What was found: "4" is a grade of power, anything else speaks for itself."""
    return say("lab.value.grade", grade=value) if value.isdigit() else say(f"lab.value.{value}")


def severity_words(severity: float) -> str:
    """The share interrupted, in words; a share between the named ones as a percentage."""
    name = _SEVERITY_NAMES.get(severity)
    return say(f"lab.severity_{name}") if name else say("lab.severity_share", percent=f"{100 * severity:.0f}")


def path_words(graph: NerveGraph, routes: Sequence[Route]) -> str:
    """The ways of some fibres, those that share an end and a lesion told together.

    "L5 60 %: L5 nerve root ✕ → lumbosacral trunk → …. L4 30 %, S1 10 %, not interrupted: sacral plexus → …."
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Route]] = {}
    for route in routes:
        groups.setdefault((route.through[-1], route.blocked_at), []).append(route)
    return " ".join(_group_words(graph, group) for group in groups.values())


def _group_words(graph: NerveGraph, group: Sequence[Route]) -> str:
    roots = ", ".join(say("lab.why_root", root=one.root, share=f"{100 * one.share:.0f}") for one in group)
    steps = (
        say("lab.why_blocked", nerve=site_words(graph, one)) if one in group[0].blocked_at else site_words(graph, one)
        for one in shared_end([route.through for route in group])
    )
    key = "lab.why_path" if group[0].blocked_at else "lab.why_intact"
    return say(key, roots=roots, path=" → ".join(steps))


def shared_end(ways: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The last segments that all ways have in common; of one way the whole."""
    shared: list[str] = []
    for together in zip(*(reversed(way) for way in ways), strict=False):  # as far as the shortest goes
        if len(set(together)) > 1:
            break
        shared.insert(0, together[0])
    return tuple(shared)


def _lower_first(words: str) -> str:
    """For the middle of a sentence; a root such as "L5 root" keeps its letter."""
    return words if words[1:2].isdigit() or words[1:2].isupper() else words[:1].lower() + words[1:]


def _raise_first(words: str) -> str:
    return words[:1].upper() + words[1:]
