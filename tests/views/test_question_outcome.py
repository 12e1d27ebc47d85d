"""What is said of an answer, and what certainty makes of it: a hint takes of the mark and makes nothing wrong."""

from __future__ import annotations

import pytest
from small_bank import answer

from sciatica_teach.model.events import ItemAnswered, ItemPosed
from sciatica_teach.session.practice import Asked, PracticeState
from sciatica_teach.session.quiz import QuizSession, QuizState
from sciatica_teach.views.practice import end_state
from sciatica_teach.views.questions import outcome_words
from sciatica_teach.views.quiz_pages import result_state


@pytest.mark.parametrize(("earned", "certainty", "hints", "words"), [
    (1.0, 2, 0, "Right · 1 of 1, and +2 by certainty"),
    (0.75, 3, 1, "Right, after a hint · 0.75 of 1, and +3 by certainty"),
    (0.5, 2, 2, "Right, after a hint · 0.5 of 1, and +2 by certainty"),
    (0.5, 2, 0, "Partly right · 0.5 of 1, and −2 by certainty"),
    (0.5, 2, 1, "Partly right · 0.5 of 1, and −2 by certainty · after a hint"),
    (0.0, 3, 2, "Not right · 0 of 1, and −6 by certainty · after a hint"),
    (0.0, 1, 3, "Worked answer · 0 marks; it comes back another day"),
])
def test_a_right_answer_after_a_hint_is_called_right(earned: float, certainty: int, hints: int, words: str):
    event = answer("a", earned=earned, certainty=certainty, hints=hints).event
    assert isinstance(event, ItemAnswered)
    assert outcome_words(event) == words


def words_of(state: dict) -> list[str]:
    return [block["text"] for block in state["blocks"] if block["type"] == "text"]


def test_a_round_and_a_quiz_sum_certainty_as_each_answer_said_it(kb):
    """Right after the scaffold and sure, +3; half right without a hint and sure, −6."""
    item_set = kb.item_sets[0]
    first, second = item_set.items[:2]
    given = [answer(first, earned=0.5, certainty=3, hints=2).event, answer(second, earned=0.5, certainty=3).event]
    asked = tuple(Asked(posed=ItemPosed(item_id=one.item_id, reason="new"), answer=one) for one in given)
    (line,) = words_of(end_state(PracticeState(mode="practice", asked=asked, ended=True)))
    assert line == "1 of 2 marks; −3 by certainty-based marking."
    quiz = QuizState(
        set_id=item_set.id, item_ids=(first, second), shown_order={}, answers={one.item_id: one for one in given},
        showing=second, finished=True)
    total, sure = words_of(result_state(QuizSession(kb, item_set), quiz))
    assert total == line
    assert sure.startswith("Not fully right although you were sure: 1.")
