"""Phones and hosts at the same instant: a ballot either was counted before its vote was closed, or is told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import event

from sciatica_teach.errors import StaleVersion, StoreUnavailable
from sciatica_teach.model.live import PollPosed, RoomClosed, VoteClosed, VoteOpened
from sciatica_teach.store.live.port import Cast, LiveStore
from sciatica_teach.store.live.sql import SqlLiveStore

from .live_rooms import KEY, NOW, Host, build_ballot, build_live_entry, open_live
from .test_live_rooms import POLL

PHONES = 50


@pytest.fixture
def live(address: str) -> LiveStore:
    return open_live(address)


def cast_until_told(store: LiveStore, host: Host, voter: str) -> Cast:
    """As the server does: a store that is busy is asked again."""
    while True:
        try:
            return store.cast([build_ballot(host.room, voter)], NOW)[0]
        except StoreUnavailable:
            continue


@pytest.mark.parametrize("closing", [VoteClosed(number=1), PollPosed(poll=POLL), RoomClosed()])
def test_closing_while_a_class_votes_keeps_every_counted_ballot_and_no_later_one(
    live: LiveStore, closing: VoteClosed | PollPosed | RoomClosed
) -> None:
    host = Host(live)
    host.do(VoteOpened(number=1))
    start, some = Barrier(PHONES), Event()

    def vote(number: int) -> Cast:
        start.wait()
        told = cast_until_told(live, host, f"phone-{number}")
        some.set()
        return told

    with ThreadPoolExecutor(PHONES + 1) as pool:
        told = pool.map(vote, range(PHONES))
        some.wait()
        closed = pool.submit(close, host, closing)
        outcomes = dict(zip((f"phone-{number}" for number in range(PHONES)), told, strict=True))
        closed.result()
    counted = {voter for voter, outcome in outcomes.items() if outcome == "counted"}
    assert {ballot.voter for ballot in live.ballots(host.room, [1])[1]} == counted
    assert set(outcomes.values()) <= {"counted", "closed"}
    assert live.look([host.room])[host.room].votes == len(counted) > 0
    assert cast_until_told(live, host, "late") == "closed"


def close(host: Host, closing: VoteClosed | PollPosed | RoomClosed) -> None:
    while True:
        try:
            host.store.append(host.room, [build_live_entry("close", closing)], 2)
            return
        except StoreUnavailable:
            continue


def open_impatient(address: str) -> LiveStore:
    """A store that waits for nobody."""
    if address.startswith("sqlite"):
        return open_live(f"{address}?timeout=0")
    return open_live(f"{address}&options=-c%20lock_timeout%3D1ms")


@pytest.mark.parametrize(
    ("begun", "statement"), [("cast", "INSERT INTO st_live_ballot"), ("append", "UPDATE st_live_room")]
)
def test_casting_and_closing_never_come_between_each_others_check_and_writing(
    database_address: str, begun: str, statement: str
) -> None:
    store, other = open_live(database_address), open_impatient(database_address)
    assert isinstance(store, SqlLiveStore)
    host = Host(store)
    host.do(VoteOpened(number=1))
    uses: dict[str, Callable[[LiveStore], object]] = {
        "cast": lambda one: one.cast([build_ballot(host.room)], NOW),
        "append": lambda one: one.append(host.room, [build_live_entry("close", VoteClosed(number=1))], 2),
    }
    (meanwhile,) = {*uses} - {begun}
    refused: list[str] = []

    def come_between(_: object, __: object, told: str, *___: object) -> None:
        if told.startswith(statement):
            with pytest.raises(StoreUnavailable):
                uses[meanwhile](other)
            refused.append(meanwhile)

    event.listen(store._database.readers, "before_cursor_execute", come_between)
    uses[begun](store)
    assert refused == [meanwhile]


def test_two_devices_of_a_host_cannot_both_take_the_same_step(live: LiveStore) -> None:
    host = Host(live)
    start = Barrier(4)

    def step(number: int) -> bool:
        start.wait()
        try:
            live.append(host.room, [build_live_entry(f"device-{number}", VoteOpened(number=1))], 1)
        except StaleVersion:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(step, range(4))) == 1
    assert live.read(host.room).version == 2


def test_the_same_opening_twice_at_once_opens_one_room(live: LiveStore) -> None:
    start = Barrier(4)

    def open_it(_: int) -> str:
        start.wait()
        return live.open_room(build_live_entry("open"), KEY, NOW).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(open_it, range(4)))) == 1


def test_servers_that_count_the_same_rooms_in_another_order_do_not_block_one_another(database_address: str) -> None:
    stores = [open_live(database_address) for _ in range(2)]
    hosts = [Host(stores[0], f"{KEY}-{number}") for number in range(6)]
    for host in hosts:
        host.do(VoteOpened(number=1))

    def vote(server: int) -> set[Cast]:
        in_order = hosts if server == 0 else hosts[::-1]
        told: set[Cast] = set()
        for number in range(20):
            told |= {*stores[server].cast([build_ballot(one.room, f"{server}-{number}") for one in in_order], NOW)}
        return told

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(vote, range(2))) == [{"counted"}, {"counted"}]
    assert [look.votes for look in stores[0].look([host.room for host in hosts]).values()] == [40] * 6


def test_a_look_stays_one_short_read_however_many_voted(database_address: str) -> None:
    store = open_live(database_address)
    assert isinstance(store, SqlLiveStore)
    hosts = [Host(store, f"{KEY}-{number}") for number in range(20)]
    for host in hosts:
        host.do(VoteOpened(number=1))
        store.cast([build_ballot(host.room, f"phone-{number}") for number in range(500)], NOW)
    asked: list[tuple[str, object]] = []
    event.listen(store._database.readers, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    looks = store.look([host.room for host in hosts])
    assert sum(look.votes for look in looks.values()) == 10_000
    ((statement, values),) = [each for each in asked if each[0].startswith("SELECT")][-1:]
    assert "st_live_ballot" not in statement
    assert "st_live_entry" not in statement
    assert_uses_the_key(store, statement, values)


def assert_uses_the_key(store: SqlLiveStore, statement: str, values: object) -> None:
    """SQLite says how it would look; PostgreSQL reads a table of a few rows whole, and is right."""
    if store._database.readers.dialect.name == "sqlite":
        with store._database.reading() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).scalars(3).all()
        assert all("SEARCH st_live_room USING INDEX" in step for step in plan)


def test_a_class_of_two_hundred_is_one_transaction_of_few_statements(database_address: str) -> None:
    store = open_live(database_address)
    assert isinstance(store, SqlLiveStore)
    host = Host(store)
    host.do(VoteOpened(number=1))
    asked: list[str] = []
    event.listen(store._database.readers, "before_cursor_execute", lambda *told: asked.append(told[2].split()[0]))
    first, second = {"SELECT": 2, "INSERT": 1, "UPDATE": 1}, {"SELECT": 2, "UPDATE": 2}
    for change, expected in ((1, first), (2, second)):
        asked.clear()
        ballots = [build_ballot(host.room, f"phone-{number}", change=change) for number in range(200)]
        assert set(store.cast(ballots, NOW)) == {"counted"}
        assert Counter(told for told in asked if told in ("SELECT", "INSERT", "UPDATE")) == expected
