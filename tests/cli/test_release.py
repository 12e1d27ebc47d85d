"""`sciatica-teach release`: what it says, and what a store that was open all along sees afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sciatica_teach.cli import release
from sciatica_teach.errors import BadPaperName, StoreReadOnly, UnknownId
from sciatica_teach.model.events import CaseOpened, Entry
from sciatica_teach.settings import Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.opening import describe_store, open_store
from sciatica_teach.store.port import RecordStore


def run(*arguments: str) -> Result:
    return CliRunner().invoke(release.command, list(arguments), catch_exceptions=False)


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordStore:
    """The store as a server has it open, in the place where the command looks by itself."""
    monkeypatch.delenv("SCIATICA_TEACH_DATABASE", raising=False)
    monkeypatch.setenv("SCIATICA_TEACH_HOME", str(tmp_path))
    return open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(tmp_path)}))


def test_a_release_is_seen_by_a_server_that_runs_and_the_store_is_named(running: RecordStore, tmp_path: Path) -> None:
    told = run("Week-7").output
    assert "Released: week-7" in told
    assert f"sqlite:///{tmp_path}/records.sqlite" in told
    assert list(running.released()) == ["week-7"]


def test_a_second_release_says_when_the_first_was(running: RecordStore) -> None:
    running.release("week-7", 1_790_000_000.0)  # Monday, 21 September 2026, 14:13:20 UTC
    assert "released already, on 2026-09-21 14:13 UTC" in run("week-7").output
    assert running.released() == {"week-7": 1_790_000_000.0}


def test_a_release_is_withdrawn(running: RecordStore) -> None:
    running.release("week-7", 1.0)
    assert "Sealed again: week-7" in run("week-7", "--withdraw").output
    assert running.released() == {}


def test_withdrawing_a_misspelt_paper_names_the_one_that_was_meant(running: RecordStore) -> None:
    running.release("week-7", 1.0)
    with pytest.raises(UnknownId, match="Did you mean week-7"):
        run("weke-7", "--withdraw")
    assert running.released() == {"week-7": 1.0}


def test_the_list_changes_nothing(running: RecordStore) -> None:
    assert "No paper is released" in run("--list").output
    running.release("week-8", 1_790_000_000.0)
    running.release("week-7", 1_790_000_000.0)
    assert run("--list").output.splitlines()[:2] == [
        "week-7  released 2026-09-21 14:13 UTC", "week-8  released 2026-09-21 14:13 UTC",
    ]
    assert len(running.released()) == 2


def test_it_says_how_many_attempts_it_opens(running: RecordStore) -> None:
    assert "No attempt under week-7 is in this record store yet" in run("week-7").output
    learner = running.enrol(new_token(), 1.0)
    begun = CaseOpened(case_id="marek", mode="exam", paper="week-7")
    entry = Entry(event=begun, at=1.0, subject="case/marek/1", content_version="v", command_id="c")
    running.append(learner, [entry], 0)
    assert "Attempts under week-7 so far: 1." in run("week-7").output
    assert json.loads(run("week-7", "--json").output)["attempts"] == 1


def test_json_says_store_and_papers(running: RecordStore) -> None:
    running.release("week-7", 5.0)
    told = json.loads(run("--list", "--json").output)
    assert told["released"] == {"week-7": 5.0}
    assert told["store"].startswith("sqlite:///")


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("arguments", [[], ["--withdraw"], ["week-7", "--list"], ["--list", "--withdraw"]])
def test_two_tasks_at_once_or_none_are_a_usage_error(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_bad_name_is_refused_with_an_example(running: RecordStore) -> None:
    with pytest.raises(BadPaperName, match="such as week-7"):
        run("week 7")
    assert running.released() == {}


@pytest.mark.usefixtures("running")
def test_a_store_that_lives_in_one_program_alone_is_refused() -> None:
    result = run("week-7", "--database", "memory:")
    assert result.exit_code == 2
    assert "nothing to release" in result.output


def test_a_store_that_only_reads_is_named(running: RecordStore, tmp_path: Path) -> None:
    with pytest.raises(StoreReadOnly):
        run("week-7", "--database", f"sqlite:///file:{tmp_path / 'records.sqlite'}?mode=ro&uri=true")
    assert running.released() == {}


@pytest.mark.parametrize(("address", "shown"), [
    ("postgresql://teacher:hunter2@db:5432/records?sslmode=require", "postgresql://teacher:***@db:5432/records"),
    ("postgres://teacher@db:5432/records?password=hunter2", "postgresql://teacher@db:5432/records"),
    ("memory:", "memory:"),
])
def test_the_stores_password_is_never_printed(address: str, shown: str) -> None:
    assert describe_store(address) == shown
