"""The nervous tree as a graph: segments, what runs into what, and what each segment supplies.

Fibres of a root may only run through segments that carry this root. In a small tree

    L4, L5 and S1 roots -> plexus -> trunk -> shin nerve -> shin muscle
                                           -> calf nerve -> calf muscle

the trunk carries all three roots, the shin nerve L4 and L5. So L5 has one route to the shin nerve (root, plexus, trunk,
shin nerve), and S1 has none. Two branches that join again, as the two origins of the sural nerve do, make two routes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from sciatica_teach.anatomy.nerves.ordering import proximal_first
from sciatica_teach.anatomy.nerves.variants import AT_MUSCLE, ORDINARY, WHOLE, Layout, lay_out
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.anatomy import ROOTS, Anatomy, Muscle, Nerve, Reflex, Root, SkinField, Supply
from sciatica_teach.model.indexing import get_from

Target = Muscle | SkinField | Reflex
"""What nerves are for, and what an examination can find lost."""


@dataclass(frozen=True, kw_only=True, eq=False)  # a graph is itself: engines remember what they worked out for it
class NerveGraph:
    """The nerves under one variant. Every id that is not known raises `UnknownId`."""

    anatomy: Anatomy
    variant: str
    nerves: Mapping[str, Nerve]
    """Segment id -> segment, proximal first."""
    joint_sites: Mapping[str, tuple[str, ...]]
    """Sites beyond the segments themselves -> the segments they stand for."""
    joint_names: Mapping[str, str]
    targets: Mapping[str, Target]
    """Muscles, then skin fields, then reflexes, in the order of the content."""
    supplies: Mapping[str, tuple[Supply, ...]]
    """Target id -> its supplies, by the segments of this variant."""

    def __repr__(self) -> str:
        return f"NerveGraph(variant={self.variant!r}, {len(self.nerves)} nerves, {len(self.targets)} targets)"

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """Everything a lesion can be put on, proximal first: the whole nerve before its parts, piriformis after."""
        placed: dict[str, None] = {}
        for nerve_id in self.nerves:
            if nerve_id in self.joint_sites.get(WHOLE, ()):
                placed[WHOLE] = None
            placed[nerve_id] = None
            if self.joint_sites.get(AT_MUSCLE, ("",))[-1] == nerve_id:
                placed[AT_MUSCLE] = None
        return tuple(placed)

    @cached_property
    def root_segments(self) -> Mapping[Root, str]:
        """Root -> id of the segment that its fibres start in."""
        return {root: nerve.id for root in ROOTS for nerve in self.nerves.values()
                if nerve.kind == "root" and root in nerve.carries}

    def site_nerves(self, site: str) -> tuple[str, ...]:
        """The segments a site stands for."""
        if site in self.joint_sites:
            return self.joint_sites[site]
        if site not in self.nerves:
            raise UnknownId("site", site, self.sites)
        return (site,)

    def name_of(self, site: str) -> str:
        """The site's name, as in "Sciatic nerve, at piriformis"."""
        (first, *_) = self.site_nerves(site)
        return self.joint_names.get(site) or self.nerves[first].name

    def proximal(self, site: str) -> tuple[str, ...]:
        """The segments that lead into the site."""
        own = self.site_nerves(site)
        return tuple(dict.fromkeys(origin for nerve_id in own for origin in self.nerves[nerve_id].comes_from
                                   if origin not in own))

    def distal(self, site: str) -> tuple[str, ...]:
        """The segments that come from the site."""
        own = self.site_nerves(site)
        return tuple(nerve.id for nerve in self.nerves.values()
                     if nerve.id not in own and any(origin in own for origin in nerve.comes_from))

    def routes(self, root: Root, nerve_id: str) -> tuple[tuple[str, ...], ...]:
        """Every way of a root's fibres to a segment, both ends included; empty where there is none."""
        if nerve_id not in self.nerves:
            raise UnknownId("nerve", nerve_id, self.nerves)
        return tuple(self._walk(root, nerve_id))

    def find_target(self, target_id: str) -> Target | None:
        """The muscle, skin field or reflex of this id."""
        return self.targets.get(target_id)

    def get_target(self, target_id: str) -> Target:
        """The muscle, skin field or reflex of this id."""
        return get_from("muscle, skin field or reflex", target_id, self.targets)

    def _walk(self, root: Root, nerve_id: str) -> Iterator[tuple[str, ...]]:
        nerve = self.nerves[nerve_id]
        if root not in nerve.carries:
            return
        if nerve_id == self.root_segments.get(root):
            yield (nerve_id,)
        for origin in nerve.comes_from:
            yield from ((*route, nerve_id) for route in self._walk(root, origin))


def build_graph(anatomy: Anatomy, variant: str = ORDINARY) -> NerveGraph:
    """The graph of an anatomy under a variant of the sciatic nerve at piriformis ("a" to "f").

    Raises `UnknownId` for a variant or a nerve that the content lacks, and `ValueError` for content that the content
    check would refuse: nerves that come from each other, or a supply that no root reaches.
    """
    layout = lay_out(anatomy, variant)
    every: tuple[Target, ...] = (*anatomy.muscles, *anatomy.skin_fields, *anatomy.reflexes)
    targets = {target.id: target for target in every}
    graph = NerveGraph(
        anatomy=anatomy,
        variant=variant,
        nerves=proximal_first(layout.nerves),
        joint_sites=MappingProxyType(layout.joint_sites),
        joint_names=MappingProxyType(_joint_names(anatomy, layout)),
        targets=MappingProxyType(targets),
        supplies=MappingProxyType({target.id: _supplies(target, layout) for target in targets.values()}),
    )
    _require_reached(graph)
    return graph


def _supplies(target: Target, layout: Layout) -> tuple[Supply, ...]:
    return tuple(replace(supply, nerve=layout.renamed.get(supply.nerve, supply.nerve)) for supply in target.supply)


def _joint_names(anatomy: Anatomy, layout: Layout) -> dict[str, str]:
    """Names of the joint sites, from those of the nerve and of the muscle."""
    if not layout.joint_sites:
        return {}
    muscle = anatomy.muscle_by_id.get(AT_MUSCLE)
    nerve_id, *others = layout.joint_sites[AT_MUSCLE]
    whole = anatomy.get_nerve(WHOLE).name
    partial = next((nerve.name for nerve in layout.nerves if nerve.id == nerve_id), whole)
    at_muscle = whole if others else partial
    return {WHOLE: whole, AT_MUSCLE: f"{at_muscle}, at {(muscle.name if muscle else AT_MUSCLE).lower()}"}


def _require_reached(graph: NerveGraph) -> None:
    reached: set[tuple[Root, str]] = {(root, nerve_id) for root, nerve_id in graph.root_segments.items()}
    for nerve in graph.nerves.values():
        reached |= {(root, nerve.id) for root in nerve.carries
                    if any((root, origin) in reached for origin in nerve.comes_from)}
    for target_id, supplies in graph.supplies.items():
        for supply in supplies:
            missing = [root for root in supply.shares if (root, supply.nerve) not in reached]
            if missing:
                raise ValueError(f"no fibres of {', '.join(missing)} reach '{target_id}' through '{supply.nerve}'")
