"""Records in SQLite or PostgreSQL: the same statements for both.

Writers of one record take turns. In SQLite they queue for the file's write lock; in PostgreSQL for the learner's row,
so that learners do not wait for one another. The key (learner, position) would refuse a second entry in the same place
even if that turn-taking were broken. Redeeming takes one lock for all, or parallel guesses could each find four wrong
tries and all be let through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, or_, select

from sciatica_teach.model.events import Entry, Event
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.store import appending, codes
from sciatica_teach.store.codec import Row, decode_rows, encode_entry, write_paper
from sciatica_teach.store.codes import WrongTry
from sciatica_teach.store.connecting import take_turn
from sciatica_teach.store.database import Database, open_engine
from sciatica_teach.store.identity import hash_secret, new_learner_id, require_token
from sciatica_teach.store.port import LearnerId, Record
from sciatica_teach.store.tables import CODES, ENTRIES, LEARNERS, RELEASES, TOKENS, TRIES

REDEEM_LOCK = 7_283_471_002
"""As `SCHEMA_LOCK`, for redeeming."""

RELEASE_LOCK = 7_283_471_003
"""As `SCHEMA_LOCK`, for releasing."""

_ROW = (
    ENTRIES.c.at, ENTRIES.c.subject, ENTRIES.c.content_version, ENTRIES.c.command_id, ENTRIES.c.kind, ENTRIES.c.body,
)


def open_sql_store(address: str) -> SqlStore:
    """The store at a `sqlite:///` or `postgresql://` address, made or upgraded if needed."""
    return SqlStore(open_engine(address))


class SqlStore:
    """A `RecordStore` in a database whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)
        self._reading, self._writing = self._database.reading, self._database.writing

    def learner_for(self, token: str) -> LearnerId | None:
        with self._reading() as connection:
            return _find_learner(connection, hash_secret("token", token))

    def enrol(self, token: str, now: float) -> LearnerId:
        token_hash = hash_secret("token", require_token(token))
        with self._writing() as connection:
            take_turn(connection, _turn_of(token_hash))  # two tabs of a new browser arrive together
            return _find_learner(connection, token_hash) or _add_learner(connection, token_hash, now)

    def read(self, learner: LearnerId, subject_prefix: str = "") -> Record:
        with self._reading() as connection:
            version = _get_version(connection, learner)
            found: Iterable[Any] = connection.execute(_entries_of(learner, subject_prefix, version))
            rows = [_as_row(*row) for row in found]
        return Record(entries=decode_rows(rows), version=version)

    def append(self, learner: LearnerId, entries: Sequence[Entry], expected_version: int) -> int:
        rows = [encode_entry(entry) for entry in entries]
        command_id = appending.require_one_command(entries) if entries else None
        with self._writing() as connection:
            present = _get_version(connection, learner, lock=True)
            if not rows or _is_recorded(connection, learner, command_id):
                return present
            appending.require_version(present, expected_version)
            connection.execute(insert(ENTRIES), _numbered(learner, rows, present))
            return present + len(rows)

    def restore(self, learner: LearnerId, entries: Sequence[Entry]) -> int:
        rows = [encode_entry(entry) for entry in entries]
        with self._writing() as connection:
            appending.require_empty(_get_version(connection, learner, lock=True))
            if rows:
                connection.execute(insert(ENTRIES), _numbered(learner, rows, 0))
            return len(rows)

    def issue_code(self, learner: LearnerId, now: float) -> str:
        code = codes.new_code()
        code_hash = codes.hash_code(codes.parse_code(code))
        with self._writing() as connection:
            _get_version(connection, learner, lock=True)
            connection.execute(delete(CODES).where(CODES.c.learner == learner))
            connection.execute(
                insert(CODES).values(learner=learner, code_hash=code_hash, expires_at=now + codes.LIFETIME_S)
            )
        return code

    def redeem(self, code: str, token: str, origin: str, now: float) -> LearnerId:
        code_hash = codes.hash_code(codes.parse_code(code))
        token_hash, origin_hash = hash_secret("token", require_token(token)), hash_secret("origin", origin)
        with self._writing() as connection:
            take_turn(connection, REDEEM_LOCK)
            codes.require_open(_load_tries(connection, now), origin_hash, now)
            learner = _find_by_code(connection, code_hash, now)
            if learner is not None:
                _bind_token(connection, token_hash, learner, now)
                return learner
            _note_wrong_try(connection, origin_hash, now)
        raise codes.no_such_code()  # only here: raised inside, it would roll back the note of the wrong try

    def delete(self, learner: LearnerId) -> None:
        with self._writing() as connection:
            connection.execute(delete(LEARNERS).where(LEARNERS.c.id == learner))  # the rest goes with it: ON DELETE

    def release(self, paper: str, now: float) -> None:
        name = parse_paper(paper)
        with self._writing() as connection:
            take_turn(connection, RELEASE_LOCK)
            if connection.scalar(select(RELEASES.c.paper).where(RELEASES.c.paper == name)) is None:
                connection.execute(insert(RELEASES).values(paper=name, released_at=now))

    def seal(self, paper: str) -> None:
        with self._writing() as connection:
            connection.execute(delete(RELEASES).where(RELEASES.c.paper == parse_paper(paper)))

    def released(self) -> Mapping[str, float]:
        with self._reading() as connection:
            return {row.paper: row.released_at for row in connection.execute(select(RELEASES))}

    def read_everybody(self, kind: type[Event]) -> Iterator[tuple[Entry, ...]]:
        wanted = select(ENTRIES.c.learner, *_ROW).where(ENTRIES.c.kind == kind.__name__)
        with self._reading() as connection:
            found = connection.execute(wanted.order_by(ENTRIES.c.learner, ENTRIES.c.position)).mappings()
            for _, rows in groupby(found, key=itemgetter("learner")):
                if entries := decode_rows(Row(**{one.name: row[one.name] for one in _ROW}) for row in rows):
                    yield entries

    def count_attempts(self, paper: str) -> int:
        kind, piece = write_paper(paper)
        holds_it = func.replace(ENTRIES.c.body, piece, "") != ENTRIES.c.body  # LIKE would not tell capitals apart
        found = select(func.count()).select_from(ENTRIES).where(ENTRIES.c.kind == kind, holds_it)
        with self._reading() as connection:
            return connection.scalar(found) or 0


def _turn_of(token_hash: str) -> int:
    """A key for `take_turn`: the hash's first 62 bits, which PostgreSQL's bigint holds."""
    return int(token_hash[:16], 16) >> 2


def _find_learner(connection: Connection, token_hash: str) -> LearnerId | None:
    found = connection.scalar(select(TOKENS.c.learner).where(TOKENS.c.token_hash == token_hash))
    return LearnerId(found) if found else None


def _add_learner(connection: Connection, token_hash: str, now: float) -> LearnerId:
    learner = new_learner_id()
    connection.execute(insert(LEARNERS).values(id=learner, enrolled_at=now))
    connection.execute(insert(TOKENS).values(token_hash=token_hash, learner=learner, bound_at=now))
    return learner


def _get_version(connection: Connection, learner: LearnerId, *, lock: bool = False) -> int:
    """The length of the record; with `lock`, nobody else appends to it until the transaction ends."""
    owner = select(LEARNERS.c.id).where(LEARNERS.c.id == learner)
    if connection.scalar(owner.with_for_update() if lock else owner) is None:
        raise appending.deleted()
    last = connection.scalar(select(func.max(ENTRIES.c.position)).where(ENTRIES.c.learner == learner))
    return 0 if last is None else last + 1


def _entries_of(learner: LearnerId, subject_prefix: str, version: int) -> Select[tuple[object, ...]]:
    """Entries below `version`, so that one appended since it was read does not slip in.

    The prefix is compared by `substr`: SQLite's LIKE would not tell capital from small letters.
    """
    wanted = select(*_ROW).where(ENTRIES.c.learner == learner, ENTRIES.c.position < version)
    if subject_prefix:
        wanted = wanted.where(func.substr(ENTRIES.c.subject, 1, len(subject_prefix)) == subject_prefix)
    return wanted.order_by(ENTRIES.c.position)


def _as_row(at: float, subject: str, content_version: str, command_id: str, kind: str, body: str) -> Row:
    """The columns of `_ROW`; by their places, since a long record has thousands."""
    return Row(at=at, subject=subject, content_version=content_version, command_id=command_id, kind=kind, body=body)


def _is_recorded(connection: Connection, learner: LearnerId, command_id: str | None) -> bool:
    same = select(ENTRIES.c.position).where(ENTRIES.c.learner == learner, ENTRIES.c.command_id == command_id)
    return connection.scalar(same.limit(1)) is not None


def _numbered(learner: LearnerId, rows: Sequence[Row], start: int) -> list[dict[str, object]]:
    return [
        {
            "learner": learner, "position": position, "at": row.at, "subject": row.subject,
            "content_version": row.content_version, "command_id": row.command_id, "kind": row.kind, "body": row.body,
        }
        for position, row in enumerate(rows, start)
    ]


def _load_tries(connection: Connection, now: float) -> list[WrongTry]:
    start, end = codes.window_around(now)
    recent = select(TRIES.c.origin, TRIES.c.at).where(TRIES.c.at > start, TRIES.c.at < end)
    return [WrongTry(origin=origin, at=at) for origin, at in connection.execute(recent)]


def _note_wrong_try(connection: Connection, origin: str, now: float) -> None:
    start, end = codes.window_around(now)
    connection.execute(delete(TRIES).where(or_(TRIES.c.at <= start, TRIES.c.at >= end)))
    connection.execute(insert(TRIES).values(origin=origin, at=now))


def _find_by_code(connection: Connection, code_hash: str, now: float) -> LearnerId | None:
    live = select(CODES.c.learner).where(CODES.c.code_hash == code_hash, CODES.c.expires_at > now)
    found = connection.scalar(live)
    return LearnerId(found) if found else None


def _bind_token(connection: Connection, token_hash: str, learner: LearnerId, now: float) -> None:
    take_turn(connection, _turn_of(token_hash))
    connection.execute(delete(TOKENS).where(TOKENS.c.token_hash == token_hash))
    connection.execute(insert(TOKENS).values(token_hash=token_hash, learner=learner, bound_at=now))
