"""The authoring page without a browser: who may, what each step does to the text, and what is refused with words."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sciatica_teach.apps.authoring import AuthoringPage
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.content.authoring.beginning import KINDS
from sciatica_teach.content.authoring.keeping import LARGEST
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.errors import BadDraft, InstructorsOnly, NotAllowedNow, SciaticaTeachError
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.store.memory import MemoryStore

STEM = ["items", 0, "stem"]


@pytest.fixture
def context(kb: KnowledgeBase) -> Context:
    recorder = Recorder(MemoryStore(), "s" * 43, lambda: 0.0, kb.version)
    return Context(kb=kb, recorder=recorder, query={}, hosted=True, secret="s" * 43, is_instructor=True)


class Author:
    """Drives a page; what is checked beside it is done when it is asked for."""

    def __init__(self, context: Context, own: Path | None) -> None:
        self.waiting: list[Coroutine[Any, Any, None]] = []
        self.page = AuthoringPage(context, own, self.waiting.append)
        self.seq = 0

    def do(self, verb: str, **action: Any) -> dict[str, Any]:
        self.seq += 1
        self.page.handle(f"c{self.seq}", {"verb": verb, "seq": self.seq, **action})
        return self.state

    def check(self) -> dict[str, Any]:
        while self.waiting:
            asyncio.run(self.waiting.pop(0))
        return self.state

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.page.part.state)

    def close(self) -> None:
        for one in self.waiting:
            one.close()


@pytest.fixture
def author(context: Context, tmp_path: Path):
    (tmp_path / "own").mkdir()
    one = Author(context, tmp_path / "own")
    yield one
    one.close()


def begin(author: Author, kind: str = "single", name: str = "mine", quiz: str = "week-7") -> dict[str, Any]:
    return author.do("new-item", kind=kind, name=name, quiz=quiz)


def test_nobody_else_gets_anything_done(context: Context, tmp_path: Path) -> None:
    student = AuthoringPage(replace(context, is_instructor=False), tmp_path)
    for verb in ("open", "new-item", "save", "shelf", "resume", "nonsense"):
        with pytest.raises(InstructorsOnly):
            student.handle("c", {"verb": verb, "file": "items/first-steps.yaml"})
    assert student.draft is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_whose_fields_change_the_text(author: Author, kind: str) -> None:
    state = begin(author, kind)
    fields = [one for one in state["form"] if one["type"] == "field"]
    rows = [cell for one in state["form"] if one["type"] == "rows" for entry in one["entries"] for cell in entry]
    assert len(fields) >= 5
    for one in (*fields, *rows):
        typed = {"check": True, "number": "17", "choice": one["value"]}.get(one["input"], "Other words: these.")
        after = author.do("field", path=one["path"], value=typed)
        assert "no longer" not in after["verdict"]
        (again,) = [cell for cell in _cells(after) if cell["path"] == one["path"]]
        assert again["value"] == typed
    assert "# The file name without its ending." in author.state["text"]


def _cells(state: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [cell for one in state["form"] if one["type"] == "rows" for entry in one["entries"] for cell in entry]
    return [one for one in state["form"] if one["type"] == "field"] + rows


def test_a_problem_stands_at_its_field_and_at_its_line(author: Author) -> None:
    text = begin(author)["text"]
    author.do("text", text=text.replace("hardness: easy", "hardness: simple"))
    state = author.check()
    (field,) = [one for one in state["form"] if one["path"] == ["items", 0, "hardness"]]
    assert "'simple' is none of" in field["problem"]
    line = text.splitlines().index("    hardness: easy  # or middle, or hard") + 1
    assert [one["line"] for one in state["problems"]] == [line]
    assert state["save_why"]
    assert not state["can_preview"]


def test_a_text_that_is_no_yaml_keeps_its_words_and_loses_its_form(author: Author) -> None:
    begin(author)
    state = author.do("text", text="items: [")
    assert (state["text"], state["form"], state["entries"]) == ("items: [", [], [])
    with pytest.raises(BadDraft):
        author.do("field", path=STEM, value="x")
    assert author.page.draft.text == "items: ["


def test_entries_and_questions_come_and_go(author: Author) -> None:
    begin(author)
    path = ["items", 0, "options"]
    assert len(_rows(author.do("add", path=path))) == 4
    assert [entry[0]["value"] for entry in _rows(author.do("drop", path=[*path, 0]))] == ["second", "third", ""]
    state = author.do("new-item", kind="text", name="second-one")
    assert (state["entries"], state["at"]) == (["mine", "second-one"], 1)
    assert author.do("at", at=0)["form"][0]["value"] == "mine"
    with pytest.raises(BadDraft, match="already"):
        author.do("new-item", kind="text", name="mine")


def _rows(state: dict[str, Any]) -> list[list[dict[str, Any]]]:
    (rows,) = [one for one in state["form"] if one["type"] == "rows"]
    return list(rows["entries"])


@pytest.mark.parametrize("action", [
    {"verb": "open", "file": "../../etc/passwd"}, {"verb": "open", "file": "items/nowhere.yaml"}, {"verb": "open"},
    {"verb": "resume", "file": "sources/x.yaml", "text": "x"},
    {"verb": "new-item", "kind": "x", "name": "a", "quiz": "b"},
    {"verb": "new-item", "kind": "single", "name": "a", "quiz": "first-steps"}, {"verb": "new-case", "name": "marek"},
    {"verb": "new-case", "name": "../x"}, {"verb": "save"}, {"verb": "preview"}, {"verb": "field", "path": STEM},
    {"verb": "text", "text": "x"}, {"verb": "nonsense"}, {},
])
def test_what_cannot_be_done_is_refused_with_words_and_changes_nothing(author: Author, action: dict[str, Any]) -> None:
    with pytest.raises(SciaticaTeachError) as refused:
        author.page.handle("c", action)
    assert len(str(refused.value)) > 20
    assert author.page.draft is None
    assert list(author.page._own.rglob("*")) == []


@pytest.mark.parametrize("path", [None, [], "items", [["items"]], ["items", 9, "stem"], ["id"]])
def test_a_field_that_the_form_has_not_is_not_written(author: Author, path: Any) -> None:
    before = begin(author)["text"]
    with pytest.raises(BadDraft):
        author.do("field", path=path, value="x")
    assert author.state["text"] == before


def test_a_text_that_is_far_too_long_is_not_taken(author: Author) -> None:
    begin(author)
    with pytest.raises(NotAllowedNow):
        author.do("text", text="x" * (LARGEST + 1))


def test_a_shipped_file_is_opened_and_saved_as_a_version_of_ones_own(author: Author) -> None:
    file = "items/first-steps.yaml"
    shipped = (SHIPPED / file).read_text(encoding="utf-8")
    state = author.do("open", file=file)
    assert (state["text"], state["is_new"]) == (shipped, True)
    author.do("field", path=["title"], value="Our first steps")
    assert author.check()["save_why"] == ""
    state = author.do("save")
    assert not state["dirty"]
    assert state["version"]
    assert "Our first steps" in (author.page._own / file).read_text(encoding="utf-8")
    assert (SHIPPED / file).read_text(encoding="utf-8") == shipped
    assert [one["own"] for one in state["files"] if one["file"] == file] == [True]


def test_only_the_newest_text_is_told_of(author: Author) -> None:
    begin(author)
    assert len(author.waiting) == 1
    author.do("text", text="id: [")
    author.do("text", text="items: [")
    assert len(author.waiting) == 1
    assert author.state["checking"]
    state = author.check()
    assert not state["checking"]
    assert "not valid YAML" in state["problems"][0]["message"]


def test_what_a_browser_kept_comes_back_with_the_stamp_it_began_with(author: Author) -> None:
    state = author.do("resume", file="items/week-7.yaml", text="id: kept", stamp="0123", at=3)
    assert (state["text"], state["stamp"], state["dirty"]) == ("id: kept", "0123", True)
    assert author.do("resume", file="items/first-steps.yaml", at=1)["at"] == 1
    assert author.do("shelf")["mode"] == "shelf"


def test_without_a_folder_everything_but_saving_works(context: Context) -> None:
    author = Author(context, None)
    assert "sciatica-teach serve --content" in author.state["how"]
    begin(author)
    state = author.check()
    assert state["can_preview"]
    assert "no folder" in state["save_why"]
    author.do("preview")
    assert len(author.page.box.children) == 3
    with pytest.raises(NotAllowedNow):
        author.do("save")
    assert author.do("close")["previewed"] is False
    author.close()
