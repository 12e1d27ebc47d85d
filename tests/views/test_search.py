"""The search and the handbook on screen: links that lead somewhere, words for the count, versions and no key."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sciatica_teach import __version__
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.home import HomePage
from sciatica_teach.apps.search import SearchPage, list_headings, make_index
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.items import SingleItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.searching import KINDS, list_entries
from sciatica_teach.views import parts
from sciatica_teach.views.handbook import handbook_state, item_report
from sciatica_teach.views.page import Page
from sciatica_teach.views.search import entry_address, search_state

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
QUERIES = {"cause", "case", "claim"}


def anchors(page: str) -> set[str]:
    cells = json.loads((NOTEBOOKS / page).read_text(encoding="utf-8"))["cells"]
    lines = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown").splitlines()
    return {line.lstrip("#").strip().replace(" ", "-") for line in lines if line.startswith("#")}


def test_every_link_leads_to_a_lesson_that_is_there_and_to_a_heading_of_it(kb: KnowledgeBase):
    headings: dict[str, set[str]] = {}
    for entry in (*list_entries(kb), *list_headings(NOTEBOOKS)):
        address = urlsplit(entry_address(kb, entry))
        if entry.kind == "source":
            assert address.scheme in {"https", "http", ""}
            continue
        found = headings.setdefault(address.path, anchors(address.path))
        assert not address.fragment or address.fragment in found, entry
        assert set(parse_qs(address.query)) <= QUERIES


def test_every_kind_of_thing_can_be_found(kb: KnowledgeBase):
    assert {entry.kind for entry in make_index(kb, NOTEBOOKS).entries} == set(KINDS)


def test_a_lesson_is_found_by_its_headings_and_one_that_is_missing_is_no_fault(kb: KnowledgeBase, tmp_path: Path):
    hits, _ = make_index(kb, NOTEBOOKS).search("one witness is one witness")
    assert entry_address(kb, hits[0].entry) == "02_symptoms.ipynb#One-witness-is-one-witness"
    assert list(list_headings(tmp_path)) == []


@pytest.mark.parametrize(("query", "status"), [
    ("", ""), ("xyzzyx", "Nothing is found for “xyzzyx”. Try fewer or other words."),
    ("huantiao", "One result for “huantiao”."), ("nerve", "the best 20 are shown."),
])
def test_how_many_there_are_is_said_in_words(kb: KnowledgeBase, query: str, status: str):
    state = search_state(kb, query, *make_index(kb, NOTEBOOKS).search(query))
    assert state["status"].endswith(status)
    assert len(state["results"]) <= 20


def make_context(kb: KnowledgeBase, query: dict[str, str]) -> Any:
    return Context(kb=kb, recorder=None, query=query, hosted=True, secret="")


def test_the_link_and_the_field_find_the_same(kb: KnowledgeBase):
    linked = SearchPage(make_context(kb, {"search": " GB30 "}))
    typed = SearchPage(make_context(kb, {}))
    empty = typed.page.children[-1].state
    typed.handle("c1", {"verb": "search", "text": "GB30"})
    assert (empty["results"], empty["status"]) == ([], "")
    assert typed.page.children[-1].state == linked.page.children[-1].state
    assert typed.page.children[-1].state["results"][0]["title"] == "GB30 Huántiào"


def test_the_search_takes_nothing_but_queries(kb: KnowledgeBase):
    with pytest.raises(NotAllowedNow):
        SearchPage(make_context(kb, {})).handle("c1", {"verb": "open"})


def test_a_query_without_end_is_cut(kb: KnowledgeBase):
    page = SearchPage(make_context(kb, {"search": "nerve " * 1_000}))
    assert len(page.page.children[-1].state["query"]) == 200


def test_the_handbook_has_every_term_once_with_its_sources_and_the_versions(kb: KnowledgeBase):
    book = handbook_state(kb)
    assert [term["id"] for term in book["terms"]] == [term.id for term in kb.terms]
    assert all(set(term["sources"]) <= set(book["sources"]) for term in book["terms"])
    assert book["versions"] == {"program": __version__, "content": kb.version}
    assert len(json.dumps(book).encode()) < 48_000


def test_the_report_names_the_question_and_its_version_and_nothing_of_its_key(kb: KnowledgeBase):
    item = next(one for one in kb.items if isinstance(one, SingleItem))
    report = item_report(kb, item.id)
    assert f"Question: {item.id}, version {kb.item_versions[item.id]}" in report["text"]
    assert "Page: {page}" in report["text"]
    assert item.explanation not in report["text"]


def test_a_desk_hands_its_handbook_over_when_asked_and_only_then():
    page = Page(lambda _command_id, _action: None, handbook=lambda: {"terms": []})
    sent: list[dict[str, Any]] = []
    page.desk.send = sent.append
    page.desk._handle_custom_msg({"need": "handbook"}, [])
    page.desk._handle_custom_msg({"need": "money"}, [])
    assert sent == [{"have": "handbook", "handbook": {"terms": []}}]
    assert page.desk.state["handbook"] is True
    assert "handbook" not in Page(lambda _command_id, _action: None).desk.state


def test_the_home_page_leaves_a_search_in_the_address(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch):
    module = importlib.import_module("sciatica_teach.apps.home")
    monkeypatch.setattr(module.pages, "left_off_state", lambda *_: {"blocks": []})
    recorder: Any = SimpleNamespace(entries=())
    home = HomePage(Context(kb=kb, recorder=recorder, query={}, hosted=True, secret=""))
    assert home.page.desk.state["url"] is None
    home.handle("c1", {"verb": "open", "cause": "sacroiliac"})
    assert home.page.desk.state["url"] == "cause=sacroiliac"
    home.handle("c2", {"verb": "menu"})
    assert home.page.desk.state["url"] == ""
    assert isinstance(home.page.desk, parts.Desk)
