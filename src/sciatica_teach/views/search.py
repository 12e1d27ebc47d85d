"""The search on screen: what each hit is, its title, a line around it, and the link that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.model.glossary import Lesson
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.searching import Entry, Hit, Kind
from sciatica_teach.views import lessons
from sciatica_teach.views.blocks import address_of as source_address
from sciatica_teach.views.words import say

SECTIONS: dict[Kind, tuple[Lesson, str]] = {
    "nerve": ("anatomy", "The nerve, from L4 to the sole"),
    "muscle": ("anatomy", "The nerve as a map that can be damaged"),
    "skin-field": ("anatomy", "Now damage it yourself"),
    "reflex": ("anatomy", "Now damage it yourself"),
    "structure": ("anatomy", "The nerve, from L4 to the sole"),
    "finding": ("symptoms", "All the evidence as one map"),
    "technique": ("reasoning", "The techniques"),
    "caution": ("reasoning", "What a caution changes"),
    "danger": ("reasoning", "Build a chain"),
    "pattern": ("reasoning", "Patterns of the tradition"),
    "trial": ("reasoning", "The main trial in figures"),
    "point": ("reasoning", "The points"),
}
"""Where things are taught that have no address of their own."""
CHECK = "What the clinic's article says"


def search_state(kb: KnowledgeBase, query: str, hits: Sequence[Hit], count: int) -> dict[str, Any]:
    """The results of one query; `count`: how many there are in all."""
    shown = [{"kind": say(f"search.kind.{hit.entry.kind}"), "title": hit.entry.title, "text": hit.excerpt,
              "href": entry_address(kb, hit.entry)} for hit in hits]
    return {"id": "search", "query": query, "results": shown, "status": _status(query, len(hits), count)}


def _status(query: str, shown: int, count: int) -> str:
    if not query:
        return ""
    if count == 0:
        return say("search.none", query=query)
    if count == 1:
        return say("search.one", query=query)
    return say("search.many" if shown == count else "search.more", query=query, count=count, shown=shown)


def entry_address(kb: KnowledgeBase, entry: Entry) -> str:
    """The link that opens an entry: its own page, its source, else the section of the lesson that teaches it."""
    match entry.kind:
        case "cause":
            return f"{lessons.PAGES['home']}?cause={entry.id}"
        case "case":
            return f"{lessons.PAGES['cases']}?case={entry.id}"
        case "claim":
            page, _, section = lessons.address_of("symptoms", CHECK).partition("#")
            return f"{page}?claim={entry.id}#{section}"
        case "source":
            return source_address(kb.get_source(entry.id))
        case _:
            return _section_address(kb, entry)


def _section_address(kb: KnowledgeBase, entry: Entry) -> str:
    if entry.kind == "lesson":
        return entry.id
    if entry.kind == "term":
        term = next(one for one in kb.terms if one.id == entry.id)
        return lessons.address_of(term.lesson, term.section)
    return lessons.address_of(*SECTIONS[entry.kind])
