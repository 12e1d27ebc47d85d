"""A round of practice on screen: why this question, the question, its hints, and what was to be learnt."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.hints import was_right
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.practice import Asked, PracticeState
from sciatica_teach.views import blocks
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.items import FACES
from sciatica_teach.views.numbers import earned, signed
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card
from sciatica_teach.views.questions import MENU, feedback_state, hints_state, question_state, review_state, story_state
from sciatica_teach.views.words import say

PartState = dict[str, Any]


class PracticeView(AssembledView):
    """Draws a round from its state alone."""

    def __init__(self, kb: KnowledgeBase, subject: str, handler: Handler, *, arriving: bool = False) -> None:
        """`arriving`: the learner comes from the menu, so the focus goes to the first question."""
        self._kb = kb
        self._at = MENU if arriving else ""
        super().__init__("st-quiz", subject, handler)

    def show(self, state: PracticeState) -> None:
        """Redraw from the state."""
        at = "end" if state.ended or state.current is None else str(len(state.asked))
        moved = at if self._at not in ("", at) else ""
        self._at = at
        self._arrange(*(self._end(state, moved) if at == "end" else self._asking(state, moved)))

    def _asking(self, state: PracticeState, arrive: str) -> tuple[widgets.Widget, ...]:
        current, number = state.asked[-1], len(state.asked)
        item = get_posed(self._kb, current.posed.item_id)
        header = self._part("header", Card, {**header_state(self._kb, state), "arrive": arrive})
        story = self._part("story", Card, story_state(self._kb, item.id))
        leave = blocks.button(say("quiz.end"), "end")
        submit = {"label": say("quiz.submit"), "action": {"verb": "answer", "number": number}}
        asked = self._part(f"q{number}", FACES[item.kind].part, question_state(self._kb, current.question, submit))
        hints = self._part(f"q{number}-hints", Card, hints_state(self._kb, current.question, leave))
        if current.answer is None:
            return (header, story, asked, hints)
        onward = [
            blocks.button(say("quiz.next"), "next", primary=True, number=number), leave,
        ]
        feedback = feedback_state(self._kb, current.question, onward)
        return (header, story, asked, hints, self._part(f"q{number}-feedback", Card, feedback))

    def _end(self, state: PracticeState, arrive: str) -> tuple[widgets.Widget, ...]:
        end = self._part("end", Card, {**end_state(state), "arrive": arrive})
        looks = [self._part(f"look-{number}", Card, review_state(self._kb, one.question))
                 for number, one in enumerate(state.answered)]
        return (end, *looks)

    def __repr__(self) -> str:
        return f"PracticeView(at='{self._at}')"


def header_state(kb: KnowledgeBase, state: PracticeState) -> PartState:
    """The number of the question in this round, its field, and why it is asked now."""
    current = state.asked[-1]
    item = get_posed(kb, current.posed.item_id)
    objective = kb.get_objective(item.objective)
    reason = say(f"quiz.reasons.{current.posed.reason}")
    return {
        "tone": "bare", "title": "", "level": 1,
        "eyebrow": say("quiz.round_eyebrow", mode=say(f"quiz.mode.{state.mode}"), number=len(state.asked)),
        "blocks": [
            blocks.text(say("quiz.reason", objective=objective.name, reason=reason), quiet=True),
        ],
    }


def end_state(state: PracticeState) -> PartState:
    """What the round came to; where there was nothing to ask, that is said and is no failure."""
    answered = [one.answer for one in state.answered if one.answer is not None]
    onward = blocks.buttons(
        blocks.button(say("quiz.all"), "menu", primary=True), blocks.button(say("quiz.round_again"), "another"),
    )
    if not answered:
        words = blocks.text(say(f"quiz.nothing.{state.mode}"))
        return {"subject": blocks.STEP_THROUGH_MENUS, "tone": "plain", "eyebrow": say(f"quiz.mode.{state.mode}"),
                "title": say("quiz.nothing_title"), "level": 1, "blocks": [words, onward]}
    total = sum(one.earned for one in answered)
    certainty = sum(certainty_marks(was_right(one), one.certainty) for one in answered)
    through = [] if state.mode == "practice" or not _ran_dry(state) else [
        blocks.text(say(f"quiz.through.{state.mode}"))]
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "plain", "eyebrow": say(f"quiz.mode.{state.mode}"),
        "title": say("quiz.round_title"), "level": 1,
        "blocks": [
            *through,
            blocks.text(say("quiz.result_text", earned=earned(total), possible=f"{len(answered):g}",
                            certainty=signed(certainty))),
            onward,
        ],
    }


def _ran_dry(state: PracticeState) -> bool:
    """Whether the round ended because nothing was left, and not in the middle of a question."""
    last: Asked = state.asked[-1]
    return last.answer is not None
