"""The commands of docs/operations.md, run one after the other as they stand there."""

from __future__ import annotations

import importlib
import json
import re
import shlex
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sciatica_teach.cli import group
from sciatica_teach.hosting.logs import FIELDS
from sciatica_teach.settings import CHECKOUT, Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.opening import open_store
from sciatica_teach.store.tables import REVISION

PAGE = (CHECKOUT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    sciatica-teach (db .+)$", PAGE, re.MULTILINE)
EVERY = re.findall(r"sciatica-teach (\w[^|`\n]*)", PAGE)


def test_the_commands_work_in_the_order_in_which_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCIATICA_TEACH_DATABASE", raising=False)
    monkeypatch.setenv("SCIATICA_TEACH_HOME", str(tmp_path / "home"))
    store = open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(tmp_path / "home")}))
    learner = store.enrol(new_token(), time.time())
    code = store.issue_code(learner, time.time())
    told = {}
    for line in COMMANDS:
        done = CliRunner().invoke(group, shlex.split(line), input=f"{code}\n")
        told[line] = (done.exit_code, done.output, repr(done.exception))
    refused = [line for line, (status, *_) in told.items() if status]
    assert refused == ["db restore records-2026-11-23.jsonl.gz"], told
    assert "StoreNotEmpty" in told[refused[0]][2]
    assert (tmp_path / "moved.sqlite").is_file()
    assert len(COMMANDS) >= 8


def test_every_option_exists() -> None:
    for line in EVERY:
        name, *words = line.split()
        if name not in ("db", "serve"):
            continue
        command: click.Command = importlib.import_module(f"sciatica_teach.cli.{name}").command
        if isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


def test_the_line_of_the_log_has_the_fields_of_the_table() -> None:
    [line] = re.findall(r"^    (\{.+\})$", PAGE, re.MULTILINE)
    rows = " ".join(re.findall(r"^\| (`time`.*?|`request`.*?|`method`.*?) \|", PAGE, re.MULTILINE))
    assert set(json.loads(line)) == set(re.findall(r"`(\w+)`", rows))
    assert set(FIELDS) <= set(json.loads(line))


def test_the_copy_is_called_as_todays_is() -> None:
    assert f"records.sqlite.before-{REVISION}" in PAGE
