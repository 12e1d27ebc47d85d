"""The clinic's article, claim by claim: say what you make of it, then read what is known.

Claims may be taken in any order. The first judgement of a claim counts; the verdict stays in the content until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from sciatica_teach.model.article import ArticleClaim, Judgement
from sciatica_teach.model.events import ClaimJudged, Event, ItemShown
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record


@record
class ArticleState:
    """Where the learner stands in the article."""

    judged: dict[str, ClaimJudged]
    """Claim id -> what the learner made of it."""
    showing: str = ""
    """The claim that the learner went to last; empty before they went anywhere."""


NOTHING_READ = ArticleState(judged={})

Result = tuple[ArticleState, tuple[Event, ...]]


def apply_to_article(state: ArticleState, event: Event) -> ArticleState:
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case ItemShown(item_id=shown):
            return replace(state, showing=shown)
        case ClaimJudged(claim_id=judged):
            return replace(state, judged={**state.judged, judged: event}, showing=judged)
        case _:
            return state


def replay_article(events: Iterable[Event]) -> ArticleState:
    """The state that these events amount to."""
    return reduce(apply_to_article, events, NOTHING_READ)


class ArticleSession:
    """The claims of the article and what may be done with them. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    def open(self) -> Result:
        """Begin: nothing is worth recording yet."""
        return NOTHING_READ, ()

    def showing(self, state: ArticleState) -> ArticleClaim | None:
        """The claim on screen: the one gone to last, else the first; None where the content has no claim."""
        claims = self.kb.article_claims
        return self.kb.article_claim_by_id.get(state.showing) or (claims[0] if claims else None)

    def go_to(self, state: ArticleState, claim_id: str) -> Result:
        """Show a claim. Raises `UnknownId`."""
        event = ItemShown(item_id=self.kb.get_article_claim(claim_id).id)
        return apply_to_article(state, event), (event,)

    def judge(self, state: ArticleState, claim_id: str, judgement: Judgement) -> Result:
        """Commit what the learner makes of a claim. The first judgement counts. Raises `UnknownId`."""
        claim = self.kb.get_article_claim(claim_id)
        if claim_id in state.judged:
            return state, ()
        event = ClaimJudged(claim_id=claim_id, judgement=judgement, is_right=judgement in claim.right)
        return apply_to_article(state, event), (event,)

    def find_next(self, state: ArticleState) -> ArticleClaim | None:
        """The next claim without a judgement, from the one on screen to the end and then from the start; else None."""
        claims = self.kb.article_claims
        at = next((index for index, claim in enumerate(claims) if claim == self.showing(state)), 0)
        return next((claim for claim in (*claims[at + 1:], *claims[:at]) if claim.id not in state.judged), None)

    def done(self, state: ArticleState) -> tuple[ArticleClaim, ...]:
        """The claims with a judgement, in the order of the article."""
        return tuple(claim for claim in self.kb.article_claims if claim.id in state.judged)

    def agreed(self, state: ArticleState) -> tuple[ArticleClaim, ...]:
        """Those of them where the evidence bears the judgement out."""
        return tuple(claim for claim in self.done(state) if state.judged[claim.id].is_right)
