"""Records that nobody needs any more, removed for good.

A learner's last sign of life is the latest of: the first visit, a browser that took the record over, a resume code that
was made, an entry, a class that was opened or joined. Who gave one within the time that is kept stays, with everything;
a record is never shortened. Live rooms belong to no record: they go with their votes by the day they were opened.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, false, func, or_, select, text, true

from sciatica_teach.model.record import record
from sciatica_teach.store import codes
from sciatica_teach.store.connecting import build_engine, for_pragmas, for_writing, parse_address
from sciatica_teach.store.faults import told_plainly
from sciatica_teach.store.tables import (
    CLASSES,
    CODES,
    ENTRIES,
    LEARNERS,
    LIVE_BALLOTS,
    LIVE_ROOMS,
    MEMBERS,
    METADATA,
    RELEASES,
    TOKENS,
    TRIES,
)

DAY_S = 86_400.0

_GO_WITH_THEIR_OWNER = (ENTRIES, CLASSES, LIVE_BALLOTS)
"""ON DELETE: counted here, removed by the database."""

_COUNTED = {
    "learners": LEARNERS, "entries": ENTRIES, "codes": CODES, "tries": TRIES, "releases": RELEASES, "classes": CLASSES,
    "rooms": LIVE_ROOMS, "votes": LIVE_BALLOTS,
}
"""By the fields of `Purged`."""


@record
class Choice:
    """What to purge, besides codes that have expired and wrong tries that no longer count."""

    quiet_days: float | None = None
    """Learners who gave no sign of life for so long, and live rooms opened before."""
    code: str | None = None
    """The learner whose live resume code this is, as it was typed."""
    everything: bool = False
    """All learners, all releases of papers, all tries, all live rooms."""


@record
class Purged:
    """How much is, or would be, removed."""

    learners: int
    entries: int
    codes: int
    tries: int
    releases: int
    classes: int
    rooms: int
    votes: int


def count_purged(address: str, choice: Choice, now: float) -> Purged:
    """What `purge` would remove now. The store is opened as it is. Raises WrongResumeCode for a code of nobody."""
    with told_plainly(), build_engine(parse_address(address)).connect() as connection:
        return _count(connection, _choose(connection, choice, now))


def purge(address: str, choice: Choice, now: float) -> Purged:
    """Remove it, all or none, and its traces in the database's files as far as the database can."""
    engine = build_engine(parse_address(address))
    with told_plainly():
        with for_writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL statement_timeout = 0"))
            chosen = _choose(connection, choice, now)
            counts = _count(connection, chosen)
            for table, which in chosen.items():
                if table not in _GO_WITH_THEIR_OWNER:
                    connection.execute(delete(table).where(which))
        _sweep(engine)
    return counts


def _choose(connection: Connection, choice: Choice, now: float) -> dict[Table, ColumnElement[bool]]:
    """The rows of each table that go."""
    whose = _choose_learners(connection, choice, now)
    gone = select(LEARNERS.c.id).where(whose)
    everything = true() if choice.everything else false()
    rooms = everything if choice.quiet_days is None else LIVE_ROOMS.c.opened_at <= now - choice.quiet_days * DAY_S
    start, end = codes.window_around(now)
    return {
        CODES: or_(CODES.c.expires_at <= now, CODES.c.learner.in_(gone)),
        TRIES: or_(TRIES.c.at <= start, TRIES.c.at >= end, everything),
        RELEASES: everything,
        ENTRIES: ENTRIES.c.learner.in_(gone),
        CLASSES: CLASSES.c.owner.in_(gone),
        LEARNERS: whose,
        LIVE_BALLOTS: LIVE_BALLOTS.c.room.in_(select(LIVE_ROOMS.c.id).where(rooms)),
        LIVE_ROOMS: rooms,
    }


def _choose_learners(connection: Connection, choice: Choice, now: float) -> ColumnElement[bool]:
    if choice.everything:
        return true()
    if choice.code is not None:
        return LEARNERS.c.id == _get_owner(connection, choice.code, now)
    if choice.quiet_days is None:
        return false()
    since = now - choice.quiet_days * DAY_S
    seen = [
        select(TOKENS.c.learner).where(TOKENS.c.bound_at > since),
        select(CODES.c.learner).where(CODES.c.expires_at - codes.LIFETIME_S > since),
        select(ENTRIES.c.learner).where(ENTRIES.c.at > since),
        select(CLASSES.c.owner).where(CLASSES.c.opened_at > since),
        select(MEMBERS.c.learner).where(MEMBERS.c.joined_at > since),
    ]
    return and_(LEARNERS.c.enrolled_at <= since, *(LEARNERS.c.id.not_in(sign) for sign in seen))


def _get_owner(connection: Connection, typed: str, now: float) -> str:
    code_hash = codes.hash_code(codes.parse_code(typed))
    owner = connection.scalar(select(CODES.c.learner).where(CODES.c.code_hash == code_hash, CODES.c.expires_at > now))
    if owner is None:
        raise codes.no_such_code()
    return str(owner)


def _count(connection: Connection, chosen: dict[Table, ColumnElement[bool]]) -> Purged:
    counts = {
        name: connection.scalar(select(func.count()).select_from(table).where(chosen[table])) or 0
        for name, table in _COUNTED.items()
    }
    return Purged(**counts)


def _sweep(engine: Engine) -> None:
    """SQLite overwrites what it deletes (`secure_delete`), but its journal still holds it until it is emptied;
    PostgreSQL keeps dead rows until they are vacuumed."""
    if engine.dialect.name == "sqlite":
        with for_pragmas(engine).connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("SET statement_timeout = 0"))
        for table in METADATA.sorted_tables:
            connection.execute(text(f"VACUUM {table.name}"))
