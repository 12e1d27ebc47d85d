"""The words of the course: what each means, and which words a reader may use for it."""

from __future__ import annotations

from typing import Literal

from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.record import record

Lesson = Literal["anatomy", "symptoms", "reasoning", "cases", "quiz", "home"]
"""The lesson in which a term is explained; `home` is the first page."""


@record
class Term:
    """One word of the course, with its meaning."""

    id: Text
    term: Text
    """As it is written in a sentence: small letters unless it is a name."""
    also: tuple[Text, ...] = ()
    """Plurals, abbreviations and other names; all of them open the same meaning."""
    meaning: Claim
    see: tuple[Text, ...] = ()
    """Ids of terms that are understood better beside this one."""
    lesson: Lesson
    section: str = ""
    """The heading of the lesson under which it is used; empty means the whole lesson."""
    review: Review
    """Written once at the head of the file and copied to each term when compiled."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which it may be written."""
        return (self.term, *self.also)


def find_alike(groups: tuple[tuple[str, ...], ...], word: str) -> tuple[str, ...]:
    """The other words of the group that `word` stands in: ("fibular",) for "peroneal"; nothing for most words."""
    return next((tuple(one for one in group if one != word) for group in groups if word in group), ())
