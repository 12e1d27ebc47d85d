"""What is removed for good, what stays, and that no readable bytes are left behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sciatica_teach.errors import RecordDeleted, WrongResumeCode
from sciatica_teach.model.events import ItemShown
from sciatica_teach.model.live import VoteOpened
from sciatica_teach.settings import Settings
from sciatica_teach.store.classes.opening import open_class_store
from sciatica_teach.store.classes.port import ClassStore
from sciatica_teach.store.connecting import build_engine, parse_address
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.keeping.purge import DAY_S, Choice, Purged, count_purged, purge
from sciatica_teach.store.port import LearnerId, RecordStore
from sciatica_teach.store.tables import METADATA

from .conftest import NOW, OpenAt, build_entry
from .live_rooms import KEY, build_ballot, build_live_entry, open_live

LONG_AGO = NOW - 400 * DAY_S
QUIET = Choice(quiet_days=365)
NOTHING = Purged(learners=0, entries=0, codes=0, tries=0, releases=0, classes=0, rooms=0, votes=0)


def build_learner(store: RecordStore, at: float, *, token: str | None = None) -> LearnerId:
    learner = store.enrol(token or new_token(), at)
    store.append(learner, [replace(build_entry("one"), at=at)], 0)
    return learner


def open_classes(store: RecordStore, address: str) -> ClassStore:
    return open_class_store(
        Settings(data_dir=Path(), cache_dir=Path(), database=address, content_dir=None), store
    )


def vote_once(address: str, key: str, at: float) -> None:
    """A room opened then, in which one phone voted."""
    live = open_live(address)
    head = live.open_room(build_live_entry("open"), key, at)
    live.append(head.id, [build_live_entry("vote", VoteOpened(number=1))], 1)
    assert live.cast([build_ballot(head.id)], at) == ("counted",)


@pytest.fixture
def store(database_address: str, open_at: OpenAt) -> RecordStore:
    return open_at(database_address)


def test_learners_go_who_gave_no_sign_of_life(store: RecordStore, database_address: str) -> None:
    gone, kept = build_learner(store, LONG_AGO), build_learner(store, NOW)
    expected = replace(NOTHING, learners=1, entries=1)
    assert count_purged(database_address, QUIET, NOW) == expected
    assert purge(database_address, QUIET, NOW) == expected
    with pytest.raises(RecordDeleted):
        store.read(gone)
    assert store.read(kept).version == 1
    assert purge(database_address, QUIET, NOW) == NOTHING


def test_one_sign_of_life_keeps_the_whole_record(store: RecordStore, database_address: str) -> None:
    answered, resumed, noted = (build_learner(store, LONG_AGO) for _ in range(3))
    store.append(answered, [replace(build_entry("two"), at=NOW - 364 * DAY_S)], 1)
    store.redeem(store.issue_code(resumed, LONG_AGO), new_token(), "home", LONG_AGO)
    code = store.issue_code(resumed, NOW - 20 * DAY_S)
    store.redeem(code, new_token(), "home", NOW - 20 * DAY_S)
    store.issue_code(noted, NOW - 29 * DAY_S)
    purge(database_address, QUIET, NOW)
    assert [store.read(learner).version for learner in (answered, resumed, noted)] == [2, 1, 1]


def test_without_a_choice_only_expired_codes_and_old_tries_go(store: RecordStore, database_address: str) -> None:
    learner = build_learner(store, LONG_AGO)
    store.issue_code(learner, LONG_AGO)
    alive = store.issue_code(build_learner(store, NOW), NOW)
    with pytest.raises(WrongResumeCode):
        store.redeem("7KQ2-M9XD-4TRB", new_token(), "home", LONG_AGO)
    assert purge(database_address, Choice(), NOW) == replace(NOTHING, codes=1, tries=1)
    assert store.read(learner).version == 1
    assert store.redeem(alive, new_token(), "home", NOW)


def test_wrong_tries_that_still_count_stay(store: RecordStore, database_address: str) -> None:
    for _ in range(5):
        with pytest.raises(WrongResumeCode):
            store.redeem("7KQ2-M9XD-4TRB", new_token(), "home", NOW)
    purge(database_address, Choice(), NOW)
    with pytest.raises(WrongResumeCode, match="too many"):
        store.redeem("7KQ2-M9XD-4TRB", new_token(), "home", NOW)


def test_the_learner_of_a_code_goes_and_nobody_else(store: RecordStore, database_address: str) -> None:
    wanted, other = build_learner(store, NOW), build_learner(store, NOW)
    code = store.issue_code(wanted, NOW)
    assert purge(database_address, Choice(code=code.lower()), NOW).learners == 1
    with pytest.raises(RecordDeleted):
        store.read(wanted)
    assert store.read(other).version == 1
    with pytest.raises(WrongResumeCode, match="not known"):
        purge(database_address, Choice(code=code), NOW)


def test_an_expired_code_names_nobody(store: RecordStore, database_address: str) -> None:
    code = store.issue_code(build_learner(store, LONG_AGO), LONG_AGO)
    with pytest.raises(WrongResumeCode, match="not known"):
        count_purged(database_address, Choice(code=code), NOW)


def test_everything(store: RecordStore, database_address: str) -> None:
    classes = open_classes(store, database_address)
    opened = classes.open_class(build_learner(store, NOW), "Tuesday", "open", NOW)
    classes.join(opened.code, build_learner(store, NOW), "", NOW)
    vote_once(database_address, KEY, NOW)
    store.release("week-7", NOW)
    removed = purge(database_address, Choice(everything=True), NOW)
    assert removed == replace(NOTHING, learners=2, entries=2, releases=1, classes=1, rooms=1, votes=1)
    with build_engine(parse_address(database_address)).connect() as connection:
        for table in METADATA.sorted_tables:
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_rooms_go_with_their_votes_by_the_day_they_were_opened(database_address: str) -> None:
    vote_once(database_address, KEY, LONG_AGO)
    vote_once(database_address, f"another-{KEY}", NOW)
    assert purge(database_address, Choice(), NOW) == NOTHING
    expected = replace(NOTHING, rooms=1, votes=1)
    assert count_purged(database_address, QUIET, NOW) == expected
    assert purge(database_address, QUIET, NOW) == expected
    live = open_live(database_address)
    assert live.find_hosted(KEY) is None
    kept = live.find_hosted(f"another-{KEY}")
    assert kept is not None
    assert len(live.ballots(kept.id, [1])[1]) == 1


def test_a_class_is_a_sign_of_life_of_its_owner_and_its_members(store: RecordStore, database_address: str) -> None:
    classes = open_classes(store, database_address)
    owner, member, gone = (build_learner(store, LONG_AGO) for _ in range(3))
    opened = classes.open_class(owner, "Tuesday", "open", NOW - 300 * DAY_S)
    classes.join(opened.code, member, "", NOW - 200 * DAY_S)
    old = classes.open_class(gone, "Long ago", "open", LONG_AGO)
    assert purge(database_address, QUIET, NOW) == replace(NOTHING, learners=1, entries=1, classes=1)
    assert (classes.find_class(old.code), len(list(classes.read_members(owner, opened.id)))) == (None, 1)


def test_counting_changes_nothing(store: RecordStore, database_address: str) -> None:
    learner = build_learner(store, LONG_AGO)
    count_purged(database_address, Choice(everything=True), NOW)
    assert store.read(learner).version == 1


def test_no_readable_bytes_are_left_in_the_files(sqlite_file: Path, open_at: OpenAt) -> None:
    address = f"sqlite:///{sqlite_file}"
    store = open_at(address)
    learner = store.enrol(new_token(), LONG_AGO)
    entry = build_entry("one", event=ItemShown(item_id="a-telling-answer"))
    store.append(learner, [replace(entry, at=LONG_AGO)], 0)
    assert any(b"a-telling-answer" in path.read_bytes() for path in sqlite_file.parent.iterdir())
    with build_engine(parse_address(address)).connect() as held:  # a server's connection keeps the journal alive
        purge(address, QUIET, NOW)
        assert not any(b"a-telling-answer" in path.read_bytes() for path in sqlite_file.parent.iterdir())
        held.rollback()
