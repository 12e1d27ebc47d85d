"""The search: everything the toolkit teaches, as you type, or what the page's link asks for (`?search=gb30`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.searching import Entry, Index, list_entries
from sciatica_teach.settings import find_resources
from sciatica_teach.views import lessons
from sciatica_teach.views.page import Page
from sciatica_teach.views.parts import Search
from sciatica_teach.views.search import search_state

LONGEST = 200
"""Characters of a query that are looked at."""


@guarded
def search() -> widgets.Widget:
    """A field to search in, with what was found below it."""
    return SearchPage(get_context()).page


class SearchPage:
    """Looks up what is typed; nothing of it is recorded."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self._part = Search(state=self._look_up(context.query.get("search", "")))
        self._part.on_action(self.handle)
        self.page.embed(self._part, subject="")

    def handle(self, command_id: str, action: dict[str, Any]) -> None:  # noqa: ARG002  # nothing here is recorded twice
        """One query."""
        if action.get("verb") != "search":
            raise NotAllowedNow(f"This page does not know the action “{action.get('verb')}”.")
        self._part.state = self._look_up(str(action.get("text", "")))

    def _look_up(self, words: str) -> dict[str, Any]:
        """An empty query loads no index: most visitors come for something else."""
        query = words.strip()[:LONGEST]
        hits, count = self.index.search(query) if query else ((), 0)
        return search_state(self.context.kb, query, hits, count)

    @cached_property
    def index(self) -> Index:
        """Built on the first query, in some 50 ms."""
        return make_index(self.context.kb, find_resources("notebooks"))


def make_index(kb: KnowledgeBase, notebooks: Path) -> Index:
    """Everything in the knowledge base, and the lessons with their headings."""
    return Index((*list_entries(kb), *list_headings(notebooks)), kb.alike)


def list_headings(notebooks: Path) -> Iterator[Entry]:
    """The headings of the lessons that are there, each with the first words under it."""
    for page in lessons.PAGES.values():
        path = notebooks / page
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
        for cell in cells:
            if cell["cell_type"] == "markdown":
                yield from _headings_in("".join(cell["source"]), page)


def _headings_in(text: str, page: str) -> Iterator[Entry]:
    """The address of a section is its heading with hyphens; of the lesson itself, its page."""
    for part in ("\n" + text).split("\n#")[1:]:
        heading, _, below = part.partition("\n")
        title = heading.lstrip("#").strip()
        anchor = f"#{title.replace(' ', '-')}" if heading.startswith("#") else ""
        plain = " ".join(below.replace("*", "").split())
        yield Entry(kind="lesson", id=f"{page}{anchor}", title=title, names=(title,), text=plain)
