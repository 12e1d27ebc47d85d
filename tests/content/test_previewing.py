"""Reading one case as its author writes it: what comes along, what is told, and what counts as a change of words."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from example_content import ExampleContent

from sciatica_teach.content import previewing
from sciatica_teach.content.previewing import find_own_files, is_reworded, read_preview, take_signature

ANN = "cases/ann.yaml"


@pytest.fixture
def below(tmp_path: Path) -> ExampleContent:
    """The manual's examples in the place of the shipped content, their case apart."""
    return ExampleContent(tmp_path / "kb")


@pytest.fixture
def text(below: ExampleContent) -> str:
    return below.path(ANN).read_text(encoding="utf-8")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_anywhere_is_read_as_a_case(below: ExampleContent, text: str, tmp_path: Path) -> None:
    file = write(tmp_path / "desk" / "bob.yaml", text.replace("id: ann", "id: bob"))
    preview = read_preview(file, (below.folder,))
    assert preview.problems == ()
    assert preview.case_id == "bob"
    assert preview.knowledge is not None
    assert {case.id for case in preview.knowledge.cases} == {"ann", "bob"}


def test_a_file_of_the_same_name_replaces_what_lies_below(below: ExampleContent, text: str, tmp_path: Path) -> None:
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    file = write(tmp_path / "ann.yaml", text.replace(title, "title: Another title"))
    preview = read_preview(file, (below.folder,))
    assert preview.knowledge is not None
    assert [case.title for case in preview.knowledge.cases] == ["Another title"]


def test_a_folder_of_cases_brings_its_neighbours_and_nothing_else(
    below: ExampleContent, text: str, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    file = write(own / "cases" / "bob.yaml", text.replace("id: ann", "id: bob").replace("example-2020", "mine-2026"))
    source = below.path("sources/example-2020.yaml").read_text(encoding="utf-8")
    write(own / "sources" / "mine-2026.yaml", source.replace("id: example-2020", "id: mine-2026"))
    write(own / "photos" / "index.yaml", "nothing: of ours")
    write(own / "cases" / ".#bob.yaml", "an editor's own")
    assert sorted(find_own_files(file)) == ["cases/bob.yaml", "sources/mine-2026.yaml"]
    assert read_preview(file, (below.folder,)).problems == ()


def test_problems_are_told_under_the_file_that_the_author_edits(
    below: ExampleContent, text: str, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    write(own / "cases" / "aaa.yaml", text.replace("id: ann", "id: aaa").replace("sex: ", "sex: x"))
    file = write(own / "cases" / "bob.yaml", text.replace("id: ann", "id: bob").replace("truth:", "truht:"))
    problems = read_preview(file, (below.folder,)).problems
    assert {problem.file for problem in problems} == {str(file), str(own / "cases" / "aaa.yaml")}
    assert problems[0].file == str(file)
    line = next(number for number, line in enumerate(file.read_text().splitlines(), 1) if "truht" in line)
    assert any(problem.line == line and "Did you mean 'truth'" in problem.message for problem in problems)


@pytest.mark.parametrize(("old", "new", "may_hide_more"), [
    ("truth: ", "truth: no-such-", False), ("truth:", "truht:", True), ("sex: ", "sex: x", True),
    ("id: ", "id: [", True),
])
def test_what_is_not_valid_may_hide_what_does_not_fit(
    below: ExampleContent, text: str, tmp_path: Path, old: str, new: str, may_hide_more: bool
) -> None:
    assert old in text
    preview = read_preview(write(tmp_path / "ann.yaml", text.replace(old, new, 1)), (below.folder,))
    assert preview.problems
    assert preview.may_hide_more is may_hide_more


@pytest.mark.parametrize(("body", "words"), [
    (b"a: [1\n", "not valid YAML"),
    (b"\x89PNG\r\n\xff\xfe", "UTF-8"),
    (b"", "empty"),
    (b"- one\n- two\n", "is not a case"),
    (b"just a sentence\n", "is not a case"),
    (b"id: lumbar-disc\nname: A cause\n", "is not a case"),
    (b"[" * 5000, "nested"),
])
def test_what_is_no_case_is_told_once(below: ExampleContent, tmp_path: Path, body: bytes, words: str) -> None:
    file = tmp_path / "bob.yaml"
    file.write_bytes(body)
    (problem,) = read_preview(file, (below.folder,)).problems
    assert problem.file == str(file)
    assert words in problem.message


def test_the_ending_of_the_file_is_told(below: ExampleContent, text: str, tmp_path: Path) -> None:
    file = write(tmp_path / "bob.yml", text)
    problems = read_preview(file, (below.folder,)).problems
    assert any("rename this one" in problem.message for problem in problems)


def test_a_file_that_is_gone_is_told(below: ExampleContent, tmp_path: Path) -> None:
    (problem,) = read_preview(tmp_path / "gone.yaml", (below.folder,)).problems
    assert "not there any more" in problem.message


def test_a_huge_file_is_not_read(
    below: ExampleContent, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "LARGEST", 100)
    (problem,) = read_preview(write(tmp_path / "ann.yaml", text), (below.folder,)).problems
    assert "too large" in problem.message


def test_the_signature_changes_with_every_save_and_with_every_neighbour(text: str, tmp_path: Path) -> None:
    file = write(tmp_path / "own" / "cases" / "bob.yaml", text)
    signatures = [take_signature(file)]
    os.utime(file, ns=(1, 1))
    signatures.append(take_signature(file))
    write(tmp_path / "own" / "sources" / "mine.yaml", "id: mine")
    signatures.append(take_signature(file))
    write(tmp_path / "own" / "losses.yaml", "id: mine")
    signatures.append(take_signature(file))
    file.unlink()
    signatures.append(take_signature(file))
    assert len(set(signatures)) == len(signatures)
    write(tmp_path / "own" / "notes" / "mine.yaml", "id: mine")
    assert take_signature(file) == signatures[-1]


def test_another_sentence_is_a_rewording_and_another_answer_is_not(below: ExampleContent) -> None:
    knowledge = read_preview(below.path(ANN), ()).knowledge
    assert knowledge is not None
    (case,) = knowledge.cases
    action, *others = case.plan
    reveal_id, reveal = next(iter(case.reveals.items()))
    other = "absent" if reveal.value == "present" else "present"
    reworded = replace(
        case, title="Other", opening="Other", lessons=case.lessons[:1], plan=(replace(action, text="Other"), *others),
        reveals={**case.reveals, reveal_id: replace(reveal, words="Other")},
    )
    assert is_reworded(case, case)
    assert is_reworded(case, reworded)
    for changed in (
        replace(case, must_ask=(*case.must_ask, "fever")),
        replace(case, minutes=case.minutes + 1),
        replace(case, plan=(replace(action, id="other"), *others)),
        replace(case, reveals={**case.reveals, reveal_id: replace(reveal, value=other)}),
        replace(case, patient=replace(case.patient, side="both")),
    ):
        assert not is_reworded(case, changed)
