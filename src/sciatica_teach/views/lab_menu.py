"""The way into the lesion lab: two modes, the level of a puzzle, the anatomy, and how it has gone so far.

From values to the JSON of the cards. No widget in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.events import LEVELS, LossesPredicted
from sciatica_teach.session.lab_progress import LabProgress
from sciatica_teach.session.lab_puzzles import PuzzleState
from sciatica_teach.views import blocks
from sciatica_teach.views.lab_words import site_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

PAGE = "01_anatomy.ipynb"
LAST = 3
TONES = {"right": "right", "near": "caution", "other": "unsafe"}


def address_of(variant: str, **query: str) -> str:
    """The query that leads back to a place in the lab; the ordinary anatomy goes without saying."""
    wanted = {**query, **({} if variant == "a" else {"variant": variant})}
    return "&".join(f"{key}={value}" for key, value in wanted.items())


def menu_state(progress: LabProgress, variant: str) -> PartState:
    """The two modes, with the levels of the second."""
    lines = [
        _line(say("lab.predict_title"), say("lab.predict_text"), predictions_standing(progress, variant),
              "predict", variant),
        *(
            _line(say("lab.puzzle_title", level=say(f"lab.puzzle_{level}")), say(f"lab.puzzle_{level}_text"),
                  puzzles_standing(progress, level, variant), "puzzle", variant, level=level)
            for level in LEVELS
        ),
    ]
    return {
        "tone": "bare", "eyebrow": "", "title": say("lab.menu_title"), "level": 2,
        "blocks": [blocks.text(say("lab.menu_intro")), blocks.links(lines)],
    }


def _line(title: str, text: str, standing: str, mode: str, variant: str, **more: str) -> dict[str, Any]:
    return {
        "href": f"{PAGE}?{address_of(variant, lab=mode, **more)}", "title": title, "text": text, "meta": standing,
        "tone": "info" if standing == say("lab.standing_open") else "plain",
        "action": {"verb": "open", "lab": mode, **more},
    }


def predictions_standing(progress: LabProgress, variant: str) -> str:
    """How the predictions stand: one open in this anatomy, so many done, or not tried."""
    if any(one.step == "predict" and one.variant == variant for one in progress.predictions):
        return say("lab.standing_open")
    if not progress.predicted:
        return say("lab.standing_new")
    return say("lab.standing_predicted", count=len(progress.predicted), earned=_mean_marks(progress))


def puzzles_standing(progress: LabProgress, level: str, variant: str) -> str:
    """How the puzzles of one level stand; one that is open in this anatomy is offered to go on with."""
    if any(one.answer is None and (one.level, one.variant) == (level, variant) for one in progress.puzzles):
        return say("lab.standing_open")
    answered = [one for one in progress.answered if one.level == level]
    if not answered:
        return say("lab.standing_new")
    return say("lab.standing_answered", solved=sum(one.solved for one in answered), count=len(answered))


def _mean_marks(progress: LabProgress) -> str:
    committed: list[LossesPredicted] = [one.predicted for one in progress.predicted if one.predicted is not None]
    possible = sum(one.possible for one in committed)
    return f"{100 * sum(one.earned for one in committed) / possible:.0f} %" if possible else "0 %"


def progress_state(progress: LabProgress, graph: NerveGraph) -> PartState:
    """What is solved, the last three puzzles, and the sites that are taken for each other."""
    if not progress.answered and not progress.predicted:
        lines = [blocks.text(say("lab.progress_none"))]
    else:
        lines = [
            blocks.facts(_facts(progress)),
            *_last_puzzles(progress.answered[-LAST:], graph),
            *_confusions(progress, graph),
        ]
    return {"tone": "plain", "eyebrow": "", "title": say("lab.progress_title"), "level": 2, "blocks": lines}


def _facts(progress: LabProgress) -> list[tuple[str, str]]:
    facts = []
    if progress.answered:
        solved = say("lab.progress_solved_value", solved=progress.solved, count=len(progress.answered))
        facts.append((say("lab.progress_solved"), solved))
    if progress.predicted:
        done = say("lab.progress_predicted_value", count=len(progress.predicted), earned=_mean_marks(progress))
        facts.append((say("lab.progress_predicted"), done))
    return facts


def _last_puzzles(last: Sequence[PuzzleState], graph: NerveGraph) -> list[blocks.Block]:
    lines = []
    for one in reversed(last):
        if one.answer is not None:
            words = say("lab.progress_last_line", site=_name(graph, one.puzzle.site),
                        answer=_name(graph, one.answer.site))
            lines.append(blocks.verdict(TONES[one.outcome], f"{say(f'lab.progress_last_{one.outcome}')}.", words))
    return [{"type": "heading", "text": say("lab.progress_last")}, blocks.verdicts(lines)] if lines else []


def _confusions(progress: LabProgress, graph: NerveGraph) -> list[blocks.Block]:
    lines = [
        say("lab.progress_confused_line", first=_name(graph, first), second=_name(graph, second), count=count)
        for first, second, count in progress.confusions[:LAST]
    ]
    return [{"type": "heading", "text": say("lab.progress_confused")}, blocks.items(lines)] if lines else []


def _name(graph: NerveGraph, site: str) -> str:
    """A site of an earlier attempt: perhaps of another anatomy, perhaps gone from the content since."""
    return site_words(graph, site) if site in graph.sites else site.replace("-", " ")


def variant_state(anatomy: Anatomy, variant: str) -> PartState:
    """The anatomy of what is opened next."""
    lines = [
        {
            "href": f"{PAGE}?{address_of(one.id)}" if one.id != "a" else PAGE, "title": one.name,
            "text": one.description.text, "meta": say("lab.variant_chosen") if one.id == variant else "",
            "tone": "right" if one.id == variant else "plain", "action": {"verb": "variant", "variant": one.id},
        }
        for one in anatomy.variants
    ]
    chosen = anatomy.get_variant(variant)
    return {
        "tone": "plain", "eyebrow": "", "title": say("lab.variant_title"), "level": 2,
        "blocks": [
            blocks.text(say("lab.variant_text")),
            blocks.details(say("lab.variant_summary", name=chosen.name), [blocks.links(lines)]),
        ],
    }
