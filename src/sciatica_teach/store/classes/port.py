"""What a store of classes promises, whichever database stands behind it.

A class belongs to the learner who opened it, an instructor, and is joined by a code that the instructor gives out. Who
joins lets that one instructor read their record, by a pseudonym, or by a name if they gave one; nobody else reads it,
joining shows nobody's record to who joins, and who leaves is not read any more. A class that is closed leaves nothing
but the records of its members, which were theirs all along.

A code has 8 characters, 40 random bits. With 1,000 classes, one guess in 1,000 million hits one. It gives away the name
of that class, and lets the guesser's own record into its figures. So it is kept readable, to be shown again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NewType, Protocol

from sciatica_teach.model.events import Entry
from sciatica_teach.model.record import record
from sciatica_teach.store.port import LearnerId

ClassId = NewType("ClassId", str)
"""Opaque and random."""


@record
class SchoolClass:
    """A class as its owner and its members know it."""

    id: ClassId
    name: str
    code: str
    opened_at: float
    """Seconds since the epoch, UTC."""
    members: int = 0


@record
class Membership:
    """One learner in one class, as that learner knows it."""

    class_id: ClassId
    class_name: str
    name: str
    """Under which the owner knows the learner; empty where none was given."""
    alias: str
    """Under which the owner knows the learner otherwise."""
    joined_at: float


@record
class Member:
    """One learner in one class, as the class's owner knows them."""

    alias: str
    """Five letters and digits: always the same in this class, others in the next, and no way to the learner's id."""
    name: str
    """Empty where none was given."""
    joined_at: float
    entries: tuple[Entry, ...]
    """The learner's record, without what a member who is an instructor too keeps of rooms and plans."""


class ClassStore(Protocol):
    """Where classes are kept. `now` is seconds since the epoch, UTC. Errors as of `RecordStore`.

    A class that is gone and one that belongs to somebody else are both NoSuchClass, in the same words.
    """

    def open_class(self, owner: LearnerId, name: str, command_id: str, now: float) -> SchoolClass:
        """A new class under a new code; the same command of the same owner sent twice opens one. Raises BadName."""

    def classes_of(self, owner: LearnerId) -> tuple[SchoolClass, ...]:
        """The owner's classes, the oldest first."""

    def rename(self, owner: LearnerId, class_id: ClassId, name: str) -> None:
        """Raises NoSuchClass and BadName."""

    def close_class(self, owner: LearnerId, class_id: ClassId) -> None:
        """End the class for good: its code opens nothing, its memberships are gone, its members' records stay theirs.
        Closing twice is no error; somebody else's class stays open."""

    def find_class(self, code: str) -> SchoolClass | None:
        """The class with this code, read as forgivingly as all codes; None where there is none."""

    def join(self, code: str, learner: LearnerId, name: str, now: float) -> Membership:
        """Become a member, with a name or, if it is empty, without. Joining again changes the name and nothing else.

        Raises NoSuchClass for a wrong code, BadName, and RecordDeleted.
        """

    def leave(self, class_id: ClassId, learner: LearnerId) -> None:
        """Be no member any more. Leaving twice is no error."""

    def memberships(self, learner: LearnerId) -> tuple[Membership, ...]:
        """The classes that the learner is in, the oldest membership first."""

    def read_members(self, owner: LearnerId, class_id: ClassId) -> Iterator[Member]:
        """The members in the order of their aliases, one record at a time. Raises NoSuchClass at once."""
