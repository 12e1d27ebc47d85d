"""What the article check shows: from an `ArticleState` to the JSON of the parts. No widget in here.

Verdict, evidence and key of a claim are read only once it has been judged: nothing of them travels before.
"""

from __future__ import annotations

from typing import Any, Final

from sciatica_teach.model.article import ArticleClaim, Judgement
from sciatica_teach.model.events import ClaimJudged
from sciatica_teach.session.article import ArticleSession, ArticleState
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say

PartState = dict[str, Any]

JUDGEMENTS: Final[tuple[Judgement, ...]] = ("agree", "doubt", "unknown")


def head_state(session: ArticleSession, state: ArticleState, claim: ArticleClaim) -> PartState:
    """Where the learner is, and what the article says there."""
    claims = session.kb.article_claims
    done, agreed = len(session.done(state)), len(session.agreed(state))
    label = say("article.progress", done=done, total=len(claims), agreed=agreed)
    return {
        "tone": "bare",
        "eyebrow": say("article.eyebrow", number=claims.index(claim) + 1, total=len(claims)),
        "title": say("article.title"),
        "level": 3,
        "blocks": [
            blocks.text(claim.claim, quote=True),
            {"type": "progress", "value": done, "of": len(claims), "label": label},
        ],
    }


def question_state(claim: ArticleClaim) -> PartState:
    """The three judgements to choose from."""
    return {
        "legend": say("article.legend"),
        "hint": say("article.hint"),
        "many": False,
        "options": [{"id": one, "text": say(f"article.{one}")} for one in JUDGEMENTS],
        "submit": {"label": say("article.submit"), "action": {"verb": "judge", "claim": claim.id}},
        "locked": False,
        "chosen": [],
        "verdicts": {},
    }


def unsafe_state(session: ArticleSession, claim: ArticleClaim) -> PartState:
    """What stands first where acting on the claim may harm: that it may, and what to do instead."""
    return {
        "tone": "unsafe",
        "eyebrow": say("article.unsafe"),
        "title": claim.verdict,
        "level": 3,
        "blocks": [blocks.text(say("article.unsafe_text")), blocks.claim(session.kb, claim.teach)],
    }


def verdict_state(session: ArticleSession, state: ArticleState, claim: ArticleClaim) -> PartState:
    """The learner's judgement beside the verdict, the evidence, and what to teach instead."""
    kb = session.kb
    teach = [] if claim.unsafe else [_heading("article.teach"), blocks.claim(kb, claim.teach)]
    return {
        "tone": "plain",
        "eyebrow": say("article.verdict"),
        "title": "" if claim.unsafe else claim.verdict,
        "level": 3,
        "blocks": [
            blocks.verdicts([_said(state.judged[claim.id], claim)]),
            _heading("article.evidence"),
            *(blocks.claim(kb, one) for one in claim.evidence),
            *teach,
            *_misconception(session, claim),
            *_onward(session, state),
        ],
    }


def _heading(key: str) -> blocks.Block:
    return {"type": "heading", "text": say(key)}


def _said(judged: ClaimJudged, claim: ArticleClaim) -> dict[str, Any]:
    words = say("article.said", said=say(f"article.short_{judged.judgement}"))
    if judged.is_right:
        return blocks.verdict("right", words, say("article.said_right"))
    return blocks.verdict("caution", words, say("article.said_other", right=_right_words(claim)))


def _right_words(claim: ArticleClaim) -> str:
    """The judgements that hold, as one says them: agree; doubt” or “unknown."""
    words = [say(f"article.short_{one}") for one in claim.right]
    return words[0] if len(words) == 1 else say("article.or", first=words[0], second=words[1])


def _misconception(session: ArticleSession, claim: ArticleClaim) -> list[blocks.Block]:
    found = next((one for one in session.kb.misconceptions if one.id == claim.misconception), None)
    if found is None:
        return []
    correction = blocks.marked(session.kb, found.correction, "taught", found.sources)
    return [blocks.details(say("article.misconception", belief=found.belief), [correction])]


def _onward(session: ArticleSession, state: ArticleState) -> list[blocks.Block]:
    following = session.find_next(state)
    if following is None:
        return []
    return [blocks.buttons(blocks.button(say("article.next"), "go", claim=following.id, primary=True))]


def index_state(session: ArticleSession, state: ArticleState) -> PartState:
    """Every claim with how it stands, to go to."""
    showing = session.showing(state)
    return {
        "tone": "bare",
        "eyebrow": "",
        "title": "",
        "level": 3,
        "blocks": [blocks.details(say("article.index"), [
            blocks.links([_entry(claim, state, claim == showing) for claim in session.kb.article_claims]),
        ])],
    }


def _entry(claim: ArticleClaim, state: ArticleState, is_here: bool) -> dict[str, Any]:
    """No tick and no warning: beside a sentence they would be read as what the evidence makes of it."""
    stands = _standing(claim, state.judged.get(claim.id))
    return {
        "href": f"?claim={claim.id}", "action": {"verb": "go", "claim": claim.id}, "title": claim.claim, "text": "",
        "meta": f"{stands} · {say('article.index_here')}" if is_here else stands, "tone": "plain",
    }


def _standing(claim: ArticleClaim, judged: ClaimJudged | None) -> str:
    """The learner's judgement beside the one that the evidence bears out, and the verdict."""
    if judged is None:
        return say("article.index_new")
    said = say(f"article.short_{judged.judgement}")
    if judged.is_right:
        return say("article.index_right", said=said, verdict=claim.verdict)
    return say("article.index_other", said=said, right=_right_words(claim), verdict=claim.verdict)


def done_state(session: ArticleSession, state: ArticleState) -> PartState:
    """After the last claim: all of them, the learner's judgements, and the evidence's."""
    agreed, total = len(session.agreed(state)), len(session.kb.article_claims)
    rows = [
        (claim.claim, say(f"article.short_{state.judged[claim.id].judgement}"), claim.verdict)
        for claim in session.done(state)
    ]
    head = (say("article.done_claim"), say("article.done_yours"), say("article.done_right"))
    return {
        "tone": "plain",
        "eyebrow": "",
        "title": say("article.done_title"),
        "level": 3,
        "blocks": [
            blocks.text(say("article.done_text", agreed=agreed, total=total)),
            blocks.details(say("article.done_caption"), [blocks.table(say("article.done_caption"), head, rows)]),
        ],
    }
