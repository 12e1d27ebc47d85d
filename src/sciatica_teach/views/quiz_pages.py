"""What a quiz shows: from a `QuizState` to the JSON of the parts. No widget in here.

The right answers are read only for items that have been answered: nothing else ever travels to the browser.
"""

from __future__ import annotations

from typing import Any

from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.model.grades import Grade
from sciatica_teach.model.items import Item, MultipleItem, NumericItem, OrderingItem, SingleItem
from sciatica_teach.session.quiz import QuizSession, QuizState
from sciatica_teach.views import blocks
from sciatica_teach.views.certainty import certainty_state
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
    item = session.kb.get_item(item_id)
    given = state.answers.get(item_id)
    grade = session.find_grade(state, item_id)
    return {
        "legend": item.stem,
        "certainty": certainty_state(),
        "certainty_given": given.certainty if given else None,
        "submit": {"label": say("quiz.submit"), "action": {"verb": "answer", "item": item_id}},
        "locked": given is not None,
        "chosen": list(given.response) if given else [],
        "verdicts": _verdicts(item, grade),
        "right_text": _right_text(item) if given else "",
        **_kind_state(item, state.shown_order.get(item_id, ())),
    }


def _kind_state(item: Item, shown: tuple[str, ...]) -> PartState:
    match item:
        case SingleItem() | MultipleItem():
            many = isinstance(item, MultipleItem)
            texts = {option.id: option.text for option in item.options}
            return {
                "many": many,
                "hint": say("quiz.multiple_hint") if many else say("quiz.single_hint"),
                "rule": say("quiz.multiple_rule") if many else "",
                "options": [{"id": option_id, "text": texts[option_id]} for option_id in shown],
            }
        case OrderingItem():
            texts = {step.id: step.text for step in item.steps}
            return {
                "hint": say("quiz.ordering_hint"),
                "rule": say("quiz.ordering_rule"),
                "first": item.first,
                "last": item.last,
                "steps": [{"id": step_id, "text": texts[step_id]} for step_id in shown],
            }
        case NumericItem():
            return {
                "hint": say("quiz.numeric_hint"),
                "unit": item.unit,
                "low": item.low,
                "high": item.high,
                "step": item.step,
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


def _right_text(item: Item) -> str:
    """The answer to a number in words; for other kinds the verdicts show it."""
    if not isinstance(item, NumericItem):
        return ""
    low, high = item.answer - item.tolerance, item.answer + item.tolerance
    return say("quiz.numeric_right", answer=f"{item.answer:g} {item.unit}".strip(), low=f"{low:g}", high=f"{high:g}")


def feedback_state(session: QuizSession, state: QuizState, item_id: str) -> PartState:
    """How it came out, what certainty made of it, why, and the way on."""
    item = session.kb.get_item(item_id)
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
        (session.kb.get_item(item_id).stem, f"{one.earned:.2g} / {one.possible:g}", say(f"certainty.{one.certainty}"))
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
    item = session.kb.get_item(item_id)
    grade = session.find_grade(state, item_id)
    texts = _texts(item)
    lines = [
        blocks.verdict(
            "right" if one.right else "unsafe" if one.chosen else "plain",
            say("quiz.right") if one.right else say("quiz.wrong"),
            texts.get(one.criterion, ", ".join(state.answers[item_id].response)),
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


def _texts(item: Item) -> dict[str, str]:
    match item:
        case SingleItem() | MultipleItem():
            return {option.id: option.text for option in item.options}
        case OrderingItem():
            return {step.id: step.text for step in item.steps}
        case NumericItem():
            return {}
