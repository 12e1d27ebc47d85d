"""A search over a few hundred short texts: build the index once, then ask it as often as a key is pressed.

Every typed word must be met, in the best of these ways: by the same word (1), by another that is alike (0.9: peroneal
for fibular), by a word that begins with it (0.75), or, for five letters and more, by one a slip of the pen away (0.5).
A word met in a name weighs 3, in the text 1. Where the whole query is a name the entry comes first, where a name begins
with it second, where all its words are met in names third, then the rest:

    "l5 root" meets the name "L5 root" whole: 100 + 3 + 3 = 106; the text "the L5 root" only: 1 + 1 = 2

Words are compared without accents, tone marks and capitals, and a code is the same with a gap in it: "GB 30" is gb30.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sciatica_teach.model.glossary import find_alike
from sciatica_teach.session.searching.entries import KINDS, Entry

SAME, ALIKE, BEGINS, SLIP = 1.0, 0.9, 0.75, 0.5
NAME, TEXT = 3.0, 1.0
WHOLE_NAME, NAME_BEGINS, ALL_IN_NAMES = 100.0, 50.0, 20.0
SHORTEST_SLIP = 5
"""Letters of the shortest word in which a slip is forgiven."""
AROUND = 70
"""Characters shown on either side of a hit."""
LONGEST_QUERY = 200

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"\b([a-z]{1,2})[ -](\d{1,2})\b")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry that fits, and a line of its text around the words that were met."""

    entry: Entry
    score: float
    excerpt: str


@cache
def fold(words: str) -> str:
    """In small letters, without accents and tone marks, a code without its gap: "Huántiào GB 30" is "huantiao gb30"."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(one))
    return _CODE.sub(r"\1\2", bare)


def split_words(words: str) -> list[str]:
    """The words of a text as they are compared."""
    return _WORD.findall(fold(words))


class Index:
    """The entries by their words. `alike`: groups of words taken for one another."""

    def __init__(self, entries: Iterable[Entry], alike: tuple[tuple[str, ...], ...] = ()) -> None:
        self.entries = tuple(entries)
        self._alike = alike
        self._names = [tuple(" ".join(split_words(name)) for name in one.names if name) for one in self.entries]
        self._weights: dict[str, dict[int, float]] = {}
        for place, entry in enumerate(self.entries):
            for field, weight in ((entry.text, TEXT), (" ".join(self._names[place]), NAME)):
                for word in split_words(field):
                    self._weights.setdefault(word, {})[place] = weight
        self._vocabulary = sorted(self._weights)

    def search(self, query: str, limit: int = 20) -> tuple[tuple[Hit, ...], int]:
        """The best `limit` hits, best first, and how many there are in all; none for a query without words."""
        wanted = split_words(query[:LONGEST_QUERY])
        met = [self._meet(word) for word in wanted]
        found = [self._score_word(words) for words in met]
        everywhere = set.intersection(*(set(one) for one in found)) if found else set()
        scores = {place: self._score(place, " ".join(wanted), found) for place in everywhere}
        best = sorted(scores, key=lambda place: (-scores[place], KINDS.index(self.entries[place].kind), place))
        words = {word for one in met for word in one}
        hits = (
            Hit(entry=self.entries[place], score=scores[place], excerpt=cut_excerpt(self.entries[place].text, words))
            for place in best[:limit]
        )
        return tuple(hits), len(best)

    def _meet(self, word: str) -> dict[str, float]:
        """The words of the index that a typed word meets -> how well."""
        met = {one: BEGINS for one in self._vocabulary if one.startswith(word)} if len(word) > 1 else {}
        met |= {one: ALIKE for one in find_alike(self._alike, word) if one in self._weights}
        if word in self._weights:
            met[word] = SAME
        return met or self._forgive(word)

    def _forgive(self, word: str) -> dict[str, float]:
        """Words one slip of the pen away: a letter wrong, missing, too many, or changed places with the next."""
        if len(word) < SHORTEST_SLIP:
            return {}
        from rapidfuzz import process  # a page on which nobody searches need not load it
        from rapidfuzz.distance import OSA

        close = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=1, limit=None)
        return {one: SLIP for one, _distance, _place in close if not any(letter.isdigit() for letter in one)}

    def _score_word(self, met: Mapping[str, float]) -> dict[int, float]:
        """Entry -> the best that any of these words is worth in it."""
        best: dict[int, float] = {}
        for word, how_well in met.items():
            for place, weight in self._weights[word].items():
                best[place] = max(best.get(place, 0.0), how_well * weight)
        return best

    def _score(self, place: int, query: str, found: list[dict[int, float]]) -> float:
        names = self._names[place]
        worth = [one[place] for one in found]
        if query in names:
            extra = WHOLE_NAME
        elif any(name.startswith(query) for name in names):
            extra = NAME_BEGINS
        else:
            extra = ALL_IN_NAMES if min(worth) > TEXT else 0.0
        return extra + sum(worth)


def cut_excerpt(text: str, words: set[str]) -> str:
    """A line of `text` around the first of the folded `words`; its beginning where none of them is in it."""
    found = next((each for each in _WORD.finditer(text) if fold(each.group()) in words), None)
    at = found.start() if found else 0
    start, end = max(0, at - AROUND), min(len(text), at + 2 * AROUND)
    start = text.find(" ", start, at) + 1 if start else 0
    end = text.rfind(" ", at, end) if end < len(text) else end
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
