"""The tutorial for authors is followed to the letter, and ends where it says: in front of students."""

from __future__ import annotations

import json
import re
import shlex
from importlib import import_module
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from support.server import full, serve
from support.visitor import Visitor
from support.waiting import until

from sciatica_teach.content.compile import build_knowledge
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.hosting.notebook_facts import read_facts
from sciatica_teach.settings import find_resources
from sciatica_teach.views.parts.files import flatten
from sciatica_teach.views.words import load_words

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.S) for line in block.splitlines()]
FILES = dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.M | re.S))
BOLD = set(re.findall(r"\*\*(.+?)\*\*", PAGE, re.S))
LINKS = re.findall(r"`(\d\d_\w+)\.ipynb\?(\w+)=([\w-]+)`", PAGE)


def run(line: str) -> None:
    """One line of the tutorial, in the folder where it is followed."""
    program, *words = shlex.split(line)
    if program == "mkdir":
        Path(words[0]).mkdir()
        return
    assert program == "sciatica-teach"
    command = import_module(f"sciatica_teach.cli.{words[0]}").command
    done = CliRunner().invoke(command, words[1:], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_it_names_what_stands_on_the_page() -> None:
    lesson = read_facts(find_resources("notebooks") / "11_authoring.ipynb").title
    words = {*flatten({"author": load_words()["author"]}).values(), lesson}
    assert len(BOLD) > 10
    assert {" ".join(one.split()) for one in BOLD} - words == set()


def test_its_commands_and_files_give_content_that_passes_every_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCIATICA_TEACH_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("SCIATICA_TEACH_CONTENT", raising=False)
    for line in COMMANDS:
        if " serve " not in line:
            run(line)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    run("sciatica-teach check my-content")
    kb = build_knowledge((SHIPPED, Path("my-content")))
    found = {"item": kb.item_by_id, "set": kb.item_set_by_id, "case": kb.case_by_id}
    assert {kind for _, kind, _ in LINKS} == set(found)
    assert all(name in found[kind] for _, kind, name in LINKS)
    assert all((find_resources("notebooks") / f"{lesson}.ipynb").is_file() for lesson, _, _ in LINKS)


@pytest.mark.slow
def test_a_server_started_as_it_says_shows_what_is_written_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before, (started,) = COMMANDS[0], [line for line in COMMANDS if " serve " in line]
    run(before)
    options = shlex.split(started)[2:]
    with serve(full(None, *options), tmp_path, {"SCIATICA_TEACH_CACHE": str(tmp_path / "cache")}) as server:

        def version() -> str:
            with urlopen(f"{server.url}/healthz") as answer:
                return str(json.load(answer)["content_version"])

        first = version()
        for name, text in FILES.items():
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        until(lambda: version() != first, "the server did not follow the folder")
        for lesson, kind, name in LINKS:
            Visitor(server.url).open(lesson, f"?{kind}={name}")
