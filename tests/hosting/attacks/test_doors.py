"""Requests that pretend: another's identity, another site, another host, another address; and those that dawdle."""

from __future__ import annotations

import contextlib
import re
import socket
import sys
import time
from collections.abc import Iterator

import pytest
from hosting.conftest import write_lesson
from support.attacker import Attacker
from support.server import BARE, Server, serve

from sciatica_teach.hosting.identity import COOKIE
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store

pytestmark = pytest.mark.slow  # starts servers

WHO = "/voila/render/02_symptoms.ipynb"
MINE, HERS = "m" * 43, "h" * 43
IMPATIENT = f"""
import runpy
from sciatica_teach.hosting import app
app.REQUEST_LIMITS.update(idle_connection_timeout=1.0, body_timeout=1.0)
runpy.run_path({str(BARE)!r}, run_name="__main__")
"""


@pytest.fixture
def eve(server: Server) -> Attacker:
    return Attacker(server.url, MINE)


def who(text: str) -> str:
    found = re.search(r"learner=([\w-]+)", text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "cookie",
    [f"{COOKIE}={HERS[:-1]}", f"{COOKIE}={HERS}x", f'{COOKIE}="{HERS}', f"{COOKIE}=%68{HERS[1:]}",
     f"{COOKIE}=../{HERS}", f"{COOKIE.upper()}={HERS}", f"x={COOKIE}={HERS}", f"{COOKIE}={HERS[:-1]}\u00e9", "=;;==,",
     "x" * 4000],
)
def test_an_edited_cookie_is_nobody(server: Server, cookie: str) -> None:
    answer = Attacker(server.url).ask(WHO, headers={"Cookie": cookie.encode("latin-1")})
    assert answer.status == 200
    assert re.fullmatch(r"[\w-]{43}", who(answer.text))
    assert HERS[:42] not in who(answer.text)


def test_of_two_cookies_one_counts_and_nothing_is_mixed(server: Server) -> None:
    both = {"Cookie": f"{COOKIE}={MINE}; {COOKIE}={HERS}"}
    assert who(Attacker(server.url).ask(WHO, headers=both).text) in {MINE, HERS}


@pytest.mark.parametrize("name", ["X-Sciatica-Learner", "X_Sciatica_Learner", "HTTP_X_SCIATICA_LEARNER", "Cookie2"])
def test_a_header_names_no_learner(eve: Attacker, name: str) -> None:
    assert who(eve.ask(WHO, headers={name: HERS}).text) == MINE


@pytest.mark.parametrize("query", [f"HTTP_X_SCIATICA_LEARNER={HERS}", f"{COOKIE}={HERS}", "a=%00&b=%ff"])
def test_a_query_names_no_learner(eve: Attacker, query: str) -> None:
    assert who(eve.ask(f"{WHO}?{query}").text) == MINE


def test_another_learners_kernel_does_not_exist(server: Server, eve: Attacker) -> None:
    hers = Attacker(server.url, HERS)
    kernel = hers.open_lesson()
    own = {"X-XSRFToken": "t", "Cookie": f"{eve.cookie}; _xsrf=t"}
    assert eve.ask(f"/api/kernels/{kernel}").status == 404
    assert eve.ask(f"/api/kernels/{kernel}/channels").status == 404
    assert eve.ask(f"/api/kernels/{kernel}", "DELETE", own).status == 404
    assert eve.ask(f"/voila/api/shutdown/{kernel}", "POST", own, b"").status == 404
    assert eve.ask(f"/alive/{kernel}").text == '{"alive": false}'
    assert hers.ask(f"/alive/{kernel}").text == '{"alive": true}'


def test_another_site_ends_no_kernel_and_resumes_no_record(server: Server) -> None:
    hers = Attacker(server.url, HERS)
    kernel = hers.open_lesson()
    forged = {"Cookie": f"{hers.cookie}; _xsrf=mine", "X-XSRFToken": "another"}
    for way in (f"POST /voila/api/shutdown/{kernel}", f"DELETE /api/kernels/{kernel}", "POST /resume"):
        method, path = way.split()
        assert hers.ask(path, method, {"Origin": "https://evil.example"}, b"").status in {403, 404}
        assert hers.ask(path, method, forged, b"").status == 403
    assert hers.ask(f"/alive/{kernel}").text == '{"alive": true}'


@pytest.mark.parametrize("path", [WHO, "/resume", "/", "/nowhere", "/healthz"])
@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "evil.example:80@x"}, {"X-Forwarded-Host": "evil.example"},
     {"X-Forwarded-Proto": "https", "X-Scheme": "https"}, {"Forwarded": "host=evil.example;proto=https"},
     {"X-Original-URL": "/evil.example", "X-Rewrite-URL": "/evil.example"}, {"X-Forwarded-Prefix": "/evil.example"}],
)
def test_what_a_request_says_of_its_way_is_in_no_answer(eve: Attacker, path: str, headers: dict[str, str]) -> None:
    answer = eve.ask(path, headers=headers)
    assert "evil.example" not in answer.text
    assert not any("evil.example" in value for value in answer.headers.values())
    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in (answer.headers["Set-Cookie"] or "")


@pytest.mark.parametrize("query", ["template=reveal&theme=dark", "template=../../etc", "voila-template=x"])
def test_a_query_chooses_no_template(eve: Attacker, query: str) -> None:
    assert "st-page" in eve.ask(f"{WHO}?{query}").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "POST"])
@pytest.mark.parametrize("path", [WHO, "/", "/healthz", "/static/sciatica/styles/page.css"])
def test_no_other_method_does_anything(eve: Attacker, method: str, path: str) -> None:
    answer = eve.ask(path, method)
    assert answer.status in {403, 405} or (method == "OPTIONS" and answer.status in {200, 204})
    assert "TRACE" not in answer.headers.get("Allow", "")


@pytest.mark.parametrize(
    "raw",
    [b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     b"POST /resume HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
     b"POST /resume HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
     b"GET /\x00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"GET http://evil.example/ HTTP/9.9\r\n\r\n"],
)
def test_a_request_that_is_none_is_closed(eve: Attacker, raw: bytes) -> None:
    heard = eve.speak(raw)
    assert heard == b"" or re.match(rb"HTTP/1\.1 (4\d\d|30\d)", heard)
    assert eve.ask("/healthz").status == 200


def test_a_redirection_stays_here(eve: Attacker) -> None:
    for path in ("//evil.example/", "//evil.example/..", "/\\evil.example", "/voila/render/", "/%2f%2fevil.example"):
        target = eve.ask(path).headers.get("Location", "/")
        assert target.startswith("/")
        assert not target.startswith(("//", "/\\"))


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a record store of its own, for those who use up its patience."""
    home = tmp_path_factory.mktemp("lonely")
    write_lesson(home, "index", ["# Words"])
    with serve([sys.executable, "-c", IMPATIENT, str(home), "{}"], home) as running:
        yield running


def guess(eve: Attacker, code: str, **headers: str) -> int:
    form = {"code": code, "_xsrf": "t"}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return eve.send_form("/resume", form, {"Cookie": f"{eve.cookie}; _xsrf=t"} | sent).status


def test_guessing_codes_ends_after_five_whatever_address_and_browser_is_pretended(lonely: Server) -> None:
    codes = [f"AAAA-AAAA-AA{a}{b}" for a in "BCDE" for b in "BCD"]
    told = [
        guess(Attacker(lonely.url, chr(97 + at) * 43), code, X_Forwarded_For=f"10.0.0.{at}", X_Real_IP=f"10.1.0.{at}")
        for at, code in enumerate(codes)
    ]
    assert set(told) == {400}
    store = open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(lonely.home)}))
    learner = store.enrol(HERS, time.time())
    right = store.issue_code(learner, time.time())
    assert guess(Attacker(lonely.url, MINE), right) == 400  # even the right one, after so many wrong ones
    assert store.learner_for(MINE) is None


def test_a_header_of_seventy_thousand_letters_is_not_read(eve: Attacker) -> None:
    with contextlib.suppress(ConnectionError):  # closed while the rest was still on its way
        assert b"200 OK" not in eve.speak(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70_000 + b"\r\n\r\n")
    assert eve.ask("/healthz").status == 200


@pytest.mark.parametrize(
    "raw",
    [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
     b"POST /resume HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\ncode="],
)
def test_who_sends_slowly_is_not_waited_for(lonely: Server, raw: bytes) -> None:
    assert Attacker(lonely.url).speak(raw) in {b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"}  # it closed by itself
    assert Attacker(lonely.url).ask("/healthz").status == 200


def test_many_who_wait_hold_up_nobody(lonely: Server) -> None:
    host, port = Attacker(lonely.url).place.split(":")
    waiting = [socket.create_connection((host, int(port))) for _ in range(200)]
    assert Attacker(lonely.url).ask("/healthz").status == 200
    for plug in waiting:
        plug.close()
