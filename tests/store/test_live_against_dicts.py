"""Whatever hosts and phones do, in whatever order: every store answers as a few dictionaries written down here do.

The dictionaries know nothing of the stores' rules. They keep, for each room, the kinds of its events and every ballot
that was acknowledged, and work out anew at each step which vote is open and which ballot of a phone counts.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sciatica_teach.errors import StaleVersion
from sciatica_teach.model.live import (
    Ballot,
    LiveEvent,
    Poll,
    PollPosed,
    Revealed,
    RoomClosed,
    RoomOpened,
    VoteClosed,
    VoteOpened,
)
from sciatica_teach.store.live.memory import MemoryLiveStore
from sciatica_teach.store.live.port import LiveStore, RoomId
from sciatica_teach.store.live.sql import open_sql_live_store

from .live_rooms import KEY, NOW, build_live_entry

pytestmark = pytest.mark.slow  # replays long histories on two stores

ROOMS = st.integers(0, 1)
PICKS = st.integers(0, 100)
VOTES = st.sampled_from([1, 1, 1, 2, 2, 0, 3])
OPENINGS = st.builds(VoteOpened, number=st.sampled_from([1, 1, 2]))
OTHERS = st.sampled_from([
    VoteClosed(number=1), VoteClosed(number=2), PollPosed(poll=Poll(kind="item", subject_id="q1")), Revealed(),
])
BALLOTS = st.lists(
    st.tuples(ROOMS, VOTES, st.sampled_from("pq"), st.sampled_from("ab"), st.integers(0, 2)), min_size=1, max_size=6
)


@cache
def get_template() -> bytes:
    """An empty database, migrated once and copied for each run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        open_sql_live_store(f"sqlite:///{path}")
        return path.read_bytes()


class Expected:
    """One room as plain lists."""

    def __init__(self) -> None:
        self.events: list[LiveEvent] = [RoomOpened(title="Friday")]
        self.commands = {"open"}
        self.counted: list[tuple[int, str, int, str]] = []
        """Vote, voter, change and answer of each ballot that was written, in their order."""

    @property
    def open_vote(self) -> int:
        """Of the last event that says anything about it; a closed room has none."""
        if any(isinstance(event, RoomClosed) for event in self.events):
            return 0
        telling = [event for event in self.events if isinstance(event, VoteOpened | VoteClosed | PollPosed)]
        return telling[-1].number if telling and isinstance(telling[-1], VoteOpened) else 0

    def cast(self, vote: int, voter: str, answer: str, change: int) -> str:
        own = [(kept_change, kept) for of, who, kept_change, kept in self.counted if (of, who) == (vote, voter)]
        if own and change <= own[-1][0]:
            return "counted" if own[-1] == (change, answer) else "stale"
        if vote == 0 or vote != self.open_vote:
            return "closed"
        self.counted.append((vote, voter, change, answer))
        return "counted"

    def ballots(self, vote: int) -> dict[str, tuple[int, str]]:
        return {voter: (change, answer) for of, voter, change, answer in self.counted if of == vote}


class StoreAgainstDictionaries(RuleBasedStateMachine):
    """Two rooms in SQLite and in memory, beside what is expected of them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "rooms.sqlite").write_bytes(get_template())
        self.stores: list[LiveStore] = [
            MemoryLiveStore(), open_sql_live_store(f"sqlite:///{self.folder / 'rooms.sqlite'}"),
        ]
        self.ids = [
            [store.open_room(build_live_entry("open"), f"{KEY}-{number}", NOW).id for number in range(2)]
            for store in self.stores
        ]
        self.expected = [Expected(), Expected()]

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def do(self, room: int, command: str, events: list[LiveEvent], lag: int = 0) -> None:
        """Append to every store what a host sends who knows the room as it was `lag` events ago."""
        expected = self.expected[room]
        known, is_new = len(expected.events) - lag, command not in expected.commands
        if is_new and not lag:
            expected.events += events
            expected.commands.add(command)
        for store, ids in zip(self.stores, self.ids, strict=True):
            entries = [build_live_entry(command, event) for event in events]
            if is_new and lag:
                with pytest.raises(StaleVersion):
                    store.append(ids[room], entries, known)
            else:
                assert store.append(ids[room], entries, known) == len(expected.events)

    @rule(room=ROOMS, opening=OPENINGS)
    def open_vote(self, room: int, opening: VoteOpened) -> None:
        self.do(room, f"open-{len(self.expected[room].events)}", [opening])

    @rule(room=ROOMS, event=OTHERS)
    def go_on(self, room: int, event: LiveEvent) -> None:
        self.do(room, f"step-{len(self.expected[room].events)}", [event])

    @rule(room=ROOMS, events=st.lists(OPENINGS | OTHERS, min_size=1, max_size=3), lag=st.sampled_from([-1, 1]))
    def fall_behind(self, room: int, events: list[LiveEvent], lag: int) -> None:
        self.do(room, "late", events, lag)

    @rule(room=ROOMS, pick=PICKS, events=st.lists(OTHERS, min_size=1, max_size=2), lag=st.integers(0, 1))
    def repeat(self, room: int, pick: int, events: list[LiveEvent], lag: int) -> None:
        commands = sorted(self.expected[room].commands)
        self.do(room, commands[pick % len(commands)], events, lag)

    @precondition(lambda self: any(len(room.events) > 8 for room in self.expected))
    @rule(room=ROOMS)
    def close(self, room: int) -> None:
        self.do(room, f"close-{len(self.expected[room].events)}", [RoomClosed()])

    @rule(ballots=BALLOTS)
    def cast(self, ballots: list[tuple[int, int, str, str, int]]) -> None:
        wanted = tuple(
            self.expected[room].cast(vote, voter, answer, change) for room, vote, voter, answer, change in ballots
        )
        for store, ids in zip(self.stores, self.ids, strict=True):
            sent = [
                Ballot(room=ids[room], vote=vote, voter=voter, response=(answer,), change=change)
                for room, vote, voter, answer, change in ballots
            ]
            assert store.cast(sent, NOW) == wanted

    @precondition(lambda self: any(room.counted for room in self.expected))
    @rule(room=ROOMS)
    def read(self, room: int) -> None:
        for store, ids in zip(self.stores, self.ids, strict=True):
            found = store.read(ids[room])
            assert [entry.event for entry in found.entries] == self.expected[room].events
            assert found.version == len(found.entries)

    @invariant()
    def the_rooms_are_as_expected(self) -> None:
        for store, ids in zip(self.stores, self.ids, strict=True):
            looks = store.look([*ids, RoomId("gone")])
            for room, expected in zip(ids, self.expected, strict=True):
                look = looks[room]
                assert (look.version, look.open_vote, look.votes) == (
                    len(expected.events), expected.open_vote, len(expected.counted),
                )
                for vote, found in store.ballots(room, range(4)).items():
                    assert {one.voter: (one.change, *one.response) for one in found} == expected.ballots(vote)


StoreAgainstDictionaries.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestStoreAgainstDictionaries = StoreAgainstDictionaries.TestCase
