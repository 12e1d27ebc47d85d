"""Names that can be files, texts that are never lost, first texts that are valid, and checks of what is not saved."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.content.authoring.beginning import KINDS, begin_case, begin_item, begin_set
from sciatica_teach.content.authoring.editing import append_text
from sciatica_teach.content.authoring.keeping import HISTORY, LARGEST, NEW, load_text, save_text
from sciatica_teach.content.authoring.places import check_name, list_places, parse_place
from sciatica_teach.content.authoring.proving import UNWRITTEN, find_unwritten, prove, prove_alone
from sciatica_teach.content.folders import find_files
from sciatica_teach.errors import BadDraft, ChangedMeanwhile, UnwritableCase

NOW = datetime(2026, 11, 23, 20, 5, 9, tzinfo=UTC)
TODAY = "2026-11-23"
MINE = "items/mine.yaml"


@pytest.mark.parametrize("asked", [
    "../items/a.yaml", "items/../../etc/passwd", "items/..yaml", "items/.yaml", "items/A.yaml", "items/a b.yaml",
    "items/a.yml", "items/a", "sources/a.yaml", "a.yaml", "/items/a.yaml", "items//a.yaml", "items/a/b.yaml", "",
    "items\\a.yaml", "items/a\x00.yaml", "items/a\n.yaml", f"items/{'a' * 61}.yaml", "items/é.yaml",
])
def test_nothing_but_a_quiz_or_a_case_by_its_id_can_be_named(asked: str, tmp_path: Path) -> None:
    with pytest.raises(BadDraft):
        parse_place(asked)
    with pytest.raises(BadDraft):
        save_text(tmp_path, asked, "id: a", NEW, NOW)
    assert list(tmp_path.rglob("*")) == []


@given(st.text(max_size=80))
def test_a_name_is_refused_or_can_stand_anywhere_as_it_is(typed: str) -> None:
    try:
        name = check_name(typed)
    except BadDraft:
        return
    assert name == typed
    assert parse_place(f"cases/{name}.yaml") == ("cases", name)


def test_a_name_that_nearly_is_one_is_answered_with_one() -> None:
    with pytest.raises(BadDraft, match="such as week-7"):
        check_name("Week 7!")


def test_a_text_that_was_saved_is_read_again_and_the_former_version_is_kept(tmp_path: Path) -> None:
    first = save_text(tmp_path, MINE, "one", NEW, NOW)
    assert load_text(tmp_path, MINE).stamp == first
    second = save_text(tmp_path, MINE, "zwei ü\n", first, NOW)
    assert load_text(tmp_path, MINE) == (type(load_text(tmp_path, MINE)))("zwei ü\n", second)
    kept = tmp_path / HISTORY / "items" / "mine" / "2026-11-23T20-05-09.yaml"
    assert kept.read_text() == "one"
    save_text(tmp_path, MINE, "three", second, NOW)
    assert kept.read_text() == "one"
    assert list(find_files([tmp_path])) == [MINE]
    assert list_places(tmp_path) == (MINE,)


@pytest.mark.parametrize("meanwhile", ["another", None])
def test_nothing_is_written_over_what_somebody_saved_meanwhile(tmp_path: Path, meanwhile: str | None) -> None:
    stamp = save_text(tmp_path, MINE, "one", NEW, NOW)
    path = tmp_path / MINE
    path.unlink() if meanwhile is None else path.write_text(meanwhile)
    with pytest.raises(ChangedMeanwhile):
        save_text(tmp_path, MINE, "mine", stamp, NOW)
    assert (path.read_text() if path.exists() else None) == meanwhile


def test_a_new_file_is_not_put_over_one_that_is_there(tmp_path: Path) -> None:
    save_text(tmp_path, MINE, "one", NEW, NOW)
    with pytest.raises(ChangedMeanwhile):
        save_text(tmp_path, MINE, "two", NEW, NOW)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside, own = tmp_path / "outside", tmp_path / "own"
    outside.mkdir()
    (own / "items").mkdir(parents=True)
    (outside / "mine.yaml").write_text("theirs")
    (own / MINE).symlink_to(outside / "mine.yaml")
    (own / "cases").symlink_to(outside, target_is_directory=True)
    for relative in (MINE, "cases/nora.yaml", "cases/mine.yaml"):
        with pytest.raises(BadDraft, match="link"):
            save_text(own, relative, "mine", NEW, NOW)
        with pytest.raises(BadDraft, match="link"):
            load_text(own, relative)
    assert [path.read_text() for path in outside.iterdir()] == ["theirs"]


def test_what_cannot_be_written_or_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadDraft, match="too long"):
        save_text(tmp_path, MINE, "x" * (LARGEST + 1), NEW, NOW)
    (tmp_path / "items").write_text("a file where a folder should be")
    with pytest.raises(UnwritableCase):
        save_text(tmp_path, MINE, "x", NEW, NOW)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "nora.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadDraft, match="UTF-8"):
        load_text(tmp_path, "cases/nora.yaml")


# ---- First texts, and checks ----


@pytest.mark.slow
def test_a_first_question_of_every_kind_is_valid_as_it_is_and_together(tmp_path: Path) -> None:
    text = begin_set("mine", begin_item("single", "first-of-all"), TODAY)
    for kind in KINDS[1:]:
        text = append_text(text, ("items",), begin_item(kind, f"mine-{kind}"))
    proof = prove(MINE, text, None)
    assert proof.elsewhere == ()
    assert {UNWRITTEN in problem.message for problem in proof.here} == {True}
    assert proof.knowledge is not None
    assert {proof.knowledge.item_by_id[f"mine-{kind}"].kind for kind in KINDS[1:]} == set(KINDS[1:])
    own = tmp_path / "own"
    save_text(own, MINE, text, NEW, NOW)
    case = prove("cases/nora.yaml", begin_case("nora", 99, TODAY), own)
    assert case.here == ()
    assert case.knowledge is not None


def test_what_is_not_written_yet_is_named_with_its_place() -> None:
    text = begin_set("mine", begin_item("single", "one"), TODAY)
    found = {problem.path: problem.line for problem in find_unwritten(MINE, text)}
    assert found["intro"] == text.splitlines().index("intro: Write here what these questions are about.") + 1
    assert "items[0].options[2].feedback" in found
    assert find_unwritten(MINE, text.replace("Write here", "Here is")) == ()


@pytest.mark.parametrize(("kind", "name"), [("sinlge", "a"), ("../case", "a"), ("single", "A b")])
def test_what_is_no_kind_or_no_name_begins_nothing(kind: str, name: str) -> None:
    with pytest.raises(BadDraft):
        begin_item(kind, name)


def test_a_text_by_itself_is_told_its_lines_in_plain_words() -> None:
    text = begin_set("mine", begin_item("single", "one"), TODAY).replace("mark: taught", "mark: tought")
    (problem,) = prove_alone(MINE, text).here
    assert (problem.file, problem.line, problem.path) == (MINE, text.splitlines().index("    mark: tought") + 1,
                                                         "items[0].mark")
    assert "'tought' is none of" in problem.message
    (broken,) = prove_alone(MINE, "id: [").here
    assert "not valid YAML" in broken.message
    assert prove_alone(MINE, text.replace("tought", "taught")).here == ()


@pytest.mark.slow
def test_a_text_is_checked_against_everything_and_other_files_are_told_apart(tmp_path: Path) -> None:
    own = tmp_path / "own"
    text = begin_set("mine", begin_item("single", "one"), TODAY)
    nowhere = prove(MINE, text.replace("obj-red-flags", "obj-red-flag"), own)
    assert any("obj-red-flag" in problem.message for problem in nowhere.here)
    assert nowhere.elsewhere == ()
    (own / "cases").mkdir(parents=True)
    (own / "cases" / "broken.yaml").write_text("id: [")
    proof = prove(MINE, text, own)
    assert [problem.file for problem in proof.elsewhere] == ["cases/broken.yaml"]
    assert proof.knowledge is None
