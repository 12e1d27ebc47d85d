"""The page for instructors names commands, options and messages that exist."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from sciatica_teach.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
LINES = re.findall(r"^sciatica-teach (.+?)(?:\s+#.*)?$", PAGE, re.MULTILINE)
SAID = re.findall(r"^\| (`.+?) \| [A-Z]", PAGE, re.MULTILINE)
CHECKS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/sciatica_teach/content").glob("*.py"))


@pytest.mark.parametrize("line", LINES)
def test_every_command_with_its_options_exists(line):
    name, *words = line.split()
    assert name in COMMANDS
    command: click.Command = import_module(f"sciatica_teach.cli.{name}").command
    if isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_message_is_one_that_the_checks_give():
    pieces = [piece.strip() for said in SAID for piece in said.strip("`").partition("`")[0].split("…")]
    wanted = [piece for piece in pieces if len(piece) > 8]
    assert len(wanted) >= 5
    generic = CHECKS.replace("{kind}", "finding").replace("{needed}", "critical")
    assert [piece for piece in wanted if piece not in generic] == []
