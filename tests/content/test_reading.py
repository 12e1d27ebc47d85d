"""YAML to values with lines: what stays text, what is refused, and broken files without a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.content.problems import Problem
from sciatica_teach.content.reading import Document, read_document


def read(folder: Path, text: str | bytes) -> tuple[Document, list[Problem]]:
    path = folder / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path, "file.yaml")


@pytest.mark.parametrize(("written", "value"), [
    ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("True", "True"), ("12:30", "12:30"), ("2026-11-22", "2026-11-22"),
    ("010", "010"), ("0x1F", "0x1F"), ("1_000", "1_000"), (".inf", ".inf"), (".nan", ".nan"), ("<<", "<<"), ("=", "="),
    ("true", True), ("false", False), ("null", None), ("~", None), ("", None), ('""', ""), ('"5"', "5"),
    ("5", 5), ("-3", -3), ("+4", 4), ("0", 0), ("0.25", 0.25), ("1e3", 1000.0), ("5.", 5.0), (".5", 0.5),
    ("-1.5e-2", -0.015),
    (">\n  folded\n  text\n", "folded text"), ('"  white space  "', "white space"),
])
def test_plain_words_stay_what_a_teacher_wrote(tmp_path: Path, written: str, value: object) -> None:
    document, problems = read(tmp_path, f"key: {written}\n")

    assert problems == []
    assert document.value == {"key": value}
    assert type(document.value["key"]) is type(value)


def test_every_path_has_its_line(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "# a comment\na:\n  - x\n  - b: 1\n    c:\n      - 2\nd: {e: 5}\n")

    assert document.lines == {
        (): 2, ("a",): 2, ("a", 0): 3, ("a", 1): 4, ("a", 1, "b"): 4, ("a", 1, "c"): 5, ("a", 1, "c", 0): 6,
        ("d",): 7, ("d", "e"): 7,
    }


def test_a_path_that_is_not_written_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "a:\n  b:\n    c: 1\n")

    assert document.line_of(("a", "b", "missing", 3)) == 2


@pytest.mark.parametrize(("text", "line", "path", "words"), [
    ("a: 1\nb: 2\na: 3\n", 3, "a", "the key 'a' is written twice (first in line 1)"),
    ("x:\n  - {b: 1,\n     b: 2}\n", 3, "x[0].b", "the key 'b' is written twice (first in line 2)"),
    ("a: 1\n5: x\n", 2, "", "a key must be text; put it in quotes"),
    ("a: 1\n? [b]\n: 2\n", 2, "", "a key must be text; put it in quotes"),
    ("a: &x [1]\nb: *x\n", 2, "b", "write it out here instead"),
    ("a: 1\nb: !!python/object:os.system x\n", 2, "b", "means nothing here"),
    ("a: 1\nb: 1e999\n", 2, "b", "'1e999' is no number that can be meant here"),
    ("a: 1\nb: !!int many\n", 2, "b", "'many' is no number that can be meant here"),
    ("a: x\nb: one: two\n", 2, "", "a text with a colon in it needs quotes"),
    ("a: x\n\tb: y\n", 2, "", "indent with spaces, never with tabs"),
    ('a: x\nb: "never closed\n\n\n', 2, "", "a quotation mark is opened and never closed"),
    ("a: x\nb: *nobody\n", 2, "", "this is not valid YAML"),
    ("a: [1, 2\n\n", 1, "", "this is not valid YAML"),
    ("a: [1, 2\nb: 3\n", 2, "", "this is not valid YAML"),
    ("a: x\n---\nb: y\n", 2, "", "one file holds one document"),
    (b"a: x\nb: y\nc: \xff\n", 3, "", "this line is not UTF-8 text"),
    ("a: \x07\n", 1, "", "this is not valid YAML"),
    ("", 1, "", "the file is empty"),
    ("~\n", 1, "", "the file is empty"),
    ("# only a comment\n", 1, "", "the file is empty"),
    ("a:\n  - " + "[" * 100_000, 2, "", "at most 40 lists and mappings"),
])
def test_what_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, path: str, words: str
) -> None:
    _, problems = read(tmp_path, text)

    (problem,) = problems
    assert (problem.file, problem.line, problem.path) == (str(tmp_path / "file.yaml"), line, path)
    assert words in problem.message


def test_a_list_that_contains_itself_ends(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, "a: &x\n  - *x\n")

    assert (problem.line, problem.path) == (1, "a[0]")  # PyYAML knows only where the anchor is


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    document, problems = read(tmp_path, b"\xef\xbb\xbfid: x\n")

    assert (document.value, problems) == ({"id": "x"}, [])


def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    _, (problem,) = read_document(tmp_path, "folder.yaml")

    assert "cannot be read" in problem.message


letters = st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=["Cc", "Zs", "Zl"])
texts = st.text(letters, max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-10**15, 10**15) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)


@given(value=st.dictionaries(texts, values, max_size=4))
@settings(deadline=None)  # files are written: a busy disk is no failure
def test_what_another_writer_wrote_is_read_back(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)  # JSON is YAML
    document, problems = read(tmp_path_factory.mktemp("yaml"), text)

    assert (document.value, problems) == (value, [])


@given(text=st.text() | st.binary())
@settings(deadline=None)  # files are written: a busy disk is no failure
def test_nothing_that_can_be_in_a_file_makes_the_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")

    document, problems = read(tmp_path_factory.mktemp("any"), raw)

    assert document.value is not None or problems or document.lines
