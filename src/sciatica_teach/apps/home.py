"""The home page, and a cause on its own."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.session.learning import build_model
from sciatica_teach.session.lesson_progress import lesson_progress
from sciatica_teach.session.progress import all_progress
from sciatica_teach.views import home as pages
from sciatica_teach.views.home_waiting import waiting_blocks
from sciatica_teach.views.menu import CardsView
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say


@guarded
def home() -> widgets.Widget:
    """Where you left off, the causes, another device; or the cause that the page's link names (`?cause=sacroiliac`)."""
    context = get_context()
    return HomePage(context, context.query.get("cause", "")).page


@guarded
def cause(cause_id: str) -> widgets.Widget:
    """One cause: story, mechanism, what tells it apart, what it means for the needle."""
    return HomePage(get_context(), cause_id).page


class HomePage:
    """The cards of the home page and what their buttons do."""

    def __init__(self, context: Context, cause_id: str = "") -> None:
        self.context = context
        self._code = ""
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        if cause_id:
            self._show_cause(cause_id)
        else:
            self._show_home()

    def handle(self, command_id: str, action: dict[str, Any]) -> None:  # noqa: ARG002  # nothing here is recorded twice
        """One action of the visitor."""
        match action.get("verb"):
            case "make-code":
                self._code = self.context.recorder.issue_code()
                self._show_home()
            case "open":
                self._show_cause(str(action["cause"]), arriving=True)
            case "menu":
                self._show_home(arriving=True)

    def _show_home(self, *, arriving: bool = False) -> None:
        """`arriving` from a cause takes its name out of the address; else what is there stays (`?search=…`)."""
        kb = self.context.kb
        entries = self.context.recorder.entries
        progress = (*all_progress(kb, entries, self.context.clock()), *lesson_progress(kb, entries))
        context = self.context
        device = pages.device_state(self._code, hosted=context.hosted, is_demo=context.is_demo)
        own = [pages.instructor_state()] if context.is_instructor and context.hosted else []
        waiting = waiting_blocks(kb, build_model(kb, entries), self.context.clock())
        states = [*own, pages.left_off_state(kb, progress, waiting), pages.causes_state(kb), device]
        view = CardsView("home", states, self.handle)
        self.page.show(view, subject="", url="" if arriving else None, title=say("home.page_title"))

    def _show_cause(self, cause_id: str, *, arriving: bool = False) -> None:
        cause = self.context.kb.get_cause(cause_id)
        card = {**pages.cause_state(self.context.kb, cause), "arrive": cause_id if arriving else ""}
        view = CardsView(f"cause-{cause_id}", [card], self.handle)
        view.add_class("st-cause")
        self.page.show(view, subject="", url=f"cause={cause_id}", title=cause.name)
