"""A question on screen, wherever it is asked: open, with its hints, and answered with what is to be learnt from it.

The right answers are read only for questions that have been answered: nothing else ever travels to the browser.
"""

from __future__ import annotations

from typing import Any, Final

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.hints import WORKED, was_right
from sciatica_teach.model.events import ItemAnswered
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import Item, OrderingItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.questions import GUESSING, Question, condition_of, grade_of, hints_shown, mark, next_hint
from sciatica_teach.views import blocks
from sciatica_teach.views.certainty import certainty_state
from sciatica_teach.views.handbook import item_report
from sciatica_teach.views.items import FACES, PARTLY_FROM, Face, find_text
from sciatica_teach.views.numbers import earned, signed
from sciatica_teach.views.reviewed import item_note
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MENU: Final = "menu"
"""Where a learner was who comes into a room by a button."""


def question_state(kb: KnowledgeBase, question: Question, submit: dict[str, Any]) -> PartState:
    """The question as a part state: open before the answer, locked with verdicts after it.

    `submit`: the label of the button and the action that it sends.
    """
    item = get_posed(kb, question.item_id)
    given = question.answer
    face = FACES[item.kind]
    return {
        "legend": item.stem,
        "certainty": certainty_state(),
        "certainty_given": given.certainty if given and given.hints < WORKED else None,
        "submit": submit,
        "locked": given is not None,
        "chosen": list(given.response) if given else [],
        "verdicts": _verdicts(item, grade_of(kb, given) if given else None),
        "right_text": face.right_text(item) if given else "",
        "heading": _heading(face, item, given) if given else None,
        **face.state(kb, item, question.shown),
        **(face.seen(item, given.response) if given else {}),
    }


def _heading(face: Face, item: Item, given: ItemAnswered) -> tuple[str, str] | None:
    if given.hints == WORKED:
        return "info", say("quiz.worked_heading")
    return face.heading(item, given.response) if given.response else None


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


def story_state(kb: KnowledgeBase, item_id: str) -> PartState:
    """What was told of the patient, above every item of a set that has a story; an empty card for the others."""
    item_set = kb.set_of_item.get(item_id)
    story = item_set.story if item_set else ""
    return {
        "tone": "plain" if story else "bare", "eyebrow": item_set.title if item_set and story else "", "title": "",
        "level": 2, "blocks": [blocks.text(story)] if story else [],
    }


def hints_state(kb: KnowledgeBase, question: Question, *ways_out: dict[str, Any]) -> PartState:
    """The hints that were asked for, the button for the next, and `ways_out`; empty once there is an answer.

    The newest is the title, so that the focus and the reading aloud go to what was paid for.
    """
    if question.answer:
        return {"tone": "bare", "eyebrow": "", "title": "", "level": 3, "blocks": []}
    hints = [say(f"quiz.hint_{number}", text=text)
             for number, text in enumerate(hints_shown(get_posed(kb, question.item_id), question), start=1)]
    return {
        "tone": "bare", "eyebrow": "", "title": hints[-1] if hints else "", "level": 3,
        "arrive": f"hint-{question.item_id}-{len(hints)}" if hints else "", "nearest": True,
        "blocks": [*map(blocks.text, hints[:-1]), blocks.buttons(_hint_button(kb, question), *ways_out)],
    }


def _hint_button(kb: KnowledgeBase, question: Question) -> dict[str, Any]:
    event = next_hint(kb, question)
    if event is None:
        return blocks.button(say("quiz.hint_ask_3"), "give-up", item=question.item_id,
                             confirm=say("quiz.hint_confirm_3"))
    return blocks.button(say(f"quiz.hint_ask_{event.hint}"), "hint", item=question.item_id, hint=event.hint)


def feedback_state(kb: KnowledgeBase, question: Question, onward: list[dict[str, Any]]) -> PartState:
    """How it came out, what certainty made of it, why, and the ways on. Of an answered question."""
    item = get_posed(kb, question.item_id)
    given = _require_answer(question)
    return {
        "tone": "plain",
        "eyebrow": outcome_words(given),
        "title": say("quiz.why"),
        "level": 2,
        "blocks": [
            blocks.marked(kb, item.explanation, item.mark, item.sources, item.conflict),
            *item_note(kb, item.id),
            blocks.buttons(*onward),
            item_report(kb, item.id),
        ],
    }


def outcome_words(given: ItemAnswered) -> str:
    """Right or not, the marks, and what certainty made of it."""
    if given.hints == WORKED:
        return say("quiz.worked")
    right = was_right(given)
    word = _right_word(given) if right else say("quiz.partly" if given.earned >= PARTLY_FROM else "quiz.wrong")
    marks = say("quiz.marks", earned=earned(given.earned), possible=f"{given.possible:g}",
                certainty=signed(certainty_marks(right, given.certainty)))
    hinted = say("quiz.after_hints") if given.hints and not right else ""
    return " · ".join(part for part in (word, marks, hinted) if part)


def _right_word(given: ItemAnswered) -> str:
    return say("quiz.right_after_hints") if given.hints else say("quiz.right")


def review_state(kb: KnowledgeBase, question: Question, number: int = 0) -> PartState:
    """An answered question again, closed until it is opened: what was answered, and why. Says so where it changed.

    `number`: its place among the others; 0 for none.
    """
    given = _require_answer(question)
    numbered = say("quiz.numbered", number=number) if number else ""
    eyebrow = " · ".join(part for part in (numbered, outcome_words(given)) if part)
    condition = condition_of(kb, given)
    if condition == "gone":
        lines = [blocks.text(say("quiz.item_gone", id=given.item_id)), blocks.text(outcome_words(given))]
        return {"tone": "plain", "eyebrow": "", "title": say("quiz.item_gone_title"), "level": 2, "blocks": lines}
    item = get_posed(kb, given.item_id)
    changed = [blocks.text(say("quiz.item_edited"), quiet=True)] if condition == "edited" else []
    evidence = blocks.marked(kb, item.explanation, item.mark, item.sources, item.conflict)
    answered = blocks.verdicts(_lines(kb, item, given))
    return {
        "tone": "plain", "eyebrow": eyebrow, "title": item.stem, "level": 2,
        "blocks": [*changed, blocks.details(say("quiz.look_again"), [
            answered, evidence, *item_note(kb, item.id), item_report(kb, item.id)])],
    }


def left_open_state(kb: KnowledgeBase, item_id: str, number: int) -> PartState:
    """A question of a closed exam that has no mark, again with its answer: left open, or not to be marked any more."""
    eyebrow = " · ".join((say("quiz.numbered", number=number), say("exam.left_open")))
    try:
        blank = mark(kb, item_id, Submission(), GUESSING)
    except SciaticaTeachError:
        return {"tone": "plain", "eyebrow": eyebrow, "title": say("quiz.item_gone_title"), "level": 2, "blocks": []}
    return {**review_state(kb, Question(item_id=item_id, answer=blank)), "eyebrow": eyebrow}


def _lines(kb: KnowledgeBase, item: Item, given: ItemAnswered) -> list[dict[str, Any]]:
    face = FACES[item.kind]
    grade = grade_of(kb, given)
    answered = face.answer_text(kb, item, given.response)
    return [
        blocks.verdict(
            "right" if one.right else "unsafe" if one.chosen else "plain",
            say("quiz.right") if one.right else say("quiz.wrong"),
            find_text(face, kb, item, one.criterion) or answered,
            one.feedback,
        )
        for one in (grade.verdicts if grade else ())
    ]


def _require_answer(question: Question) -> ItemAnswered:
    if question.answer is None:
        raise ValueError(f"'{question.item_id}' has no answer yet, and nothing of its key may be told")
    return question.answer
