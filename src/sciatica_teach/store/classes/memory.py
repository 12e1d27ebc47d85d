"""Classes that last as long as the process, and the plainest statement of the rules."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import RLock

from sciatica_teach.errors import RecordDeleted
from sciatica_teach.store.classes import rules
from sciatica_teach.store.classes.port import ClassId, Member, Membership, SchoolClass
from sciatica_teach.store.codes import new_letters
from sciatica_teach.store.port import LearnerId, RecordStore

_NO_SUBJECT = "\0"
"""Prefix of no entry's subject, to ask whether there is a record without reading it."""


@dataclass
class _Class:
    id: ClassId
    owner: LearnerId
    command_id: str
    name: str
    code: str
    opened_at: float
    members: dict[LearnerId, tuple[str, float]] = field(default_factory=dict)
    """Name and time of joining."""

    def tell(self) -> SchoolClass:
        return SchoolClass(
            id=self.id, name=self.name, code=self.code, opened_at=self.opened_at, members=len(self.members)
        )

    def tell_member(self, learner: LearnerId) -> Membership:
        name, joined_at = self.members[learner]
        return Membership(
            class_id=self.id, class_name=self.name, name=name, alias=rules.find_alias(self.id, learner),
            joined_at=joined_at,
        )


@dataclass
class MemoryClassStore:
    """A `ClassStore` in a dictionary, beside the records of the same process."""

    records: RecordStore
    _classes: dict[ClassId, _Class] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def open_class(self, owner: LearnerId, name: str, command_id: str, now: float) -> SchoolClass:
        called = rules.parse_class_name(name)
        with self._lock:
            self.records.read(owner, _NO_SUBJECT)
            for one in self._alive():
                if (one.owner, one.command_id) == (owner, command_id):
                    return one.tell()
            new = _Class(ClassId(secrets.token_hex(16)), owner, command_id, called, self._new_code(), now)
            self._classes[new.id] = new
            return new.tell()

    def classes_of(self, owner: LearnerId) -> tuple[SchoolClass, ...]:
        with self._lock:
            found = [one.tell() for one in self._alive() if one.owner == owner]
        return tuple(sorted(found, key=lambda one: (one.opened_at, one.id)))

    def rename(self, owner: LearnerId, class_id: ClassId, name: str) -> None:
        called = rules.parse_class_name(name)
        with self._lock:
            self._get(owner, class_id).name = called

    def close_class(self, owner: LearnerId, class_id: ClassId) -> None:
        with self._lock:
            if class_id in self._classes and self._classes[class_id].owner == owner:
                del self._classes[class_id]

    def find_class(self, code: str) -> SchoolClass | None:
        with self._lock:
            found = self._find(code)
            return found.tell() if found else None

    def join(self, code: str, learner: LearnerId, name: str, now: float) -> Membership:
        called = rules.parse_member_name(name)
        with self._lock:
            self.records.read(learner, _NO_SUBJECT)
            found = self._find(code)
            if found is None:
                raise rules.wrong_code()
            _, joined_at = found.members.get(learner, ("", now))
            found.members[learner] = called, joined_at
            return found.tell_member(learner)

    def leave(self, class_id: ClassId, learner: LearnerId) -> None:
        with self._lock:
            if class_id in self._classes:
                self._classes[class_id].members.pop(learner, None)

    def memberships(self, learner: LearnerId) -> tuple[Membership, ...]:
        with self._lock:
            found = [one.tell_member(learner) for one in self._alive() if learner in one.members]
        return tuple(sorted(found, key=lambda one: (one.joined_at, one.class_id)))

    def read_members(self, owner: LearnerId, class_id: ClassId) -> Iterator[Member]:
        with self._lock:
            found = self._get(owner, class_id)
            members = {learner: found.tell_member(learner) for learner in found.members}
        return rules.read_each(self.records, members)

    def _alive(self) -> list[_Class]:
        """All classes, without learners whose records were deleted: a database lets go of them by itself."""
        learners = {one.owner for one in self._classes.values()}.union(*(one.members for one in self._classes.values()))
        gone = {learner for learner in learners if self._is_deleted(learner)}
        self._classes = {name: one for name, one in self._classes.items() if one.owner not in gone}
        for one in self._classes.values():
            for learner in gone:
                one.members.pop(learner, None)
        return list(self._classes.values())

    def _is_deleted(self, learner: LearnerId) -> bool:
        try:
            self.records.read(learner, _NO_SUBJECT)
        except RecordDeleted:
            return True
        return False

    def _find(self, code: str) -> _Class | None:
        wanted = rules.parse_class_code(code)
        return next((one for one in self._alive() if one.code == wanted), None)

    def _get(self, owner: LearnerId, class_id: ClassId) -> _Class:
        found = next((one for one in self._alive() if one.id == class_id), None)
        if found is None or found.owner != owner:
            raise rules.no_such_class()
        return found

    def _new_code(self) -> str:
        taken = {one.code for one in self._classes.values()}
        while (code := new_letters(rules.CODE_LENGTH)) in taken:
            pass
        return code
