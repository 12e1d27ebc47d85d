"""What the main trial found, asked before it is shown, and who improves without any needle. No widget in here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sciatica_teach.figures import trials as figures
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Trial, TrialOutcome
from sciatica_teach.reasoning.responders import share_reaching
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MOST: Final = 60
"""The field takes guesses from 0 to this."""


def main_outcome(trial: Trial) -> TrialOutcome | None:
    """The first outcome with a difference and a change in both arms: the one that is asked for."""
    return next((one for one in trial.outcomes if None not in (one.difference, one.treated, one.compared)), None)


def sources_of(trial: Trial) -> set[str]:
    """Ids of all sources that tell what the trial found."""
    said = (trial.design, *trial.cautions, *(one.basis for one in trial.outcomes))
    return {trial.source, *(source_id for claim in said for source_id in claim.sources)}


def question_state(trial: Trial, outcome: TrialOutcome, guess: float | None) -> PartState:
    """How much further it fell: open until there is a guess, and without any figure of the trial until then."""
    asked = {
        "id": f"guess-{trial.id}", "low": 0, "high": MOST, "step": 1, "unit": outcome.unit,
        "legend": say("course.ask_legend", outcome=outcome.name.lower(), week=outcome.week),
        "hint": say("course.ask_hint", trial=trial.name),
        "submit": {"label": say("course.ask_submit"), "action": {"verb": "guess"}},
    }
    if guess is None:
        return {**asked, "locked": False}
    return {**asked, "locked": True, "chosen": [f"{guess:g}"], "right_text": _answer(outcome, guess)}


def _answer(outcome: TrialOutcome, guess: float) -> str:
    value = figures.gain(outcome, outcome.difference or 0.0)
    words = {"outcome": outcome.name.lower(), "value": f"{value:g}", "unit": outcome.unit}
    if outcome.low is None or outcome.high is None:
        return say("course.ask_right_alone", **words)
    low, high = gained_interval(outcome)
    where = "inside" if low <= guess <= high else "above" if guess > high else "below"
    return f"{say('course.ask_right', **words, low=f'{low:g}', high=f'{high:g}')} {say(f'course.ask_{where}')}"


def gained_interval(outcome: TrialOutcome) -> tuple[float, float]:
    """The interval of the difference as gains, the smaller first; both ends have to be there."""
    low, high = sorted(figures.gain(outcome, end or 0.0) for end in (outcome.low, outcome.high))
    return low, high


def reading_state(kb: KnowledgeBase, trial: Trial, outcome: TrialOutcome) -> PartState:
    """The design, what the sham did, our estimate, what limits it, and where each figure is from."""
    return {
        "tone": "plain", "eyebrow": "", "title": say("course.reading_title"), "level": 3,
        "blocks": [
            blocks.claim(kb, trial.design), *(_sham(kb, trial, outcome)), *(_estimate(kb, trial, outcome)),
            *(blocks.claim(kb, one) for one in trial.cautions),
            blocks.details(say("course.reading_figures"), [
                block for one in trial.outcomes
                for block in (blocks.text(row_name(one.name, one.week), quiet=True), blocks.claim(kb, one.basis))]),
        ],
    }


def _sham(kb: KnowledgeBase, trial: Trial, outcome: TrialOutcome) -> list[Block]:
    treated, compared = (figures.gain(outcome, arm or 0.0) for arm in (outcome.treated, outcome.compared))
    words = say("course.reading_sham", compared=f"{compared:g}", treated=f"{treated:g}", unit=outcome.unit,
                share=round(100 * compared / treated))
    return [blocks.marked(kb, words, "estimate", [trial.source])] if 0 < compared < treated else []


def _estimate(kb: KnowledgeBase, trial: Trial, outcome: TrialOutcome) -> list[Block]:
    """For how many it was enough, where the content has what the bell needs."""
    worth, spread = outcome.worthwhile, outcome.spread
    if not worth or spread is None or outcome.treated is None or outcome.compared is None:
        return []
    shares = [round(100 * share_reaching(arm, spread, worth)) for arm in (outcome.treated, outcome.compared)]
    words = say("course.reading_estimate", spread=f"{spread:g}", unit=outcome.unit,
                worth=f"{figures.gain(outcome, worth):g}", treated=shares[0], compared=shares[1],
                more=shares[0] - shares[1])
    return [blocks.marked(kb, words, "estimate", [trial.source])]


def row_name(name: str, week: int) -> str:
    """An outcome and its week: "Leg pain · week 4"."""
    return say("course.row", name=name, week=week)


def changes_state(trial: Trial) -> PartState:
    """The change in each arm, and its table."""
    outcomes = [one for one in trial.outcomes if one.treated is not None and one.compared is not None]
    labels, words = _labels(outcomes), {"changes": say("course.changes_axis")}
    figure = figures.draw_changes(outcomes, labels, trial.arms, words)
    rows = [[row_name(one.name, one.week), arm, f"{figures.gain(one, value or 0.0):.1f}", one.unit, _mark(one)]
            for one in outcomes for arm, value in zip(trial.arms, (one.treated, one.compared), strict=True)]
    return _plot("changes", figure, figures.changes_layout(outcomes, labels, words, narrow=True),
                 ("outcome", "arm", "fall", "unit", "mark"), rows, (2,))


def differences_state(trial: Trial) -> PartState:
    """The differences with their intervals beside what is often called worthwhile, and their table."""
    outcomes = [one for one in trial.outcomes if one.difference is not None]
    words = {name: say(f"course.{name}") for name in ("interval", "no_interval", "worthwhile")}
    words["differences"] = say("course.differences_axis")
    labels = _labels(outcomes)
    rows = [[row_name(one.name, one.week), f"{figures.gain(one, one.difference or 0.0):.1f}", _interval(one),
             _worthwhile(one), one.unit, _mark(one)] for one in outcomes]
    return _plot("differences", figures.draw_differences(outcomes, labels, words),
                 figures.differences_layout(outcomes, labels, words, narrow=True),
                 ("outcome", "difference", "interval", "worthwhile", "unit", "mark"), rows, (1, 2, 3))


def shares_state(trial: Trial) -> PartState:
    """Who had improved without a needle, and the table."""
    labels, words = [row_name(one.group, one.week) for one in trial.shares], {"shares": say("course.shares_axis")}
    rows = [[one.group, str(one.week), f"{100 * one.share:.0f} %", {"mark": one.basis.mark}] for one in trial.shares]
    return _plot("shares", figures.draw_shares(trial.shares, labels, words),
                 figures.shares_layout(labels, words, narrow=True), ("group", "week", "share", "mark"), rows, (1, 2))


def natural_state(kb: KnowledgeBase, trial: Trial) -> PartState:
    """What the shares teach, and where each is from."""
    return {
        "tone": "plain", "eyebrow": "", "title": say("course.natural_title"), "level": 3,
        "blocks": [
            blocks.claim(kb, trial.design),
            *(blocks.claim(kb, one) for one in trial.cautions),
            blocks.details(say("course.natural_figures"), [
                block for one in trial.shares
                for block in (blocks.text(row_name(one.group, one.week), quiet=True), blocks.claim(kb, one.basis))]),
        ],
    }


def _labels(outcomes: Sequence[TrialOutcome]) -> list[str]:
    return [row_name(one.name, one.week) for one in outcomes]


def _mark(outcome: TrialOutcome) -> dict[str, str]:
    return {"mark": outcome.basis.mark, "conflict": outcome.basis.conflict}


def _interval(outcome: TrialOutcome) -> str:
    if outcome.low is None or outcome.high is None:
        return say("course.no_figure")
    low, high = gained_interval(outcome)
    return f"{low:.1f}–{high:.1f}"


def _worthwhile(outcome: TrialOutcome) -> str:
    if outcome.worthwhile is None:
        return say("course.no_figure")
    return f"{figures.gain(outcome, outcome.worthwhile):g}"


def _plot(
    name: str, figure: Any, narrow: dict[str, Any], head: Sequence[str], rows: list[list[Any]], numeric: Sequence[int]
) -> PartState:
    drawn = figure.to_plotly_json()
    return {
        "level": 3, "title": say(f"course.{name}_title"), "text": [say(f"course.{name}_text")],
        "label": say(f"course.{name}_label"),
        "figure": {"data": list(drawn["data"]), "layout": drawn["layout"], "narrow": narrow},
        "table": {"summary": say("course.as_table"), "head": [say(f"course.head_{column}") for column in head],
                  "numeric": list(numeric), "rows": rows},
    }
