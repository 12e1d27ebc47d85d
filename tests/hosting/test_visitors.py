"""Visitors with names: what is made of a name, whose word is taken, and what a wrong set-up is told."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hosting.conftest import ask_server, write_lesson
from hypothesis import given
from hypothesis import strategies as st
from support.server import Server, full, serve

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting import visitors
from sciatica_teach.hosting.visitors import KEY_VARIABLE, check_identity, hash_name, read_name_key

KEY = b"k" * 32
PAGE = "/voila/render/02_symptoms.ipynb"
WHO = "import os; print('learner=' + os.environ.get('HTTP_X_SCIATICA_LEARNER', 'nobody'))"
INHERITED = "import os; print('inherited=' + str(any('SECRET' in value for value in os.environ.values())))"
SECRET = f"SECRET{'k' * 32}"


def test_the_worked_example_of_the_module() -> None:
    assert hash_name("ann", KEY) in (visitors.__doc__ or "")


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_name_becomes_a_token_like_a_browsers_own_and_two_names_never_the_same(one: str, other: str) -> None:
    one, other = (name.encode("utf-8", "replace").decode() for name in (one, other))
    assert re.fullmatch(r"[\w-]{43}", hash_name(one, KEY))
    assert (hash_name(one, KEY) == hash_name(other, KEY)) == (one == other)
    assert hash_name(one, KEY) != hash_name(one, b"l" * 32)


@pytest.mark.parametrize("identity", ["header", "header:", "Hub", "", "name"])
def test_an_unknown_identity_is_told_what_there_is(identity: str) -> None:
    with pytest.raises(HostingError, match=r"cookie, hub or header:NAME"):
        check_identity(identity, behind_proxy=True)


def test_a_header_is_believed_only_behind_a_proxy() -> None:
    check_identity("header:X-Remote-User", behind_proxy=True)
    with pytest.raises(HostingError, match="anybody could send any name"):
        check_identity("header:X-Remote-User", behind_proxy=False)


def test_the_key_comes_from_a_file_or_the_environment_and_leaves_it(tmp_path: Path) -> None:
    environ = {KEY_VARIABLE: "e" * 40, "OTHER": "1"}
    assert read_name_key(None, environ) == b"e" * 40
    assert environ == {"OTHER": "1"}
    file = tmp_path / "key"
    file.write_text("f" * 40 + "\n", encoding="utf-8")
    assert read_name_key(file, {KEY_VARIABLE: "e" * 40}) == b"f" * 40


@pytest.mark.parametrize("environ", [{}, {KEY_VARIABLE: "short"}])
def test_a_missing_or_short_key_is_told_how_to_make_one(environ: dict[str, str]) -> None:
    with pytest.raises(HostingError, match=r"at least 32 characters.*secrets\.token_urlsafe"):
        read_name_key(None, environ)


def test_an_unreadable_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HostingError, match=r"cannot be read from .*nowhere"):
        read_name_key(tmp_path / "nowhere", {})


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("named")
    write_lesson(folder, "02_symptoms", ["# Who is asking", WHO, INHERITED])
    write_lesson(folder, "index", ["# Home"])
    return folder


@pytest.fixture(scope="module")
def named(notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Behind a proxy that vouches for X-Remote-User."""
    options = ("--identity", "header:X-Remote-User", "--behind-proxy", "--spare-kernels", "0")
    with serve(full(notebooks, *options), tmp_path_factory.mktemp("named-home"), {KEY_VARIABLE: SECRET}) as it:
        yield it


@pytest.fixture(scope="module")
def direct(notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Nothing in front: whatever a visitor says of itself is air."""
    with serve(full(notebooks, "--spare-kernels", "0"), tmp_path_factory.mktemp("direct-home")) as it:
        yield it


def learner(server: Server, **headers: str) -> str:
    reply = ask_server(server.url, PAGE, **headers)
    found = re.search(r"learner=([\w-]+)", reply.text)
    assert found, (reply.status, reply.text[-600:])
    return found[1]


@pytest.mark.slow
def test_a_name_from_the_proxy_is_always_the_same_learner_whatever_else_is_sent(named: Server) -> None:
    ann = learner(named, X_Remote_User="ann")
    assert ann == hash_name("ann", SECRET.encode())
    assert learner(named, X_Remote_User="ann", Cookie=f"st-learner={'s' * 43}", X_Sciatica_Learner="s" * 43) == ann
    assert learner(named, X_Remote_User="ben") != ann


@pytest.mark.slow
def test_who_has_no_name_is_let_into_no_lesson(named: Server) -> None:
    for headers in ({}, {"X_Remote_User": " "}, {"Cookie": f"st-learner={'s' * 43}"}):
        reply = ask_server(named.url, PAGE, **headers)
        assert (reply.status, "learner=" in reply.text) == (403, False)


@pytest.mark.slow
def test_no_kernel_inherits_the_key_and_neither_log_nor_database_tells_a_name(named: Server) -> None:
    reply = ask_server(named.url, PAGE, X_Remote_User="zebedee")
    assert "inherited=False" in reply.text
    assert "zebedee" not in named.log()
    with closing(sqlite3.connect(named.home / "records.sqlite")) as connection:
        assert "zebedee" not in "\n".join(connection.iterdump())


@pytest.mark.slow
def test_without_the_option_a_name_in_a_header_is_ignored(direct: Server) -> None:
    mine = f"st-learner={'m' * 43}"
    assert learner(direct, X_Remote_User="ann", Cookie=mine) == "m" * 43


@pytest.fixture(scope="module")
def behind(notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(full(notebooks, "--behind-proxy", "--spare-kernels", "0"), tmp_path_factory.mktemp("behind-home")) as it:
        yield it


def learner_cookie(server: Server, **headers: str) -> str:
    cookies = ask_server(server.url, PAGE, **headers).headers.get_all("Set-Cookie", [])
    return next(value for value in cookies if value.startswith("st-learner="))


@pytest.mark.slow
def test_the_proxys_word_on_the_protocol_makes_the_cookie_secure(behind: Server, direct: Server) -> None:
    assert "Secure" in learner_cookie(behind, X_Forwarded_Proto="https")
    assert "Secure" not in learner_cookie(behind, X_Forwarded_Proto="http")
    assert "Secure" not in learner_cookie(direct, X_Forwarded_Proto="https")


def guess(server: Server, address: str) -> str:
    """One wrong code, well formed; the answer's words."""
    form = ask_server(server.url, "/resume")
    xsrf = re.search(r'name="_xsrf" value="([^"]+)"', form.text)
    assert xsrf
    cookies = "; ".join(value.split(";")[0] for value in form.headers.get_all("Set-Cookie", []))
    sent = {"code": "2222-2222-2222", "_xsrf": xsrf[1]}
    return ask_server(server.url, "/resume", method="POST", form=sent, Cookie=cookies, X_Forwarded_For=address).text


@pytest.mark.slow
def test_wrong_codes_count_for_the_address_that_the_proxy_names(behind: Server) -> None:
    told = [guess(behind, "192.0.2.1") for _ in range(6)]
    assert "too many wrong" in told[-1]
    assert "too many wrong" not in told[0]
    assert "too many wrong" not in guess(behind, "192.0.2.2")


@pytest.mark.slow
def test_without_a_proxy_no_forged_address_gives_more_tries(direct: Server) -> None:
    told = [guess(direct, f"192.0.2.{number}") for number in range(6)]
    assert "too many wrong" in told[-1]
