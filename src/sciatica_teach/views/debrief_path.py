"""The path of belief in the debrief: the figure with its table, and every belief beside the reference. No widget."""

from __future__ import annotations

from typing import Any

from sciatica_teach.figures.belief_path import draw_belief_path, narrow_layout
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def path_parts(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[tuple[str, PartState]]:
    """The figure for the part `plot`, then a card with each belief; without any belief one card that says so."""
    if not debrief.checkpoints:
        return [("path", _nothing_stated(kb, case, debrief))]
    tables = [_checkpoint_table(kb, debrief, index) for index in range(len(debrief.checkpoints))]
    card = {"tone": "plain", "eyebrow": "", "title": "", "level": 3, "blocks": tables}
    return [("path", _plot(kb, case, debrief)), ("beliefs", card)]


def step_labels(kb: KnowledgeBase, debrief: Debrief) -> list[str]:
    """What was learned at each step of the path, in a few words."""
    return [
        _came_back(kb, point.finding_id, point.answer) if point.finding_id else say("debrief.path_start")
        for point in debrief.path
    ]


def step_rooms(debrief: Debrief) -> dict[int, str]:
    """Step -> the room whose belief was committed there; the start has a name too."""
    rooms = {0: say("debrief.path_start")}
    for step, point in enumerate(debrief.path):
        if point.checkpoint:
            rooms[step] = say(f"stage.{point.checkpoint}")
    return rooms


def _nothing_stated(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    table = _path_table(kb, debrief)
    shown = blocks.table(_caption(kb, case), table["head"], table["rows"], table["numeric"])
    return {
        "tone": "plain", "eyebrow": "", "title": _title(kb, case), "level": 2,
        "blocks": [blocks.text(say("debrief.path_none")), blocks.details(table["summary"], [shown])],
    }


def _plot(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    words = {key: say(f"debrief.path_{key}") for key in ("yours", "reference", "band")}
    figure = draw_belief_path(debrief.path, step_labels(kb, debrief), step_rooms(debrief), words).to_plotly_json()
    return {
        "level": 2, "title": _title(kb, case), "text": [say("debrief.path_text")], "label": _caption(kb, case),
        "figure": {"data": list(figure["data"]), "layout": figure["layout"],
                   "narrow": narrow_layout(figure["layout"])},
        "table": _path_table(kb, debrief),
    }


def _title(kb: KnowledgeBase, case: Case) -> str:
    return say("debrief.path_title", cause=kb.get_cause(case.truth).name)


def _caption(kb: KnowledgeBase, case: Case) -> str:
    return say("debrief.path_caption", cause=kb.get_cause(case.truth).name)


def _path_table(kb: KnowledgeBase, debrief: Debrief) -> PartState:
    """The figure as a table: every step, the belief in the true cause."""
    return {
        "summary": say("debrief.path_as_table"), "numeric": [1, 2, 3],
        "head": [say(f"debrief.path_{name}") for name in ("finding", "yours", "reference", "band")],
        "rows": [
            [label, _percent(point.yours) if point.yours is not None else "", _percent(point.reference),
             _range(point.low, point.high)]
            for label, point in zip(step_labels(kb, debrief), debrief.path, strict=True)
        ],
    }


def _checkpoint_table(kb: KnowledgeBase, debrief: Debrief, index: int) -> blocks.Block:
    """The causes that mattered at this checkpoint: whatever you or the reference gave at least 3 %."""
    checkpoint = debrief.checkpoints[index]
    weight = {cause: max(checkpoint.yours[cause], checkpoint.reference[cause]) for cause in checkpoint.yours}
    shown = sorted((cause for cause in weight if weight[cause] >= 0.03), key=lambda cause: -weight[cause])
    rows = [
        (
            kb.get_cause(cause).short,
            _percent(checkpoint.stated[cause]) if cause in checkpoint.stated else "–",
            _percent(checkpoint.reference[cause]),
            _range(*checkpoint.band[cause]),
        )
        for cause in shown
    ]
    rows.append((say("debrief.path_other"), _percent(max(0.0, 1 - sum(checkpoint.stated.values()))), "", ""))
    head = (say("debrief.path_cause"), say("debrief.path_yours"), say("debrief.path_reference"),
            say("debrief.path_band"))
    caption = say("debrief.path_after", room=say(f"stage.{checkpoint.stage}"))
    return blocks.details(caption, [blocks.table(caption, head, rows, (1, 2, 3))])


def _came_back(kb: KnowledgeBase, finding_id: str, answer: str) -> str:
    return f"{kb.get_finding(finding_id).name}: {say(f'answer.{answer}')}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if 0.01 <= share <= 0.99 or share == 0 else f"{100 * share:.1f}"


def _range(low: float, high: float) -> str:
    return f"{_percent(low)}–{_percent(high)}"
