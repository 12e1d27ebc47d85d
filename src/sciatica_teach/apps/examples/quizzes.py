"""Worked examples of the quiz: when a question comes back, and how far an exam can be off."""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.grading.exams import find_result
from sciatica_teach.session.learning.memory import DAY, Rating, remember
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable

RATINGS: dict[str, Rating] = {"wrong": 1, "unsure": 2, "right": 3}
"""What a learner did -> how it is rated. `unsure` is right as a guess, or after a hint."""


def review_example(*answers: str) -> WorkedTable:
    """In how many days a question comes back after each of these answers, given each time on the day it was due.

    An answer is "right", "unsure" (right as a guess, or after a hint) or "wrong". Raises KeyError for another word.
    """
    ordinary, safety = (_days(answers, is_safety=is_safety) for is_safety in (False, True))
    rows = [[say("example.review_number", number=number), say(f"example.review_{answer}"),
             _in_words(one), _in_words(other)]
            for number, (answer, one, other) in enumerate(zip(answers, ordinary, safety, strict=True), start=1)]
    head = [say(f"example.review_{name}") for name in ("time", "answer", "ordinary", "safety")]
    return WorkedTable(say("example.review_caption"), head, rows)


def _days(answers: Sequence[str], *, is_safety: bool) -> list[int]:
    memory, found = None, []
    for answer in answers:
        at = memory.due if memory else 0.0
        memory = remember(memory, RATINGS[answer], at, is_safety)
        found.append(round((memory.due - at) / DAY))
    return found


def _in_words(days: int) -> str:
    return say("example.day") if days == 1 else say("example.days", count=days)


def exam_example(right: float, *counts: int) -> WorkedTable:
    """How far the result of an exam can be off when the share `right` (0 to 1) of its questions was right.

    `counts`: numbers of questions, each from one field. Raises ValueError for a count below 1.
    """
    rows = []
    for count in counts:
        won = round(right * count)
        whole = find_result({"all": [1.0] * won + [0.0] * (count - won)}).whole
        rows.append([str(count), say("example.points", points=f"{100 * whole.error:.0f}"),
                     say("exam.range", low=f"{100 * whole.low:.0f}", high=f"{100 * whole.high:.0f}")])
    head = [say("exam.questions"), say("example.exam_error"), say("exam.interval")]
    return WorkedTable(say("example.exam_caption", right=f"{100 * right:.0f}"), head, rows)
