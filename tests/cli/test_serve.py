"""What `sciatica-teach serve` says when it cannot serve: plain words, exit code 2, and nothing left running."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from support.server import full

from sciatica_teach.cli.serve import _find_instructor_key
from sciatica_teach.errors import HostingError
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store

pytestmark = pytest.mark.slow  # starts servers


def serve(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SCIATICA_TEACH_HOME": str(home)}
    command = full(None, *options)
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with an empty record store of this version."""
    open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(tmp_path)}))
    return tmp_path


def test_a_database_of_a_newer_version_is_left_alone(home):
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        connection.execute("UPDATE st_schema SET version_num = '9999'")
        connection.commit()
    done = serve(home)
    assert done.returncode == 2
    assert "newer version" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_read_only_database_is_named_before_anybody_answers(home):
    done = serve(home, "--database", f"sqlite:///file:{home / 'records.sqlite'}?mode=ro&uri=true")
    assert done.returncode == 2
    assert "can be read but not written to" in done.stderr


def test_a_database_server_that_is_not_there_is_named(tmp_path):
    done = serve(tmp_path, "--database", "postgresql://somebody@127.0.0.1:1/nothing")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_broken_content_stops_the_start_with_file_and_line(tmp_path):
    own = tmp_path / "own"
    (own / "causes").mkdir(parents=True)
    (own / "causes" / "lumbar-disc.yaml").write_text("id: lumbar-disc\nname: [\n", encoding="utf-8")
    done = serve(tmp_path, "--content", str(own))
    assert done.returncode == 2
    assert "causes/lumbar-disc.yaml:" in done.stderr


BY_HAND = {"instructor_group": "", "identity": "cookie", "behind_proxy": False, "log_json": False, "place": ""}


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.delenv("SCIATICA_TEACH_INSTRUCTOR_KEY", raising=False)
    return Settings.from_environment({"SCIATICA_TEACH_HOME": str(tmp_path)})


def test_a_server_started_by_hand_tells_the_way_to_the_instructors_door(settings):
    found = _find_instructor_key(None, settings, **BY_HAND)
    assert found["tells_door"]
    assert len(found["instructor_key"]) == 43
    assert _find_instructor_key(None, settings, **BY_HAND) == found  # a restart shuts nobody out


@pytest.mark.parametrize(
    "other", [{"behind_proxy": True}, {"log_json": True}, {"place": "a"}, {"identity": "hub"},
              {"identity": "header:X-User", "behind_proxy": True}],
)
def test_where_output_is_kept_as_a_log_no_key_is_made_or_told(settings, other):
    assert _find_instructor_key(None, settings, **(BY_HAND | other)) == {}
    assert not (settings.data_dir / "instructor-key").exists()


def test_a_key_that_was_given_is_not_told(settings, tmp_path):
    (tmp_path / "key").write_text("the key of the class")
    assert _find_instructor_key(tmp_path / "key", settings, **BY_HAND) == {"instructor_key": "the key of the class"}


def test_a_group_needs_a_hub(settings):
    with pytest.raises(HostingError, match="--identity hub"):
        _find_instructor_key(None, settings, **(BY_HAND | {"instructor_group": "teachers"}))
