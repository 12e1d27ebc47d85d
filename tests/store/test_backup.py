"""Everything into a file and back, between both databases: the same records by every way to read them, or nothing."""

from __future__ import annotations

import gzip
import json
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sciatica_teach.errors import BadBackup, StoreError, StoreNotEmpty, StoreUnavailable, UnwritableBackup
from sciatica_teach.model.events import CaseOpened, Entry, ItemShown
from sciatica_teach.model.live import Poll, PollPosed, RoomClosed, VoteOpened
from sciatica_teach.settings import Settings
from sciatica_teach.store.classes.opening import open_class_store
from sciatica_teach.store.classes.port import ClassStore
from sciatica_teach.store.connecting import build_engine, for_writing, parse_address, prepare_place
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.keeping.backup import back_up, restore
from sciatica_teach.store.live.port import RoomId
from sciatica_teach.store.port import RecordStore
from sciatica_teach.store.schema import migrate
from sciatica_teach.store.sql import open_sql_store

from .conftest import NOW, OpenAt, build_entry
from .live_rooms import KEY, Host, build_ballot, open_live

TOKENS = [f"the-long-token-of-browser-{number}" for number in range(4)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(TOKENS),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
        st.floats(-1e12, 1e12),
        st.booleans(),
    ),
    max_size=12,
)


def fill(store: RecordStore, steps: list[tuple[str, str, float, bool]]) -> list[str]:
    """Do what the steps say; returns the codes that were issued."""
    for number, (token, words, at, is_case) in enumerate(steps):
        learner = store.enrol(token, NOW)
        event = CaseOpened(case_id=words) if is_case else ItemShown(item_id=words)
        entry = Entry(event=event, at=at, subject=words, content_version=words, command_id=f"{number}-{words}")
        store.append(learner, [entry], store.read(learner).version)
    store.release("week-7", NOW)
    return [store.issue_code(learner, NOW) for token in TOKENS if (learner := store.learner_for(token))]


def read_all(store: RecordStore, codes: list[str]) -> object:
    """What every way to read finds; redeeming binds one more browser, so it comes last."""
    learners = {token: store.learner_for(token) for token in TOKENS}
    records = {token: store.read(learner) for token, learner in learners.items() if learner}
    everybody = [sorted(map(repr, store.read_everybody(kind))) for kind in (CaseOpened, ItemShown)]
    owners = [store.redeem(code, new_token(), "home", NOW) for code in codes]
    return learners, records, everybody, store.released(), store.count_attempts("week-7"), owners


@pytest.fixture
def filled_file(tmp_path: Path) -> Path:
    return tmp_path / "filled" / "records.sqlite"


@pytest.fixture
def filled(filled_file: Path, open_at: OpenAt) -> str:
    address = f"sqlite:///{filled_file}"
    fill(open_at(address), [(TOKENS[0], "one", NOW, True), (TOKENS[1], "two", NOW, False)])
    return address


@pytest.fixture
def backup(filled: str, tmp_path: Path) -> Path:
    path = tmp_path / "backup.jsonl.gz"
    back_up(filled, path, NOW)
    return path


@pytest.mark.slow  # makes and fills several databases for each example
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_there_and_back_is_the_same_store(steps: list[tuple[str, str, float, bool]], database_address: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, last = (f"sqlite:///{folder}/{one}.sqlite" for one in ("first", "last"))
        codes = fill(open_sql_store(first), steps)
        back_up(first, folder / "one.gz", NOW)
        restore(database_address, folder / "one.gz", NOW, keep=folder / "kept.gz")
        back_up(database_address, folder / "two.gz", NOW)
        restore(last, folder / "two.gz", NOW)
        assert gzip.decompress((folder / "one.gz").read_bytes()) == gzip.decompress((folder / "two.gz").read_bytes())
        expected = read_all(open_sql_store(first), codes)
        assert read_all(open_sql_store(database_address), codes) == expected
        assert read_all(open_sql_store(last), codes) == expected


def fill_classroom(address: str) -> Host:
    """A class with one member, and a room in the middle of its second vote, after one that is closed."""
    classes, store = open_classes(address), open_sql_store(address)
    opened = classes.open_class(store.enrol(TOKENS[0], NOW), "Tuesday", "open", NOW)
    classes.join(opened.code, store.enrol(TOKENS[1], NOW), "Zoë", NOW)
    Host(open_live(address), f"another-{KEY}").do(RoomClosed())
    host = Host(open_live(address))
    for number in (1, 2):
        host.do(PollPosed(poll=Poll(kind="item", subject_id="q1")), VoteOpened(number=number))
        ballots = [build_ballot(host.room, voter, vote=number, answer="½ “痛”") for voter in ("p1", "p2")]
        host.store.cast(ballots, NOW)
    return host


def open_classes(address: str) -> ClassStore:
    settings = Settings(data_dir=Path(), cache_dir=Path(), database=address, content_dir=None)
    return open_class_store(settings, open_sql_store(address))


def read_classroom(address: str, room: RoomId) -> object:
    live, classes, store = open_live(address), open_classes(address), open_sql_store(address)
    owner, member = (store.enrol(token, NOW) for token in TOKENS[:2])
    (opened,) = classes.classes_of(owner)
    heads = live.find_hosted(KEY), live.find_hosted(f"another-{KEY}")
    rooms = heads, live.read(room), live.look([room]), live.ballots(room, [1, 2])
    return rooms, opened, classes.memberships(member), list(classes.read_members(owner, opened.id))


def test_rooms_with_their_votes_and_classes_with_their_members_come_back_and_go_on(
    database_address: str, tmp_path: Path
) -> None:
    source = f"sqlite:///{tmp_path}/source.sqlite"
    room = fill_classroom(source).room
    counts = back_up(source, tmp_path / "b.gz", NOW)
    assert (counts["st_live_room"], counts["st_live_entry"], counts["st_live_ballot"]) == (2, 7, 4)
    restore(database_address, tmp_path / "b.gz", NOW)
    assert read_classroom(database_address, room) == read_classroom(source, room)
    outcome = open_live(database_address).cast([build_ballot(room, "p3", vote=2), build_ballot(room, "p3")], NOW)
    assert outcome == ("counted", "closed")


def test_a_store_with_nothing_but_a_room_is_not_replaced_unasked(backup: Path, database_address: str) -> None:
    host = Host(open_live(database_address))
    with pytest.raises(StoreNotEmpty, match="--replace"):
        restore(database_address, backup, NOW)
    assert host.store.find_hosted(KEY) == host.head


def test_a_restored_store_goes_on(backup: Path, database_address: str) -> None:
    restore(database_address, backup, NOW)
    store = open_sql_store(database_address)
    learner = store.enrol(TOKENS[0], NOW)
    assert store.append(learner, [build_entry("next")], 1) == 2
    for _ in range(2):
        with pytest.raises(StoreError, match="not known"):
            store.redeem("7KQ2-M9XD-4TRB", new_token(), "home", NOW)


def test_wrong_tries_still_count_after_a_restore(
    database_address: str, open_at: OpenAt, tmp_path: Path
) -> None:
    store = open_at(database_address)
    for _ in range(5):
        with pytest.raises(StoreError, match="not known"):
            store.redeem("7KQ2-M9XD-4TRB", new_token(), "home", NOW)
    back_up(database_address, tmp_path / "b.gz", NOW)
    restore(database_address, tmp_path / "b.gz", NOW)
    with pytest.raises(StoreError, match="too many"):
        store.redeem("7KQ2-M9XD-4TRB", new_token(), "home", NOW)
    with pytest.raises(StoreError, match="not known"):
        store.redeem("7KQ2-M9XD-4TRB", new_token(), "school", NOW)


def test_a_backup_shows_one_moment_while_others_write(
    database_address: str, open_at: OpenAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_at(database_address)
    learner = store.enrol(TOKENS[0], NOW)
    store.append(learner, [build_entry("before")], 0)
    from sciatica_teach.store.keeping import backup as module

    tell = module._tell_table

    def write_meanwhile(connection: object, table: object) -> object:
        found = store.read(learner).version
        store.append(learner, [build_entry(f"meanwhile-{found}")], found)
        return tell(connection, table)

    monkeypatch.setattr(module, "_tell_table", write_meanwhile)
    counts = back_up(database_address, tmp_path / "b.gz", NOW)
    assert counts["st_entry"] == 1
    assert store.read(learner).version > 1


def test_a_backup_is_private_and_leaves_no_draft(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir() if backup.name in path.name] == [backup.name]


def test_a_file_that_exists_is_left_alone(filled: str, tmp_path: Path) -> None:
    taken = tmp_path / "taken.gz"
    taken.write_text("mine")
    with pytest.raises(UnwritableBackup, match="exists already"):
        back_up(filled, taken, NOW)
    assert taken.read_text() == "mine"


def test_a_place_that_takes_no_file_is_named(filled: str, tmp_path: Path) -> None:
    with pytest.raises(UnwritableBackup, match="cannot be written"):
        back_up(filled, tmp_path / "nowhere" / "b.gz", NOW)


def test_a_backup_that_breaks_off_leaves_nothing(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UnwritableBackup, match="No space left"):
        back_up(filled, tmp_path / "b.gz", NOW)
    assert not list(tmp_path.glob("*b.gz*"))


def test_nothing_is_made_where_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing to back up"):
        back_up(f"sqlite:///{tmp_path}/none.sqlite", tmp_path / "b.gz", NOW)
    assert not list(tmp_path.iterdir())


def test_a_damaged_store_makes_no_backup(filled: str, tmp_path: Path, filled_file: Path) -> None:
    with build_engine(parse_address(filled)).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    held = bytearray(filled_file.read_bytes())
    page = held.rindex(b"ItemShown") // 4096 * 4096
    held[page : page + 100] = b"\xff" * 100
    filled_file.write_bytes(held)
    with pytest.raises(StoreError, match="damaged"):
        back_up(filled, tmp_path / "b.gz", NOW)
    assert not (tmp_path / "b.gz").exists()


def test_records_are_not_replaced_unasked(backup: Path, database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    mine = store.enrol(TOKENS[3], NOW)
    with pytest.raises(StoreNotEmpty, match="--replace"):
        restore(database_address, backup, NOW)
    assert store.learner_for(TOKENS[3]) == mine


def test_what_is_replaced_is_kept_and_can_be_put_back(
    backup: Path, database_address: str, open_at: OpenAt, tmp_path: Path
) -> None:
    store = open_at(database_address)
    mine = store.enrol(TOKENS[3], NOW)
    restore(database_address, backup, NOW, keep=tmp_path / "kept.gz")
    assert store.learner_for(TOKENS[3]) is None
    assert store.learner_for(TOKENS[0]) is not None
    restore(database_address, tmp_path / "kept.gz", NOW, keep=tmp_path / "kept-2.gz")
    assert store.learner_for(TOKENS[3]) == mine


def repack(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda packed: gzip.compress(b"".join(change(gzip.decompress(packed).splitlines(keepends=True))))


def change_header(**values: object) -> Callable[[bytes], bytes]:
    def change(lines: list[bytes]) -> list[bytes]:
        return [json.dumps(json.loads(lines[0]) | values).encode() + b"\n", *lines[1:]]

    return repack(change)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda packed: packed[: len(packed) // 2], "damaged"),
        (lambda packed: packed[:-1], "damaged"),
        (lambda packed: packed[:200] + bytes([packed[200] ^ 1]) + packed[201:], "damaged|no backup"),
        (lambda _: b"", "damaged"),
        (lambda _: b"Dear diary", "no backup"),
        (lambda _: gzip.compress(b'{"format": "diary"}\n'), "no backup"),
        (lambda _: gzip.compress(b"\xff\xfe\n"), "no backup"),
        (repack(lambda lines: lines[:-1]), "damaged"),
        (repack(lambda lines: [*lines[:3], *lines[4:]]), "damaged"),
        (repack(lambda lines: [line.replace(b'\\"two\\"', b'\\"six\\"') for line in lines]), "damaged"),
        (repack(lambda lines: [*lines, lines[-1]]), "damaged"),
        (change_header(edition=2), "newer version"),
        (change_header(edition=2, schema=7), "newer version"),
    ],
)
def test_a_file_that_is_not_whole_or_not_ours_changes_nothing(
    backup: Path, filled: str, tmp_path: Path, spoil: Callable[[bytes], bytes], words: str
) -> None:
    spoilt = tmp_path / "spoilt.gz"
    spoilt.write_bytes(spoil(backup.read_bytes()))
    assert spoilt.read_bytes() != backup.read_bytes()
    with pytest.raises(BadBackup, match=words):
        restore(filled, spoilt, NOW, keep=tmp_path / "kept.gz")
    assert not (tmp_path / "kept.gz").exists()
    assert open_sql_store(filled).learner_for(TOKENS[0])


def test_a_file_that_is_missing_is_named(filled: str, tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match=r"none\.gz cannot be read"):
        restore(filled, tmp_path / "none.gz", NOW)


def test_a_backup_of_a_newer_schema_is_refused(database_address: str, open_at: OpenAt, tmp_path: Path) -> None:
    store = open_at(database_address)
    store.enrol(TOKENS[0], NOW)
    with build_engine(parse_address(database_address)).begin() as connection:
        connection.execute(text("UPDATE st_schema SET version_num = '0999'"))
    back_up(database_address, tmp_path / "newer.gz", NOW)
    with pytest.raises(BadBackup, match=r"newer version.*Update this program"):
        restore(f"sqlite:///{tmp_path}/other.sqlite", tmp_path / "newer.gz", NOW)
    assert not (tmp_path / "other.sqlite").exists()


def test_a_backup_of_an_older_schema_is_brought_up_to_date(database_address: str, tmp_path: Path) -> None:
    old = f"sqlite:///{tmp_path}/old.sqlite"
    engine = build_engine(parse_address(old))
    prepare_place(engine.url)
    with for_writing(engine).begin() as connection:
        migrate(connection, "0001")
        connection.execute(text("INSERT INTO st_learner (id, enrolled_at) VALUES ('one', 1)"))
    assert "st_release" not in back_up(old, tmp_path / "old.gz", NOW)
    restore(database_address, tmp_path / "old.gz", NOW)
    store = open_sql_store(database_address)
    store.release("week-7", NOW)
    with build_engine(parse_address(database_address)).connect() as connection:
        assert connection.scalars(text("SELECT id FROM st_learner")).all() == ["one"]


def test_a_restore_that_fails_half_way_leaves_everything(
    backup: Path, database_address: str, open_at: OpenAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_at(database_address)
    mine = store.enrol(TOKENS[3], NOW)
    from sciatica_teach.store.keeping import backup as module

    read = module.read_backup

    def break_off(path: Path) -> object:
        parts = list(read(path))
        yield from parts[:-1]
        raise StoreUnavailable("gone")

    monkeypatch.setattr(module, "read_backup", break_off)
    with pytest.raises(StoreUnavailable):
        restore(database_address, backup, NOW, keep=tmp_path / "kept.gz")
    assert store.learner_for(TOKENS[3]) == mine
    assert store.released() == {}
