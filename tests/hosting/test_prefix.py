"""Everything under a path of its own, as behind a proxy that offers other things beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from hosting.conftest import ask_server
from playwright.sync_api import Browser, expect
from support.server import Server, full, serve

from sciatica_teach.store.codes import ALPHABET

pytestmark = pytest.mark.slow  # starts a server

PREFIX = "/teach/sciatica/"
LESSON = f"{PREFIX}voila/render/index.ipynb"


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shipped lessons."""
    with serve(full(None, "--base-url", PREFIX), tmp_path_factory.mktemp("prefixed")) as running:
        yield running


def origin(server: Server) -> str:
    return f"http://{urlsplit(server.url).netloc}"


@pytest.mark.parametrize("path", [LESSON, f"{PREFIX}resume", f"{PREFIX}nowhere"])
def test_every_address_and_cookie_of_a_page_stays_under_the_prefix(prefixed: Server, path: str) -> None:
    reply = ask_server(origin(prefixed), path)
    addresses = re.findall(r'(?:href|src|action)="([^"]+)"', reply.text)
    inside = {urljoin(path, found) for found in addresses if not found.startswith(("http", "#", "data:"))}
    assert inside
    assert [found for found in inside if not found.startswith(PREFIX)] == []
    for cookie in reply.headers.get_all("Set-Cookie", []):
        assert f"Path={PREFIX}" in cookie


def test_every_static_address_of_a_lesson_answers(prefixed: Server) -> None:
    page = ask_server(origin(prefixed), LESSON).text
    files = {found for found in re.findall(r'(?:href|src)="([^"]+)"', page) if found.startswith(f"{PREFIX}static/")}
    assert files
    statuses = {found: ask_server(origin(prefixed), found.replace("&amp;", "&")).status for found in files}
    assert statuses == dict.fromkeys(files, 200)


def test_the_way_home_leads_to_the_lesson_and_nothing_answers_outside(prefixed: Server) -> None:
    home = ask_server(origin(prefixed), PREFIX)
    assert (home.status, home.headers["Location"]) == (302, LESSON)
    assert ask_server(origin(prefixed), f"{PREFIX}healthz").status == 200
    for path in ("/", "/healthz", "/resume", "/voila/render/index.ipynb"):
        assert ask_server(origin(prefixed), path).status == 404


@pytest.mark.browser
def test_a_learner_makes_a_code_and_resumes_elsewhere_under_the_prefix(prefixed: Server, browser: Browser) -> None:
    def visit(page, path: str) -> None:
        page.set_default_timeout(60_000)
        page.on("request", lambda request: asked.append(urlsplit(request.url)))
        page.on("websocket", lambda socket: asked.append(urlsplit(socket.url)))
        page.goto(origin(prefixed) + path)

    asked: list = []
    first, second = browser.new_context(), browser.new_context()
    page = first.new_page()
    visit(page, LESSON)
    page.get_by_role("button", name="Make a resume code").click(timeout=60_000)
    code = re.compile("-".join([f"[{ALPHABET}]{{4}}"] * 3))
    expect(page.get_by_text(code).first).to_be_visible()
    found = code.search(page.get_by_text(code).first.inner_text())

    other = second.new_page()
    visit(other, LESSON)
    other.get_by_role("link", name="Type a resume code").first.click(timeout=60_000)
    other.get_by_label("Resume code").fill(found[0])
    other.get_by_role("button", name="Go on with this record").click()
    other.wait_for_url(f"**{LESSON}")
    tokens = [next(c["value"] for c in one.cookies() if c["name"] == "st-learner") for one in (first, second)]
    assert tokens[0] != tokens[1]
    assert any(one.scheme == "ws" for one in asked)
    outside = {one.path for one in asked if one.scheme in ("http", "ws") and not one.path.startswith(PREFIX)}
    assert outside - {"/favicon.ico"} == set()
    first.close()
    second.close()
