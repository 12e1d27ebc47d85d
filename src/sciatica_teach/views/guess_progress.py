"""How guess, then see has gone so far: mean credit, and whether the learner moves too little or too far. No widget."""

from __future__ import annotations

from math import log
from typing import Any

from sciatica_teach.figures.reaction import draw_reaction, narrow_layout
from sciatica_teach.grading.reaction import LEAST_UPDATES, Reaction
from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.guesses import GuessesState
from sciatica_teach.views import blocks
from sciatica_teach.views.guess_words import doublings_words, points_words, slope_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def standing_card(state: GuessesState) -> PartState:
    """Updates so far with their mean credit, and how many more it takes to say something of a habit."""
    credit = state.mean_credit
    facts = [(say("guess.so_far_count"), str(len(state.answered)))]
    if credit is not None:
        facts.append((say("guess.so_far_credit"), points_words(credit)))
    lines = [blocks.facts(facts)]
    if state.missing:
        lines.append(blocks.text(say("guess.more", count=state.missing, of=LEAST_UPDATES)))
    return {"tone": "plain", "eyebrow": "", "title": say("guess.so_far"), "level": 3, "blocks": lines}


def reaction_state(kb: KnowledgeBase, state: GuessesState, reaction: Reaction) -> PartState:
    """Moves made beside moves due, in doublings of the odds, and the same as a table."""
    rows = [(_label(kb, posed), stated.due / log(2), stated.shift / log(2)) for posed, stated in state.answered]
    words = {name: say(f"guess.plot_{name}") for name in ("points", "equal", "yours", "due", "moved")}
    figure = draw_reaction(
        [due for _, due, _ in rows], [moved for _, _, moved in rows], reaction.slope, [label for label, _, _ in rows],
        words,
    ).to_plotly_json()
    verdict = say(f"guess.tendency_{reaction.tendency}")
    slope = say("guess.slope", slope=slope_words(reaction.slope), low=slope_words(reaction.low),
                high=slope_words(reaction.high), count=reaction.count)
    return {
        "id": "guess-reaction", "subject": "", "level": 3, "title": say("guess.plot_title"),
        "text": [verdict, slope], "note": say("guess.plot_note"), "label": f"{say('guess.plot_label')} {verdict}",
        "figure": {"data": list(figure["data"]), "layout": figure["layout"],
                   "narrow": narrow_layout(figure["layout"])},
        "table": {
            "summary": say("guess.as_table"), "numeric": [1, 2],
            "head": [say("guess.head_update"), say("guess.plot_due"), say("guess.plot_moved")],
            "rows": [[_label(kb, posed), doublings_words(stated.due), doublings_words(stated.shift)]
                     for posed, stated in state.answered],
        },
    }


def _label(kb: KnowledgeBase, posed: UpdatePosed) -> str:
    """An update of earlier content may name what is gone since."""
    finding, cause = kb.finding_by_id.get(posed.finding_id), kb.cause_by_id.get(posed.cause_id)
    return say("guess.update", finding=finding.name if finding else posed.finding_id,
               value=say(f"answer.{posed.value}"), cause=cause.short if cause else posed.cause_id)
