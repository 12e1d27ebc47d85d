"""A database that is locked, read-only, damaged, gone or misnamed: said in plain words, and nothing is lost."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import alembic.command  # noqa: F401  # while privileges are dropped, nothing more can be imported
import pytest
from sqlalchemy import URL, Engine, MetaData, NullPool, create_engine, text

from sciatica_teach.errors import StoreError, StoreReadOnly, StoreUnavailable
from sciatica_teach.store.connecting import build_engine, parse_address
from sciatica_teach.store.identity import new_token

from .conftest import NOW, OpenAt, build_entry

NOBODY = 65534

needs_posix = pytest.mark.skipif(os.name == "nt", reason="folders have no such permissions on Windows")


def outside(address: str) -> Engine:
    """Somebody else's way to the same database."""
    url = parse_address(address)
    return create_engine(url.difference_update_query(["timeout", "options"]), poolclass=NullPool)


def impatient(address: str) -> str:
    """The same database, waiting 50 ms for its locks instead of two seconds."""
    limit = {"timeout": "0.05"} if address.startswith("sqlite") else {"options": "-c lock_timeout=50ms"}
    return parse_address(address).update_query_dict(limit).render_as_string(hide_password=False)


@contextmanager
def held_by_another_program(address: str) -> Iterator[None]:
    with outside(address).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
        else:
            connection.execute(text("LOCK TABLE st_learner IN ACCESS EXCLUSIVE MODE"))
        yield


def drop_everything(engine: Engine) -> None:
    found = MetaData()
    found.reflect(engine)
    found.drop_all(engine)


@contextmanager
def without_privileges() -> Iterator[None]:
    """As an ordinary user: root may write anywhere, whatever the permissions say."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that every user may look into; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_locked_database_is_said_to_be_busy_and_takes_the_answer_later(
    database_address: str, open_at: OpenAt
) -> None:
    store = open_at(impatient(database_address))
    learner = store.enrol(new_token(), NOW)
    with held_by_another_program(database_address):
        with pytest.raises(StoreUnavailable, match=r"busy.*try again"):
            store.append(learner, [build_entry("answer")], 0)
        with pytest.raises(StoreUnavailable, match="busy"):
            open_at(impatient(database_address))
    assert store.append(learner, [build_entry("answer")], 0) == 1


def test_a_lock_held_longer_than_two_seconds_is_given_up_on(database_address: str, open_at: OpenAt) -> None:
    open_at(database_address)
    with build_engine(parse_address(database_address)).connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 2000
        else:
            assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "2s"


@pytest.mark.postgresql
def test_a_server_that_goes_away_and_comes_back(
    postgresql_address: str, postgresql_server: URL, open_at: OpenAt
) -> None:
    store = open_at(postgresql_address)
    learner = store.enrol(new_token(), NOW)
    name = parse_address(postgresql_address).database
    admin = create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        with pytest.raises(StoreUnavailable, match="cannot be reached"):
            store.append(learner, [build_entry("answer")], 0)
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert store.append(learner, [build_entry("answer")], 0) == 1


@pytest.mark.postgresql
def test_a_server_that_only_reads(postgresql_address: str, postgresql_server: URL, open_at: OpenAt) -> None:
    store = open_at(postgresql_address)
    learner = store.enrol(new_token(), NOW)
    name = parse_address(postgresql_address).database
    with create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(StoreReadOnly, match="not saved"):
        store.append(learner, [build_entry("answer")], 0)
    with pytest.raises(StoreReadOnly):
        open_at(postgresql_address)
    assert store.read(learner).version == 0


def test_a_server_that_was_never_there_is_unreachable_and_its_password_is_not_shown(open_at: OpenAt) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached") as told:
        open_at("postgresql://reader:hunter2@/records?host=/nowhere")
    assert "hunter2" not in str(told.value)


def test_a_file_opened_for_reading_only(sqlite_file: Path, open_at: OpenAt) -> None:
    open_at(f"sqlite:///{sqlite_file}")
    with pytest.raises(StoreReadOnly, match="read but not written"):
        open_at(f"sqlite:///file:{sqlite_file}?mode=ro&uri=true")


@needs_posix
def test_a_folder_that_turns_read_only_while_in_use(shared_folder: Path, open_at: OpenAt) -> None:
    address = f"sqlite:///{shared_folder / 'records.sqlite'}"
    store = open_at(address)
    learner = store.enrol(new_token(), NOW)
    (shared_folder / "records.sqlite").chmod(0o444)
    shared_folder.chmod(0o555)
    with without_privileges():
        with pytest.raises(StoreReadOnly, match="not saved"):
            store.append(learner, [build_entry("answer")], 0)
        with pytest.raises(StoreReadOnly):
            open_at(address)


@needs_posix
def test_a_place_where_nothing_can_be_made(shared_folder: Path, open_at: OpenAt) -> None:
    shared_folder.chmod(0o555)
    for place in (shared_folder / "records.sqlite", shared_folder / "new" / "records.sqlite"):
        with without_privileges(), pytest.raises(StoreReadOnly, match=r"cannot be made at .*records\.sqlite"):
            open_at(f"sqlite:///{place}")


def test_a_folder_whose_name_is_taken_by_a_file(tmp_path: Path, open_at: OpenAt) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreReadOnly, match="choose another place"):
        open_at(f"sqlite:///{tmp_path}/home/records.sqlite")


@pytest.mark.parametrize("rubbish", [b"Dear diary, " * 400, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_left_as_it_is(sqlite_file: Path, open_at: OpenAt, rubbish: bytes) -> None:
    sqlite_file.parent.mkdir()
    sqlite_file.write_bytes(rubbish)
    with pytest.raises(StoreError, match="damaged or is not a database"):
        open_at(f"sqlite:///{sqlite_file}")
    assert sqlite_file.read_bytes() == rubbish


def test_a_database_replaced_while_in_use(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    learner = store.enrol(new_token(), NOW)
    drop_everything(outside(database_address))
    with pytest.raises(StoreError, match="replaced while it was in use"):
        store.append(learner, [build_entry("answer")], 0)


def test_a_folder_removed_while_in_use(sqlite_file: Path, open_at: OpenAt) -> None:
    store = open_at(f"sqlite:///{sqlite_file}")
    learner = store.enrol(new_token(), NOW)
    sqlite_file.parent.rename(sqlite_file.parent.with_name("unplugged"))
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        store.append(learner, [build_entry("answer")], 0)
    sqlite_file.parent.with_name("unplugged").rename(sqlite_file.parent)
    assert store.append(learner, [build_entry("answer")], 0) == 1


@pytest.mark.parametrize(
    "address", ["", "records.sqlite", "mysql://user@host/records", "sqlite://", "sqlite:///:memory:",
                "sqlite:///file::memory:?uri=true", "sqlite:///file:records?mode=memory&uri=true"]
)
def test_an_address_that_cannot_be_used_is_answered_with_those_that_can(address: str, open_at: OpenAt) -> None:
    with pytest.raises(StoreError, match="sqlite:///FILE"):
        open_at(address)


@pytest.mark.parametrize("address", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_every_usual_spelling_of_a_postgresql_address_is_taken(address: str) -> None:
    assert parse_address(address).drivername == "postgresql+psycopg"


def test_a_missing_driver_comes_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, open_at: OpenAt
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'sciatica-teach\[postgresql\]'"):
        open_at("postgresql://reader@localhost/records")
