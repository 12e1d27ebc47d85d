"""The lesion lab on screen: the way in, a prediction, a puzzle; each drawn from its state alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.lab import PredictionSession, PredictionState
from sciatica_teach.session.lab_feedback import losses_of
from sciatica_teach.session.lab_progress import LabProgress
from sciatica_teach.session.lab_puzzles import PuzzleSession, PuzzleState
from sciatica_teach.views import lab_cards, lab_lessons, lab_menu, lab_pages
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.lab_words import is_normal
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Losses, Part, Tree
from sciatica_teach.views.words import say

PartState = dict[str, Any]


class LesionLab(AssembledView):
    """What the three views of the lab share: a name that does not change from run to run, and where the focus goes."""

    mode = ""

    def __init__(self, style: str, subject: str, handler: Handler, *, arriving: bool = False) -> None:
        """`arriving`: the learner has just come here from a menu, so the focus is put on the title."""
        self._at = ""
        self._arriving = arriving
        super().__init__(style, subject, handler)

    def _moved_to(self, at: str) -> str:
        """Where the focus goes: the name of this step when it was entered just now, else nowhere."""
        is_new = self._at != at
        came_from_here = bool(self._at) or self._arriving
        self._at = at
        return at if is_new and came_from_here else ""

    def _card(self, name: str, state: PartState, arrive: str = "") -> Part:
        return self._part(name, Card, {**state, "arrive": arrive})

    def _safety_first(self, kb: KnowledgeBase, lost: Collection[str], result: PartState, arrive: str) -> Sequence[Part]:
        """What is urgent stands above the marks, and the focus goes to whatever stands first."""
        urgent = lab_lessons.urgent_card(kb, lost)
        if urgent is None:
            return (self._card("lab-result", result, arrive),)
        return (self._card("lab-safety", urgent, arrive), self._card("lab-result", result))

    def __repr__(self) -> str:
        return say("lab.repr", mode=self.mode, at=self._at)


class LabMenu(LesionLab):
    """The way in; a choice of anatomy changes its cards in place."""

    mode = "menu"

    def __init__(self, handler: Handler, *, arriving: bool = False) -> None:
        super().__init__("st-cards", "", handler, arriving=arriving)

    def show(self, progress: LabProgress, graph: NerveGraph) -> None:
        """Redraw for the anatomy of this graph."""
        self._at = graph.variant
        arrive = "menu" if self._arriving else ""
        self.children = (
            self._card("lab-menu", lab_menu.menu_state(progress, graph.variant), arrive),
            self._card("lab-progress", lab_menu.progress_state(progress, graph)),
            self._card("lab-variant", lab_menu.variant_state(graph.anatomy, graph.variant)),
        )


class PredictionView(LesionLab):
    """Place a lesion, say what fails, see it."""

    mode = "predict"

    def __init__(
        self, kb: KnowledgeBase, session: PredictionSession, subject: str, number: int, handler: Handler,
        *, arriving: bool = False,
    ) -> None:
        self._kb, self._session, self._number = kb, session, number
        super().__init__("st-lab", subject, handler, arriving=arriving)

    def show(self, state: PredictionState) -> None:
        """Redraw from the state."""
        arrive = self._moved_to(state.step)
        seen = state.step == "seen"
        head = lab_pages.prediction_head(self._session, state, self._number)
        tree = self._part("lab-tree", Tree, lab_pages.place_tree(self._session, state))
        parts: list[Part] = [self._card("lab-head", head, "" if seen else arrive)]
        if state.step == "place":
            parts += [self._card("lab-surprise", lab_pages.surprise_card()), tree]
        else:
            losses = self._part("lab-losses", Losses, lab_pages.prediction_losses(self._session, state))
            parts += [*self._result(state, arrive), losses, tree] if seen else [losses, tree]
        self.children = (*parts, *self._explained(state))

    def _result(self, state: PredictionState, arrive: str) -> Sequence[Part]:
        grade = self._session.find_grade(state)
        if grade is None:
            return ()
        lost = [one.target for one in losses_of(self._session, state)]
        return self._safety_first(self._kb, lost, lab_cards.prediction_result(self._session, state, grade), arrive)

    def _explained(self, state: PredictionState) -> Sequence[Part]:
        if state.placed is None or state.predicted is None:
            return ()
        graph, placed = self._session.graph(state), state.placed
        home = lab_lessons.take_home_card(self._kb, graph, placed.site, placed.severity, state.asked)
        return (
            self._card("lab-why", lab_lessons.why_card(graph, losses_of(self._session, state))),
            self._card("lab-home", home),
        )


class PuzzleView(LesionLab):
    """Read what was found, say where the lesion is, see it."""

    mode = "puzzle"

    def __init__(
        self, kb: KnowledgeBase, session: PuzzleSession, subject: str, number: int, handler: Handler,
        *, arriving: bool = False,
    ) -> None:
        self._kb, self._session, self._number = kb, session, number
        super().__init__("st-lab", subject, handler, arriving=arriving)

    def show(self, state: PuzzleState) -> None:
        """Redraw from the state."""
        arrive = self._moved_to("seen" if state.answer else "locate")
        head = self._card("lab-head", lab_pages.puzzle_head(state, self._number), "" if state.answer else arrive)
        safety = self._card("lab-safety", lab_lessons.safety_card(self._kb, state))
        losses = self._part("lab-losses", Losses, lab_pages.puzzle_losses(self._session, state))
        tree = self._part("lab-tree", Tree, lab_pages.locate_tree(self._session, state))
        shown = [head, safety, tree, losses]
        if state.answer is not None:
            shown = [head, *self._result(state, arrive), tree, losses, *self._explained(state)]
        self.children = shown

    def _result(self, state: PuzzleState, arrive: str) -> Sequence[Part]:
        grade = self._session.find_grade(state)
        if grade is None:
            return ()
        lost = [one for one, value in state.puzzle.observed.items() if not is_normal(value)]
        result = lab_cards.puzzle_result(self._session, state, grade)
        return self._safety_first(self._kb, lost, result, arrive)

    def _explained(self, state: PuzzleState) -> Sequence[Part]:
        graph, puzzle = self._session.graph(state), state.puzzle
        home = lab_lessons.take_home_card(self._kb, graph, puzzle.site, puzzle.severity, tuple(puzzle.observed))
        return (
            self._card("lab-why", lab_lessons.why_card(graph, lab_cards.puzzle_losses_of(graph, state))),
            self._card("lab-home", home),
        )
