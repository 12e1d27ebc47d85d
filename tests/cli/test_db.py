"""`sciatica-teach db`: what it says and asks, and that it reaches the store that the environment names."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sciatica_teach.cli import db
from sciatica_teach.errors import StoreNotEmpty
from sciatica_teach.settings import Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.opening import open_store
from sciatica_teach.store.port import RecordStore

TOKEN = new_token()


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(db.command, list(arguments), input=typed, catch_exceptions=False)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordStore:
    """The store as a server has it open, in the place where the command looks by itself, with one learner."""
    monkeypatch.delenv("SCIATICA_TEACH_DATABASE", raising=False)
    monkeypatch.setenv("SCIATICA_TEACH_HOME", str(tmp_path / "home"))
    opened = open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(tmp_path / "home")}))
    opened.enrol(TOKEN, time.time())
    return opened


def test_backup_and_restore_say_what_is_in_them(store: RecordStore, tmp_path: Path) -> None:
    file = tmp_path / "backup.jsonl.gz"
    told = run("backup", str(file)).output
    assert f"Backed up to {file}: 1 learners, 0 entries, 1 browsers" in told
    other = f"sqlite:///{tmp_path}/other.sqlite"
    assert "Restored from" in run("restore", str(file), "--database", other).output
    with pytest.raises(StoreNotEmpty):
        run("restore", str(file), "--database", other)
    told = run("restore", str(file), "--replace", "--database", other).output
    [kept] = (tmp_path / "home").glob("before-restore-*.jsonl.gz")
    assert f"What was there before is in {kept}" in told
    assert store.learner_for(TOKEN)


def test_purge_says_what_it_would_do_and_asks(store: RecordStore) -> None:
    told = run("purge", "--all", "--dry-run").output
    assert "To be removed: 1 learners" in told
    assert "Nothing was changed" in told
    refused = run("purge", "--all", typed="n\n")
    assert refused.exit_code == 1
    assert store.learner_for(TOKEN)
    assert "Removed: 1 learners" in run("purge", "--all", typed="y\n").output
    assert store.learner_for(TOKEN) is None


def test_purge_by_age_leaves_who_was_there_lately(store: RecordStore) -> None:
    assert "Removed: 0 learners" in run("purge", "--older-than", "30", "--yes").output
    assert store.learner_for(TOKEN)


def test_a_code_can_be_typed_without_being_shown(store: RecordStore) -> None:
    learner = store.learner_for(TOKEN)
    assert learner
    code = store.issue_code(learner, time.time())
    told = run("purge", "--learner-of-code", "-", "--yes", typed=f"{code}\n").output
    assert code not in told
    assert "Removed: 1 learners" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["purge", "--all", "--older-than", "3"], "Choose one of"),
        (["purge", "--older-than", "0"], "not in the range"),
        (["backup", "b.gz", "--database", "memory:"], "forgets everything"),
    ],
)
def test_what_makes_no_sense_is_refused(store: RecordStore, arguments: list[str], words: str) -> None:
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert words in refused.output
    assert store.learner_for(TOKEN)
