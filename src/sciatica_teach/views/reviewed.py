"""Whether a clinician has reviewed what is on screen: one quiet line beside its sources."""

from __future__ import annotations

from sciatica_teach.model.evidence import Review, is_reviewed
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say


def review_words(review: Review) -> str:
    """Who reviewed it and when; what was changed since awaits its review again, and so does what has no day."""
    if is_reviewed(review):
        return say("review.done", clinician=review.clinician, day=review.reviewed)
    if review.clinician and review.reviewed:
        return say("review.changed", clinician=review.clinician, day=review.reviewed)
    return say("review.awaited")


def review_note(review: Review) -> blocks.Block:
    """The same as a line of a card."""
    return blocks.text(review_words(review), quiet=True)


def item_note(kb: KnowledgeBase, item_id: str) -> list[blocks.Block]:
    """Of a quiz item: the review of the set it stands in; nothing for one that stands in none."""
    item_set = kb.set_of_item.get(item_id)
    return [review_note(item_set.review)] if item_set else []
