"""The learner's record as a page uses it: read once, appended to command by command.

`perform` is the whole of saving: a command that is already in the record changes nothing; a record that went on
elsewhere is read again and the command tried once more on the newest state; a store that fails raises, nothing on
screen changes, and the browser, which kept the command, sends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from sciatica_teach.errors import StaleVersion
from sciatica_teach.model.events import Entry, Event
from sciatica_teach.session.attempts import events_of, rename_cases
from sciatica_teach.store.port import LearnerId, RecordStore

State = TypeVar("State")
Clock = Callable[[], float]


class Recorder:
    """One learner's entries and their version."""

    def __init__(
        self, store: RecordStore, token: str, clock: Clock, content_version: str,
        former_cases: Mapping[str, str] | None = None,
    ) -> None:
        """`former_cases`: id that a case had before -> its id now. What was recorded under the old one is read so."""
        self._former = former_cases or {}
        self._store = store
        self._token = token
        self._clock = clock
        self._content_version = content_version
        self._learner: LearnerId | None = None
        self.entries: tuple[Entry, ...] = ()
        self._version = 0
        self.reload()

    def reload(self) -> None:
        """Read the record again; another tab may have begun it."""
        self._learner = self._learner or self._store.learner_for(self._token)
        if self._learner is None:
            return
        found = self._store.read(self._learner)
        self.entries, self._version = rename_cases(found.entries, self._former), found.version

    def has(self, command_id: str) -> bool:
        return any(entry.command_id == command_id for entry in self.entries)

    @property
    def released(self) -> frozenset[str]:
        """Names of the papers whose marks are open."""
        return frozenset(self._store.released())

    @property
    def store(self) -> RecordStore:
        """Where the record lies, for what concerns more than this record: papers and classes."""
        return self._store

    @property
    def learner(self) -> LearnerId | None:
        """Whose record it is; None as long as nothing was worth keeping."""
        return self._learner

    def enrol(self) -> LearnerId:
        """The learner, made now where there was none: to have a class, or to be in one, is worth keeping."""
        if self._learner is None:
            self._learner = self._store.enrol(self._token, self._clock())
        return self._learner

    def append(self, subject: str, command_id: str, events: Iterable[Event]) -> None:
        """Save the events of one command. Raises a `StoreError` when they are not saved."""
        now = self._clock()
        entries = tuple(
            Entry(event=event, at=now, subject=subject, content_version=self._content_version, command_id=command_id)
            for event in events
        )
        self._version = self._store.append(self.enrol(), entries, self._version)  # the first thing makes the learner
        self.entries += entries

    def restore(self, entries: Sequence[Entry]) -> None:
        """Put a whole record into this learner's, which has to be empty. Raises `RecordNotEmpty` otherwise."""
        self._store.restore(self.enrol(), entries)
        self.reload()

    def delete(self) -> None:
        """Delete the record for good; whatever is kept from now on begins a new one."""
        if self._learner is not None:
            self._store.delete(self._learner)
        self._learner, self.entries, self._version = None, (), 0

    @property
    def unread(self) -> int:
        """How many entries a newer version wrote in words that this one does not know."""
        return self._version - len(self.entries)

    def issue_code(self) -> str:
        """A resume code for another device."""
        return self._store.issue_code(self.enrol(), self._clock())


class Play(Generic[State]):
    """One attempt: its state, kept in step with the record."""

    def __init__(
        self, recorder: Recorder, subject: str, replay: Callable[[Iterable[Event]], State | None],
        open_: Callable[[], tuple[State, tuple[Event, ...]]],
    ) -> None:
        self.recorder = recorder
        self.subject = subject
        self._replay = replay
        self._open = open_
        self.went_on_elsewhere = False
        self.state, self._opening = self._current()

    def perform(self, command_id: str, act: Callable[[State], tuple[State, tuple[Event, ...]]]) -> State:
        """Do what the command says, save it, and only then take the new state."""
        self.went_on_elsewhere = False
        if not self.recorder.has(command_id):
            try:
                self._try(command_id, act)
            except StaleVersion:
                known = self._own_events()
                self.recorder.reload()
                self.went_on_elsewhere = self._own_events() != known  # the record is one, but holds much else
                self.state, self._opening = self._current()
                if not self.recorder.has(command_id):
                    self._try(command_id, act)
        return self.state

    def begin(self, command_id: str) -> None:
        """Save that the attempt was opened; otherwise that is saved with its first command."""
        if self._opening and not self.recorder.has(command_id):
            self.recorder.append(self.subject, command_id, self._opening)
            self._opening = ()

    def _try(self, command_id: str, act: Callable[[State], tuple[State, tuple[Event, ...]]]) -> None:
        state, events = act(self.state)
        if self._opening or events:
            self.recorder.append(self.subject, command_id, (*self._opening, *events))
        self.state, self._opening = state, ()

    def _current(self) -> tuple[State, tuple[Event, ...]]:
        """The state of the record. An attempt without entries is opened here, and recorded with its first command."""
        found = self._replay(self._own_events())
        return self._open() if found is None else (found, ())

    def _own_events(self) -> tuple[Event, ...]:
        return events_of(self.recorder.entries, self.subject)
