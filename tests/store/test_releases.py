"""Papers are sealed until they are released, on every store alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine, event, text

from sciatica_teach.errors import BadPaperName, StoreReadOnly
from sciatica_teach.model.events import CaseOpened, ItemShown
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.store import schema
from sciatica_teach.store.connecting import build_engine, for_writing, parse_address, prepare_place
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.port import RecordStore
from sciatica_teach.store.sql import SqlStore

from .conftest import NOW, OpenAt, build_entry

BAD_NAMES = ["", " ", "week 7", "week/7", "week_7", "wöche", "k" * 41, "７", "week-7\nweek-8", "<b>", "../x"]


def test_nothing_is_released_at_first(store: RecordStore) -> None:
    assert store.released() == {}


def test_a_released_paper_is_open_and_no_other(store: RecordStore) -> None:
    store.release("week-7", NOW)
    assert store.released() == {"week-7": NOW}


def test_releasing_twice_is_releasing_once_and_the_first_time_stands(store: RecordStore) -> None:
    store.release("week-7", NOW)
    store.release("Week-7", NOW + 60)
    assert store.released() == {"week-7": NOW}


def test_a_release_is_taken_back_and_given_again(store: RecordStore) -> None:
    store.release("week-7", NOW)
    store.release("week-8", NOW)
    store.seal("WEEK-7")
    assert store.released() == {"week-8": NOW}
    store.release("week-7", NOW + 60)
    assert store.released() == {"week-7": NOW + 60, "week-8": NOW}


def test_sealing_what_is_sealed_is_no_error(store: RecordStore) -> None:
    store.seal("week-7")
    assert store.released() == {}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_no_paper_can_have_is_refused(store: RecordStore, name: str) -> None:
    for use in (lambda: store.release(name, NOW), lambda: store.seal(name), lambda: store.count_attempts(name)):
        with pytest.raises(BadPaperName, match=r"letters from a to z, digits and hyphens.*week-7"):
            use()
    assert store.released() == {}


def test_attempts_under_a_paper_are_counted_whoever_began_them(store: RecordStore) -> None:
    for number, papers in enumerate((["week-7"], ["week-7", "week-70", ""], ["Week-8", "a-week-7"])):
        learner = store.enrol(new_token(), NOW)
        for version, paper in enumerate(papers):
            begun = CaseOpened(case_id="marek", mode="exam", paper=paper)
            store.append(learner, [build_entry(f"c-{number}-{version}", event=begun)], version)
    other = ItemShown(item_id='"paper":"week-7"')
    store.append(store.enrol(new_token(), NOW), [build_entry("other", event=other)], 0)
    assert [store.count_attempts(paper) for paper in ("week-7", "WEEK-7", "week", "week-8")] == [2, 2, 0, 0]


def test_a_deleted_record_is_counted_no_more(store: RecordStore) -> None:
    learner = store.enrol(new_token(), NOW)
    store.append(learner, [build_entry("c", event=CaseOpened(case_id="marek", mode="exam", paper="week-7"))], 0)
    store.delete(learner)
    assert store.count_attempts("week-7") == 0


def test_what_is_handed_out_cannot_release_anything(store: RecordStore) -> None:
    handed = store.released()
    if isinstance(handed, dict):
        handed["week-7"] = NOW
    assert store.released() == {}


@given(st.text(alphabet="abcxyzABCXYZ0189-", min_size=1, max_size=40))
def test_a_name_is_read_the_same_in_capitals_and_again(name: str) -> None:
    assert parse_paper(name) == parse_paper(name.upper()) == parse_paper(f" {name} ") == parse_paper(parse_paper(name))


def test_another_program_sees_the_release_at_once(database_address: str, open_at: OpenAt) -> None:
    running = open_at(database_address)
    assert running.released() == {}
    open_at(database_address).release("week-7", NOW)
    assert running.released() == {"week-7": NOW}
    open_at(database_address).seal("week-7")
    assert running.released() == {}


def test_of_many_instructors_in_the_same_instant_one_sets_the_time(database_address: str, open_at: OpenAt) -> None:
    stores = [open_at(database_address) for _ in range(6)]
    with ThreadPoolExecutor(len(stores)) as pool:
        list(pool.map(lambda number: stores[number].release("week-7", NOW + number), range(len(stores))))
    (at,) = open_at(database_address).released().values()
    assert at in {NOW + number for number in range(len(stores))}


def test_asking_what_is_released_is_one_read(sqlite_file: Path) -> None:
    engine = build_engine(parse_address(f"sqlite:///{sqlite_file}"))
    prepare_place(engine.url)
    schema.bring_up_to_date(engine)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    SqlStore(engine).released()
    assert [statement for statement in asked if statement.startswith("SELECT")] == asked[-1:]


def test_a_store_that_only_reads_says_so(sqlite_file: Path, open_at: OpenAt) -> None:
    store = open_at(f"sqlite:///{sqlite_file}")
    store.release("week-7", NOW)
    reading = SqlStore(build_engine(parse_address(f"sqlite:///file:{sqlite_file}?mode=ro&uri=true")))
    for use in (lambda: reading.release("week-8", NOW), lambda: reading.seal("week-7")):
        with pytest.raises(StoreReadOnly):
            use()
    assert reading.released() == {"week-7": NOW}


def test_a_database_from_before_papers_is_upgraded_and_keeps_its_records(
    database_address: str, open_at: OpenAt
) -> None:
    engine = build_engine(parse_address(database_address))
    prepare_place(engine.url)
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    with for_writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO st_learner (id, enrolled_at) VALUES ('one', 1)"))
    store = open_at(database_address)
    store.release("week-7", NOW)
    assert store.released() == {"week-7": NOW}
    with create_engine(parse_address(database_address), poolclass=NullPool).connect() as connection:
        assert connection.scalars(text("SELECT id FROM st_learner")).all() == ["one"]
