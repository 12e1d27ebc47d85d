"""A disk that is full, a file that turns read-only or locked, a clock that jumps: nothing acknowledged is lost, what is
there can be read, and it goes on once the reason is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sciatica_teach.errors import StoreError, StoreReadOnly, StoreUnavailable
from sciatica_teach.store.connecting import build_engine, parse_address
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.keeping.backup import back_up, restore
from sciatica_teach.store.port import LearnerId
from sciatica_teach.store.sql import SqlStore

from .conftest import NOW, OpenAt, build_entry

LONG = "x" * 20_000
"""A subject that needs pages of its own."""


class Disk:
    """What is left of it: every connection of the store is told before it begins."""

    def __init__(self, store: SqlStore) -> None:
        self._statement = ""
        event.listen(store._database.readers, "connect", self._tell)

    def _tell(self, connection: Any, _: object) -> None:
        if self._statement:
            connection.execute(self._statement)

    @contextmanager
    def said(self, statement: str) -> Iterator[None]:
        self._statement = statement
        yield
        self._statement = ""


@pytest.fixture
def store(sqlite_file: Path, open_at: OpenAt) -> SqlStore:
    opened = open_at(f"sqlite:///{sqlite_file}")
    assert isinstance(opened, SqlStore)
    return opened


def count_pages(file: Path) -> int:
    with build_engine(parse_address(f"sqlite:///{file}")).connect() as connection:
        return connection.exec_driver_sql("PRAGMA page_count").scalar() or 0


TROUBLES = [
    ("PRAGMA max_page_count = {pages}", StoreUnavailable, "disk .* is full.*try again"),
    ("PRAGMA query_only = ON", StoreReadOnly, "read but not written"),
]


@pytest.mark.parametrize(("statement", "kind", "words"), TROUBLES)
def test_what_was_acknowledged_stays_what_was_not_is_said_and_it_goes_on(
    store: SqlStore, sqlite_file: Path, statement: str, kind: type[StoreError], words: str
) -> None:
    disk = Disk(store)
    learner = store.enrol(new_token(), NOW)
    acknowledged = store.append(learner, [build_entry("kept")], 0)
    with disk.said(statement.format(pages=count_pages(sqlite_file))):
        for number in range(3):
            with pytest.raises(kind, match=words):
                store.append(learner, [build_entry(f"lost-{number}", subject=LONG)], acknowledged)
        assert [entry.command_id for entry in store.read(learner).entries] == ["kept"]
        assert store.learner_for(new_token()) is None
    assert store.append(learner, [build_entry("lost-0", subject=LONG)], acknowledged) == 2
    assert [entry.command_id for entry in store.read(learner).entries] == ["kept", "lost-0"]


def is_acknowledged(store: SqlStore, learner: LearnerId, version: int) -> bool:
    assert version < 1000, "the disk is never full"
    try:
        store.append(learner, [build_entry(f"{version}", subject=f"{part}/{'y' * 300}") for part in "ab"], version)
    except StoreUnavailable:
        return False
    return True


def test_every_write_on_a_full_disk_is_all_or_nothing(store: SqlStore, sqlite_file: Path) -> None:
    disk = Disk(store)
    learner = store.enrol(new_token(), NOW)
    written = 0
    with disk.said(f"PRAGMA max_page_count = {count_pages(sqlite_file) + 3}"):
        while is_acknowledged(store, learner, written):
            written += 2
        assert 0 < written == store.read(learner).version
    assert store.append(learner, [build_entry("next")], written) == written + 1
    with closing(build_engine(parse_address(f"sqlite:///{sqlite_file}")).connect()) as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_restore_on_a_full_disk_leaves_what_was_there(
    store: SqlStore, sqlite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = store.enrol(new_token(), NOW)
    store.append(learner, [build_entry("kept", subject=LONG * 20)], 0)
    back_up(f"sqlite:///{sqlite_file}", tmp_path / "big.gz", NOW)
    other = f"sqlite:///{tmp_path}/other.sqlite"
    mine = open_with(other).enrol("the-long-token-of-one-browser", NOW)
    limited = build_engine(parse_address(other))
    event.listen(limited, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 40"))
    monkeypatch.setattr("sciatica_teach.store.keeping.backup.build_engine", lambda _: limited)
    with pytest.raises(StoreUnavailable, match="full"):
        restore(other, tmp_path / "big.gz", NOW, keep=tmp_path / "kept.gz")
    assert open_with(other).learner_for("the-long-token-of-one-browser") == mine


def open_with(address: str) -> SqlStore:
    from sciatica_teach.store.sql import open_sql_store

    return open_sql_store(address)


def test_a_clock_that_jumps_back_changes_no_order(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    learner = store.enrol(new_token(), NOW)
    for number, at in enumerate([NOW, NOW + 86_400 * 400, NOW - 86_400 * 400, NOW]):
        store.append(learner, [replace(build_entry(f"{number}"), at=at)], number)
    assert [entry.command_id for entry in store.read(learner).entries] == ["0", "1", "2", "3"]


def test_a_code_made_by_a_clock_that_ran_ahead_can_be_replaced(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    learner = store.enrol(new_token(), NOW)
    early = store.issue_code(learner, NOW + 86_400 * 400)
    assert store.redeem(early, new_token(), "home", NOW) == learner
    code = store.issue_code(learner, NOW)
    assert store.redeem(code, new_token(), "home", NOW) == learner


def test_wrong_tries_of_a_clock_that_ran_ahead_shut_nobody_out_for_long(
    database_address: str, open_at: OpenAt
) -> None:
    store = open_at(database_address)
    learner = store.enrol(new_token(), NOW)
    code = store.issue_code(learner, NOW)
    for _ in range(5):
        with pytest.raises(StoreError, match="not known"):
            store.redeem("7KQ2-M9XD-4TRB", new_token(), "home", NOW + 86_400 * 400)
    assert store.redeem(code, new_token(), "home", NOW + 16 * 60) == learner
