"""One value changes, everything else stays as it was written, and our reader reads what was meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.content.authoring.editing import add_entry, append_text, drop_entry, set_value
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.content.reading import read_text
from sciatica_teach.errors import BadDraft

TEXT = """\
# Above everything.
id: mine  # the file name
items:
  - kind: single
    id: "one"
    # What is asked.
    stem: >-
      A first line
      and a second.
    # The options.
    options:
      - {id: a, text: "yes: this", right: true, feedback: Why.}  # the right one
      - {id: b, text: no, feedback: Why not.}
    mark: taught
"""
TYPED = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")) | st.sampled_from("\n#:-'\"{}[]"))


def read(text: str) -> Any:
    document, problems = read_text(text, "items/mine.yaml", "items/mine.yaml")
    assert problems == []
    return document.value


def test_comments_order_and_quotes_stay() -> None:
    changed = set_value(TEXT, ("items", 0, "options", 1, "feedback"), "Because, as said: no.")
    assert changed == TEXT.replace("Why not.", '"Because, as said: no."')


def test_a_block_stays_a_block_and_keeps_the_comment_after_it() -> None:
    long = "What " * 40 + "is it?"
    changed = set_value(TEXT, ("items", 0, "stem"), long)
    assert read(changed)["items"][0]["stem"] == long
    lines = changed.splitlines()
    assert "    stem: >-" in lines
    assert "    # The options." in lines
    assert max(map(len, lines)) <= 110


@given(TYPED, st.sampled_from([
    ("items", 0, "stem"), ("items", 0, "options", 0, "text"), ("items", 0, "mark"), ("items", 0, "nudge"),
    ("items", 0, "options", 1, "feedback"), ("id",),
]))
def test_whatever_is_typed_is_read_as_it_was_typed_and_nothing_else_changes(typed: str, path: tuple[Any, ...]) -> None:
    tidy = "\n".join(line.rstrip() for line in typed.strip().split("\n"))
    changed = read(set_value(TEXT, path, typed))
    expected = read(TEXT)
    holder = expected
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = tidy.strip()
    assert changed == expected


@pytest.mark.parametrize("value", [True, 7, 0.25, ["a", "b, c"], ["yes"]])
def test_switches_numbers_and_lists_are_read_as_such(value: Any) -> None:
    assert read(set_value(TEXT, ("items", 0, "safety"), value))["items"][0]["safety"] == value


def test_a_key_can_be_taken_away_and_one_below_a_new_one_made() -> None:
    assert "mark" not in read(set_value(TEXT, ("items", 0, "mark"), None))["items"][0]
    assert read(set_value(TEXT, ("patient", "age"), 47))["patient"] == {"age": 47}


def test_entries_come_and_go() -> None:
    path = ("items", 0, "options")
    more = add_entry(TEXT, path, {"id": "c", "text": "Perhaps", "feedback": ""})
    assert [one["id"] for one in read(more)["items"][0]["options"]] == ["a", "b", "c"]
    assert [one["id"] for one in read(drop_entry(more, (*path, 0)))["items"][0]["options"]] == ["b", "c"]
    assert read(add_entry(TEXT, ("items", 0, "near"), {"low": 1}))["items"][0]["near"] == [{"low": 1}]


def test_a_question_is_put_behind_the_others_with_its_comments() -> None:
    longer = append_text(TEXT, ("items",), "- kind: text\n  id: two\n  # A hint.\n  nudge: Look.\n")
    assert [one["id"] for one in read(longer)["items"]] == ["one", "two"]
    assert "    # A hint." in longer.splitlines()


@pytest.mark.parametrize("edit", [
    lambda: set_value("a: [", ("a",), 1), lambda: set_value("just words", ("a",), 1), lambda: set_value("", ("a",), 1),
    lambda: drop_entry(TEXT, ("items", 3)), lambda: drop_entry(TEXT, ("items", -1)),
    lambda: set_value(TEXT, ("items", 5, "stem"), "x"), lambda: set_value(TEXT, ("id", "below"), "x"),
    lambda: add_entry(TEXT, ("id",), "x"), lambda: append_text(TEXT, ("id",), "- a"),
])
def test_what_is_not_there_cannot_be_edited_and_says_so(edit: Any) -> None:
    with pytest.raises(BadDraft):
        edit()


@pytest.mark.parametrize("path", sorted((SHIPPED / "items").glob("*.yaml")), ids=lambda path: path.stem)
def test_no_shipped_quiz_means_anything_else_after_an_edit(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    after = read(set_value(before, ("title",), "Changed"))
    assert after == {**read(before), "title": "Changed"}
