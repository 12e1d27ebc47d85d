"""An exam on screen: the sheet with its clock, one question, and when it is over what came of it."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.session.exams import ExamSession, ExamState
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.views import exam_pages as pages
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.items import FACES
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Paper
from sciatica_teach.views.questions import MENU, left_open_state, review_state


class ExamView(AssembledView):
    """Draws an exam from its state alone."""

    def __init__(self, session: ExamSession, subject: str, handler: Handler, *, arriving: bool = False) -> None:
        """`arriving`: the learner comes from the door or the menu, so the focus goes to the question."""
        self._session = session
        self._at = MENU if arriving else ""
        self._laid = False
        self._shown = False
        super().__init__("st-quiz", subject, handler)

    def show(self, state: ExamState, *, now: float) -> None:
        """Redraw from the state; `now` in seconds since the epoch, for the clock."""
        at = "result" if state.closed else state.showing
        moved = at if self._at not in ("", at) else ""
        self._at = at
        self.children = self._result(state, moved) if state.closed else self._sitting(state, moved, now)

    def _sitting(self, state: ExamState, arrive: str, now: float) -> tuple[widgets.Widget, ...]:
        kb = self._session.kb
        item = get_posed(kb, state.showing)
        is_laid = item.id in state.laid
        was_laid, self._laid = self._laid, is_laid
        again = f"{item.id}-again" if not arrive and was_laid and not is_laid else ""
        done = f"{item.id}-{len(state.laid)}" if not arrive and is_laid and not was_laid and self._shown else ""
        self._shown = True
        header = self._part("header", Card, {**pages.header_state(state), "arrive": arrive or again})
        if is_laid:
            asked: widgets.Widget = self._part(f"{item.id}-laid", Card, pages.laid_state(kb, state))
        else:
            asked = self._part(item.id, FACES[item.kind].part, pages.open_state(kb, state))
        steps = self._part("steps", Card, {**pages.steps_state(state), "arrive": done})
        paper = self._part("paper", Paper, pages.paper_state(self._session, state, now=now))
        return (header, paper, asked, steps)

    def _result(self, state: ExamState, arrive: str) -> tuple[widgets.Widget, ...]:
        result = self._part("result", Card, {**pages.result_state(self._session, state), "arrive": arrive})
        looks = [
            self._part(f"look-{number}", Card, self._look_again(state, item_id, number))
            for number, item_id in enumerate(state.item_ids, start=1)
        ]
        return (result, *looks)

    def _look_again(self, state: ExamState, item_id: str, number: int) -> dict[str, Any]:
        if item_id in state.results:
            return review_state(self._session.kb, state.question(item_id), number)
        return left_open_state(self._session.kb, item_id, number)

    def __repr__(self) -> str:
        return f"ExamView(at='{self._at}')"
