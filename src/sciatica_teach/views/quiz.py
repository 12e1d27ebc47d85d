"""A quiz on screen: one question at a time, then the result."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.session.quiz import QuizSession, QuizState
from sciatica_teach.views import quiz_pages
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Choice, Number, Ordering, Part

_PART_OF_KIND: dict[str, type[Part]] = {
    "single": Choice, "multiple": Choice, "ordering": Ordering, "numeric": Number,
}


class QuizView(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """Draws a quiz from its state alone."""

    def __init__(self, session: QuizSession, subject: str, handler: Handler) -> None:
        self._session = session
        self._subject = subject
        self._handler = handler
        self._made: dict[str, Part] = {}
        self._at = ""
        super().__init__()
        self.add_class("st-quiz")

    def show(self, state: QuizState) -> None:
        """Redraw from the state."""
        self._at = "result" if state.finished else state.showing
        self.children = self._result(state) if state.finished else self._question(state)

    def _question(self, state: QuizState) -> tuple[widgets.Widget, ...]:
        item = self._session.kb.get_item(state.showing)
        header = self._part("header", Card, quiz_pages.header_state(self._session, state))
        question = self._part(
            item.id, _PART_OF_KIND[item.kind], quiz_pages.item_state(self._session, state, item.id)
        )
        if item.id not in state.answers:
            return (header, question)
        feedback = quiz_pages.feedback_state(self._session, state, item.id)
        return (header, question, self._part(f"{item.id}-feedback", Card, feedback))

    def _result(self, state: QuizState) -> tuple[widgets.Widget, ...]:
        result = self._part("result", Card, quiz_pages.result_state(self._session, state))
        review = [
            self._part(f"review-{index}", Card, page)
            for index, page in enumerate(quiz_pages.review_states(self._session, state))
        ]
        return (result, *review)

    def _part(self, name: str, kind: type[Part], state: dict[str, Any]) -> Part:
        """The part called `name` with this state: made once, then only its state changes."""
        whole = {"subject": self._subject, "id": name, **state}
        if name not in self._made:
            self._made[name] = kind(state=whole)
            self._made[name].on_action(self._handler)
        elif self._made[name].state != whole:
            self._made[name].state = whole
        return self._made[name]

    def __repr__(self) -> str:
        return f"QuizView(set='{self._session.item_set.id}', at='{self._at}')"
