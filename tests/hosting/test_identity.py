"""One learner can never become another: who the kernel believes is asking."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

import pytest

from sciatica_teach.hosting.identity import COOKIE

pytestmark = pytest.mark.slow  # starts servers

PAGE = "/voila/render/02_symptoms.ipynb"
MINE = "m" * 43
STOLEN = "s" * 43


def find_cookie(reply) -> SimpleCookie:
    cookie = SimpleCookie()
    for value in reply.headers.get_all("Set-Cookie", []):
        cookie.load(value)
    return cookie


def who(reply) -> str:
    found = re.search(r"learner=([\w-]+)", reply.text)
    assert found
    return found[1]


def test_a_new_visitor_gets_a_secret_that_scripts_cannot_read_and_the_kernel_gets_the_same(ask) -> None:
    reply = ask(PAGE)
    cookie = find_cookie(reply)
    assert set(cookie) == {COOKIE, "_xsrf"}
    learner = cookie[COOKIE]
    assert re.fullmatch(r"[\w-]{43}", learner.value)
    assert (learner["httponly"], learner["samesite"], learner["path"]) == (True, "Lax", "/")
    assert int(learner["max-age"]) == 365 * 24 * 3600
    assert who(reply) == learner.value


def test_two_new_visitors_get_different_secrets(ask) -> None:
    assert who(ask(PAGE)) != who(ask(PAGE))


def test_a_known_browser_keeps_its_secret(ask) -> None:
    assert who(ask(PAGE, Cookie=f"{COOKIE}={MINE}")) == MINE


@pytest.mark.parametrize("value", ["undefined", "", "x" * 44, "a" * 42 + "!"])
def test_a_malformed_secret_is_replaced(ask, value: str) -> None:
    assert re.fullmatch(r"[\w-]{43}", who(ask(PAGE, Cookie=f"{COOKIE}={value}")))


@pytest.mark.parametrize("header", ["X_Sciatica_Learner", "x_sciatica_learner", "X_SCIATICA_LEARNER"])
def test_a_client_cannot_name_the_learner_itself(ask, header: str) -> None:
    assert who(ask(PAGE, Cookie=f"{COOKIE}={MINE}", **{header: STOLEN})) == MINE
    assert who(ask(PAGE, **{header: STOLEN})) != STOLEN


def test_the_secret_is_in_no_log(ask, server) -> None:
    ask(PAGE, Cookie=f"{COOKIE}={MINE}")
    ask("/voila/render/missing.ipynb", Cookie=f"{COOKIE}={MINE}")
    ask("/resume", method="POST", form={"code": "X"}, Cookie=f"{COOKIE}={MINE}")
    assert "404 GET /voila/render/missing.ipynb" in server.log()
    assert MINE not in server.log()
