"""One question as it stands in front of a learner: in a set, in a round of practice, in an exam."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from sciatica_teach.errors import NotAllowedNow, SciaticaTeachError
from sciatica_teach.grading.hints import SCAFFOLD, WORKED, after_hints
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.events import Certainty, HintShown, ItemAnswered
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import Item
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.item_making import get_posed

Condition = Literal["as-answered", "edited", "gone"]
"""How an item stands today against what was answered: the same, changed since, or no longer in the bank."""

GUESSING: Final[Certainty] = 1


@record
class Question:
    """An item, in which order its parts are shown, which hints were asked for, and the answer if there is one."""

    item_id: str
    shown: tuple[str, ...] = ()
    hints: int = 0
    answer: ItemAnswered | None = None


def answer_question(
    kb: KnowledgeBase, question: Question, response: Iterable[str], certainty: Certainty
) -> ItemAnswered:
    """The answer, marked. Raises `NotAllowedNow` for a blank, and what `grade_item` raises."""
    submission = Submission(response=tuple(response))
    if submission.is_blank:
        raise NotAllowedNow("Choose an answer first.")
    return mark(kb, question.item_id, submission, certainty, question.hints)


def give_up(kb: KnowledgeBase, question: Question) -> ItemAnswered:
    """The worked answer was asked for: a blank, which earns nothing and is shown with its feedback."""
    return mark(kb, question.item_id, Submission(), GUESSING, WORKED)


def mark(
    kb: KnowledgeBase, item_id: str, submission: Submission, certainty: Certainty, hints: int = 0
) -> ItemAnswered:
    """The event of an answer, with what it earned and the version of the item that it was given to."""
    item = get_posed(kb, item_id)
    grade = after_hints(grade_item(item, submission), hints)
    return ItemAnswered(
        item_id=item_id, response=submission.response, certainty=certainty, earned=grade.earned,
        possible=grade.possible, hints=hints, item_version=kb.item_versions.get(item_id, ""),
    )


def next_hint(kb: KnowledgeBase, question: Question) -> HintShown | None:
    """The next hint that the item has; None when there is none left but the worked answer."""
    item = get_posed(kb, question.item_id)
    texts = (item.nudge, item.scaffold)
    if question.answer is not None or question.hints >= SCAFFOLD or not texts[question.hints]:
        return None
    return HintShown(item_id=question.item_id, hint=1 if question.hints == 0 else 2)


def hints_shown(item: Item, question: Question) -> tuple[str, ...]:
    """The hints asked for so far, in words."""
    return (item.nudge, item.scaffold)[: min(question.hints, SCAFFOLD)]


def condition_of(kb: KnowledgeBase, answer: ItemAnswered) -> Condition:
    """Whether the item is still the one that was answered."""
    try:
        get_posed(kb, answer.item_id)
    except SciaticaTeachError:
        return "gone"
    today = kb.item_versions.get(answer.item_id, "")
    return "edited" if answer.item_version and today and answer.item_version != today else "as-answered"


def grade_of(kb: KnowledgeBase, answer: ItemAnswered) -> Grade | None:
    """The verdicts on an answer, by the grader that marked it.

    None where the item is gone, or was changed so that the answer is none any more. The mark that counts is the one
    in the record: a change of the content never changes it.
    """
    if condition_of(kb, answer) == "gone":
        return None
    try:
        grade = grade_item(get_posed(kb, answer.item_id), Submission(response=answer.response))
    except SciaticaTeachError:
        return None
    return after_hints(grade, answer.hints)
