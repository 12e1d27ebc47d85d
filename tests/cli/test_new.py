"""`sciatica-teach new case`: the file it writes is a case, explains every key, and never replaces anything."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sciatica_teach.cli import check, new
from sciatica_teach.content.compile import build_knowledge
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.content.writing import SKELETON
from sciatica_teach.errors import BadCaseName, UnwritableCase
from sciatica_teach.model.cases import (
    Case,
    CaseCourse,
    Decision,
    FirstAnswer,
    OpenAnswer,
    Patient,
    PlanAction,
    Reveal,
    Turn,
)
from sciatica_teach.model.events import STAGES
from sciatica_teach.session.case import ASKING, CaseSession


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.delenv("SCIATICA_TEACH_CONTENT", raising=False)
    monkeypatch.setenv("SCIATICA_TEACH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(new.command, ["case", *arguments], catch_exceptions=False)


def rooms_played(session: CaseSession) -> list[str]:
    """The rooms that a careful learner comes through, from the greeting to the debrief."""
    rng, case = np.random.default_rng(1), session.case
    state, _ = session.open()
    for finding_id in case.must_ask:
        state, _ = session.ask(state, finding_id)
    for question_id in case.open_answers:
        state, _ = session.ask_open(state, question_id)
    rooms = [state.stage]
    while state.stage in ASKING:
        state, _ = session.state_belief(state, {case.truth: 0.7})
        state, _ = session.go_on(state)
        rooms.append(state.stage)
    reasoned, _ = session.decide(state, "treat", rng=rng)
    rooms.append(reasoned.stage)
    state, _ = session.decide(state, "treat")  # past the chain, which has tests of its own
    rooms.append(state.stage)
    state, _ = session.plan(state, [action.id for action in case.plan if action.action_class == "critical"], rng)
    rooms.append(state.stage)
    while state.stage == "follow-up":
        state, _ = session.ask_screen_again(state)
        state, _ = session.decide_visit(state, "go-on", rng)
    return [*rooms, state.stage]


@pytest.mark.parametrize("name", ["anna-maria", "true", "1e5"])
def test_what_is_written_passes_the_check_and_can_be_played_through_every_room(desk: Path, name: str) -> None:
    assert run(name, "--folder", "own").exit_code == 0
    checked = CliRunner().invoke(check.command, ["own"], catch_exceptions=False)
    assert checked.exit_code == 0, checked.output
    knowledge = build_knowledge((SHIPPED, desk / "own"))
    assert knowledge.cases[-1].id == name
    assert rooms_played(CaseSession(knowledge, knowledge.get_case(name))) == list(STAGES)


KINDS = [Case, Patient, Reveal, FirstAnswer, OpenAnswer, Decision, PlanAction, CaseCourse, Turn]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_shown_at_work_or_in_a_comment(kind: type) -> None:
    named = set(re.findall(r"(?:^|[ {])([a-z_]+):(?= |$)", SKELETON.read_text(encoding="utf-8"), re.MULTILINE))
    assert {field.name for field in fields(kind)} <= named


def test_every_key_at_the_margin_is_explained() -> None:
    lines = SKELETON.read_text(encoding="utf-8").splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"(?:# )?[a-z_]+:", line)]
    bare = [lines[number] for number in keys if not lines[number - 1].startswith("#") and "#" not in lines[number]]
    assert bare == ["patient:"]


def test_it_says_what_to_do_next_with_names_that_a_shell_takes() -> None:
    told = run("anna", "--folder", "my own").output
    assert "sciatica-teach preview 'my own/cases/anna.yaml'" in told
    assert "sciatica-teach check 'my own'" in told
    assert "sciatica-teach serve --content 'my own'" in told


def test_without_a_folder_it_goes_where_the_setting_says(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("anna")
    assert (desk / new.FOLDER / "cases" / "anna.yaml").is_file()
    monkeypatch.setenv("SCIATICA_TEACH_CONTENT", str(desk / "mine"))
    run("bea")
    assert (desk / "mine" / "cases" / "bea.yaml").is_file()


@pytest.mark.parametrize("name", ["Anna", "an na", "../anna", "", "anna.yaml", "änne", "-", "a--b"])
def test_a_name_that_is_no_id_is_refused_with_one_that_is(desk: Path, name: str) -> None:
    with pytest.raises(BadCaseName, match=r"small letters, digits and single hyphens, such as [a-z-]+\."):
        run(name, "--folder", "own")
    assert not (desk / "own").exists()


def test_the_name_of_a_case_that_exists_or_was_renamed_is_refused() -> None:
    for name in ("marek", "l5-disc"):
        with pytest.raises(BadCaseName, match="is, or was, the name of a case"):
            run(name, "--folder", "own")


def test_a_file_is_never_written_over(desk: Path) -> None:
    path = desk / "own" / "cases" / "anna.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("half: [a thought", encoding="utf-8")
    with pytest.raises(UnwritableCase, match=r"own/cases/anna\.yaml exists already and is never written over"):
        run("anna", "--folder", "own")
    assert path.read_text(encoding="utf-8") == "half: [a thought"


def test_whoever_runs_it_twice_hears_that_the_first_file_is_safe(desk: Path) -> None:
    run("jonas", "--folder", "own")
    path = desk / "own" / "cases" / "jonas.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Jonas", "Jonathan"), encoding="utf-8")
    mine = path.read_text(encoding="utf-8")
    with pytest.raises(UnwritableCase, match=r"jonas\.yaml exists already and is never written over"):
        run("jonas", "--folder", "own")
    assert path.read_text(encoding="utf-8") == mine


def test_a_broken_neighbour_does_not_keep_anybody_from_writing(desk: Path) -> None:
    (desk / "own" / "cases").mkdir(parents=True)
    (desk / "own" / "cases" / "bea.yaml").write_text("half: [a thought", encoding="utf-8")
    assert run("anna", "--folder", "own").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="a file in the place of a folder is told otherwise on Windows")
def test_a_folder_that_takes_no_file_is_told(desk: Path) -> None:
    (desk / "own").mkdir()
    (desk / "own" / "cases").write_text("a file", encoding="utf-8")
    with pytest.raises(UnwritableCase, match="own/cases"):
        run("anna", "--folder", "own")


def test_a_question_goes_to_the_end_of_its_quiz_and_leaves_the_others_alone(desk: Path) -> None:
    def write(*arguments: str) -> Result:
        return CliRunner().invoke(new.command, ["item", *arguments])

    assert write("first", "--quiz", "week-7").exit_code == 0
    path = desk / new.FOLDER / "items" / "week-7.yaml"
    before = path.read_text(encoding="utf-8")
    assert write("second", "--kind", "numeric", "--quiz", "week-7").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith(before)
    assert build_knowledge((SHIPPED, desk / new.FOLDER)).get_item_set("week-7").items == ("first", "second")
    refused = write("Not A Name", "--quiz", "week-7")
    assert refused.exit_code != 0
    assert "not-a-name" in str(refused.exception or refused.output)
