"""What lies in the database and around it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, NullPool, create_engine, text

from sciatica_teach.errors import WrongResumeCode
from sciatica_teach.model.live import VoteOpened
from sciatica_teach.settings import Settings
from sciatica_teach.store import sql
from sciatica_teach.store.classes.opening import open_class_store
from sciatica_teach.store.connecting import build_engine, parse_address
from sciatica_teach.store.identity import hash_secret, new_token
from sciatica_teach.store.live.rules import hash_host_key, hash_voter
from sciatica_teach.store.tables import METADATA

from .conftest import NOW, OpenAt, build_entry
from .live_rooms import Host, build_ballot, open_live


def dump(address: str) -> bytes:
    """Everything the database holds: the bytes of SQLite's files, or every row of PostgreSQL's tables."""
    if address.startswith("sqlite"):
        path = Path(address.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))
    with create_engine(address, poolclass=NullPool).connect() as connection:
        rows = [row for table in METADATA.sorted_tables for row in connection.execute(table.select())]
    return repr(rows).encode()


def test_no_secret_lies_in_the_database(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    laptop, phone, origin = new_token(), new_token(), "203.0.113.77"
    learner = store.enrol(laptop, NOW)
    code = store.issue_code(learner, NOW)
    store.redeem(code, phone, origin, NOW)
    with pytest.raises(WrongResumeCode):
        store.redeem("0000-0000-0000", phone, origin, NOW)
    kept = dump(database_address)
    assert hash_secret("token", laptop).encode() in kept
    for secret in (laptop, phone, code, code.replace("-", ""), origin):
        assert secret.encode() not in kept


def test_neither_a_host_key_nor_a_phones_secret_lies_in_the_database(database_address: str) -> None:
    host, phone = Host(open_live(database_address), new_token()), new_token()
    key = new_token()
    other = Host(open_live(database_address), key)
    host.do(VoteOpened(number=1))
    ballot = build_ballot(host.room, hash_voter(host.room, phone))
    host.store.cast([ballot], NOW)
    kept = dump(database_address)
    assert ballot.voter.encode() in kept
    assert hash_host_key(key).encode() in kept
    for secret in (key, phone, hash_voter(other.room, phone)):
        assert secret.encode() not in kept


def test_a_deleted_record_leaves_no_membership(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    settings = Settings(data_dir=Path(), cache_dir=Path(), database=database_address, content_dir=None)
    classes = open_class_store(settings, store)
    owner, leaver = store.enrol(new_token(), NOW), store.enrol(new_token(), NOW)
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, leaver, "Ada-of-Tuesday", NOW)
    assert b"Ada-of-Tuesday" in dump(database_address)
    store.delete(leaver)
    kept = dump(database_address)
    assert (b"Ada-of-Tuesday" in kept, leaver.encode() in kept, opened.id.encode() in kept) == (False, False, True)


def test_a_deleted_record_leaves_no_bytes_and_others_stay(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    leaver, stayer = store.enrol(new_token(), NOW), store.enrol(new_token(), NOW)
    for number in range(40):
        store.append(leaver, [build_entry(f"leaver-{number}")], number)
    store.append(stayer, [build_entry("stayer")], 0)
    store.issue_code(leaver, NOW)
    assert b"leaver-3" in dump(database_address)
    store.delete(leaver)
    kept = dump(database_address)
    assert (b"leaver" in kept, leaver.encode() in kept, b"stayer" in kept) == (False, False, True)


def test_wrong_tries_are_forgotten_after_their_quarter_of_an_hour(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    for minutes in (0, 1, 20):
        with pytest.raises(WrongResumeCode):
            store.redeem("0000-0000-0000", new_token(), "school", NOW + 60.0 * minutes)
    with create_engine(parse_address(database_address), poolclass=NullPool).connect() as connection:
        assert connection.scalars(text("SELECT at FROM st_wrong_try")).all() == [NOW + 1200.0]


def test_limits_are_common_to_every_program_at_the_same_database(database_address: str, open_at: OpenAt) -> None:
    for number in range(5):
        with pytest.raises(WrongResumeCode, match="not known"):
            open_at(database_address).redeem("0000-0000-0000", new_token(), "school", NOW + number)
    with pytest.raises(WrongResumeCode, match="too many"):
        open_at(database_address).redeem("0000-0000-0000", new_token(), "school", NOW + 5)


def test_a_reading_is_of_one_moment(
    database_address: str, open_at: OpenAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry that arrives between counting and fetching must not be returned beside a version that lacks it."""
    store = open_at(database_address)
    learner = store.enrol(new_token(), NOW)
    store.append(learner, [build_entry("before")], 0)
    select_entries = sql._entries_of

    def arrive_then_select(*arguments: Any) -> Any:
        open_at(database_address).append(learner, [build_entry("between")], 1)
        return select_entries(*arguments)

    monkeypatch.setattr(sql, "_entries_of", arrive_then_select)
    record = store.read(learner)
    assert (record.entries, record.version) == ((build_entry("before"),), 1)


def test_a_record_is_still_there_when_the_store_is_opened_again(database_address: str, open_at: OpenAt) -> None:
    token = new_token()
    first = open_at(database_address)
    first.append(first.enrol(token, NOW), [build_entry("c")], 0)
    again = open_at(database_address)
    learner = again.learner_for(token)
    assert learner is not None
    assert again.read(learner).entries == (build_entry("c"),)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other people out by other means")
def test_a_new_folder_and_file_are_for_their_owner_alone(sqlite_file: Path, open_at: OpenAt) -> None:
    open_at(f"sqlite:///{sqlite_file}")
    assert sqlite_file.parent.stat().st_mode & 0o777 == 0o700
    assert sqlite_file.stat().st_mode & 0o777 == 0o600


def test_a_commit_in_sqlite_is_on_the_disk_before_it_is_acknowledged(sqlite_file: Path, open_at: OpenAt) -> None:
    address = f"sqlite:///{sqlite_file}"
    open_at(address)
    with build_engine(parse_address(address)).connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        kept = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    assert kept == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_an_idle_store_holds_no_connection(sqlite_file: Path, open_at: OpenAt) -> None:
    store = open_at(f"sqlite:///{sqlite_file}")
    store.append(store.enrol(new_token(), NOW), [build_entry("c")], 0)
    assert [file.name for file in sqlite_file.parent.iterdir()] == [sqlite_file.name]  # the last to close tidies up


@pytest.mark.postgresql
def test_an_idle_store_holds_no_connection_to_a_server(
    postgresql_address: str, postgresql_server: URL, open_at: OpenAt
) -> None:
    store = open_at(postgresql_address)
    store.append(store.enrol(new_token(), NOW), [build_entry("c")], 0)
    name = parse_address(postgresql_address).database
    with create_engine(postgresql_server, poolclass=NullPool).connect() as connection:
        query = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name AND state = 'idle'")
        assert connection.scalar(query, {"name": name}) == 0


def test_a_store_in_memory_needs_no_database_library() -> None:
    program = (
        "import sys\n"
        "from sciatica_teach.settings import Settings\n"
        "from sciatica_teach.store.opening import open_store\n"
        "open_store(Settings.from_environment({'SCIATICA_TEACH_DATABASE': 'memory:'}))\n"
        "print([name for name in ('sqlalchemy', 'alembic') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
