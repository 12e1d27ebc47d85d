"""The article check on screen: one claim, what the learner makes of it, and then what is known."""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.model.article import ArticleClaim
from sciatica_teach.session.article import ArticleSession, ArticleState
from sciatica_teach.views import article_pages as pages
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.blocks import text
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Choice, Part
from sciatica_teach.views.words import say


class ArticleView(AssembledView):
    """Draws the article check from its state alone."""

    def __init__(self, session: ArticleSession, subject: str, handler: Handler) -> None:
        self._session = session
        self._at = ""
        super().__init__("st-article", subject, handler)

    def show(self, state: ArticleState) -> None:
        """Redraw from the state."""
        claim = self._session.showing(state)
        self.children = self._nothing() if claim is None else self._claim(state, claim)

    def _nothing(self) -> Sequence[Part]:
        return (self._card("article-none", {"tone": "plain", "blocks": [text(say("article.none"))]}),)

    def _claim(self, state: ArticleState, claim: ArticleClaim) -> Sequence[Part]:
        is_judged = claim.id in state.judged
        before, self._at = self._at, f"{claim.id}/{'verdict' if is_judged else 'question'}"
        arrive = self._at if before not in ("", self._at) else ""
        is_other = before.partition("/")[0] != claim.id
        head = self._card("article-head", pages.head_state(self._session, state, claim), arrive if is_other else "")
        shown = self._judged(state, claim, "" if is_other else arrive) if is_judged else self._question(claim)
        return (head, *shown, self._card("article-index", pages.index_state(self._session, state)))

    def _question(self, claim: ArticleClaim) -> Sequence[Part]:
        return (self._part(f"article-{claim.id}", Choice, pages.question_state(claim)),)

    def _judged(self, state: ArticleState, claim: ArticleClaim, arrive: str) -> Sequence[Part]:
        """What is unsafe stands first, and the focus goes to whatever stands first."""
        cards = [("article-verdict", pages.verdict_state(self._session, state, claim))]
        if claim.unsafe:
            cards.insert(0, ("article-unsafe", pages.unsafe_state(self._session, claim)))
        if self._session.find_next(state) is None:
            cards.append(("article-done", pages.done_state(self._session, state)))
        return tuple(self._card(name, card, "" if index else arrive) for index, (name, card) in enumerate(cards))

    def _card(self, name: str, state: pages.PartState, arrive: str = "") -> Part:
        return self._part(name, Card, {**state, "arrive": arrive})

    def __repr__(self) -> str:
        return say("article.repr", at=self._at)
