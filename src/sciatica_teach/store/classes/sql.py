"""Classes in SQLite or PostgreSQL: the same statements for both. A learner who deletes their record is in none."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from sciatica_teach.store import appending
from sciatica_teach.store.classes import rules
from sciatica_teach.store.classes.port import ClassId, Member, Membership, SchoolClass
from sciatica_teach.store.codes import new_letters
from sciatica_teach.store.connecting import take_turn
from sciatica_teach.store.database import Database, open_engine
from sciatica_teach.store.port import LearnerId, RecordStore
from sciatica_teach.store.tables import CLASSES, LEARNERS, MEMBERS

CLASS_LOCK = 7_283_471_005
"""As `schema.SCHEMA_LOCK`, for opening and joining: a browser may send the same command twice at once."""


def open_sql_class_store(address: str, records: RecordStore) -> SqlClassStore:
    """The classes at a `sqlite:///` or `postgresql://` address, made or upgraded if needed."""
    return SqlClassStore(open_engine(address), records)


class SqlClassStore:
    """A `ClassStore` in a database whose schema is up to date."""

    def __init__(self, engine: Engine, records: RecordStore) -> None:
        database = Database(engine)
        self._reading, self._writing, self._records = database.reading, database.writing, records

    def open_class(self, owner: LearnerId, name: str, command_id: str, now: float) -> SchoolClass:
        called = rules.parse_class_name(name)
        same = (CLASSES.c.owner == owner, CLASSES.c.command_id == command_id)
        with self._writing() as connection:
            take_turn(connection, CLASS_LOCK)
            _require_learner(connection, owner)
            found = connection.execute(_tell_classes().where(*same)).one_or_none()
            if found is None:
                class_id = _add_class(connection, owner, called, command_id, now)
                found = connection.execute(_tell_classes().where(CLASSES.c.id == class_id)).one()
            return _as_class(found)

    def classes_of(self, owner: LearnerId) -> tuple[SchoolClass, ...]:
        wanted = _tell_classes().where(CLASSES.c.owner == owner).order_by(CLASSES.c.opened_at, CLASSES.c.id)
        with self._reading() as connection:
            return tuple(_as_class(row) for row in connection.execute(wanted))

    def rename(self, owner: LearnerId, class_id: ClassId, name: str) -> None:
        called = rules.parse_class_name(name)
        with self._writing() as connection:
            _require_owner(connection, owner, class_id)
            connection.execute(update(CLASSES).where(CLASSES.c.id == class_id).values(name=called))

    def close_class(self, owner: LearnerId, class_id: ClassId) -> None:
        with self._writing() as connection:
            connection.execute(delete(CLASSES).where(CLASSES.c.id == class_id, CLASSES.c.owner == owner))

    def find_class(self, code: str) -> SchoolClass | None:
        wanted = _tell_classes().where(CLASSES.c.code == rules.parse_class_code(code))
        with self._reading() as connection:
            found = connection.execute(wanted).one_or_none()
        return _as_class(found) if found else None

    def join(self, code: str, learner: LearnerId, name: str, now: float) -> Membership:
        called = rules.parse_member_name(name)
        wanted = select(CLASSES.c.id).where(CLASSES.c.code == rules.parse_class_code(code))
        with self._writing() as connection:
            take_turn(connection, CLASS_LOCK)
            _require_learner(connection, learner)
            class_id = connection.scalar(wanted)
            if class_id is None:
                raise rules.wrong_code()
            _add_member(connection, class_id, learner, called, now)
            found = _tell_members().where(MEMBERS.c.class_id == class_id, MEMBERS.c.learner == learner)
            return _as_membership(connection.execute(found).one())

    def leave(self, class_id: ClassId, learner: LearnerId) -> None:
        with self._writing() as connection:
            connection.execute(delete(MEMBERS).where(MEMBERS.c.class_id == class_id, MEMBERS.c.learner == learner))

    def memberships(self, learner: LearnerId) -> tuple[Membership, ...]:
        wanted = _tell_members().where(MEMBERS.c.learner == learner).order_by(MEMBERS.c.joined_at, MEMBERS.c.class_id)
        with self._reading() as connection:
            return tuple(_as_membership(row) for row in connection.execute(wanted))

    def read_members(self, owner: LearnerId, class_id: ClassId) -> Iterator[Member]:
        with self._reading() as connection:
            _require_owner(connection, owner, class_id)
            found = connection.execute(_tell_members().where(MEMBERS.c.class_id == class_id)).all()
        return rules.read_each(self._records, {LearnerId(row.learner): _as_membership(row) for row in found})


def _require_learner(connection: Connection, learner: LearnerId) -> None:
    """Raise RecordDeleted; a record that is there stays until the transaction ends."""
    there = select(LEARNERS.c.id).where(LEARNERS.c.id == learner)
    if connection.scalar(there.with_for_update(key_share=True, read=True)) is None:
        raise appending.deleted()


def _require_owner(connection: Connection, owner: LearnerId, class_id: ClassId) -> None:
    if connection.scalar(select(CLASSES.c.id).where(CLASSES.c.id == class_id, CLASSES.c.owner == owner)) is None:
        raise rules.no_such_class()


def _add_class(connection: Connection, owner: LearnerId, name: str, command_id: str, now: float) -> str:
    class_id = secrets.token_hex(16)
    new = {"id": class_id, "owner": owner, "command_id": command_id, "name": name, "opened_at": now}
    connection.execute(insert(CLASSES).values(code=_new_code(connection), **new))
    return class_id


def _new_code(connection: Connection) -> str:
    while True:
        code = new_letters(rules.CODE_LENGTH)
        if connection.scalar(select(CLASSES.c.id).where(CLASSES.c.code == code)) is None:
            return code


def _add_member(connection: Connection, class_id: str, learner: LearnerId, name: str, now: float) -> None:
    own = (MEMBERS.c.class_id == class_id, MEMBERS.c.learner == learner)
    if connection.scalar(select(MEMBERS.c.learner).where(*own)) is None:
        new = {"class_id": class_id, "learner": learner, "name": name, "joined_at": now}
        connection.execute(insert(MEMBERS).values(new))
    else:
        connection.execute(update(MEMBERS).where(*own).values(name=name))


def _tell_classes() -> Select[Any]:
    count = select(func.count()).select_from(MEMBERS).where(MEMBERS.c.class_id == CLASSES.c.id).scalar_subquery()
    return select(CLASSES.c.id, CLASSES.c.name, CLASSES.c.code, CLASSES.c.opened_at, count.label("members"))


def _tell_members() -> Select[Any]:
    wanted = (MEMBERS.c.class_id, CLASSES.c.name.label("class_name"))
    own = (MEMBERS.c.learner, MEMBERS.c.name, MEMBERS.c.joined_at)
    return select(*wanted, *own).join_from(MEMBERS, CLASSES, CLASSES.c.id == MEMBERS.c.class_id)


def _as_class(row: Row[Any]) -> SchoolClass:
    return SchoolClass(
        id=ClassId(row.id), name=row.name, code=row.code, opened_at=row.opened_at, members=row.members
    )


def _as_membership(row: Row[Any]) -> Membership:
    return Membership(
        class_id=ClassId(row.class_id), class_name=row.class_name, name=row.name,
        alias=rules.find_alias(row.class_id, LearnerId(row.learner)), joined_at=row.joined_at,
    )
