"""What an exam shows: from an `ExamState` to the JSON of the parts. Nothing of a key or a mark before it is closed."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sciatica_teach.grading.exams import ExamShare
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.exams import ExamSession, ExamState
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.views import blocks
from sciatica_teach.views.items import FACES
from sciatica_teach.views.numbers import signed
from sciatica_teach.views.questions import question_state
from sciatica_teach.views.words import say

PartState = dict[str, Any]

ENOUGH: Final = 2 / 3
"""With a smaller share of the questions answered, the result says little of what is known."""

TELLING: Final = 0.75
"""A wider range than this is not printed: it would say that anything is possible."""


def header_state(state: ExamState) -> PartState:
    """Which question this is."""
    eyebrow = say("exam.eyebrow", position=state.position, total=len(state.item_ids))
    return {"tone": "bare", "eyebrow": eyebrow, "title": "", "level": 1, "blocks": []}


def open_state(kb: KnowledgeBase, state: ExamState) -> PartState:
    """A question that is still open."""
    submit = {"label": say("exam.lay"), "action": {"verb": "lay", "item": state.showing}}
    return question_state(kb, state.question(state.showing), submit)


def laid_state(kb: KnowledgeBase, state: ExamState) -> PartState:
    """A question with an answer laid down: what it says, and how to take it back. Not whether it is right."""
    item = get_posed(kb, state.showing)
    laid = state.laid[state.showing]
    answered = FACES[item.kind].answer_text(kb, item, laid.response)
    return {
        "tone": "plain", "eyebrow": "", "title": item.stem, "level": 2,
        "blocks": [
            blocks.facts([(say("exam.your_answer"), answered),
                          (say("exam.how_sure"), say(f"certainty.{laid.certainty}"))]),
            blocks.buttons(blocks.button(say("exam.take_back"), "take-back", item=state.showing)),
        ],
    }


def steps_state(state: ExamState) -> PartState:
    """One back, one on, and the flag."""
    ids, index, flagged = state.item_ids, state.position - 1, state.showing in state.flagged
    back = [blocks.button(say("exam.previous"), "turn", number=index)] if index else []
    is_laid = state.showing in state.laid
    is_last = index + 1 == len(ids)
    on = [] if is_last else [blocks.button(say("exam.following"), "turn", number=index + 2, primary=is_laid)]
    words = say("exam.unflag" if flagged else "exam.flag")
    flag = blocks.button(words, "flag", item=state.showing, flagged=not flagged)
    eyebrow = say("exam.laid_down") if is_laid else ""
    return {"tone": "bare", "eyebrow": eyebrow, "title": "", "level": 2, "blocks": [blocks.buttons(*back, *on, flag)]}


def paper_state(session: ExamSession, state: ExamState, *, now: float) -> PartState:
    """The sheet: clock, places, and the way out."""
    blanks = len(state.blanks)
    confirm = say("exam.hand_in_blanks", count=blanks) if blanks else say("exam.hand_in_confirm")
    return {
        "sheet": say("exam.sheet"),
        "closes_in": session.seconds_left(state, now=now),
        "standing": say("exam.standing", laid=len(state.laid), total=len(state.item_ids), flagged=len(state.flagged)),
        "places": [
            {"number": number, "laid": item_id in state.laid, "flagged": item_id in state.flagged,
             "now": item_id == state.showing}
            for number, item_id in enumerate(state.item_ids, start=1)
        ],
        "buttons": [blocks.button(say("exam.hand_in"), "hand-in", confirm=confirm)],
    }


def result_state(session: ExamSession, state: ExamState) -> PartState:
    """The share with its interval, field by field, and what certainty made of it."""
    result = session.find_result(state)
    if result is None:
        raise ValueError("an exam that is still open has no result to show")
    titles: dict[str, str] = {area.id: area.title for area in session.blueprint.areas}
    answered = Counter(session.find_area(item_id) for item_id in state.results)
    rows = [_field_row(titles.get(area, area), answered[area], one) for area, one in result.fields.items()]
    columns = ("field", "questions", "answered", "share", "interval")
    whole, head = result.whole, tuple(say(f"exam.{one}") for one in columns)
    ended = [blocks.text(say("exam.time_up"))] if state.closed == "time" else []
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "plain", "eyebrow": say("exam.result_eyebrow"),
        "title": say("exam.result_title", share=_percent(result.whole)), "level": 1,
        "blocks": [
            *ended,
            blocks.text(say("exam.result_text", answered=len(state.results), total=len(state.item_ids),
                            certainty=signed(session.certainty_sum(state)))),
            *([blocks.text(say("exam.many_open"))] if len(state.results) < ENOUGH * len(state.item_ids) else []),
            blocks.text(say("exam.error_text", error=f"{100 * whole.error:.0f}", interval=_interval(whole))),
            blocks.table(say("exam.fields"), head, rows, (1, 2, 3)),
            blocks.text(say("exam.small_fields"), quiet=True),
            blocks.buttons(
                blocks.button(say("quiz.all"), "menu", primary=True), blocks.button(say("exam.again"), "exam"),
            ),
        ],
    }


def _field_row(title: str, answered: int, share: ExamShare) -> tuple[str, ...]:
    """A field with nothing answered says nothing; one whose range is nearly everything is too small to tell."""
    if not answered:
        return title, str(share.questions), "0", "–", say("exam.none_answered")
    tells = share.high - share.low <= TELLING
    return title, str(share.questions), str(answered), _percent(share), (
        _interval(share) if tells else say("exam.too_few"))


def _percent(share: ExamShare) -> str:
    return f"{100 * share.share:.0f} %"


def _interval(share: ExamShare) -> str:
    return say("exam.range", low=f"{100 * share.low:.0f}", high=f"{100 * share.high:.0f}")
