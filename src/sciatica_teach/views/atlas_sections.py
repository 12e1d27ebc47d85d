"""The sections of a point's card: place, depth, direction, what lies there, what it is for, and what changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sciatica_teach.model.advice import NeedlePath
from sciatica_teach.model.cautions import Caution, CautionRule
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.model.techniques import Hazard
from sciatica_teach.reasoning.advice_cautions import takes_hold
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.standings import SHAPES, TONES, standing_words
from sciatica_teach.views.structure_cards import BUILDS
from sciatica_teach.views.variants import structure_names
from sciatica_teach.views.words import say

Paths = Sequence[NeedlePath]

LEVEL_TONES: Mapping[str, str] = {"absolute": "unsafe", "students": "unsafe", "relative": "caution"}
LEVELS = tuple(LEVEL_TONES)
"""From the strictest on."""
THROUGH_THE_SKIN: tuple[Hazard, ...] = ("skin-break",)
"""What every needle is, before anything that is special to a point."""


def _place(kb: KnowledgeBase, point: Point, _paths: Paths) -> list[Block]:
    near_kidney = "near-kidney" in point.hazards
    envelope = blocks.marked(kb, say("atlas.kidney"), "estimate", ["taught-medicine"])
    return [blocks.claim(kb, point.location), *([envelope] if near_kidney else [])]


def _depth(kb: KnowledgeBase, point: Point, _paths: Paths) -> list[Block]:
    imaging = _claims(kb, point.depth.imaging) or [blocks.text(say("atlas.no_imaging"), quiet=True)]
    return [blocks.claim(kb, point.depth.printed), *imaging, blocks.text(say("atlas.never_advice"), quiet=True)]


def _angle(kb: KnowledgeBase, point: Point, _paths: Paths) -> list[Block]:
    return [blocks.claim(kb, wrong.why) for wrong in point.wrong_angles]


def _risk(kb: KnowledgeBase, point: Point, paths: Paths) -> list[Block]:
    rows = [
        blocks.sourced_verdict(kb, "caution", risk.tissue, "", why=risk.what.text, mark=risk.what.mark,
                               source_ids=risk.what.sources)
        for risk in point.at_risk
    ]
    return [*([blocks.verdicts(rows)] if rows else []), *_distances(kb, paths)]


def _distances(kb: KnowledgeBase, paths: Paths) -> list[Block]:
    """How near the model's needle passes to each structure: a row each, and the depth of that place in every build."""
    if not paths:
        return [blocks.text(say("atlas.no_corridor"), quiet=True)]
    found = {(path.structure, path.build): path for path in paths}
    names = {one["id"]: one["name"] for one in structure_names(kb, tuple({path.structure for path in paths}))}
    structures = list(dict.fromkeys(path.structure for path in paths))
    rows = [
        [names[one], *(str(round(found[one, build].depth_mm)) for build in BUILDS), _gap(found[one, BUILDS[1]])]
        for one in structures
    ]
    head = [say("atlas.head_structure"), *(say(f"explorer.build_{build}") for build in BUILDS), say("atlas.head_gap")]
    table = blocks.table(say("atlas.distances"), head, rows, numeric=(1, 2, 3, 4))
    return [table, blocks.text(say("atlas.distances_note"), quiet=True)]


def _gap(path: NeedlePath) -> str:
    return say("atlas.hit") if path.clearance_mm <= 0 else str(round(path.clearance_mm))


def _tradition(kb: KnowledgeBase, point: Point, _paths: Paths) -> list[Block]:
    return _claims(kb, point.tradition)


def _uses(kb: KnowledgeBase, point: Point, _paths: Paths) -> list[Block]:
    rows = [
        {"shape": SHAPES[use.standing], **blocks.claim_verdict(
            kb, TONES[use.standing], standing_words(use.standing),
            ", ".join(kb.get_cause(cause_id).name for cause_id in use.causes), use.basis)}
        for use in point.uses
    ]
    return [blocks.details(say("atlas.uses", count=len(rows)), [
        blocks.text(say("atlas.uses_note"), quiet=True), blocks.verdicts(rows)])] if rows else []


def _protocols(kb: KnowledgeBase, point: Point, _paths: Paths) -> list[Block]:
    naming = [protocol for protocol in kb.treatment.protocols if point.id in protocol.points]
    return [
        blocks.details(say("atlas.protocol", name=protocol.name, tradition=protocol.tradition),
                       _claims(kb, (protocol.how, protocol.standing)))
        for protocol in naming
    ]


def _flags(kb: KnowledgeBase, point: Point, _paths: Paths) -> list[Block]:
    special = [(caution, rule) for caution in kb.treatment.cautions for rule in strictest_rules(caution, point)]
    named = {caution.id for caution, _ in special}
    others = [caution.name for caution in kb.treatment.cautions if caution.id not in named and _is_for_any(caution)]
    rows = [_flag(kb, caution, rule) for caution, rule in special]
    safer = dict.fromkeys(claim for _, rule in special for claim in rule.safer)
    return [
        *([blocks.verdicts(rows)] if rows else []),
        *([blocks.details(say("atlas.safer"), _claims(kb, safer))] if safer else []),
        *([blocks.text(say("atlas.any_needle", names="; ".join(others)), quiet=True)] if others else []),
    ]


def strictest_rules(caution: Caution, point: Point) -> list[CautionRule]:
    """Of the rules by which a caution takes hold of a point, those that decide: the others would soften nothing."""
    held = [rule for rule in caution.rules if takes_hold(rule, point.id, point.hazards, is_point=True)]
    decides = min((LEVELS.index(rule.level) for rule in held), default=0)
    return [rule for rule in held if LEVELS.index(rule.level) == decides]


def _is_for_any(caution: Caution) -> bool:
    return any(takes_hold(rule, "", THROUGH_THE_SKIN, is_point=True) for rule in caution.rules)


def _flag(kb: KnowledgeBase, caution: Caution, rule: CautionRule) -> dict[str, Any]:
    return blocks.sourced_verdict(
        kb, LEVEL_TONES[rule.level], say(f"atlas.level.{rule.level}"), caution.name, why=rule.why.text,
        mark=rule.why.mark, source_ids=rule.why.sources,
    )


def _claims(kb: KnowledgeBase, claims: Iterable[Claim]) -> list[Block]:
    return [blocks.claim(kb, one) for one in claims]


SECTIONS: Mapping[str, Callable[[KnowledgeBase, Point, Paths], list[Block]]] = {
    "place": _place, "risk": _risk, "depth": _depth, "angle": _angle, "flags": _flags, "tradition": _tradition,
    "uses": _uses, "protocols": _protocols,
}
"""In the order in which they are read."""

DRAWN = frozenset({"depth", "angle"})
"""Sections with a picture: they are there even without a word."""
