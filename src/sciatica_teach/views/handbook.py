"""What every part of a page may look up: the meaning of each term, and the versions for whoever reports a mistake."""

from __future__ import annotations

from typing import Any

from sciatica_teach import __version__
from sciatica_teach.model.glossary import Term
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import blocks, lessons
from sciatica_teach.views.words import say

PAGE = "{page}"
"""Filled in by the browser, which knows its address."""


def handbook_state(kb: KnowledgeBase) -> dict[str, Any]:
    """The glossary with its sources, each once, and the versions; some 40 kB of JSON that travel once per page."""
    cited = {source_id for term in kb.terms for source_id in term.meaning.sources}
    return {
        "terms": [term_state(term) for term in kb.terms],
        "sources": {source_id: blocks.source_note(kb.get_source(source_id)) for source_id in sorted(cited)},
        "versions": {"program": __version__, "content": kb.version},
    }


def term_state(term: Term) -> dict[str, Any]:
    """One term: all its names, what it means, and the way to the lesson that uses it."""
    return {
        "id": term.id, "names": list(term.names), "text": term.meaning.text, "mark": term.meaning.mark,
        "sources": list(term.meaning.sources), "see": list(term.see),
        "href": lessons.address_of(term.lesson, term.section), "lesson": say(f"lesson.{term.lesson}"),
    }


def item_report(kb: KnowledgeBase, item_id: str) -> blocks.Block:
    """“Report a mistake” under a question: what it is in which version, to be copied. Nothing of its key is in it."""
    words = say("mistake.item", id=item_id, version=kb.item_versions.get(item_id, ""), program=__version__,
                content=kb.version, page=PAGE)
    return {"type": "report", "summary": say("mistake.summary"), "text": words, "hint": say("mistake.where")}
