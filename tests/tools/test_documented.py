"""What exists is documented: commands, settings, make targets; and both ways in install the same versions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sciatica_teach.cli import COMMANDS
from sciatica_teach.views.words import load_words, say

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SOURCES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py"))]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command):
    assert f"sciatica-teach {command}" in README


@pytest.mark.parametrize("target", sorted(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.M)))
def test_every_make_target_is_in_the_readme_or_is_housekeeping(target):
    assert f"make {target}" in README or target in {"help", "clean"}


def test_every_setting_is_in_the_readme():
    named = set(re.findall(r"environ\.get\(\"(SCIATICA_TEACH_[A-Z]+)\"", "\n".join(SOURCES)))
    given = {name for name in named if name != "SCIATICA_TEACH_PLOTLY_URL"}  # set by the server for its own kernels
    assert given
    assert all(f"`{name}`" in README for name in given)


def test_conda_installs_python_and_then_the_package_with_the_same_constraints():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    pip = next(entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    assert sorted(entry.split("=")[0] for entry in conda) == ["pip", "python"]
    assert pip == ["--constraint constraints.txt", "--editable ."]
    assert "--constraint constraints.txt" in MAKEFILE


def test_constraints_pin_exact_versions_and_name_no_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n")
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in pinned)


def test_every_dependency_is_pinned():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = set(re.findall(r'^  "([A-Za-z0-9-]+)(?:\[\w+\])?>=', project, re.M))
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in pins.split()}
    assert {name.lower() for name in wanted} <= pinned


def test_every_key_that_a_view_says_is_in_the_catalogue():
    used = {key for text in SOURCES for key in re.findall(r"\bsay\(\"([a-z.-]+[a-z_]*)\"", text)}
    assert used
    for key in used:
        section = load_words()
        for name in key.split("."):
            section = section[name]
        assert isinstance(section, str)


def test_words_with_a_gap_are_filled():
    assert say("case.clock", used=6, of=20) == "6 of 20 minutes of the visit used"
