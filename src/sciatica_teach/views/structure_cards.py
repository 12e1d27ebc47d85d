"""The card of each structure: what it is, what it carries and moves, what harms it, and first what a needle must fear.

The cards of a whole atlas name the same few dozen sources over and over; `share_sources` takes the sources out of the
blocks, so that each travels to the browser once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sciatica_teach.model.anatomy import ROOTS, Anatomy, Muscle, Nerve, Structure, Supply
from sciatica_teach.model.courses import Corridor
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.words import say

Card = dict[str, Any]
LEAST_SHARE = 0.05
"""A root that brings less is not named: the shares are estimates of ours."""

BUILDS = ("slim", "middle", "large")
FEW = 3
"""A list longer than this is folded away: a card is read beside the scene."""


def all_cards(kb: KnowledgeBase) -> dict[str, Card]:
    """Structure id -> its card, for everything that the explorer lists."""
    anatomy = kb.anatomy
    return {
        **{nerve.id: nerve_card(kb, nerve) for nerve in anatomy.nerves},
        **{muscle.id: muscle_card(kb, muscle) for muscle in anatomy.muscles},
        **{structure.id: structure_card(kb, structure) for structure in anatomy.structures},
        **{corridor.id: corridor_card(kb, corridor) for corridor in anatomy.corridors},
    }


def share_sources(cards: dict[str, Card]) -> tuple[dict[str, Card], dict[str, Any]]:
    """The cards with the ids of their sources, and the sources by id."""
    sources: dict[str, Any] = {}

    def lighten(block: Block) -> Block:
        light = dict(block)
        if "blocks" in light:
            light["blocks"] = [lighten(one) for one in light["blocks"]]
        if "sources" in light:
            sources.update({note["id"]: note for note in light["sources"]})
            light["sources"] = [note["id"] for note in light["sources"]]
        return light

    light_cards = {card_id: {**card, "blocks": [lighten(block) for block in card["blocks"]]}
                   for card_id, card in cards.items()}
    return light_cards, sources


def nerve_card(kb: KnowledgeBase, nerve: Nerve) -> Card:
    """A root, plexus, trunk or nerve."""
    anatomy = kb.anatomy
    return {
        "eyebrow": say(f"explorer.kind_{nerve.kind}"), "title": nerve.name,
        "blocks": [
            *_claims(kb, "explorer.needle", nerve.needling),
            blocks.facts([(say("explorer.roots"), ", ".join(nerve.carries))]),
            *_claims(kb, "explorer.course", [nerve.course]),
            *_moves(anatomy, nerve),
            *_feels(anatomy, nerve),
            *_claims(kb, "explorer.harm", nerve.damage),
        ],
    }


def _moves(anatomy: Anatomy, nerve: Nerve) -> list[Block]:
    if nerve.kind == "root":
        found = [(_root_share(muscle.supply, nerve), muscle) for muscle in anatomy.muscles]
        lines = [
            say("explorer.share", name=muscle.name, percent=round(100 * share))
            for share, muscle in sorted(found, key=lambda pair: -pair[0]) if share >= LEAST_SHARE
        ]
        return _listed("explorer.moves_root", lines)
    direct = [muscle for muscle in anatomy.muscles if _passes(muscle.supply, {nerve.id})]
    further = downstream(anatomy, nerve.id) - {nerve.id}
    later = [muscle.name for muscle in anatomy.muscles if _passes(muscle.supply, further) and muscle not in direct]
    lines = [say("explorer.action", name=muscle.name, action=muscle.action) for muscle in direct]
    return [*_listed("explorer.moves", lines), *_folded("explorer.moves_later", later)]


def _feels(anatomy: Anatomy, nerve: Nerve) -> list[Block]:
    if nerve.kind == "root":
        names = [field.name for field in anatomy.skin_fields if _root_share(field.supply, nerve) >= LEAST_SHARE]
        return _listed("explorer.feels_root", names)
    through = downstream(anatomy, nerve.id)
    lines = [
        say("explorer.field", name=field.name, where=field.where)
        for field in anatomy.skin_fields if _passes(field.supply, through)
    ]
    return _folded("explorer.feels", lines) if len(lines) > FEW else _listed("explorer.feels", lines)


def _root_share(supplies: Iterable[Supply], root: Nerve) -> float:
    return sum(supply.shares.get(root.carries[0], 0.0) for supply in supplies)


def _passes(supplies: Iterable[Supply], nerves: set[str]) -> bool:
    return any(supply.nerve in nerves for supply in supplies)


def downstream(anatomy: Anatomy, nerve_id: str) -> set[str]:
    """The nerve and everything that comes from it."""
    found = {nerve_id}
    while more := {nerve.id for nerve in anatomy.nerves if found.intersection(nerve.comes_from)} - found:
        found |= more
    return found


def muscle_card(kb: KnowledgeBase, muscle: Muscle) -> Card:
    """What it does, how it is tested, who supplies it."""
    return {
        "eyebrow": say("explorer.kind_muscle"), "title": muscle.name,
        "blocks": [
            *_claims(kb, "explorer.needle", muscle.needling),
            blocks.facts([
                (say("explorer.movement"), muscle.movement),
                (say("explorer.nerve"), ", ".join(_supplying(kb.anatomy, muscle))),
            ]),
            blocks.text(say("explorer.does", name=muscle.name, action=muscle.action)),
            *_shares(muscle.supply), *_claims(kb, "explorer.basis", [muscle.basis]),
            *_claims(kb, "explorer.test", [muscle.test]),
        ],
    }


def _supplying(anatomy: Anatomy, muscle: Muscle) -> list[str]:
    return [anatomy.get_nerve(supply.nerve).name for supply in muscle.supply]


def _shares(supplies: Sequence[Supply]) -> list[Block]:
    total = {root: sum(supply.shares.get(root, 0.0) for supply in supplies) for root in ROOTS}
    pairs = [(root, f"{round(100 * share)} %") for root, share in total.items() if share]
    return [{"type": "heading", "text": say("explorer.shares")}, blocks.facts(pairs)]


def structure_card(kb: KnowledgeBase, structure: Structure) -> Card:
    """A bone, a disc or another structure."""
    return {
        "eyebrow": say(f"explorer.kind_{structure.kind}"), "title": structure.name,
        "blocks": [*_claims(kb, "explorer.needle", structure.needling), *_claims(kb, "", structure.about)],
    }


def corridor_card(kb: KnowledgeBase, corridor: Corridor) -> Card:
    """A needle point: the stop sign, what the schematic model measures in every build, then all that is to be read."""
    stop, *dangers = corridor.danger
    return {
        "eyebrow": say("explorer.kind_point"), "title": f"{corridor.code} {corridor.name}", "short": corridor.code,
        "blocks": [
            *_claims(kb, "explorer.danger", [stop]),
            {"type": "heading", "text": say("explorer.model")}, _distance_table(corridor),
            blocks.text(say("explorer.schematic")),
            *_claims(kb, "explorer.danger_more", dangers),
            *_claims(kb, "explorer.location", [corridor.location]),
            *_claims(kb, "explorer.depth", [corridor.depth]),
        ],
    }


def _distance_table(corridor: Corridor) -> Block:
    """A row for each structure and a column for each build; the browser fills it from the scene's file."""
    builds = [say(f"explorer.build_{build}") for build in BUILDS]
    head = [say("explorer.head_structure"), *builds, say("explorer.head_clearance")]
    return {**blocks.table(say("explorer.distances"), head, [], numeric=(1, 2, 3, 4)), "corridor": corridor.id}


def _claims(kb: KnowledgeBase, heading: str, claims: Sequence[Claim]) -> list[Block]:
    if not claims:
        return []
    title: list[Block] = [{"type": "heading", "text": say(heading)}] if heading else []
    return [*title, *(blocks.claim(kb, one) for one in claims)]


def _listed(heading: str, lines: Sequence[str]) -> list[Block]:
    return [{"type": "heading", "text": say(heading)}, blocks.items(lines)] if lines else []


def _folded(heading: str, lines: Sequence[str]) -> list[Block]:
    summary = say("explorer.folded", title=say(heading), count=len(lines))
    return [blocks.details(summary, [blocks.items(lines)])] if lines else []
