"""What a record store promises, whichever database stands behind it.

A record is a list of entries that only grows. Its version is its length, so a writer who has read version 7 may append
only while the record still has 7 entries; two tabs that both read 7 cannot both write entry 8. Each append is the
outcome of one command. A browser that never heard the answer sends its command again, with the same id, and the store
finds it already recorded and changes nothing: answers are neither lost nor counted twice.

Who is kept out, and by what
----------------------------
*Another visitor.* A browser proves who it is by a token of at least 128 random bits. Tokens are looked up by their
hash; nothing lists learners, tokens or codes, and every call that touches a record needs the learner's id, which is
random, stays on the server and never appears in a page or an address.

*Somebody who guesses resume codes.* A code has 60 random bits and lives 30 days. Wrong tries are counted in the
database, so that neither a fresh kernel nor a second server process resets the count. With 1,000 codes alive and 100
wrong tries let through every 15 minutes for a whole month, the chance that any one code is hit is 288,000 x 1,000 /
2**60, about 1 in 4 thousand million. The price: somebody who keeps failing on purpose can hold up resuming for all,
never learning itself.

*Somebody who steals the database file.* Tokens, codes and the origins of wrong tries are stored only as hashes, so the
file opens no learner's session. What was answered is in it, readable: keep the file and its backups private.

*Not kept out:* whoever may run code as the server's own user. Ids are random and no name is stored but what a learner
typed when joining a class (`store/classes`), so such a reader sees answers and, where no name was given, not whose they
are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NewType, Protocol

from sciatica_teach.model.events import Entry, Event
from sciatica_teach.model.record import record

LearnerId = NewType("LearnerId", str)
"""Opaque and random. It says nothing about the person, and knowing it is permission to read the record."""


@record
class Record:
    """A learner's entries in the order in which they were appended."""

    entries: tuple[Entry, ...]
    """Those asked for; entries that a newer version of the program wrote in words unknown here are left out."""
    version: int
    """The length of the whole record, left-out entries included: what the next `append` has to expect."""


class RecordStore(Protocol):
    """Where records are kept. `now` is always seconds since the epoch, UTC.

    Any method may raise `StoreUnavailable`, `StoreReadOnly` or plain `StoreError`; no method raises an error of the
    database library. Those that take a learner's id raise `RecordDeleted` when that record does not exist any more.
    """

    def learner_for(self, token: str) -> LearnerId | None:
        """Whose token this is, or None."""

    def enrol(self, token: str, now: float) -> LearnerId:
        """The token's learner; a new one, with an empty record, if the token was never seen.

        Raises ValueError for a token too short to be a secret, such as a browser's "undefined".
        """

    def read(self, learner: LearnerId, subject_prefix: str = "") -> Record:
        """The learner's entries whose subject begins with `subject_prefix`, and the version of the whole record."""

    def append(self, learner: LearnerId, entries: Sequence[Entry], expected_version: int) -> int:
        """Add the entries of one command, all or none, and return the new version.

        When that command is already recorded, or there are no entries, nothing changes and the present version is
        returned, whatever was expected. Raises StaleVersion when the record has another version than expected, and
        ValueError when the entries come from more than one command.
        """

    def restore(self, learner: LearnerId, entries: Sequence[Entry]) -> int:
        """Put the entries of many commands into a record that is still empty, all or none; return its version.

        Raises RecordNotEmpty where there are entries already, and ValueError for one that cannot be stored.
        """

    def issue_code(self, learner: LearnerId, now: float) -> str:
        """A new resume code such as "7KQ2-M9XD-4TRB", good for 30 days; the learner's earlier code stops working."""

    def redeem(self, code: str, token: str, origin: str, now: float) -> LearnerId:
        """Bind the token to the learner whose code this is, and return that learner.

        A code may serve several devices while it lives. A token that belonged to another learner moves over; that
        learner's record stays. `origin` is where the try comes from (a network address), for the limit on wrong
        tries. Raises WrongResumeCode, with the reason in plain words.
        """

    def delete(self, learner: LearnerId) -> None:
        """Remove the record, its tokens and its code for good. Deleting twice is no error."""

    def release(self, paper: str, now: float) -> None:
        """Open the marks of every attempt under this paper, those to come included.

        Released twice, the first time stands. Raises BadPaperName, here and in `seal`, for a name that none can have.
        """

    def seal(self, paper: str) -> None:
        """Take the release back. Sealing what is sealed is no error."""

    def released(self) -> Mapping[str, float]:
        """Every released paper by its name, as `parse_paper` returns it, with the time of its release.

        One short read, so that a program that has been running for long can ask each time it matters.
        """

    def read_everybody(self, kind: type[Event]) -> Iterator[tuple[Entry, ...]]:
        """Each learner's entries of one kind in their order, for figures over a class; never whose they are.

        Learners without any are left out. Looks through all records: for a command, not for a page.
        """

    def count_attempts(self, paper: str) -> int:
        """How many attempts were begun under the paper; never whose. Looks through all records: not for every page."""
