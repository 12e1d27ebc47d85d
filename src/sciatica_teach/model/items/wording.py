"""The form in which words are compared: what was typed with what is accepted, and options with one another."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ARTICLES: Final = frozenset({"a", "an", "the"})
CODE: Final = re.compile(r"\b([^\W\d_]{1,3}) (?=\d)")


def normalise(text: str) -> str:
    """A text in the form in which it is compared: "The GB-30 point!" is "gb30 point"."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in folded)
    return CODE.sub(r"\1", " ".join(word for word in letters.split() if word not in ARTICLES))
