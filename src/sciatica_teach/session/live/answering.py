"""What a phone sends, checked before it is counted: exactly what the grader of the question takes.

A belief is "cause-id:share" for at most seven causes, shares of 1 that add up to 1 at the most; what is left of 1 is
"something else".
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from sciatica_teach.errors import BadSubmission, SciaticaTeachError
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import ChainItem, Item, MatchingItem, MultipleItem, TextItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import LONGEST_SHORTLIST
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.live.state import PosedPoll

MOST_PARTS = 100
"""Entries of a response."""

LONGEST_PART = 500
"""Characters of an entry; graders set tighter bounds of their own."""

SLACK = 1e-6
"""Shares are rounded on their way here."""


def check_response(kb: KnowledgeBase, posed: PosedPoll, response: object) -> tuple[str, ...]:
    """The response as it is counted: two phones that mean the same send the same.

    Raises `BadSubmission` with words for the phone: for a blank, for what cannot be an answer, and where the question
    itself has left the content.
    """
    parts = _read_parts(response)
    if not any(part.strip() for part in parts):
        raise BadSubmission("Choose an answer first.")
    if posed.poll.kind == "item":
        return _check_item(kb, posed, parts)
    if posed.poll.kind == "belief":
        return _check_belief(kb, parts)
    if len(parts) > 1:
        raise BadSubmission("Only one of these can be chosen. Choose one.")
    if parts[0] not in posed.shown:
        raise BadSubmission("This answer is not among those on offer. Load the page again.")
    return parts


def _read_parts(response: object) -> tuple[str, ...]:
    if not isinstance(response, list | tuple) or len(response) > MOST_PARTS:
        raise BadSubmission("This cannot be an answer. Load the page again.")
    if not all(isinstance(part, str) and len(part) <= LONGEST_PART for part in response):
        raise BadSubmission("This answer is too long, or is none. Change it.")
    return tuple(response)


def _check_item(kb: KnowledgeBase, posed: PosedPoll, parts: tuple[str, ...]) -> tuple[str, ...]:
    try:
        item = get_posed(kb, posed.poll.subject_id)
        normal = _normalise(item, posed, parts)
        grade_item(item, Submission(response=normal))
    except BadSubmission:
        raise
    except SciaticaTeachError as problem:
        raise BadSubmission("The question has changed since it was posed. Choose again.") from problem
    return normal


def _normalise(item: Item, posed: PosedPoll, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Where the order means nothing, the order of the screen; typed words without blanks around them."""
    if isinstance(item, TextItem):
        return tuple(part.strip() for part in parts)
    if isinstance(item, MultipleItem):
        return _in_order(parts, posed.shown)
    if isinstance(item, MatchingItem):
        return _in_order(parts, [prompt.id for prompt in item.prompts])
    if isinstance(item, ChainItem):
        return _in_order(parts, [link.id for link in item.links])
    return parts


def _in_order(pairs: tuple[str, ...], order: Sequence[str]) -> tuple[str, ...]:
    """Pairs "id:other" in the order of the ids; unknown ones last."""
    places = {one: place for place, one in enumerate(order)}
    return tuple(sorted(pairs, key=lambda pair: places.get(pair.partition(":")[0], len(places))))


def _check_belief(kb: KnowledgeBase, parts: tuple[str, ...]) -> tuple[str, ...]:
    shares = read_belief(parts)
    if len(shares) < len(parts):
        raise BadSubmission("The same cause was given twice. Give each one share.")
    if len(shares) > LONGEST_SHORTLIST:
        raise BadSubmission(f"Name at most {LONGEST_SHORTLIST} causes.")
    for cause_id, share in shares.items():
        if cause_id not in kb.cause_by_id or cause_id == OTHER:
            raise BadSubmission("This names a cause that is not on the list. Load the page again.")
        if not 0 <= share <= 1:
            raise BadSubmission("A share has to lie between 0 and 100 %.")
    total = sum(shares.values())
    if total > 1 + SLACK:
        raise BadSubmission("The shares pass 100 % together. Lower some of them.")
    if not total:
        raise BadSubmission("Give at least one cause a share.")
    return tuple(f"{cause_id}:{share:.4g}" for cause_id, share in sorted(shares.items()))


def read_belief(response: Sequence[str]) -> dict[str, float]:
    """Cause id -> share. Raises `BadSubmission` for what is no share."""
    shares = {}
    for part in response:
        cause_id, _, text = part.partition(":")
        shares[cause_id] = _read_share(text)
    return shares


def _read_share(text: str) -> float:
    try:
        share = float(text) if text.isascii() else float("nan")
    except ValueError:
        share = float("nan")
    if not isfinite(share):
        raise BadSubmission("A share has to be a number.")
    return share
