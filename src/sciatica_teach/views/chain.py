"""A chain of reasoning on screen: the patient, the chain, what is dangerous in it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.model.chains import ChainGrade
from sciatica_teach.session.chain_progress import ChainProgress
from sciatica_teach.session.chains import ChainSession, ChainState
from sciatica_teach.views import chain_pages as pages
from sciatica_teach.views import chain_results as results
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.chain_book import make_book
from sciatica_teach.views.menu import CardsView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Chain, Part
from sciatica_teach.views.words import say


class ChainBody(AssembledView):
    """The chain with what is dangerous in it above; what else stands around it, the page says."""

    def __init__(self, session: ChainSession, subject: str, handler: Handler) -> None:
        self._session = session
        self._at = ""
        super().__init__("st-chain-view", subject, handler)

    def _arrive(self, state: ChainState) -> str:
        """Where a commit has just led on, what takes the focus; to be asked once per redraw."""
        before, self._at = self._at, state.step
        return self._at if before not in {"", self._at} else ""

    def _safety(self, state: ChainState, grade: ChainGrade | None, arrive: str) -> Part:
        """What is dangerous stands before anything else, and takes the focus.

        Its place is always there, hidden while there is nothing to say: whatever follows a new element is made anew in
        the browser, and what is on its way from there would be sent once more.
        """
        if state.step == "caught":
            told = pages.danger_state(self._session, state)
        elif grade is not None and grade.failed:
            told = results.failed_state(self._session.kb, grade)
        else:
            told = {}
        display = None if told else "none"
        if "chain-safety" in self._made:  # shown before it is told, because what is hidden takes no focus
            self._made["chain-safety"].layout.display = display
        card = self._card("chain-safety", {"id": f"chain-{state.step}", "tone": "bare", **told}, arrive)
        card.layout.display = display
        return card

    def _chain(self, state: ChainState, grade: ChainGrade | None) -> Part:
        drawn = pages.chain_state(self._session, state, grade)
        part = self._part("chain", Chain, {"id": self._subject, **drawn})
        if isinstance(part, Chain) and not part.catalogue:
            part.catalogue = make_book(self._session.kb, state.opened)
        return part

    def _card(self, name: str, state: dict[str, Any], arrive: str = "") -> Part:
        return self._part(name, Card, {**state, "arrive": arrive})

    def __repr__(self) -> str:
        return say("chain.repr", at=self._at)


class ChainView(ChainBody):
    """One attempt of the lesson, drawn from its state alone: the patient, the chain, and what came of it."""

    def __init__(
        self, session: ChainSession, subject: str, number: int, handler: Handler, *, arriving: bool = False
    ) -> None:
        """`number` counts the attempts on this patient; `arriving`: a button led here, so the focus follows."""
        self._number, self._arriving = number, arriving
        super().__init__(session, subject, handler)

    def show(self, state: ChainState, following: str = "") -> None:
        """Redraw from the state; `following` is the id of the patient who comes next."""
        is_first = not self._at
        arrive = self._arrive(state)
        patient = pages.patient_state(self._session, state, self._number)
        grade = self._session.find_grade(state)
        self.children = (
            self._safety(state, grade, arrive),
            self._card("chain-patient", patient, "start" if self._arriving and is_first else ""),
            self._chain(state, grade),
            *self._after(state, grade, following),
        )

    def _after(self, state: ChainState, grade: ChainGrade | None, following: str) -> Sequence[Part]:
        if grade is None:
            return [self._card("chain-way", pages.way_state())]
        return [
            self._card("chain-marks", results.marks_state(grade)),
            self._card("chain-lessons", results.lessons_state(self._session, state, following)),
        ]


def make_menu(
    session: ChainSession, progress: Sequence[ChainProgress], handler: Handler, *, arriving: bool = False
) -> CardsView:
    """Every patient to choose from."""
    state = results.menu_state(session.kb, progress)
    return CardsView("chains", [{**state, "arrive": "menu" if arriving else ""}], handler)
