"""The glossary: that no word opens two meanings, and that words alike are written as a search reads them."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Draft
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.model.glossary import Term


def check_terms(draft: Draft) -> Iterator[Problem]:
    """No name stands twice, and no term sends the reader to itself."""
    owner: dict[str, str] = {}
    for located in draft.terms:
        term = located.value
        for path, name in _names(term):
            if (first := owner.get(name.casefold())) is not None:
                yield located.problem(path, f"'{name}' is a name of '{first}' already; a word opens one meaning")
            owner.setdefault(name.casefold(), term.id)
        if term.id in term.see:
            yield located.problem(("see", term.see.index(term.id)), "a term cannot be seen under itself; remove it")


def _names(term: Term) -> list[tuple[Path, str]]:
    return [(("term",), term.term), *((("also", index), name) for index, name in enumerate(term.also))]


def check_alike(draft: Draft) -> Iterator[Problem]:
    """Words alike are single words in small letters, each in one group."""
    seen: set[str] = set()
    for located in draft.glossaries:
        for group_index, group in enumerate(located.value.alike):
            for index, word in enumerate(group):
                path = ("alike", group_index, index)
                if word != word.casefold() or " " in word:
                    yield located.problem(path, f"write '{word}' as one word in small letters")
                if word in seen:
                    yield located.problem(path, f"'{word}' stands in two places; put its words into one group")
                seen.add(word)
