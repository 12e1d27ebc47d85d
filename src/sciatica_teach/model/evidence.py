"""Where a claim comes from and how far it can be trusted."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from sciatica_teach.model.record import record

Probability = Annotated[float, Ge(0.0), Le(1.0)]
"""A share between 0 and 1."""

Text = Annotated[str, MinLen(1)]
"""Prose that may not be empty."""

Mark = Literal["measured", "taught", "estimate", "tradition", "opinion"]
"""Evidence mark. `taught` reads "commonly taught" on screen; `estimate` is ours."""

Reading = Literal["whole", "abstract", "secondary", "not-read"]
"""How much of a source was read when the content was written; `not-read` means cited from memory."""


@record
class Source:
    """Something that can be cited."""

    id: Text
    kind: Literal["article", "review", "trial", "guideline", "book", "web", "standard"]
    citation: Text
    """Authors, title or journal, year, volume and pages, as far as known."""
    year: int
    doi: str = ""
    """Bare DOI, without an address in front."""
    pmid: str = ""
    url: str = ""
    """Only for sources that have neither DOI nor PMID."""
    reading: Reading
    says: Text
    """What it found, in our own words, in one or two sentences."""
    caution: str = ""
    """What limits it: small, unblinded, selected, secondary copy."""


@record
class Claim:
    """One thing we say, with its evidence mark and its sources."""

    text: Text
    mark: Mark
    sources: tuple[Text, ...] = ()
    """Source ids. An `opinion` or `estimate` may have none; every other mark needs one."""
    conflict: str = ""
    """Set where sources disagree: who says what."""


@record
class Review:
    """When the content was last checked against its sources, and by whom a clinician's review was done."""

    checked: Text
    """ISO date of the last check by the authors."""
    clinician: str = ""
    """Name of the reviewing clinician; empty means that the review is still awaited."""
    reviewed: str = ""
    """ISO date of that review."""


def is_reviewed(review: Review) -> bool:
    """Whether a clinician has reviewed the content as it is now: what the authors changed since awaits it again."""
    return bool(review.clinician) and review.reviewed >= review.checked
