"""What a quiz shows: from a `QuizState` to the JSON of the parts. No widget in here."""

from __future__ import annotations

from typing import Any

from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.hints import was_right
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.questions import condition_of
from sciatica_teach.session.quiz import QuizSession, QuizState
from sciatica_teach.views import blocks
from sciatica_teach.views.numbers import earned, signed
from sciatica_teach.views.questions import feedback_state, question_state, review_state
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def header_state(session: QuizSession, state: QuizState) -> PartState:
    """Where we are: the number of the question and a bar."""
    total = len(state.item_ids)
    done = len(state.answers)
    return {
        "tone": "bare",
        "eyebrow": say("quiz.eyebrow", position=state.position, total=total, title=session.item_set.title),
        "title": "",
        "level": 1,
        "blocks": [
            {"type": "progress", "value": done, "of": total, "label": say("quiz.progress", done=done, total=total)}
        ],
    }


def item_state(session: QuizSession, state: QuizState, item_id: str) -> PartState:
    """One of its questions."""
    submit = {"label": say("quiz.submit"), "action": {"verb": "answer", "item": item_id}}
    return question_state(session.kb, state.question(item_id), submit)


def answered_state(session: QuizSession, state: QuizState, item_id: str) -> PartState:
    """Why, and the way on."""
    onward = say("quiz.next") if state.position < len(state.item_ids) else say("quiz.finish")
    return feedback_state(session.kb, state.question(item_id), [blocks.button(onward, "next", primary=True)])


def result_state(session: QuizSession, state: QuizState) -> PartState:
    """The whole attempt, question by question."""
    answered = [state.answers[item_id] for item_id in state.item_ids if item_id in state.answers]
    certainty = sum(certainty_marks(was_right(one), one.certainty) for one in answered)
    rows = [
        (
            say("quiz.item_gone_title") if condition_of(session.kb, one) == "gone"
            else get_posed(session.kb, one.item_id).stem,
            f"{earned(one.earned)} / {one.possible:g}", say(f"certainty.{one.certainty}"),
        )
        for one in answered
    ]
    overconfident = sum(1 for one in answered if one.certainty == 3 and not was_right(one))
    return {
        "subject": blocks.STEP_THROUGH_MENUS,
        "tone": "plain",
        "eyebrow": session.item_set.title,
        "title": say("quiz.result_title"),
        "level": 1,
        "blocks": [
            blocks.text(say("quiz.result_text", earned=earned(state.earned), possible=f"{state.possible:g}",
                            certainty=signed(certainty))),
            *([blocks.text(say("quiz.result_overconfident", count=overconfident))] if overconfident else []),
            blocks.table(
                say("quiz.result_caption"),
                (say("quiz.result_question"), say("quiz.result_marks"), say("quiz.result_certainty")), rows, (1,),
            ),
            blocks.buttons(
                blocks.button(say("quiz.again"), "again", confirm=say("quiz.again_confirm")),
                blocks.button(say("quiz.all"), "menu", primary=True),
            ),
        ],
    }


def review_states(session: QuizSession, state: QuizState) -> list[PartState]:
    """Every answered question again, as cards with what was answered and why."""
    return [
        review_state(session.kb, state.question(item_id)) for item_id in state.item_ids if item_id in state.answers
    ]
