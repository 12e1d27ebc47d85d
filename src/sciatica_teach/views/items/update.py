"""How far does this finding move that belief?"""

from __future__ import annotations

from typing import Final

from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.update import LEAST_EITHER_WAY
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import UpdateItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.guess_reference import log_odds, share_of
from sciatica_teach.views.guess_words import percent_words, range_words
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown
from sciatica_teach.views.parts import Shift
from sciatica_teach.views.words import say

NEAR: Final = 0.1
"""Less than this earned is no longer near."""

WHOLE: Final = 100


def _state(_kb: KnowledgeBase, item: UpdateItem, _shown: Shown) -> PartState:
    before = round(100 * item.before)
    *story, _ = item.stem.split("\n")
    return {
        "story": story, "legend": say("guess.legend", cause=item.cause, before=before), "cause": item.cause,
        "hint": f"{say('guess.hint')} {say('quiz.update_rule', points=LEAST_EITHER_WAY)}",
        "before": before, "low": item.low_percent, "high": item.high_percent,
    }


def _answer_text(_kb: KnowledgeBase, _item: UpdateItem, response: tuple[str, ...]) -> str:
    return " ".join(f"{one} %" for one in response)


def _shares(item: UpdateItem) -> tuple[float, float, float]:
    """Low, due and high, 0 to 1."""
    start = log_odds(item.before)
    return share_of(start + item.low), share_of(start + item.mid), share_of(start + item.high)


def _right_text(item: UpdateItem) -> str:
    low, due, high = (round(100 * share) for share in _shares(item))
    return say("quiz.update_right", due=due, low=low, high=high)


def _is_share(response: tuple[str, ...]) -> bool:
    """Whether it is one share: not a blank, nor an answer to what was once another kind of question."""
    return len(response) == 1 and response[0].isdecimal() and 0 < int(response[0]) < WHOLE


def _heading(item: UpdateItem, response: tuple[str, ...]) -> Heading | None:
    if not _is_share(response):
        return None
    earned = grade_item(item, Submission(response=response)).earned
    if earned >= 1:
        return "right", say("quiz.right")
    return ("caution", say("quiz.partly")) if earned >= NEAR else ("unsafe", say("quiz.wrong"))


def _seen(item: UpdateItem, response: tuple[str, ...]) -> PartState:
    """The scale: before, what was said, what was due. Of a blank it shows the other two."""
    if response and not _is_share(response):
        return {}
    low, due, high = _shares(item)
    scale: PartState = {
        "reference": 100 * due, "band": [100 * low, 100 * high],
        "words": {
            "before": percent_words(item.before), "reference": percent_words(due), "band": range_words(low, high),
        },
    }
    if response:
        yours = int(response[0])
        scale["yours"], scale["words"]["yours"] = yours, percent_words(yours / WHOLE)
    return scale


UPDATE = Face(
    part=Shift, state=_state, texts=lambda _kb, _item: {}, answer_text=_answer_text, right_text=_right_text,
    heading=_heading, seen=_seen,
)
