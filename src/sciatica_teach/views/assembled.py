"""A view that keeps its parts: each is made once and afterwards only given new states."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Part


class AssembledView(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """Base of the views that are drawn from a state again and again.

    A part that stays is the same element in the browser, so the learner keeps the focus and what is not sent yet.
    """

    def __init__(self, style: str, subject: str, handler: Handler) -> None:
        self._subject = subject
        self._handler = handler
        self._made: dict[str, Part] = {}
        super().__init__()
        self.add_class(style)

    def _part(self, name: str, kind: type[Part], state: dict[str, Any]) -> Part:
        """The part called `name` with this state: made on first use, then only its state changes."""
        whole = {"subject": self._subject, "id": name, **state}
        if name not in self._made:
            self._made[name] = kind(state=whole)
            self._made[name].on_action(self._handler)
        elif self._made[name].state != whole:
            self._made[name].state = whole
        return self._made[name]

    def _arrange(self, *children: widgets.Widget) -> None:
        """Put these on screen, and let go of the parts that were there neither before nor are now.

        Those of the step before stay one step longer: one of them is being answered while this runs.
        """
        kept = {*self.children, *children}
        for name, part in list(self._made.items()):
            if part not in kept:
                del self._made[name]
                part.layout.close()
                part.close()
        self.set_trait("children", children)
