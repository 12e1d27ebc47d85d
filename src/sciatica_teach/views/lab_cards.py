"""The cards of the lesion lab: how a prediction came out, the findings of a puzzle, how its answer came out."""

from __future__ import annotations

from typing import Any

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.localise import explain
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.lab import NOTHING
from sciatica_teach.model.deficits import Loss
from sciatica_teach.model.grades import Grade
from sciatica_teach.session.lab import PredictionSession, PredictionState
from sciatica_teach.session.lab_feedback import losses_of
from sciatica_teach.session.lab_puzzles import PuzzleSession, PuzzleState
from sciatica_teach.views import blocks
from sciatica_teach.views.lab_lessons import lookalike
from sciatica_teach.views.lab_words import (
    severity_words,
    site_words,
    target_words,
    value_words,
)
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def prediction_result(session: PredictionSession, state: PredictionState, grade: Grade) -> PartState:
    """Marks in words, then the site most alike; the rule is folded away."""
    failing = {one.target for one in losses_of(session, state)}
    chosen = set(state.predicted.chosen) if state.predicted else set()
    counts = {"right": len(chosen & failing), "count": len(failing), "extra": len(chosen - failing - {NOTHING})}
    marks = {"earned": f"{grade.earned:.2g}", "possible": f"{grade.possible:g}"}
    title = say("lab.marks" if failing else "lab.marks_nothing", **counts, **marks)
    words = "" if failing else say("lab.caught_nothing_fails")
    if failing and failing == chosen:
        words = say("lab.caught_all")
    placed = state.placed
    alike = lookalike(session.graph(state), placed.site, placed.severity, state.asked) if placed else []
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "plain", "eyebrow": say("lab.result_title"),
        "title": title, "level": 2,
        "blocks": [
            *([blocks.text(words)] if words else []),
            *alike,
            blocks.details(say("lab.rule"), [blocks.text(grade.rule)]),
            blocks.buttons(
                blocks.button(say("lab.again_predict"), "again", primary=True), blocks.button(say("lab.menu"), "menu")
            ),
        ],
    }


def puzzle_result(session: PuzzleSession, state: PuzzleState, grade: Grade) -> PartState:
    """Right, near or not there; what the certainty made of it; what tells the two sites apart."""
    answer = state.answer
    if answer is None:
        raise ValueError("a puzzle without an answer has no result")
    graph = session.graph(state)
    truth = site_words(graph, state.puzzle.site)
    marks = certainty_marks(state.solved, answer.certainty)
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "plain",
        "eyebrow": say("lab.answered_marks", earned=f"{answer.earned:.2g}", possible=f"{answer.possible:g}",
                       certainty=f"{marks:+d}".replace("-", "−")),
        "title": say(f"lab.answered_{state.outcome}", site=truth), "level": 2,
        "blocks": [
            blocks.text(say("lab.answered_text", severity=severity_words(state.puzzle.severity),
                            answer=site_words(graph, answer.site))),
            *(blocks.text(one.feedback) for one in grade.verdicts),
            *_clash(graph, state),
            blocks.details(say("lab.rule"), [blocks.text(grade.rule)]),
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
