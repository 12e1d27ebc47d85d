"""A quiz on screen: one question at a time, then the result."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.quiz import QuizSession, QuizState
from sciatica_teach.views import quiz_pages
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.items import FACES
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card
from sciatica_teach.views.questions import MENU, hints_state, story_state


class QuizView(AssembledView):
    """Draws a quiz from its state alone."""

    def __init__(self, session: QuizSession, subject: str, handler: Handler, *, arriving: bool = False) -> None:
        """`arriving`: the learner comes from the menu, so the focus goes to the first question."""
        self._session = session
        self._at = MENU if arriving else ""
        super().__init__("st-quiz", subject, handler)

    def show(self, state: QuizState) -> None:
        """Redraw from the state."""
        at = "result" if state.finished else state.showing
        moved = at if self._at not in ("", at) else ""
        self._at = at
        self.children = self._result(state, moved) if state.finished else self._question(state, moved)

    def _question(self, state: QuizState, arrive: str) -> tuple[widgets.Widget, ...]:
        kb = self._session.kb
        item = get_posed(kb, state.showing)
        header = self._part("header", Card, {**quiz_pages.header_state(self._session, state), "arrive": arrive})
        story = self._part("story", Card, story_state(kb, item.id))
        face = FACES[item.kind]
        question = self._part(item.id, face.part, quiz_pages.item_state(self._session, state, item.id))
        hints = self._part(f"{item.id}-hints", Card, hints_state(kb, state.question(item.id)))
        if item.id not in state.answers:
            return (header, story, question, hints)
        feedback = quiz_pages.answered_state(self._session, state, item.id)
        return (header, story, question, hints, self._part(f"{item.id}-feedback", Card, feedback))

    def _result(self, state: QuizState, arrive: str) -> tuple[widgets.Widget, ...]:
        result = self._part("result", Card, {**quiz_pages.result_state(self._session, state), "arrive": arrive})
        review = [
            self._part(f"review-{index}", Card, page)
            for index, page in enumerate(quiz_pages.review_states(self._session, state))
        ]
        return (result, *review)

    def __repr__(self) -> str:
        return f"QuizView(set='{self._session.item_set.id}', at='{self._at}')"
