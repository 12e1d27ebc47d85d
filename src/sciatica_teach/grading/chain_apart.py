"""Why another cause than the chosen one explains the patient: told from the side of the true cause.

What the content says under the truth begins with whom it is told from: "From a root by what is missing". Where one of
these sentences names the chosen cause, it is the first reason. Where none does, the truth says what it is, and then
what speaks for it in general. A sentence that tells the truth from a third cause is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sciatica_teach.model.causes import Cause
from sciatica_teach.model.evidence import Claim

_FROM: Final = re.compile(r"\bfrom (.+?)(?: by | first|[:.,;]|$)", re.IGNORECASE)
"""Whom a sentence tells the cause from."""

_WORD: Final = re.compile(r"[a-z]{3,}")

_OF_MANY: Final = frozenset({
    "the", "and", "with", "what", "one", "pain", "syndrome", "lumbar", "joint", "nerve", "spinal", "knee", "feet",
    "leg", "deep", "greater", "proximal", "referred", "vein", "acute", "limb", "buttock",
})
"""Words in the names of several causes, which tell none from another."""


def find_reasons_against(truth: Cause, chosen: Cause) -> tuple[Claim, ...]:
    """What speaks for the truth and against the chosen cause, what tells the two apart first."""
    between = tuple(claim for claim in truth.tells_apart if _is_told_from(claim, chosen))
    general = () if between else tuple(claim for claim in truth.tells_apart if not _FROM.search(claim.text))
    return tuple(dict.fromkeys((*between, truth.summary, *general, chosen.summary)))


def _is_told_from(claim: Claim, cause: Cause) -> bool:
    named = {word for found in _FROM.finditer(claim.text) for word in _words(found[1])}
    return not named.isdisjoint(_words(f"{cause.name} {cause.short}"))


def _words(text: str) -> Iterator[str]:
    """The words that name a cause, without the ending of the plural."""
    return (word.removesuffix("s") for word in _WORD.findall(text.lower()) if word not in _OF_MANY)
