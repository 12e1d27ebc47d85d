"""Small nervous trees made in code, and random ones, for tests of the nerve graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.model.anatomy import ROOTS, Anatomy, Muscle, Nerve, NerveVariant, Reflex, Root, SkinField, Supply
from sciatica_teach.model.evidence import Claim, Review

CLAIM = Claim(text="Made up for a test.", mark="opinion")
REVIEW = Review(checked="2026-11-22")

Shares = Mapping[str, Mapping[Root, float]]
"""Nerve -> root -> share."""


def root(name: Root) -> Nerve:
    return Nerve(
        id=f"{name.lower()}-root", name=f"{name} root", kind="root", part_of_sciatic=False, carries=(name,),
        course=CLAIM, review=REVIEW,
    )


def nerve(nerve_id: str, comes_from: Sequence[str], *carries: Root) -> Nerve:
    return Nerve(
        id=nerve_id, name=nerve_id.replace("-", " ").capitalize(), kind="nerve", part_of_sciatic=True,
        comes_from=tuple(comes_from), carries=carries, course=CLAIM, review=REVIEW,
    )


def supply(shares: Shares) -> tuple[Supply, ...]:
    return tuple(Supply(nerve=nerve_id, shares=dict(by_root)) for nerve_id, by_root in shares.items())


def muscle(muscle_id: str, shares: Shares) -> Muscle:
    name = muscle_id.replace("-", " ").capitalize()
    return Muscle(
        id=muscle_id, name=name, action="moves", movement=f"test of {muscle_id}", where="leg", test=CLAIM,
        supply=supply(shares), basis=CLAIM, review=REVIEW,
    )


def skin_field(field_id: str, shares: Shares) -> SkinField:
    return SkinField(
        id=field_id, name=field_id.replace("-", " ").capitalize(), where="somewhere", supply=supply(shares),
        basis=CLAIM, overlap=CLAIM, review=REVIEW,
    )


def reflex(reflex_id: str, muscle_id: str, shares: Shares) -> Reflex:
    return Reflex(
        id=reflex_id, name=reflex_id.replace("-", " ").capitalize(), muscle=muscle_id, supply=supply(shares),
        how=CLAIM, basis=CLAIM, review=REVIEW,
    )


def variant(letter: str, tibial: str, fibular: str) -> NerveVariant:
    return NerveVariant(
        id=letter, name=f"Type {letter}", tibial=tibial, fibular=fibular,  # any text, for short
        divided=tibial != fibular, description=CLAIM, review=REVIEW,
    )


def leg() -> Anatomy:
    """The tree that the docstrings of the engine count through: shin and calf, and a branch to the hip beside them.

    The edge of the foot is reached by two branches that join, as the sural nerve is.
    """
    return Anatomy(
        nerves=(
            nerve("plexus", ["l4-root", "l5-root", "s1-root"], "L4", "L5", "S1"),
            nerve("hip-nerve", ["plexus"], "L5"),
            nerve("trunk", ["plexus"], "L4", "L5", "S1"),
            nerve("shin-nerve", ["trunk"], "L4", "L5"),
            nerve("calf-nerve", ["trunk"], "L5", "S1"),
            nerve("outer-branch", ["shin-nerve"], "L5"),
            nerve("inner-branch", ["calf-nerve"], "L5", "S1"),
            nerve("edge-nerve", ["outer-branch", "inner-branch"], "L5", "S1"),
            root("S1"), root("L5"), root("L4"),
        ),
        muscles=(
            muscle("hip-muscle", {"hip-nerve": {"L5": 1.0}}),
            muscle("shin-muscle", {"shin-nerve": {"L5": 0.6, "L4": 0.4}}),
            muscle("inverter", {"calf-nerve": {"L5": 0.55, "S1": 0.45}}),
            muscle("calf-muscle", {"calf-nerve": {"L5": 0.3, "S1": 0.7}}),
        ),
        skin_fields=(
            skin_field("shin-skin", {"shin-nerve": {"L5": 0.55, "L4": 0.45}}),
            skin_field("edge-skin", {"edge-nerve": {"L5": 0.4, "S1": 0.6}}),
        ),
        reflexes=(reflex("heel-jerk", "calf-muscle", {"calf-nerve": {"S1": 1.0}}),),
    )


def passing() -> Anatomy:
    """The sciatic nerve, its two divisions and the ways past piriformis."""
    return Anatomy(
        nerves=(
            root("L5"), root("S1"),
            nerve("sacral-plexus", ["l5-root", "s1-root"], "L5", "S1"),
            nerve("sciatic", ["sacral-plexus"], "L5", "S1"),
            nerve("tibial-division", ["sciatic"], "L5", "S1"),
            nerve("fibular-division", ["sciatic"], "L5"),
        ),
        muscles=(
            muscle("piriformis", {"sacral-plexus": {"S1": 1.0}}),
            muscle("foot-lifter", {"fibular-division": {"L5": 1.0}}),
            muscle("calf", {"tibial-division": {"S1": 0.8, "L5": 0.2}}),
            muscle("hamstring", {"sciatic": {"S1": 0.5, "L5": 0.5}}),
        ),
        variants=(
            variant("a", "below", "below"), variant("b", "below", "through"), variant("c", "below", "above"),
            variant("d", "through", "through"), variant("e", "through", "above"), variant("f", "above", "above"),
        ),
    )


@st.composite
def graphs(draw: st.DrawFn) -> NerveGraph:
    """A random tree whose branches may join again, with targets of every kind hanging on it."""
    nerves = [root(name) for name in ROOTS if name in draw(st.sets(st.sampled_from(ROOTS), min_size=1, max_size=3))
              or name == "L5"]
    for number in range(draw(st.integers(1, 7))):
        parents = draw(st.lists(st.sampled_from(nerves), min_size=1, max_size=3, unique_by=lambda parent: parent.id))
        brought = sorted({name for parent in parents for name in parent.carries})
        carries = draw(st.lists(st.sampled_from(brought), min_size=1, unique=True))
        nerves.append(nerve(f"nerve-{number}", [parent.id for parent in parents], *carries))
    muscles = [muscle(f"muscle-{number}", draw(_shares(nerves))) for number in range(draw(st.integers(1, 4)))]
    fields = [skin_field(f"field-{number}", draw(_shares(nerves))) for number in range(draw(st.integers(0, 2)))]
    reflexes = [reflex("jerk", "muscle-0", draw(_shares(nerves)))] if draw(st.booleans()) else []
    shuffled = draw(st.permutations(nerves))
    return build_graph(Anatomy(
        nerves=tuple(shuffled), muscles=tuple(muscles), skin_fields=tuple(fields), reflexes=tuple(reflexes),
    ))


@st.composite
def _shares(draw: st.DrawFn, nerves: Sequence[Nerve]) -> dict[str, dict[Root, float]]:
    nerve_ids = draw(st.lists(st.sampled_from(nerves), min_size=1, max_size=2, unique_by=lambda each: each.id))
    ways = [(each.id, name) for each in nerve_ids for name in each.carries]
    weights = draw(st.lists(st.integers(1, 9), min_size=len(ways), max_size=len(ways)))
    shares: dict[str, dict[Root, float]] = {}
    for (nerve_id, name), weight in zip(ways, weights, strict=True):
        shares.setdefault(nerve_id, {})[name] = weight / sum(weights)
    return shares


def damages(graph: NerveGraph) -> st.SearchStrategy[dict[str, float]]:
    """Lesions at up to three sites, complete ones among them."""
    severities = st.sampled_from([0.0, 0.5, 1.0]) | st.integers(0, 100).map(lambda percent: percent / 100)
    return st.dictionaries(st.sampled_from(graph.sites), severities, max_size=3)
