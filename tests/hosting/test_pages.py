"""What each address answers."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.server import Server, bare, serve

from sciatica_teach.hosting.identity import COOKIE
from sciatica_teach.model.events import CaseOpened, Entry
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store
from sciatica_teach.store.port import RecordStore

from .conftest import ask_server

pytestmark = pytest.mark.slow  # starts servers

OLD_DEVICE = "o" * 43
NEW_DEVICE = "n" * 43


def test_the_root_leads_to_the_home_lesson(ask) -> None:
    reply = ask("/")
    assert (reply.status, reply.headers["Location"]) == (302, "/voila/render/index.ipynb")


@pytest.mark.parametrize(
    "path", ["/voila/tree", "/voila/tree/sub", "/voila/api/contents/", "/nowhere", "/voila/render/no.ipynb"]
)
def test_what_is_not_offered_is_a_plain_page_that_leads_home(ask, path: str) -> None:
    reply = ask(path)
    assert reply.status == 404
    assert "There is no such page" in reply.text
    assert 'href="/voila/render/index.ipynb"' in reply.text


@pytest.mark.parametrize("path", ["/voila/render/index.ipynb?template=reveal&theme=dark", "/resume", "/nowhere"])
def test_no_page_asks_for_anything_from_another_machine(ask, path: str) -> None:
    html = ask(path).text
    assert not re.search(r'(src|href|url\()\s*=?["\']?\s*(https?:)?//(?!creativecommons)', html)


@pytest.mark.parametrize("path", ["/voila/render/index.ipynb", "/resume", "/healthz", "/nowhere"])
def test_pages_cannot_be_framed_sniffed_or_traced_from_elsewhere(ask, path: str) -> None:
    headers = ask(path).headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_lesson_has_language_title_landmarks_and_the_sections_that_exist(ask) -> None:
    html = ask("/voila/render/04_cases.ipynb").text
    assert '<html lang="en">' in html
    assert "<title>Clinic · Sciatica Teach</title>" in html
    assert re.findall(r"<main |<header |<nav |<footer ", html) == ["<header ", "<nav ", "<main ", "<footer "]
    assert re.findall(r"<li><a href=\"[^\"]+\"( aria-current=\"page\")?>(\w+)</a>", html) == [
        ("", "Home"), ("", "Symptoms"), (' aria-current="page"', "Clinic"), ("", "Quiz"),
    ]
    assert "For education only; not medical advice" in html


def test_a_failing_step_explains_itself_once_and_the_prose_goes_on(ask, server: Server) -> None:
    html = ask("/voila/render/04_cases.ipynb").text
    assert html.count("This part of the lesson could not start") == 1
    assert "Error: ZeroDivisionError" in html
    assert "This part waits for the one above" in html
    assert "Prose after the mistake." in html
    assert "Traceback" not in html
    assert "Traceback" in server.log()


def test_health_names_versions_and_says_whether_records_can_be_reached(lessons: Path, tmp_path: Path) -> None:
    with serve(bare(lessons), tmp_path) as server:
        well = ask_server(server.url, "/healthz")
        assert well.status == 200
        told = json.loads(well.body)
        assert told.pop("kernels").keys() == {"alive", "most", "spare"}
        assert told | {"version": ""} == {
            "status": "ok", "version": "", "content_version": "test-content", "store": "ok",
        }
        for file in tmp_path.glob("records.sqlite*"):
            file.unlink()
        (tmp_path / "records.sqlite").mkdir()
        ill = ask_server(server.url, "/healthz")
        assert (ill.status, json.loads(ill.body)["store"]) == (503, "unavailable")


class Resuming:
    """A browser without JavaScript at the resume page."""

    def __init__(self, server: Server, store: RecordStore, token: str = NEW_DEVICE) -> None:
        self.server, self.store, self.token = server, store, token

    def look(self):
        return ask_server(self.server.url, "/resume", Cookie=f"{COOKIE}={self.token}")

    def send(self, code: str):
        page = self.look()
        hidden = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
        cookie = re.search(r"_xsrf=[^;]+", page.headers["Set-Cookie"])
        assert hidden
        assert cookie
        return ask_server(
            self.server.url, "/resume", method="POST", form={"code": code, "_xsrf": hidden[1]},
            Cookie=f"{COOKIE}={self.token}; {cookie[0]}",
        )


@pytest.fixture
def store(server: Server) -> RecordStore:
    return open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(server.home)}))


@pytest.fixture
def resuming(server: Server, store: RecordStore) -> Iterator[Resuming]:
    yield Resuming(server, store)
    learner = store.learner_for(NEW_DEVICE)
    if learner:
        store.delete(learner)


def begin_record(store: RecordStore, token: str):
    learner = store.enrol(token, time.time())
    entry = Entry(
        event=CaseOpened(case_id="l5-disc"), at=0.0, subject="case/l5-disc", content_version="a", command_id=token[:8]
    )
    store.append(learner, [entry], store.read(learner).version)
    return learner


def test_a_code_from_another_device_brings_its_record_here(resuming: Resuming, store: RecordStore) -> None:
    learner = begin_record(store, OLD_DEVICE)
    reply = resuming.send(store.issue_code(learner, time.time()).lower())
    assert (reply.status, reply.headers["Location"]) == (303, "/voila/render/index.ipynb")
    assert store.learner_for(NEW_DEVICE) == learner


def test_a_wrong_code_is_said_on_the_same_page_and_changes_nothing(resuming: Resuming, store: RecordStore) -> None:
    reply = resuming.send("AAAA-AAAA-<b>A")
    assert reply.status in {400, 429}
    assert 'role="alert"' in reply.text
    assert 'value="AAAA-AAAA-&lt;b&gt;A"' in reply.text
    assert store.learner_for(NEW_DEVICE) is None


@pytest.mark.usefixtures("resuming")
def test_a_form_sent_from_another_site_is_refused(store: RecordStore, ask) -> None:
    code = store.issue_code(begin_record(store, OLD_DEVICE), time.time())
    reply = ask("/resume", method="POST", form={"code": code}, Cookie=f"{COOKIE}={NEW_DEVICE}")
    assert reply.status == 403
    assert store.learner_for(NEW_DEVICE) is None


def test_a_browser_with_a_record_of_its_own_is_warned(resuming: Resuming, store: RecordStore) -> None:
    assert "already has a record" not in resuming.look().text
    begin_record(store, NEW_DEVICE)
    assert "already has a record" in resuming.look().text
