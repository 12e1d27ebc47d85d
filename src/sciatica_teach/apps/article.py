"""The article check: the clinic's claims one by one, each judged before the verdict is shown."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.recorder import Play
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.article import Judgement
from sciatica_teach.session.article import ArticleSession, ArticleState, Result, replay_article
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.views.article import ArticleView
from sciatica_teach.views.article_pages import JUDGEMENTS
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say

KIND, THING = "article", "check"


@guarded
def article_check() -> widgets.Widget:
    """The clinic's article, where the learner left off, or at the claim that the page's link names (`?claim=…`)."""
    return ArticlePage(get_context()).page


class ArticlePage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    def __init__(self, context: Context) -> None:
        subject = subject_of(KIND, THING, 1)  # the first judgement counts, so there is one attempt
        self.context = context
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self._session = ArticleSession(context.kb)
        self._play: Play[ArticleState] = Play(context.recorder, subject, replay_article, self._session.open)
        self._view = ArticleView(self._session, subject, self.handle)
        self._view.show(self._linked(self._play.state))
        self.page.embed(self._view, subject=subject)

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        try:
            self._play.perform(command_id, lambda state: self._act(state, action))
        finally:
            self._view.show(self._play.state)
        self.page.tell_elsewhere(self._play.went_on_elsewhere)

    def _act(self, state: ArticleState, action: dict[str, Any]) -> Result:
        match action.get("verb"):
            case "judge":
                return self._session.judge(state, str(action["claim"]), _require_judgement(action))
            case "go":
                return self._session.go_to(state, str(action["claim"]))
            case verb:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _linked(self, state: ArticleState) -> ArticleState:
        """The state with the claim of the page's link on screen; looking at it is not worth recording."""
        wanted = self.context.query.get("claim", "")
        return self._session.go_to(state, wanted)[0] if wanted else state


def _require_judgement(action: dict[str, Any]) -> Judgement:
    """The one option that was chosen. Raises `NotAllowedNow`."""
    chosen = next(iter(action.get("chosen", ())), "")
    found: Judgement | None = next((one for one in JUDGEMENTS if one == chosen), None)
    if found is None:
        raise NotAllowedNow(say("article.missing"))
    return found
