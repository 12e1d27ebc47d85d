"""What the log holds, in both forms, and what it never holds."""

from __future__ import annotations

import http.client
import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from support.server import Server, bare, serve
from support.visitor import Visitor
from support.waiting import until

from sciatica_teach.hosting.identity import COOKIE
from sciatica_teach.hosting.logs import JsonLines, TextLines, request_id
from sciatica_teach.hosting.scrubbing import hash_kernel, scrub

KERNEL = "0f6c9a1e-1111-4222-8333-444455556666"
TOKEN = "t" * 43
BASE = "/user/zebedee/"


def build_line(message: str, *args: object, failed: bool = False, **extra: object) -> logging.LogRecord:
    try:
        raise ValueError(f"somebody's {TOKEN}")
    except ValueError:
        reason = sys.exc_info() if failed else None
    line = logging.LogRecord("tornado.application", logging.ERROR, "x.py", 1, message, args, reason)
    line.__dict__.update(extra)
    line.created = 1_790_000_000.0
    return line


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("GET /render/a.ipynb?case=patient-7&paper=week-7 (203.0.113.9)", "GET /render/a.ipynb ([address])"),
        ("uri='/resume?code=x', remote_ip='2001:db8::1'", "uri='/resume', remote_ip='[address]'"),
        (f"Kernel started: {KERNEL}", f"Kernel started: {hash_kernel(KERNEL)}"),
        (f"/api/kernels/a_{KERNEL}/channels", f"/api/kernels/{hash_kernel(f'a_{KERNEL}')}/channels"),
        (f"cookie {TOKEN}", "cookie [token]"),
        ("learner " + "0a" * 16 + " by " + "0b" * 32, "learner [id] by [id]"),
        ("typed 7KQ2-M9XD-4TRB", "typed [code]"),
        ("postgresql://ann:hunter2@db/records", "postgresql://db/records"),
        ("/user/zebedee/voila/render/a.ipynb", "/voila/render/a.ipynb"),
        ("a \x1b[2J screen", "a \\x1b[2J screen"),
        ("left-knee-pain at 12:30:45, version 1.2.3", "left-knee-pain at 12:30:45, version 1.2.3"),
    ],
)
def test_what_nobody_needs_to_see_is_taken_out(said: str, written: str) -> None:
    assert scrub(said, BASE) == written


def test_a_line_of_json_has_its_fields_and_a_traceback_without_secrets() -> None:
    request_id.set("5f0c6e1d")
    told = json.loads(JsonLines("/").format(build_line("it failed for %s", TOKEN, failed=True, path=f"/x/{TOKEN}")))
    assert told.pop("traceback").endswith("ValueError: somebody's [token]")
    assert told == {
        "time": "2026-09-21T14:13:20Z", "level": "ERROR", "event": "it failed for [token]",
        "logger": "tornado.application", "request": "5f0c6e1d", "path": "/x/[token]",
    }


def test_nobody_can_write_a_line_of_the_log() -> None:
    written = TextLines("/").format(build_line("typed: %s", "x\n2026-11-23T20:07:40Z ERROR forged\r"))
    assert [line for line in written.split("\n") if line.startswith("2026-11-23")] == []
    assert "\r" not in written


@pytest.fixture(scope="module")
def told(lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Visitor]]:
    home = tmp_path_factory.mktemp("logs")
    options = bare(lessons, log_json=True, base_url=BASE, place="a", behind_proxy=True)
    with serve(options, home) as server:
        yield server, Visitor(server.url)


def read_lines(server: Server) -> list[dict[str, Any]]:
    return [json.loads(line) for line in server.log().splitlines(keepends=True) if line.endswith("\n")]


def find_request(server: Server, request: str) -> list[dict[str, Any]]:
    return [line for line in read_lines(server) if line.get("request") == request]


def wait_for_request(server: Server, request: str) -> list[dict[str, Any]]:
    """A browser has its answer before the log has its line."""
    return until(lambda: find_request(server, request), f"request {request} has no line")


@pytest.mark.slow  # starts a server
def test_a_page_is_one_line_without_its_query_and_the_browser_knows_its_id(told: tuple[Server, Visitor]) -> None:
    server, visitor = told
    status, _, headers = visitor.ask(f"{BASE}resume?code=7KQ2-M9XD-4TRB", X_Real_IP="203.0.113.77")
    assert status == 200
    [line] = wait_for_request(server, headers["X-Request-Id"])
    assert (line["level"], line["method"], line["path"], line["status"]) == ("INFO", "GET", "/resume", 200)
    assert isinstance(line["ms"], int)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["time"])


@pytest.mark.slow
def test_files_and_signs_of_life_make_no_line_unless_they_fail(told: tuple[Server, Visitor]) -> None:
    server, visitor = told
    quiet = [
        visitor.ask(f"{BASE}{path}")[2]["X-Request-Id"] for path in ("healthz", "static/sciatica/styles/page.css")
    ]
    [line] = wait_for_request(server, visitor.ask(f"{BASE}static/sciatica/none.css")[2]["X-Request-Id"])
    assert (line["level"], line["status"]) == ("WARNING", 404)
    assert [find_request(server, request) for request in quiet] == [[], []]


@pytest.mark.slow
def test_a_whole_visit_leaves_nothing_secret_and_every_line_can_be_read(told: tuple[Server, Visitor]) -> None:
    server, _ = told
    visitor = Visitor(server.url)
    status, text, _ = visitor.ask(f"{BASE}voila/render/04_cases.ipynb?patient=911", X_Real_IP="203.0.113.77")
    assert status == 200
    kernel = re.search(r'"kernelId": "([^"]+)"', text)
    assert kernel
    post_code(server, visitor)
    last = visitor.ask(f"{BASE}alive/{kernel[1]}/x")[2]["X-Request-Id"]
    wait_for_request(server, last)
    written = server.log()
    secrets = [visitor.cookies[COOKIE], kernel[1], "911", "203.0.113", "7KQ2", "zebedee", "127.0.0.1"]
    assert [secret for secret in secrets if secret in written] == []
    assert any("Traceback" in line["event"] or "traceback" in line for line in read_lines(server))
    assert [line["status"] for line in read_lines(server) if line.get("path") == "/resume"][-1] == 400


@pytest.mark.slow
def test_of_others_only_warnings_are_told(told: tuple[Server, Visitor]) -> None:
    server, visitor = told
    visitor.ask(f"{BASE}voila/render/index.ipynb")
    news = [line for line in read_lines(server) if line["level"] in ("DEBUG", "INFO")]
    assert news
    assert [line for line in news if not line["logger"].startswith("sciatica")] == []


def post_code(server: Server, visitor: Visitor) -> None:
    form = f"code=7KQ2-M9XD-4TRB&_xsrf={visitor.cookies.get('_xsrf') or get_xsrf(visitor)}"
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    headers = {"Cookie": visitor.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{BASE}resume", body=form, headers=headers)
    assert connection.getresponse().status == 400
    connection.close()


def get_xsrf(visitor: Visitor) -> str:
    visitor.ask(f"{BASE}resume")
    return visitor.cookies["_xsrf"]
