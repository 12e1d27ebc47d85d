"""The working parts of the lesion lab: headings, the nerve tree, the losses. No widget in here.

What fails is asked of the session, which says nothing before the learner has committed; the site of a puzzle likewise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.grading.lab import NOTHING
from sciatica_teach.model.deficits import Loss
from sciatica_teach.model.events import Certainty, LesionPlaced
from sciatica_teach.model.grades import Grade
from sciatica_teach.session.lab import SEVERITIES, PredictionSession, PredictionState
from sciatica_teach.session.lab_feedback import sites_beyond, sites_cut_off
from sciatica_teach.session.lab_puzzles import PuzzleSession, PuzzleState
from sciatica_teach.views import blocks
from sciatica_teach.views.lab_words import is_normal, severity_words, target_words, value_words
from sciatica_teach.views.nerve_tree import Span, build_tree
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SIDE = "left"
CERTAINTIES: tuple[Certainty, ...] = (1, 2, 3)


def prediction_head(session: PredictionSession, state: PredictionState, number: int) -> PartState:
    """Which prediction this is, and what to do now."""
    graph = session.graph(state)
    title, text = say("lab.place_title"), say("lab.place_text")
    if state.placed is not None:
        site, severity = graph.name_of(state.placed.site), severity_words(state.placed.severity)
        title, text = say("lab.predict_head", site=site), say("lab.predict_head_text", severity=severity)
        if state.step == "seen":
            title, text = say("lab.seen_head"), say("lab.seen_head_text", site=site, severity=severity)
    return _head(say("lab.eyebrow_predict", number=number, variant=state.variant.upper()), title, text)


def surprise_card() -> PartState:
    """A lesion drawn by the lab, for whoever does not want to choose."""
    button = blocks.button(say("lab.surprise"), "surprise")
    lines = [blocks.text(say("lab.surprise_text")), blocks.buttons(button)]
    return {"tone": "bare", "eyebrow": "", "title": "", "level": 2, "blocks": lines}


def puzzle_head(state: PuzzleState, number: int) -> PartState:
    """Which puzzle this is; its title stays when the answer is in."""
    level = say(f"lab.puzzle_{state.level}").lower()
    eyebrow = say("lab.eyebrow_puzzle", number=number, level=level, variant=state.variant.upper())
    return _head(eyebrow, say("lab.puzzle_head"), say("lab.puzzle_head_text"))


def _head(eyebrow: str, title: str, text: str) -> PartState:
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "bare", "eyebrow": eyebrow, "title": title, "level": 1,
        "blocks": [blocks.text(text), blocks.buttons(blocks.button(say("lab.menu"), "menu"))],
    }


def tree_nodes(graph: NerveGraph) -> list[dict[str, Any]]:
    """Every segment, and the sites that stand for several of them or lie across one."""
    spans = [Span(site=site, name=graph.name_of(site), over=parts) for site, parts in graph.joint_sites.items()]
    return build_tree(graph.nerves, spans)


def place_tree(session: PredictionSession, state: PredictionState) -> PartState:
    """The tree to place a lesion on; afterwards the same tree with the lesion, and once seen with what it reaches."""
    graph = session.graph(state)
    seen = state.step == "seen"
    return {
        "legend": say("lab.tree_shown") if state.placed else say("lab.place_legend"),
        "hint": "" if state.placed else say("lab.place_hint"),
        "nodes": tree_nodes(graph),
        "chosen": state.placed.site if state.placed else "",
        "locked": state.placed is not None,
        "marks": _lesion_marks(graph, state.placed, seen=seen),
        "severities": None if state.placed else [
            {"value": severity, "label": severity_words(severity)} for severity in SEVERITIES
        ],
        "severity": state.placed.severity if state.placed else None,
        "submit": {"label": say("lab.place_submit"), "action": {"verb": "place"}},
        "note": say("lab.tree_affected") if seen else "",
    }


def _lesion_marks(graph: NerveGraph, placed: LesionPlaced | None, *, seen: bool) -> dict[str, str]:
    if placed is None:
        return {}
    beyond = sites_beyond(graph, placed.site) if seen else ()
    silent = sites_cut_off(graph, placed.site, placed.severity)
    return {**{one: "affected" if one in silent else "fewer" for one in beyond}, placed.site: "lesion"}


def prediction_losses(session: PredictionSession, state: PredictionState) -> PartState:
    """What to predict; once committed the same with verdicts and with what failed."""
    grade, deficits = session.find_grade(state), session.find_deficits(state)
    losses = {loss.target: loss for loss in deficits.losses} if deficits else {}
    chosen = state.predicted.chosen if state.predicted else ()
    return {
        "legend": say("lab.seen_legend") if grade else say("lab.predict_legend"),
        "hint": "" if grade else say("lab.predict_hint"),
        **_asked(session.graph(state), state.asked),
        "locked": grade is not None,
        "earned": grade.earned / grade.possible if grade else None,
        "chosen": [one for one in chosen if one != NOTHING],
        "values": {one: losses[one].value for one in state.asked if one in losses},
        "verdicts": _verdicts(grade, losses),
        "submit": {"label": say("lab.predict_submit"), "action": {"verb": "predict"}},
    }


def puzzle_losses(session: PuzzleSession, state: PuzzleState) -> PartState:
    """The findings of a puzzle on the map and in the list, with nothing to choose."""
    observed = state.puzzle.observed
    return {
        "legend": say("lab.found_legend"),
        "hint": say("lab.found_hint"),
        **_asked(session.graph(state), tuple(observed)),
        "unexamined": [{"id": one.id, "name": one.name} for one in session.graph(state).anatomy.skin_fields
                       if one.id not in observed],
        "observed": True,
        "locked": True,
        "chosen": [],
        "values": dict(observed),
        "verdicts": {},
        "submit": None,
    }


def _asked(graph: NerveGraph, asked: tuple[str, ...]) -> PartState:
    """The targets as the part wants them, in the order of the content."""
    wanted = frozenset(asked)
    anatomy = graph.anatomy
    return {
        "side": SIDE,
        "muscles": [{"id": one.id, "name": one.name, "movement": one.movement, "where": one.where}
                    for one in anatomy.muscles if one.id in wanted],
        "fields": [{"id": one.id, "name": one.name, "where": one.where}
                   for one in anatomy.skin_fields if one.id in wanted],
        "reflexes": [{"id": one.id, "name": one.name} for one in anatomy.reflexes if one.id in wanted],
    }


def _verdicts(grade: Grade | None, losses: Mapping[str, Loss]) -> dict[str, dict[str, Any]]:
    """What was untouched and rightly left out needs no reason: on this page it would be given twenty times."""
    if grade is None:
        return {}
    return {
        one.criterion: {
            "right": one.right, "chosen": one.chosen,
            "feedback": one.feedback if one.chosen or losses[one.criterion].lost else "",
        }
        for one in grade.verdicts
    }


def locate_tree(session: PuzzleSession, state: PuzzleState) -> PartState:
    """The tree to name the site on; once answered with the lesion and the answer marked."""
    graph = session.graph(state)
    answer = state.answer
    return {
        "legend": say("lab.answered_tree") if answer else say("lab.locate_legend"),
        "hint": "" if answer else say("lab.locate_hint"),
        "findings": {"title": say("lab.findings_title"), "lines": findings_lines(graph, state.puzzle.observed)},
        "nodes": tree_nodes(graph),
        "chosen": answer.site if answer else "",
        "locked": answer is not None,
        "marks": _answer_marks(state),
        "severities": None,
        "severity": None,
        "certainty": {
            "ask": True,
            "legend": say("certainty.legend"),
            "labels": {str(level): say(f"certainty.{level}") for level in CERTAINTIES},
            "rule": say("certainty.rule"),
        },
        "certainty_given": answer.certainty if answer else None,
        "submit": {"label": say("lab.locate_submit"), "action": {"verb": "locate"}},
        "note": "",
    }


def findings_lines(graph: NerveGraph, observed: Mapping[str, str]) -> list[dict[str, str]]:
    """The findings in a few lines to stand beside the tree: what is amiss by kind, then what is normal."""
    groups: dict[str, list[str]] = {"weak": [], "lost": [], "reduced": [], "absent": [], "normal": []}
    for target_id, value in observed.items():
        words = target_words(graph, target_id)
        if is_normal(value):
            groups["normal"].append(words)
        elif value in groups:
            groups[value].append(words)
        else:
            groups["weak"].append(f"{words} {value_words(value)}")
    return [{"label": say(f"lab.findings_{kind}"), "text": "; ".join(words)} for kind, words in groups.items() if words]


def _answer_marks(state: PuzzleState) -> Mapping[str, str]:
    """Nothing before the answer: the site of the lesion is the key."""
    if state.answer is None:
        return {}
    mark = "chosen-near" if state.outcome == "near" else "chosen-wrong"
    wrong = {} if state.solved else {state.answer.site: mark}
    return {**wrong, state.puzzle.site: "answer"}
