"""Tiny lessons, and one server that shows them."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Page, expect
from support.server import Server, bare, serve

COUNTER = '''
import anywidget, traitlets

class Counter(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      const button = document.createElement("button");
      const draw = () => { button.textContent = `Python counted ${model.get("counted")}`; };
      button.onclick = () => { model.set("pressed", model.get("pressed") + 1); model.save_changes(); };
      model.on("change:counted", draw);
      draw();
      el.append(button);
    } }
    """
    pressed = traitlets.Int(0).tag(sync=True)
    counted = traitlets.Int(0).tag(sync=True)

counter = Counter()
counter.observe(lambda change: setattr(counter, "counted", change.new), "pressed")
counter
'''
WHO = "import os; print('learner=' + os.environ.get('HTTP_X_SCIATICA_LEARNER', 'nobody'))"
WHERE = """import os
for what in ("plotly", "scene"):
    print(f"{what}=" + os.environ[f"SCIATICA_TEACH_{what.upper()}_URL"])"""
WIDE_TABLE = "\n".join(["| A very long heading " * 6 + "|", "| --- " * 6 + "|", "| 0.62 " * 6 + "|"])
LESSONS = {
    "index": ["# Leg pain has many roads", WIDE_TABLE, COUNTER, "The last words."],
    "02_symptoms": ["# Who is asking", WHO],
    "04_cases": ["# Cases", "1/0  # a <b>mistake</b>", "print(unknown)", "Prose after the mistake."],
    "05_quiz": ["# Where it runs", WHERE, "import os; os._exit(3)"],
}
WORDS = re.compile(r"[#A-Z|][^=()]*")


def write_lesson(folder: Path, name: str, sources: list[str], kernel: str = "python3") -> None:
    """A notebook of these cells; what reads like prose becomes a text cell."""
    cells = [new_markdown_cell(text) if WORDS.fullmatch(text) else new_code_cell(text) for text in sources]
    spec = {"name": kernel, "display_name": kernel, "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec, "title": name}), folder / f"{name}.ipynb")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


Ask = Callable[..., Reply]


def ask_server(
    url: str, path: str, *, method: str = "GET", form: dict[str, str] | None = None, **headers: str
) -> Reply:
    """One request, no redirect followed. Header names are given with underscores for dashes."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body=urlencode(form) if form is not None else None, headers=sent)
    answer = connection.getresponse()
    reply = Reply(answer.status, answer.headers, answer.read())
    connection.close()
    return reply


@pytest.fixture(scope="session")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lessons")
    for name, sources in LESSONS.items():
        write_lesson(folder, name, sources)
    return folder


@pytest.fixture(scope="session")
def server(lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(bare(lessons), tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def ask(server: Server) -> Ask:
    return lambda path, **rest: ask_server(server.url, path, **rest)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


expect.set_options(timeout=20_000)
