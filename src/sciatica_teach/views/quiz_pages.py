"""What a quiz shows: from a `QuizState` to the JSON of the parts. No widget in here.

The right answers are read only for items that have been answered: nothing else ever travels to the browser.
"""

from __future__ import annotations

from typing import Any

from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.model.grades import Grade
from sciatica_teach.model.items import Item, OrderingItem
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.quiz import QuizSession, QuizState
from sciatica_teach.views import blocks
from sciatica_teach.views.certainty import certainty_state
from sciatica_teach.views.items import FACES, find_text
from sciatica_teach.views.numbers import signed
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
    """The question as a part state: open before the answer, locked with verdicts after it."""
    item = get_posed(session.kb, item_id)
    given = state.answers.get(item_id)
    grade = session.find_grade(state, item_id)
    face = FACES[item.kind]
    return {
        "legend": item.stem,
        "certainty": certainty_state(),
        "certainty_given": given.certainty if given else None,
        "submit": {"label": say("quiz.submit"), "action": {"verb": "answer", "item": item_id}},
        "locked": given is not None,
        "chosen": list(given.response) if given else [],
        "verdicts": _verdicts(item, grade),
        "right_text": face.right_text(item) if given else "",
        **face.state(session.kb, item, state.shown_order.get(item_id, ())),
    }


def _verdicts(item: Item, grade: Grade | None) -> dict[str, dict[str, Any]]:
    if grade is None:
        return {}
    steps = item.steps if isinstance(item, OrderingItem) else ()
    places = {step.id: place for place, step in enumerate(steps, start=1)}
    return {
        one.criterion: {
            "right": one.right,
            "chosen": one.chosen,
            "feedback": say("quiz.ordering_place", place=places[one.criterion], feedback=one.feedback)
            if one.criterion in places else one.feedback,
        }
        for one in grade.verdicts
    }


def feedback_state(session: QuizSession, state: QuizState, item_id: str) -> PartState:
    """How it came out, what certainty made of it, why, and the way on."""
    item = get_posed(session.kb, item_id)
    given = state.answers[item_id]
    right = given.earned >= given.possible
    outcome = "quiz.right" if right else "quiz.partly" if given.earned > 0 else "quiz.wrong"
    onward = say("quiz.next") if state.position < len(state.item_ids) else say("quiz.finish")
    marks = say("quiz.marks", earned=f"{given.earned:.2g}", possible=f"{given.possible:g}",
                certainty=signed(certainty_marks(right, given.certainty)))
    return {
        "tone": "plain",
        "eyebrow": f"{say(outcome)} · {marks}",
        "title": say("quiz.why"),
        "level": 2,
        "blocks": [
            blocks.marked(session.kb, item.explanation, item.mark, item.sources, item.conflict),
            blocks.buttons(blocks.button(onward, "next", primary=True)),
        ],
    }


def result_state(session: QuizSession, state: QuizState) -> PartState:
    """The whole attempt, question by question."""
    answered = [(item_id, state.answers[item_id]) for item_id in state.item_ids if item_id in state.answers]
    certainty = sum(certainty_marks(one.earned >= one.possible, one.certainty) for _, one in answered)
    rows = [
        (get_posed(session.kb, item_id).stem, f"{one.earned:.2g} / {one.possible:g}", say(f"certainty.{one.certainty}"))
        for item_id, one in answered
    ]
    overconfident = sum(1 for _, one in answered if one.certainty == 3 and one.earned < one.possible)
    return {
        "subject": blocks.STEP_THROUGH_MENUS,
        "tone": "plain",
        "eyebrow": session.item_set.title,
        "title": say("quiz.result_title"),
        "level": 1,
        "blocks": [
            blocks.text(say("quiz.result_text", earned=f"{state.earned:.3g}", possible=f"{state.possible:g}",
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
    return [_review_state(session, state, item_id) for item_id in state.item_ids if item_id in state.answers]


def _review_state(session: QuizSession, state: QuizState, item_id: str) -> PartState:
    item = get_posed(session.kb, item_id)
    grade = session.find_grade(state, item_id)
    face = FACES[item.kind]
    answered = face.answer_text(session.kb, item, state.answers[item_id].response)
    lines = [
        blocks.verdict(
            "right" if one.right else "unsafe" if one.chosen else "plain",
            say("quiz.right") if one.right else say("quiz.wrong"),
            find_text(face, session.kb, item, one.criterion) or answered,
            one.feedback,
        )
        for one in (grade.verdicts if grade else ())
    ]
    return {
        "tone": "plain",
        "eyebrow": "",
        "title": item.stem,
        "level": 2,
        "blocks": [
            blocks.details(
                say("quiz.look_again"),
                [
                    blocks.verdicts(lines),
                    blocks.marked(session.kb, item.explanation, item.mark, item.sources, item.conflict),
                ],
            )
        ],
    }
