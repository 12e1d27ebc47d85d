"""A crowd at the door: what the server does when more want in than it can hold, and with kernels nobody needs."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from sqlalchemy import NullPool, create_engine, text
from support.processes import find_below, kill_all
from support.server import Server, bare, serve
from support.visitor import Visitor, build_message, wait_for

from .conftest import write_lesson

pytestmark = pytest.mark.slow  # starts servers

WHO = "import os; print('learner=' + os.environ['HTTP_X_SCIATICA_LEARNER'], 'query=' + os.environ['QUERY_STRING'])"
SLOW = "import pathlib, time\nwhile not pathlib.Path('go').exists(): time.sleep(0.05)"
RECORD = """from sciatica_teach.apps.context import get_context
recorder = get_context().recorder
recorder.restore([])
recorder.reload()
print('opened=yes')"""
PATIENCE_S = 60


def until(holds: Callable[[], bool], what: str) -> None:
    """Ask again until it holds."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers of two lessons; `who` prints whose kernel it is, `slow` waits for a file called go."""
    write_lesson(tmp_path, "who", ["# Who is asking", WHO])
    write_lesson(tmp_path, "slow", ["# Prose before anything else", SLOW, "print('done=yes')"])
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(serve(bare(tmp_path, **options), tmp_path))


def health(server: Server) -> dict[str, int]:
    kernels: dict[str, int] = json.loads(Visitor(server.url).ask("/healthz")[1])["kernels"]
    return kernels


@contextmanager
def reading(visitor: Visitor, server: Server, path: str) -> Iterator[HTTPConnection]:
    """A page whose reply has begun and may take long."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=PATIENCE_S)
    connection.request("GET", path, headers={"Cookie": visitor.cookie})
    try:
        yield connection
    finally:
        connection.close()


def test_who_comes_when_all_seats_are_taken_is_asked_to_wait_and_gets_in_when_one_is_free(opened) -> None:
    server = opened(most_kernels=2)
    first, second, third = (Visitor(server.url) for _ in range(3))
    kernels = [first.open("who"), second.open("who")]
    with first.connect(kernels[0]), second.connect(kernels[1]):
        status, page, headers = third.ask("/voila/render/who.ipynb?case=marek")
        assert (status, headers["Cache-Control"]) == (503, "no-store")
        wait_s = int(headers["Retry-After"])
        assert f'http-equiv="refresh" content="{wait_s}"' in page
        assert 'aria-live="polite"' in page
        assert json.loads(third.ask("/room")[1]) == {"room": False}
        assert health(server) == {"alive": 2, "most": 2, "spare": 0}
    until(lambda: json.loads(third.ask("/room")[1])["room"], "a page that was left gives way")
    status, page, _ = third.ask("/voila/render/who.ipynb?case=marek")
    assert (status, "query=case=marek" in page) == (200, True)
    assert [first.is_alive(kernels[0]), second.is_alive(kernels[1])].count(False) == 1


def test_one_visitor_cannot_take_all_seats(opened) -> None:
    server = opened(most_kernels=50)
    greedy, modest = Visitor(server.url), Visitor(server.url)
    greedy.open("who")  # brings the cookie
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: greedy.open("who"), range(11)))
    assert greedy.try_to_open("who") == 429
    assert modest.try_to_open("who") == 200


def test_all_who_come_together_get_in_and_each_gets_their_own(opened) -> None:
    server = opened(spare_kernels=2)
    visitors = [Visitor(server.url) for _ in range(8)]
    with ThreadPoolExecutor(len(visitors)) as pool:
        replies = list(pool.map(lambda one: one.ask(f"/voila/render/who.ipynb?n={id(one)}"), visitors))
    assert {status for status, _, _ in replies} == {200}
    for visitor, (_, page, _) in zip(visitors, replies, strict=True):
        assert re.findall(r"learner=(\S+) query=n=(\d+)", page) == [(visitor.cookies["st-learner"], str(id(visitor)))]


def test_prose_is_there_before_the_turn_comes_and_the_page_is_told_how_many_are_before_it(opened) -> None:
    server = opened()
    busy = [Visitor(server.url) for _ in range(psutil.cpu_count() + 1)]
    last = Visitor(server.url)
    with ExitStack() as stack:
        served = [stack.enter_context(reading(one, server, "/voila/render/slow.ipynb")) for one in busy]
        for connection in served:
            connection.getresponse().read(10)
        reply = stack.enter_context(reading(last, server, "/voila/render/slow.ipynb")).getresponse()
        begun = ""
        while "data-before" not in begun:
            begun += reply.read1().decode("utf-8")
        assert "Prose before anything else" in begun
        assert 'data-before="1"' in begun
        assert "jupyter-config-data" not in begun
        (server.home / "go").touch()
        assert "done=yes" in reply.read().decode("utf-8")


def test_whoever_leaves_before_the_page_is_made_gives_back_the_seat(opened) -> None:
    server = opened(most_kernels=1)
    hasty, next_one = Visitor(server.url), Visitor(server.url)
    with reading(hasty, server, "/voila/render/slow.ipynb") as page:
        page.getresponse().read(10)
        assert next_one.try_to_open("who") == 503
    until(lambda: json.loads(next_one.ask("/room")[1])["room"], "the seat is free again")
    assert next_one.try_to_open("who") == 200
    until(lambda: health(server)["alive"] == 1, "the kernel that nobody waits for has ended")


def test_a_flood_of_page_opens_is_stopped_and_those_who_connect_are_not(opened) -> None:
    server = opened(most_kernels=500)
    write_lesson(server.home, "prose", ["# Nothing to run"])
    friend = Visitor(server.url)
    for _ in range(3):
        kernel = friend.open("prose")
        with friend.connect(kernel):
            assert friend.is_alive(kernel)

    def knock(_: int) -> int:
        eve = Visitor(server.url)
        with reading(eve, server, "/voila/render/prose.ipynb") as page:
            return page.getresponse().status

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(knock, range(130)))
    assert statuses.count(200) == 120
    assert statuses.count(429) == 10


def test_spares_are_nobodys_until_they_are_given_away(opened) -> None:
    server = opened(spare_kernels=1)
    until(lambda: health(server)["spare"] == 1, "a spare is started while nothing happens")
    one, two = Visitor(server.url), Visitor(server.url)
    _, page, _ = one.ask("/voila/render/who.ipynb?case=one")
    assert f"learner={one.cookies['st-learner']} query=case=one" in page
    until(lambda: health(server)["spare"] == 1, "another takes its place")
    _, page, _ = two.ask("/voila/render/who.ipynb")
    assert f"learner={two.cookies['st-learner']} query=" in page
    assert "case=one" not in page
    assert one.cookies["st-learner"] not in page


def test_a_spare_that_was_killed_is_not_given_away(opened) -> None:
    server = opened(spare_kernels=1)
    until(lambda: health(server)["spare"] == 1, "a spare is started")
    kill_all(find_below(server.process.pid))
    visitor = Visitor(server.url)
    assert visitor.is_alive(visitor.open("who"))


def test_an_idle_kernel_ends_whether_or_not_its_page_is_open_and_a_page_that_is_used_keeps_its_own(opened) -> None:
    server = opened(idle_s=4.0)
    left, asleep, used = (Visitor(server.url) for _ in range(3))
    kernels = {one: one.open("who") for one in (left, asleep, used)}
    with asleep.connect(kernels[asleep]) as silent, used.connect(kernels[used]) as line:
        silent.send(build_message("kernel_info_request", {}))
        wait_for(silent, "kernel_info_reply")

        def only_the_used_one_is_left() -> bool:
            line.send(build_message("kernel_info_request", {}))
            wait_for(line, "kernel_info_reply")
            return health(server)["alive"] == 1

        until(only_the_used_one_is_left, "what is idle ends")
        assert used.is_alive(kernels[used])
    assert not left.is_alive(kernels[left])


def test_a_kernel_that_was_killed_gives_its_seat_back_although_nobody_asks_for_it(opened) -> None:
    server = opened(idle_s=100.0, spare_kernels=0)  # it would count as idle only after all patience
    Visitor(server.url).open("who")
    assert health(server)["alive"] == 1
    kill_all(find_below(server.process.pid))
    until(lambda: health(server)["alive"] == 0, "the dead are let go")


def test_monitors_may_ask_for_the_head_alone(opened) -> None:
    visitor = Visitor(opened(spare_kernels=0).url)
    assert visitor.ask("/healthz", "HEAD")[:2] == (200, "")
    assert visitor.ask("/", "HEAD")[0] == 302


def test_a_page_that_only_says_that_it_is_open_is_ended_in_the_end(opened) -> None:
    server = opened(idle_s=2.0)
    night = Visitor(server.url)
    kernel = night.open("who")
    ping = {"comm_id": "none", "data": {"method": "custom", "content": {"ping": 1}}}
    began = time.monotonic()
    with night.connect(kernel) as line:

        def is_ended() -> bool:
            line.send(build_message("comm_msg", ping))
            return not night.is_alive(kernel)

        until(is_ended, "signs of life do not keep a kernel for ever")
    assert time.monotonic() - began > 3 * 2.0


@pytest.mark.postgresql
def test_idle_kernels_hold_no_connection_to_the_database(tmp_path: Path, postgresql_address: str) -> None:
    write_lesson(tmp_path, "answer", ["# A record", RECORD])
    kept = {"SCIATICA_TEACH_DATABASE": postgresql_address}
    with serve(bare(tmp_path), tmp_path, kept) as server:
        visitors = [Visitor(server.url) for _ in range(5)]
        with ExitStack() as stack:
            for visitor in visitors:
                _, page, _ = visitor.ask("/voila/render/answer.ipynb")
                assert "opened=yes" in page, page
            assert health(server)["alive"] == len(visitors)
            engine = create_engine(postgresql_address, poolclass=NullPool)
            with stack.enter_context(engine.connect()) as ours:
                count = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
                assert ours.execute(count).scalar() == 1
