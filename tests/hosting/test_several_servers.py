"""Two servers behind the shipped nginx configuration: who is sent where, and what happens when one goes."""

from __future__ import annotations

import re
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosting.conftest import Reply, ask_server, write_lesson
from support.several import Site, several
from support.visitor import Visitor, build_message, wait_for
from support.waiting import until

pytestmark = pytest.mark.slow  # starts servers

LESSON = "/voila/render/02_symptoms.ipynb"
KERNEL = re.compile(r'"kernelId": ?"(\w+)_[\w-]+"')


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    write_lesson(folder, "02_symptoms", ["# Who is asking", "import os; print('pid=' + str(os.getpid()))"])
    return folder


@pytest.fixture(scope="module")
def running(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("several")
    options = ("--notebooks", str(small), "--drain-seconds", "60", "--spare-kernels", "0")
    with several(folder, *options, env={"SCIATICA_TEACH_DATABASE": f"sqlite:///{folder / 'shared.sqlite'}"}) as site:
        yield site


@pytest.fixture
def site(running: Site) -> Site:
    """Both servers run and are used, whatever a test before did to them."""
    for place in running.ports:
        if not running.is_running(place):
            running.start(place)
        until(lambda here=place: place_of(open_page(running, f"st-place={here}")) == here, f"{place} is not used")
    return running


def place_of(reply: Reply) -> str:
    """Where the page's kernel runs. Its cookie says the same, and says no more."""
    found = KERNEL.search(reply.text)
    assert found, reply.text[:500]
    cookie = next(value for value in reply.headers.get_all("Set-Cookie", []) if value.startswith("st-place="))
    assert cookie.split(";")[0] == f"st-place={found[1]}"
    assert "HttpOnly" in cookie
    return found[1]


def kernel_of(reply: Reply) -> str:
    found = re.search(r'"kernelId": ?"([\w-]+)"', reply.text)
    assert found
    return found[1]


def open_page(site: Site, cookie: str = "st-place=") -> Reply:
    return ask_server(site.url, LESSON, Cookie=cookie)


def test_new_visitors_are_spread_and_known_ones_come_back(site: Site) -> None:
    assert set(Counter(place_of(open_page(site)) for _ in range(4))) == {"a", "b"}
    for place in ("a", "b"):
        assert [place_of(open_page(site, f"st-place={place}")) for _ in range(2)] == [place, place]


def test_a_cookie_that_names_no_place_is_a_new_visitor(site: Site) -> None:
    assert place_of(open_page(site, "st-place=sciatica_new")) in {"a", "b"}
    assert place_of(open_page(site, "st-place=127.0.0.1")) in {"a", "b"}


def test_a_page_finds_its_kernel_although_the_cookie_went_elsewhere(site: Site) -> None:
    first = open_page(site, "st-place=a")
    for cookie in ("st-place=a", "st-place=b", ""):
        answer = ask_server(site.url, f"/alive/{kernel_of(first)}", Cookie=f"{learner(first)}; {cookie}")
        assert answer.text == '{"alive": true}', cookie


def learner(reply: Reply) -> str:
    return next(v for v in reply.headers.get_all("Set-Cookie", []) if v.startswith("st-learner=")).split(";")[0]


def test_a_dead_server_gets_no_visitor_and_its_pages_are_told(site: Site) -> None:
    first = open_page(site, "st-place=a")
    site.kill("a")
    assert [place_of(open_page(site)) for _ in range(4)] == ["b"] * 4
    assert place_of(open_page(site, "st-place=a")) == "b"
    lost = ask_server(site.url, f"/alive/{kernel_of(first)}", Cookie=f"{learner(first)}; st-place=a")
    assert lost.text == '{"alive": false}'
    site.start("a")
    until(lambda: place_of(open_page(site, "st-place=a")) == "a", "a was not used again")
    again = open_page(site, "st-place=a")
    alive = ask_server(site.url, f"/alive/{kernel_of(again)}", Cookie=learner(again))
    assert alive.text == '{"alive": true}'


def test_a_server_that_is_to_end_opens_no_page_and_leaves_when_nobody_is_connected(site: Site) -> None:
    assert place_of(open_page(site, "st-place=a")) == "a"
    server = site.servers["a"]
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(20) == 0
    assert place_of(open_page(site, "st-place=a")) == "b"


def test_a_server_that_is_to_end_says_so_and_keeps_the_kernels_of_pages_that_are_open(site: Site) -> None:
    visitor = Visitor(site.url)
    kernel = visitor.open("02_symptoms")
    place = kernel.partition("_")[0]
    server = site.servers[place]
    with visitor.connect(kernel) as line:
        server.process.send_signal(signal.SIGTERM)
        until(lambda: '"leaving"' in ask_server(server.url, "/healthz").text, "it does not say that it leaves")
        assert ask_server(server.url, "/healthz").status == 503
        assert ask_server(server.url, LESSON).status == 503
        assert place_of(open_page(site, f"st-place={place}")) != place
        line.send(build_message("kernel_info_request", {}))
        wait_for(line, "kernel_info_reply")
    assert server.process.wait(20) == 0


def test_the_cookie_of_a_place_is_secure_where_the_proxy_was_asked_over_https(site: Site) -> None:
    for protocol in ("https", "http"):
        reply = ask_server(site.servers["a"].url, LESSON, X_Forwarded_Proto=protocol)
        cookie = next(value for value in reply.headers.get_all("Set-Cookie", []) if value.startswith("st-place="))
        assert ("Secure" in cookie) == (protocol == "https")


def test_one_server_after_the_other_can_be_replaced_while_pages_are_opened(site: Site) -> None:
    for place, other in (("a", "b"), ("b", "a")):
        site.servers[place].process.send_signal(signal.SIGTERM)
        assert {place_of(open_page(site, f"st-place={place}")) for _ in range(2)} == {other}
        assert site.servers[place].process.wait(20) == 0
        site.start(place)
        until(lambda here=place: place_of(open_page(site, f"st-place={here}")) == here, f"{place} was not used again")


def test_when_no_server_is_there_the_visitor_is_told_so(site: Site) -> None:
    site.kill("a")
    site.kill("b")
    reply = open_page(site)
    assert reply.status == 503
    assert "Your saved answers are safe" in reply.text
    assert reply.headers["Retry-After"] == "10"
