"""The path of belief in the debrief: the figure with its steps and its table, for each cause in focus. No widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.figures.belief_path import PathWords, draw_belief, draw_visit, narrow_layout, place_unasked
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.paths import PathStep, Unasked
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.session.debrief_path import LEAST_WORTH, marks_of, points_of
from sciatica_teach.views import blocks
from sciatica_teach.views.belief_table import belief_rows
from sciatica_teach.views.case_guide import worth_note
from sciatica_teach.views.words import say

PartState = dict[str, Any]

_LEGEND = ("yours", "reference", "band", "asked", "safety", "free", "left", "left_key", "left_safety", "worth",
           "belief")


def path_parts(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[tuple[str, PartState]]:
    """The figure for the part `plot`, then a card with each belief over all causes."""
    words, text = _words(kb, debrief), say("debrief.path_text" if debrief.checkpoints else "debrief.path_none")
    plot = {
        "figure": _figure(debrief, words), "level": 2, "text": [text],
        "legend": say("debrief.focus_legend"), "note": say("debrief.worth_text"),
        "views": [_view(kb, case, debrief, words, cause_id) for cause_id in debrief.focus],
    }
    if not debrief.checkpoints:
        return [("path", plot)]
    tables = [_checkpoint_table(kb, debrief, index) for index in range(len(debrief.checkpoints))]
    card = {"tone": "plain", "eyebrow": "", "title": say("debrief.beliefs_title"), "level": 3, "blocks": tables}
    return [("path", plot), ("beliefs", card)]


def step_labels(kb: KnowledgeBase, debrief: Debrief) -> tuple[str, ...]:
    """What was learned at each step of the path; everything that came out on an open question."""
    return tuple(
        say("debrief.path_opened", question=kb.open_question_by_id[step.question].ask, came=_came(kb, step))
        if step.more else _came(kb, step) or say("debrief.path_start")
        for step in debrief.steps
    )


def _hover_labels(kb: KnowledgeBase, debrief: Debrief) -> tuple[str, ...]:
    """The same, short enough for a label in the figure."""
    labels = step_labels(kb, debrief)
    return tuple(
        say("debrief.path_opened_short", count=len(step.came)) if step.more else label
        for step, label in zip(debrief.steps, labels, strict=True)
    )


def _came(kb: KnowledgeBase, step: PathStep) -> str:
    return "; ".join(
        say("debrief.path_learned", finding=kb.get_finding(finding_id).name, answer=say(f"answer.{answer}"))
        for finding_id, answer in step.came
    )


def _view(kb: KnowledgeBase, case: Case, debrief: Debrief, words: PathWords, cause_id: str) -> PartState:
    cause = kb.get_cause(cause_id)
    points, marks = points_of(debrief.steps, cause_id), marks_of(debrief.checkpoints, cause_id)
    return {
        "name": say("debrief.focus_truth", cause=cause.short) if cause_id == case.truth else cause.short,
        "title": say("debrief.path_title", cause=cause.name), "label": say("debrief.path_label", cause=cause.name),
        "data": [line.to_plotly_json() for line in draw_belief(points, marks, words)],
        "steps": _steps(kb, debrief, cause_id),
        "table": _table(kb, debrief, cause_id),
    }


def _figure(debrief: Debrief, words: PathWords) -> PartState:
    """What all views of the figure share."""
    figure = draw_visit(debrief.steps, debrief.unasked, words).to_plotly_json()
    return {"data": list(figure["data"]), "layout": figure["layout"], "narrow": narrow_layout(figure["layout"])}


def _words(kb: KnowledgeBase, debrief: Debrief) -> PathWords:
    rooms: dict[str, str] = {step.room: say(f"stage.{step.room}") for step in debrief.steps}
    return PathWords(
        steps=_hover_labels(kb, debrief),
        unasked=tuple(kb.get_finding(one.finding_id).name for one in debrief.unasked),
        rooms={**rooms, "unasked": say("debrief.path_unasked")},
        legend={key: say(f"debrief.path_{key}") for key in _LEGEND},
    )


# ---- Step by step ----

def _steps(kb: KnowledgeBase, debrief: Debrief, cause_id: str) -> list[dict[str, Any]]:
    """What is said at each step, and where it stands along x; what was never asked comes last."""
    told = [{"x": place, "said": _said(kb, debrief, place, cause_id)} for place in range(len(debrief.steps))]
    if debrief.unasked:
        names = "; ".join(kb.get_finding(one.finding_id).name for one in debrief.unasked)
        last = place_unasked(len(debrief.steps), len(debrief.unasked) - 1)
        told.append({"x": last, "said": say("debrief.step_unasked", names=names)})
    return told


def _said(kb: KnowledgeBase, debrief: Debrief, place: int, cause_id: str) -> str:
    step = debrief.steps[place]
    cause, now = kb.get_cause(cause_id).short, _percent(step.reference[cause_id])
    if not step.finding_id:
        told = say("debrief.step_start", cause=cause, now=now)
    else:
        before = _percent(debrief.steps[place - 1].reference[cause_id])
        told = say(
            f"debrief.step_{_how(step)}", step=place, total=len(debrief.steps) - 1, room=say(f"stage.{step.room}"),
            finding=kb.get_finding(step.finding_id).name, answer=say(f"answer.{step.answer}"), count=len(step.came),
            question=kb.open_question_by_id[step.question].ask if step.more else "", came=_came(kb, step),
        ) + " " + say("debrief.step_still" if before == now else "debrief.step_moved", cause=cause, before=before,
                      now=now)
    return " ".join((told, *_worth_said(kb, step), *_yours_said(debrief, place, cause_id)))


def _how(step: PathStep) -> str:
    if step.more:
        return "opened"
    return "corrected" if step.corrects else "unasked_told" if step.unasked else "asked"


def _worth_said(kb: KnowledgeBase, step: PathStep) -> list[str]:
    """The worth in numbers; where there is none to speak of, in the words of the guided case."""
    if step.worth is None:
        return []
    if step.is_safety or step.worth < LEAST_WORTH:
        return [worth_note(kb, step.finding_id, step.worth)]
    return [say("debrief.step_worth", worth=f"{step.worth:.2f}")]


def _yours_said(debrief: Debrief, place: int, cause_id: str) -> list[str]:
    return [
        say("debrief.step_yours", room=say(f"stage.{one.stage}"), yours=_percent(one.yours[cause_id]))
        for one in debrief.checkpoints if one.after == place
    ]


# ---- The same as tables ----

def _table(kb: KnowledgeBase, debrief: Debrief, cause_id: str) -> PartState:
    """The figure as a table: every step, and what was never asked."""
    labels, points = step_labels(kb, debrief), points_of(debrief.steps, cause_id)
    rows = [
        [label, _yours(debrief, place, cause_id), _percent(point.reference), _range(point.low, point.high),
         _worth(step)]
        for place, (label, point, step) in enumerate(zip(labels, points, debrief.steps, strict=True))
    ]
    rows += [[say("debrief.path_never", finding=kb.get_finding(one.finding_id).name), "", "", "", _worth(one)]
             for one in debrief.unasked]
    head = [say(f"debrief.path_{name}") for name in ("finding", "yours", "reference", "band", "worth")]
    return {"summary": say("debrief.path_as_table"), "numeric": [1, 2, 3, 4], "head": head, "rows": rows}


def _yours(debrief: Debrief, place: int, cause_id: str) -> str:
    return " / ".join(_percent(one.yours[cause_id]) for one in debrief.checkpoints if one.after == place)


def _worth(one: PathStep | Unasked) -> str:
    """A safety question carries no number: it is asked of everyone."""
    if isinstance(one, PathStep) and one.unasked:
        return say("debrief.worth_unasked")
    if one.is_safety:
        return say("debrief.worth_safety")
    if one.worth is None:
        return ""
    return f"{one.worth:.2f}" if one.worth >= LEAST_WORTH else say("debrief.worth_little")


def _checkpoint_table(kb: KnowledgeBase, debrief: Debrief, index: int) -> blocks.Block:
    """What was committed at this checkpoint beside what could be known."""
    checkpoint = debrief.checkpoints[index]
    rows = belief_rows(kb, checkpoint.stated, checkpoint.reference, checkpoint.band, share=_percent, span=_range)
    caption = say("debrief.path_after", room=say(f"stage.{checkpoint.stage}"))
    return blocks.details(caption, [blocks.table(caption, _belief_head(), rows, (1, 2, 3))])


def _belief_head() -> Sequence[str]:
    return (say("debrief.path_cause"), say("debrief.path_yours"), say("debrief.path_reference"),
            say("debrief.path_band"))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if 0.01 <= share <= 0.99 or share == 0 else f"{100 * share:.1f}"


def _range(low: float, high: float) -> str:
    return f"{_percent(low)}–{_percent(high)}"
