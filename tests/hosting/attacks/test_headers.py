"""Every answer says what a browser may do with it, whichever handler gave it; cookies in the frame of another site."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from hosting.conftest import write_lesson
from support.attacker import Answer, Attacker
from support.server import Server, bare, serve

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.headers import lesson_policy, page_policy, require_origins
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store

LMS = "https://lms.example.org"
LESSON = "/voila/render/index.ipynb"
ADDRESSES = (
    LESSON, "/voila/render/missing.ipynb", "/voila/render/", "/resume", "/", "/nowhere", "/healthz", "/alive/none",
    "/room", "/static/sciatica/styles/page.css", "/static/sciatica/none.css", "/static/voila/x/voila.js",
    "/static/scene/none", "/join", "/join/AAAAAA", "/join/AAAAAA/stream", "/join/AAAAAA/vote", "/host/AAAAAA",
    "/host/AAAAAA/wall", "/host/AAAAAA/do", "/host/AAAAAA/qr.svg",
    "/voila/files/none.png", "/voila/api/themes/none", "/voila/tree", "/voila/labextensions/none", "/api/kernels/none",
    "/api/kernels/00000000-0000-0000-0000-000000000000/channels", "/voila/api/shutdown/none", "/login", "/logout",
)
IN_FRAME = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server behind a proxy, whose pages an LMS may frame."""
    home = tmp_path_factory.mktemp("framed")
    write_lesson(home, "index", ["# Words"])
    with serve(bare(home, frame_ancestors=[LMS], behind_proxy=True), home) as running:
        yield running


def rules(answer: Answer) -> dict[str, str]:
    pieces = [rule.strip().partition(" ") for rule in answer.headers["Content-Security-Policy"].split(";")]
    return {name: value for name, _, value in pieces}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_has_its_headers(server: Server, path: str, method: str) -> None:
    answer = Attacker(server.url).ask(path, method)
    told = rules(answer)
    assert told["default-src"] == told["object-src"] == told["base-uri"] == "'none'"
    assert told["frame-ancestors"] == "'self'"
    assert "unsafe" not in told.get("script-src", "")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Strict-Transport-Security"] is None
    assert answer.headers["Server"] is None
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.slow
def test_lessons_may_do_more_than_pages_and_pages_more_than_files(server: Server) -> None:
    eve = Attacker(server.url)
    assert rules(eve.ask(LESSON))["script-src"] == "'self' blob:"
    assert rules(eve.ask("/resume"))["script-src"] == "'self'"
    assert "script-src" not in rules(eve.ask("/static/sciatica/styles/page.css"))


def test_no_policy_lets_a_script_run_that_stands_in_the_page() -> None:
    for policy in (lesson_policy(), page_policy()):
        scripts = policy.partition("script-src")[2].partition(";")[0]
        assert not any(word in scripts for word in ("unsafe", "data:", "*", "http"))


@pytest.mark.slow
def test_an_lms_may_frame_and_nobody_else(framed: Server) -> None:
    for path in (LESSON, "/resume", "/nowhere", "/healthz"):
        assert rules(Attacker(framed.url).ask(path))["frame-ancestors"] == f"'self' {LMS}"


@pytest.mark.slow
def test_https_is_remembered_where_the_proxy_says_so(framed: Server) -> None:
    for path in (LESSON, "/nowhere", "/static/sciatica/styles/page.css"):
        answer = Attacker(framed.url).ask(path, headers={"X-Forwarded-Proto": "https"})
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def attributes(answer: Answer) -> dict[str, str]:
    """Of each cookie: what follows its value."""
    set_cookies = answer.headers.get_all("Set-Cookie") or []
    return {cookie.partition("=")[0]: cookie.partition(";")[2] for cookie in set_cookies}


@pytest.mark.slow
@pytest.mark.parametrize("path", [LESSON, "/resume"])
def test_in_a_frame_over_https_cookies_are_partitioned(framed: Server, path: str) -> None:
    told = attributes(Attacker(framed.url, "").ask(path, headers=IN_FRAME | {"X-Forwarded-Proto": "https"}))
    assert {"st-learner", "_xsrf"} <= set(told)
    for said in told.values():
        assert said.endswith("; SameSite=None; Secure; Partitioned")
        assert said.count("SameSite") == said.count("Secure") == 1
    assert "HttpOnly" in told["st-learner"]


@pytest.mark.slow
def test_a_frame_that_begins_with_the_resume_page_goes_on_with_the_record(framed: Server) -> None:
    """What its form sends comes from our own page; a browser drops a Lax cookie that is set there."""
    first = Attacker(framed.url, "").ask("/resume", headers=IN_FRAME | {"X-Forwarded-Proto": "https"})
    kept = SimpleCookie("; ".join(said.partition(";")[0] for said in first.headers.get_all("Set-Cookie") or []))
    store = open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(framed.home)}))
    learner = store.enrol("h" * 43, time.time())
    form = {"code": store.issue_code(learner, time.time()), "_xsrf": kept["_xsrf"].value}
    sent = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in kept.items()), "X-Forwarded-Proto": "https"}
    assert Attacker(framed.url).send_form("/resume", form, sent).status == 303
    assert store.learner_for(kept["st-learner"].value) == learner


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-Proto": "https"}, IN_FRAME,
     IN_FRAME | {"Sec-Fetch-Site": "same-origin", "X-Forwarded-Proto": "https"}],
)
def test_everywhere_else_cookies_stay_with_their_own_site(framed: Server, headers: dict[str, str]) -> None:
    for said in attributes(Attacker(framed.url, "").ask(LESSON, headers=headers)).values():
        assert "SameSite=Lax" in said
        assert "Partitioned" not in said


@pytest.mark.slow
def test_where_no_frame_is_allowed_no_cookie_goes_into_one(server: Server) -> None:
    cookies = SimpleCookie()
    answer = Attacker(server.url, "").ask(LESSON, headers=IN_FRAME | {"X-Forwarded-Proto": "https"})
    for said in answer.headers.get_all("Set-Cookie") or []:
        cookies.load(said)
    assert {cookie["samesite"] for cookie in cookies.values()} == {"Lax"}


def test_what_is_an_origin() -> None:
    assert require_origins([f"{LMS}/", "http://localhost:8080", "https://*.example.org"]) == (
        LMS, "http://localhost:8080", "https://*.example.org",
    )


@pytest.mark.parametrize(
    "wrong", ["*", "lms.example.org", "https:", f"{LMS}/course", f"{LMS}; script-src *", f"{LMS} https://b", "",
              "'none'", "javascript:alert(1)", "data:", f"{LMS}\r\nX: y", "https://a@b", "https://", "ftp://a.example"],
)
def test_what_is_none_is_said_with_an_example(wrong: str) -> None:
    with pytest.raises(HostingError, match=r"is no origin .* https://lms\.example\.org"):
        require_origins([wrong])
