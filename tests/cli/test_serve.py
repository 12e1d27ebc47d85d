"""What `sciatica-teach serve` says when it cannot serve: plain words, exit code 2, and nothing left running."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from support.server import full

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
