"""What the lesion lab teaches around an answer: what is urgent, the way of the fibres, what to take home. No widget."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sciatica_teach.anatomy.nerves.bedside import find_urgent
from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.model.deficits import Loss
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.lab import failing
from sciatica_teach.session.lab_feedback import find_lookalike
from sciatica_teach.session.lab_puzzles import PuzzleState
from sciatica_teach.views import blocks
from sciatica_teach.views.lab_words import (
    is_normal,
    list_targets,
    path_words,
    site_words,
    target_words,
    value_words,
)
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MOST_OVERLAPS = 2
"""Fields whose overlap is told; the rest is said of every field alike."""
MOST_CLAIMS = 3
"""Of what harms a nerve and of what a needle may do, so many are told at once; the rest is folded away."""
URGENT_RULES = {"saddle": "saddle-sensation-reduced", "foot-lift": "foot-lift-weak"}
"""Whose rule says how fast a patient with it is seen: ids of findings."""


def why_card(graph: NerveGraph, losses: Sequence[Loss]) -> PartState:
    """For each loss the way of its fibres and where it is interrupted."""
    kinds = {"muscle": "lab.why_muscles", "field": "lab.why_fields", "reflex": "lab.why_reflexes"}
    sections: list[blocks.Block] = []
    for kind, heading in kinds.items():
        lines = [_loss_line(graph, one) for one in losses if one.kind == kind]
        if lines:
            sections.append(blocks.details(f"{say(heading)} ({len(lines)})", [blocks.verdicts(lines)]))
    return {
        "tone": "plain", "eyebrow": "", "title": say("lab.why_title"), "level": 2,
        "blocks": [blocks.text(say("lab.why_text")), *sections, blocks.text(say("lab.why_estimate"), quiet=True)],
    }


def _loss_line(graph: NerveGraph, loss: Loss) -> dict[str, Any]:
    paths = path_words(graph, loss.routes)
    return blocks.verdict("plain", f"{target_words(graph, loss.target)}:", value_words(loss.value), paths)


def safety_card(kb: KnowledgeBase, state: PuzzleState) -> PartState:
    """What outranks every puzzle: asked first, and told first where the findings themselves demand it."""
    return {
        "tone": "safety", "eyebrow": "", "title": say("lab.safety_title"), "level": 2,
        "blocks": [
            blocks.marked(kb, say("lab.safety_text"), "taught", ("taught-safety",)),
            *_urgent_findings(kb, {one for one, value in state.puzzle.observed.items() if not is_normal(value)}),
        ],
    }


def urgent_card(kb: KnowledgeBase, lost: Collection[str]) -> PartState | None:
    """What a patient with these losses would need before anything else; None where nothing is urgent."""
    urgent = _urgent_findings(kb, lost)
    if not urgent:
        return None
    return {"tone": "safety", "eyebrow": "", "title": say("lab.safety_title"), "level": 2, "blocks": urgent}


def _urgent_findings(kb: KnowledgeBase, changed: Collection[str]) -> list[blocks.Block]:
    """What these losses would demand in a patient, by the rules of the findings that they are."""
    sentences = {"saddle": "lab.safety_saddle", "foot-lift": "lab.safety_foot"}
    said = [say(sentences[one], rule=kb.get_finding(URGENT_RULES[one]).positive) for one in find_urgent(changed)]
    return [blocks.marked(kb, words, "taught", ("taught-safety",)) for words in said]


def take_home_card(
    kb: KnowledgeBase, graph: NerveGraph, site: str, severity: float, asked: Sequence[str]
) -> PartState:
    """The needle, how fields and pain behave, what harms it."""
    nerves = [graph.nerves[one] for one in graph.site_nerves(site)]
    lost = failing(graph, site, severity, asked)
    fields = [field for field in graph.anatomy.skin_fields if field.id in lost][:MOST_OVERLAPS]
    overlaps = [replace(field.overlap, text=say("lab.take_field", field=field.name, text=field.overlap.text))
                for field in fields]
    return {
        "tone": "plain", "eyebrow": "", "title": say("lab.take_title"), "level": 2,
        "blocks": [
            *_section(kb, "lab.take_needle", [claim for nerve in nerves for claim in nerve.needling]),
            *_section(kb, "lab.take_overlap", overlaps),
            blocks.marked(kb, say("lab.take_pain"), "measured", ("murphy-2009",)),
            *_section(kb, "lab.take_harm", [claim for nerve in nerves for claim in nerve.damage]),
        ],
    }


def lookalike(graph: NerveGraph, site: str, severity: float, asked: Sequence[str]) -> list[blocks.Block]:
    """The site most like this one and what would tell it; nothing where no site is like it."""
    found = find_lookalike(graph, site, severity, asked)
    if found is None:
        return []
    lines = []
    if found.spares:
        lines.append(say("lab.take_spares", targets=list_targets(graph, found.spares)))
    if found.adds:
        lines.append(say("lab.take_adds", targets=list_targets(graph, found.adds)))
    heading = {"type": "heading", "text": say("lab.take_lookalike", site=site_words(graph, found.site))}
    return [heading, blocks.text(" ".join(lines))]


def _section(kb: KnowledgeBase, key: str, claims: Sequence[Claim]) -> list[blocks.Block]:
    if not claims:
        return []
    told = [blocks.claim(kb, one) for one in dict.fromkeys(claims)]
    more = [blocks.details(say("lab.take_more", count=len(told) - MOST_CLAIMS), told[MOST_CLAIMS:])]
    return [{"type": "heading", "text": say(key)}, *told[:MOST_CLAIMS], *(more if told[MOST_CLAIMS:] else [])]
