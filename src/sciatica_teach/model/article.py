"""The clinic's article, taken apart: one claim at a time, with what is known about it."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.record import record

Judgement = Literal["agree", "doubt", "unknown"]
"""What a reader may say of a claim: it holds, it does not hold as worded, or nobody knows."""


@record
class ArticleClaim:
    """Something the article says, and what to make of it."""

    id: Text
    claim: Text
    """What it says, in our words."""
    right: Annotated[tuple[Judgement, ...], MinLen(1)]
    """The judgements that the evidence bears out."""
    verdict: Text
    """In a few words: "Right, but not the whole of it"."""
    evidence: Annotated[tuple[Claim, ...], MinLen(1)]
    teach: Claim
    """What to teach instead."""
    unsafe: bool = False
    """Whether somebody who acts on it as worded may come to harm; that is then said first."""
    misconception: str = ""
    """The wrong belief it feeds, where there is one."""
    review: Review
    """Written once at the head of the file and copied to each claim when compiled."""
