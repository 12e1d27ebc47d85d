"""A learner's own patients: every attempt as a row, and what shares and steps say together. No widget is made here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import Any

from sciatica_teach.figures.calibration import draw_calibration
from sciatica_teach.figures.reaction import draw_reaction, narrow_layout
from sciatica_teach.grading.calibration import LEAST_FORECASTS, CalibrationBin, find_calibration
from sciatica_teach.grading.reaction import LEAST_UPDATES, find_reaction
from sciatica_teach.model.cases import Case
from sciatica_teach.session.clinic_cases import PREFIX
from sciatica_teach.session.clinic_record import Line, collect_forecasts, collect_updates
from sciatica_teach.session.clinic_report import judge_decision
from sciatica_teach.views import blocks
from sciatica_teach.views.clinic import PartState, Shown, date_words
from sciatica_teach.views.clinic_day import TONE_OF, gate_cell
from sciatica_teach.views.guess_words import doublings_words, slope_words
from sciatica_teach.views.home import CASES_PAGE
from sciatica_teach.views.parts import Attempts, Card, Plot
from sciatica_teach.views.words import say

SHOWN = 20
"""So many attempts are listed until all are asked for."""

HEAD = ("patient", "date", "mode", "standing", "gate", "decision", "mark")

FindCase = Callable[[str], Case | None]


def history_parts(
    lines: Sequence[Line], find_case: FindCase, *, all_rows: bool = False, arrive: str = ""
) -> list[Shown]:
    """The whole page; `lines` are in order of time."""
    head = {"tone": "bare", "eyebrow": "", "title": say("clinic.history_title"), "level": 1, "arrive": arrive,
            "blocks": [blocks.buttons(blocks.button(say("clinic.history_back"), "menu"))]}
    return [
        Shown("title", Card, head), Shown("rows", Attempts, rows_state(lines, all_rows=all_rows)),
        _calibration(lines), _reaction(lines, find_case),
    ]


# ---- Every attempt ----

def rows_state(lines: Sequence[Line], *, all_rows: bool = False) -> PartState:
    """The newest first."""
    newest = sorted(lines, key=lambda line: -line.attempt.began_at)
    shown = newest if all_rows else newest[:SHOWN]
    more = say("clinic.history_more", count=len(lines))
    after = [] if len(shown) == len(lines) else [blocks.buttons(blocks.button(more, "history", all=True))]
    head = [say(f"clinic.head_{name}") for name in HEAD]
    return {
        "title": say("clinic.history_rows") if lines else say("clinic.history_none"), "head": head,
        "before": [blocks.text(say("clinic.history_caption"), quiet=True)], "after": after,
        "rows": [_row(line) for line in shown],
    }


def _row(line: Line) -> dict[str, Any]:
    attempt = line.attempt
    title = say("clinic.row_patient", name=_name(line), number=attempt.number)
    return {
        "href": f"{CASES_PAGE}?case={attempt.case_id}&attempt={attempt.number}",
        "action": {"verb": "attempt", "case": attempt.case_id, "attempt": attempt.number},
        "cells": [title, date_words(attempt.began_at), say(f"case.mode_{attempt.state.mode}"),
                  say(f"clinic.row_{line.state}"), *_marks(line)],
    }


def _name(line: Line) -> str:
    """Made-up patients share a few first names: age and number tell them apart."""
    if line.case is None:
        return line.attempt.case_id
    name = say("clinic.row_who", name=line.case.patient.name, age=line.case.patient.age)
    made, number = line.case.id.startswith(PREFIX), line.case.id.removeprefix(PREFIX)
    return say("clinic.row_made", who=name, number=number) if made else name


def _marks(line: Line) -> list[Any]:
    """Safety gate, decision and number; dashes where they may not be told."""
    if line.grade is None or line.case is None:
        return [say("clinic.row_untold")] * 3
    verdict = judge_decision(line.case, line.attempt, line.grade)
    decision = {"text": say(f"clinic.row_decision_{verdict}"), "tone": TONE_OF[verdict]}
    return [gate_cell(passed=line.grade.gate.passed), decision, f"{line.grade.composite:.0f}"]


# ---- Do shares mean what they say? ----

def _calibration(lines: Sequence[Line]) -> Shown:
    forecasts = collect_forecasts(lines)
    bins = find_calibration(forecasts)
    if not bins:
        words = say("clinic.forecasts_so_far", count=len(forecasts), least=LEAST_FORECASTS)
        return Shown("calibration", Card, _so_far(say("clinic.calibration_title"), words))
    patients = len({line.attempt.case_id for line in lines if line.grade is not None})
    return Shown("calibration", Plot, calibration_state(bins, patients))


def calibration_state(bins: Sequence[CalibrationBin], patients: int) -> PartState:
    """The figure, in words, and the same as a table."""
    words = {name: say(f"clinic.calibration_{name}") for name in ("yours", "equal", "said", "true")}
    figure = draw_calibration(bins, words).to_plotly_json()
    verdicts = [_leaning(one) for one in bins if one.leaning != "neither"] or [say("clinic.calibration_neither")]
    count = say("clinic.calibration_count", count=sum(one.count for one in bins), patients=patients)
    return {
        "level": 2, "title": say("clinic.calibration_title"), "text": [*verdicts, count],
        "note": say("clinic.calibration_note"), "label": f"{say('clinic.calibration_label')} {' '.join(verdicts)}",
        "figure": _figure(figure),
        "table": {
            "summary": say("guess.as_table"), "numeric": [1, 2, 3, 4],
            "head": [say("clinic.calibration_head"), say("clinic.calibration_times"), say("clinic.calibration_said"),
                     say("clinic.calibration_true"), say("clinic.calibration_interval")],
            "rows": [_bin_row(one) for one in bins],
        },
    }


def _leaning(one: CalibrationBin) -> str:
    return say(f"clinic.calibration_{one.leaning}", said=_whole(one.said), true=_whole(one.true_share),
               low=_whole(one.low), high=_whole(one.high))


def _bin_row(one: CalibrationBin) -> list[str]:
    between = say("clinic.calibration_bin", start=_whole(one.start), end=_whole(one.end))
    return [between, str(one.count), _whole(one.said), _whole(one.true_share),
            f"{_whole(one.low)}–{_whole(one.high)}"]


def _whole(share: float) -> str:
    return f"{100 * share:.0f}"


# ---- Too little, or too far? ----

def _reaction(lines: Sequence[Line], find_case: FindCase) -> Shown:
    updates = collect_updates(lines)
    reaction = find_reaction([due for _, due, _ in updates], [moved for _, _, moved in updates])
    if reaction is None:
        words = say("clinic.updates_so_far", count=len(updates), least=LEAST_UPDATES)
        return Shown("reaction", Card, _so_far(say("guess.plot_title"), words))
    words_of = {name: say(f"guess.plot_{name}") for name in ("equal", "yours", "due", "moved")}
    names = [case.patient.name if (case := find_case(case_id)) else case_id for case_id, _, _ in updates]
    figure = draw_reaction(
        [due / log(2) for _, due, _ in updates], [moved / log(2) for _, _, moved in updates], reaction.slope, names,
        {**words_of, "points": say("clinic.reaction_points")},
    ).to_plotly_json()
    verdict = say(f"guess.tendency_{reaction.tendency}")
    slope = say("clinic.reaction_slope", slope=slope_words(reaction.slope), low=slope_words(reaction.low),
                high=slope_words(reaction.high), count=reaction.count)
    return Shown("reaction", Plot, {
        "level": 2, "title": say("guess.plot_title"), "text": [verdict, slope], "note": say("clinic.reaction_note"),
        "label": f"{say('guess.plot_label')} {verdict}", "figure": _figure(figure),
        "table": {
            "summary": say("guess.as_table"), "numeric": [1, 2],
            "head": [say("clinic.head_patient"), say("guess.plot_due"), say("guess.plot_moved")],
            "rows": [[name, doublings_words(due), doublings_words(moved)]
                     for name, (_, due, moved) in zip(names, updates, strict=True)],
        },
    })


def _figure(figure: dict[str, Any]) -> dict[str, Any]:
    return {"data": list(figure["data"]), "layout": figure["layout"], "narrow": narrow_layout(figure["layout"])}


def _so_far(title: str, words: str) -> PartState:
    return {"tone": "plain", "eyebrow": "", "title": title, "level": 2, "blocks": [blocks.text(words, quiet=True)]}
