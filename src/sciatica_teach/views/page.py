"""The frame of everything on screen: one desk, and one view at a time under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sciatica_teach.views.parts import Desk
from sciatica_teach.views.parts.desk import Handbook
from sciatica_teach.views.words import say

Handler = Callable[[str, dict[str, Any]], None]
"""Takes a command id and an action; raises a `SciaticaTeachError` with the words to show."""


class Page(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """Holds the desk (connection, tabs, what is not saved yet) and the view that is shown."""

    def __init__(self, handler: Handler, *, owner: str = "", handbook: Handbook | None = None) -> None:
        """`owner` tells learners who share a browser apart: answers kept there are sent for their owner only.

        `handbook` makes what every part may look up; without one no term opens and no mistake can be reported.
        """
        self.desk = Desk(state={"subject": "", "owner": owner})
        self.desk.on_action(handler)
        if handbook:
            self.desk.offer_handbook(handbook)
        super().__init__([self.desk])
        self.add_class("st-view")

    def show(self, view: widgets.Widget, *, subject: str, url: str | None, title: str) -> None:
        """Put `view` on screen; `subject` is what the record calls it, `url` the query that leads back to it.

        None leaves the address as it is.
        """
        whole = say("page.title", title=title)
        self.desk.state = {**self.desk.state, "subject": subject, "url": url, "title": whole, "notice": None}
        self.children = (self.desk, view)

    def embed(self, view: widgets.Widget, *, subject: str) -> None:
        """Put `view` on screen as one of several things on the page, which keeps its own address and title."""
        self.desk.state = {**self.desk.state, "subject": subject, "url": None, "title": "", "notice": None}
        self.children = (self.desk, view)

    def notify(self, words: str, tone: str = "info") -> None:
        """Show a banner above the view."""
        self.desk.state = {**self.desk.state, "notice": {"tone": tone, "text": words}}

    def tell_elsewhere(self, went_on_elsewhere: bool) -> None:
        """Say that another tab went on with what is shown; where none did, what was said before is taken back."""
        if went_on_elsewhere:
            self.notify(say("notice.stale"))
        else:
            self.quiet()

    def quiet(self) -> None:
        """Take the banner away."""
        if self.desk.state.get("notice"):
            self.desk.state = {**self.desk.state, "notice": None}

    def __repr__(self) -> str:
        shown = self.children[-1] if len(self.children) > 1 else None
        return repr(shown) if shown is not None else "Page()"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
