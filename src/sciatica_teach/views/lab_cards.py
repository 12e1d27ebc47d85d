"""The cards of the lesion lab: the findings of a puzzle, how an answer came out, why, and what to take home."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.localise import explain
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.model.deficits import Loss
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.grades import Grade
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.lab import PredictionSession, PredictionState, failing
from sciatica_teach.session.lab_feedback import find_lookalike, losses_of
from sciatica_teach.session.lab_puzzles import PuzzleSession, PuzzleState
from sciatica_teach.views import blocks
from sciatica_teach.views.lab_words import (
    list_targets,
    path_words,
    severity_words,
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
SADDLE_SIGNS = {"saddle", "anal-reflex", "external-anal-sphincter"}
FOOT_LIFT = "tibialis-anterior"
NORMAL = {"5", "normal"}


def prediction_result(session: PredictionSession, state: PredictionState, grade: Grade) -> PartState:
    """Marks, how many were named rightly, missed, or named although intact, and the rule."""
    failing = {one.target for one in losses_of(session, state)}
    chosen = set(state.predicted.chosen) if state.predicted else set()
    counts = {"right": len(chosen & failing), "count": len(failing), "missed": len(failing - chosen),
              "extra": len(chosen - failing)}
    words = say("lab.caught", **counts)
    if not failing:
        words = say("lab.caught_nothing_fails")
    elif failing == chosen:
        words = say("lab.caught_all")
    return {
        "tone": "plain", "eyebrow": say("lab.marks", earned=f"{grade.earned:.2g}", possible=f"{grade.possible:g}"),
        "title": say("lab.result_title"), "level": 2,
        "blocks": [
            blocks.text(words),
            blocks.text(say("lab.rule", rule=grade.rule), quiet=True),
            blocks.buttons(
                blocks.button(say("lab.again_predict"), "again", primary=True), blocks.button(say("lab.menu"), "menu")
            ),
        ],
    }


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


def take_home_card(
    kb: KnowledgeBase, graph: NerveGraph, site: str, severity: float, asked: Sequence[str]
) -> PartState:
    """What would be urgent, the needle, the site that looks most alike, how fields and pain behave, what harms it."""
    nerves = [graph.nerves[one] for one in graph.site_nerves(site)]
    lost = failing(graph, site, severity, asked)
    urgent = _urgent_findings(kb, lost)
    fields = [field for field in graph.anatomy.skin_fields if field.id in lost][:MOST_OVERLAPS]
    overlaps = [replace(field.overlap, text=say("lab.take_field", field=field.name, text=field.overlap.text))
                for field in fields]
    return {
        "tone": "plain", "eyebrow": "", "title": say("lab.take_title"), "level": 2,
        "blocks": [
            *([{"type": "heading", "text": say("lab.safety_title")}, *urgent] if urgent else []),
            *_section(kb, "lab.take_needle", [claim for nerve in nerves for claim in nerve.needling]),
            *_lookalike(graph, site, severity, asked),
            *_section(kb, "lab.take_overlap", overlaps),
            blocks.marked(kb, say("lab.take_pain"), "measured", ("murphy-2009",)),
            *_section(kb, "lab.take_harm", [claim for nerve in nerves for claim in nerve.damage]),
        ],
    }


def _lookalike(graph: NerveGraph, site: str, severity: float, asked: Sequence[str]) -> list[blocks.Block]:
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


def findings_card(session: PuzzleSession, state: PuzzleState) -> PartState:
    """What was found, as a table; everything normal in one line, because it decides as much."""
    graph = session.graph(state)
    observed = state.puzzle.observed
    changed = [(target_words(graph, one), value_words(value)) for one, value in observed.items() if value not in NORMAL]
    normal = [one for one, value in observed.items() if value in NORMAL]
    head = (say("lab.findings_what"), say("lab.findings_found"))
    return {
        "tone": "plain", "eyebrow": "", "title": say("lab.findings_title"), "level": 2,
        "blocks": [
            blocks.table(say("lab.findings_caption"), head, changed),
            *([blocks.text(say("lab.findings_normal", targets=list_targets(graph, normal)))] if normal else []),
        ],
    }


def safety_card(kb: KnowledgeBase, state: PuzzleState) -> PartState:
    """What outranks every puzzle: asked first, and told first where the findings themselves demand it."""
    return {
        "tone": "safety", "eyebrow": "", "title": say("lab.safety_title"), "level": 2,
        "blocks": [
            blocks.marked(kb, say("lab.safety_text"), "taught", ("taught-safety",)),
            *_urgent_findings(kb, {one for one, value in state.puzzle.observed.items() if value not in NORMAL}),
        ],
    }


def _urgent_findings(kb: KnowledgeBase, changed: Collection[str]) -> list[blocks.Block]:
    """What these losses would demand in a patient, by the rules of the findings that they are."""
    said = []
    if SADDLE_SIGNS & {*changed}:
        said.append(say("lab.safety_saddle", rule=kb.get_finding("saddle-sensation-reduced").positive))
    if FOOT_LIFT in changed:
        said.append(say("lab.safety_foot", rule=kb.get_finding("foot-lift-weak").positive))
    return [blocks.marked(kb, words, "taught", ("taught-safety",)) for words in said]


def puzzle_result(session: PuzzleSession, state: PuzzleState, grade: Grade) -> PartState:
    """Right, near or not there; what the certainty made of it; what tells the two sites apart."""
    answer = state.answer
    if answer is None:
        raise ValueError("a puzzle without an answer has no result")
    graph = session.graph(state)
    truth = site_words(graph, state.puzzle.site)
    key = "lab.answered_right" if state.solved else "lab.answered_other"
    marks = certainty_marks(state.solved, answer.certainty)
    return {
        "tone": "plain",
        "eyebrow": say("lab.answered_marks", earned=f"{answer.earned:.2g}", possible=f"{answer.possible:g}",
                       certainty=f"{marks:+d}".replace("-", "−")),
        "title": say(key, site=truth), "level": 2,
        "blocks": [
            blocks.text(say("lab.answered_text", severity=severity_words(state.puzzle.severity),
                            answer=site_words(graph, answer.site))),
            *(blocks.text(one.feedback) for one in grade.verdicts),
            *_clash(graph, state),
            blocks.text(say("lab.rule", rule=grade.rule), quiet=True),
            blocks.buttons(
                blocks.button(say("lab.again_puzzle"), "again", primary=True), blocks.button(say("lab.menu"), "menu")
            ),
        ],
    }


def _clash(graph: NerveGraph, state: PuzzleState) -> list[blocks.Block]:
    """What a lesion at the site answered would have shown instead, at the severity that suits it best."""
    if state.answer is None or state.solved:
        return []
    found = explain(graph, state.answer.site, state.puzzle.observed)
    rows = [(target_words(graph, one.target), value_words(one.observed), value_words(one.predicted))
            for one in found.contradicts]
    head = (say("lab.findings_what"), say("lab.answered_clash_seen"), say("lab.answered_clash_expected"))
    caption = say("lab.answered_clash_caption", site=site_words(graph, state.answer.site))
    return [{"type": "heading", "text": say("lab.answered_clash")}, blocks.table(caption, head, rows)] if rows else []


def puzzle_losses_of(graph: NerveGraph, state: PuzzleState) -> tuple[Loss, ...]:
    """What the hidden lesion took of all that was examined; only for a puzzle that is answered."""
    deficits = lesion(graph, {state.puzzle.site: state.puzzle.severity})
    return tuple(one for one in deficits.losses if one.is_deficit and one.target in state.puzzle.observed)
