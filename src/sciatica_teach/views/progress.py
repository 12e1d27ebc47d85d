"""The progress page on screen: parts one below the other, the record and other devices always at the end."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, OwnRecord, Part
from sciatica_teach.views.progress_pages import Told, progress_parts
from sciatica_teach.views.words import say


class ProgressView(AssembledView):
    """Draws the page from what the record amounts to."""

    def __init__(self, kb: KnowledgeBase, handler: Handler) -> None:
        super().__init__("st-progress-page", "", handler)
        self._kb = kb
        self._shown: tuple[Part, ...] = ()
        self._answers = 0

    def show(
        self, told: Told, record: dict[str, Any], device: dict[str, Any],
        classes: dict[str, Any] | None = None, *, arrive: str = "",
    ) -> None:
        """Redraw. `classes`: the state of that card, if there is one. `arrive`: what has just happened to the record,
        so that the focus goes to the top of the page.
        """
        shown = progress_parts(self._kb, told, arrive=arrive)
        self._answers = told.certainty.count
        made = (
            *(self._part(one.name, one.kind, one.state) for one in shown),
            *([self._part("classes", Card, classes)] if classes else []), self._part("record", OwnRecord, record),
            self._part("device", Card, device),
        )
        if made != self._shown:
            self._shown = made
            self.children = made

    def hand_over(self, name: str, kind: str, text: str) -> None:
        """Give the browser a file to save."""
        files = self._made["record"]
        if isinstance(files, OwnRecord):
            files.hand_over(name, kind, text)

    def __repr__(self) -> str:
        return say("progress.repr", answers=self._answers)

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
