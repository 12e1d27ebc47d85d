"""Whatever a few browsers do, in whatever order: SQLite answers as the dictionaries of the memory store do."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from sciatica_teach.errors import BadPaperName, StoreError
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.store.port import LearnerId, RecordStore
from sciatica_teach.store.sql import open_sql_store

from .conftest import NOW, build_entry

pytestmark = pytest.mark.slow  # replays long histories on two stores

TOKENS = st.sampled_from([f"the-long-token-of-browser-{number}" for number in range(3)])
COMMANDS = st.sampled_from([f"command-{number}" for number in range(6)])
SUBJECTS = st.sampled_from(["case/a/1", "case/A/1", "case/a/10", "quiz/é%_/1"])
PREFIXES = st.sampled_from(["", "case/", "case/a/1", "quiz/é%", "nothing"])
ORIGINS = st.sampled_from(["home", "school"])
LAGS = st.sampled_from([0, 0, 0, -1, 1])
PAPERS = st.sampled_from(["week-7", "Week-7", "week-8", "no paper"])
PICKS = st.integers(0, 100)

Use = Callable[[RecordStore], object]


@cache
def get_template() -> bytes:
    """An empty database, migrated once and copied for each run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        open_sql_store(f"sqlite:///{path}")
        return path.read_bytes()


def tell(use: Use, store: RecordStore) -> object:
    """What the store answers, or the words in which it refuses."""
    try:
        return use(store)
    except (BadPaperName, StoreError) as error:
        return f"{type(error).__name__}: {error}"


class TwoStores(RuleBasedStateMachine):
    """Does everything to both stores. Learner ids and codes are random, so they are kept as pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        file = self.folder / "records.sqlite"
        file.write_bytes(get_template())
        self.memory, self.sqlite = MemoryStore(), open_sql_store(f"sqlite:///{file}")
        self.learners: dict[LearnerId, LearnerId] = {}
        self.codes: list[tuple[str, str]] = []
        self.now = NOW

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def pick_learner(self, pick: int) -> tuple[LearnerId, LearnerId]:
        """One of those ever enrolled, deleted ones included."""
        return list(self.learners.items())[pick % len(self.learners)]

    def agree(self, in_memory: Use, in_sqlite: Use) -> object:
        expected = tell(in_memory, self.memory)
        assert tell(in_sqlite, self.sqlite) == expected
        return expected

    def agree_on_papers(self, use: Use) -> None:
        self.agree(use, use)
        self.agree(lambda store: store.released(), lambda store: store.released())

    def agree_on_learner(self, use: Use) -> None:
        expected, found = tell(use, self.memory), tell(use, self.sqlite)
        assert self.learners.get(expected, expected) == found

    @rule(token=TOKENS)
    def enrol(self, token: str) -> None:
        ours, theirs = self.memory.enrol(token, self.now), self.sqlite.enrol(token, self.now)
        assert self.learners.setdefault(ours, theirs) == theirs

    @rule(token=TOKENS)
    def find(self, token: str) -> None:
        self.agree_on_learner(lambda store: store.learner_for(token))

    @precondition(lambda self: self.learners)
    @rule(pick=PICKS, command=COMMANDS, subject=SUBJECTS, count=st.integers(0, 3), lag=LAGS)
    def append(self, pick: int, command: str, subject: str, count: int, lag: int) -> None:
        ours, theirs = self.pick_learner(pick)
        entries = [build_entry(command, subject=subject)] * count
        version = tell(lambda store: store.read(ours).version, self.memory)
        expected = version + lag if isinstance(version, int) else 0
        self.agree(
            lambda store: store.append(ours, entries, expected), lambda store: store.append(theirs, entries, expected)
        )

    @precondition(lambda self: self.learners)
    @rule(pick=PICKS, commands=st.lists(COMMANDS, max_size=3, unique=True))
    def restore(self, pick: int, commands: list[str]) -> None:
        ours, theirs = self.pick_learner(pick)
        entries = [build_entry(command) for command in commands]
        self.agree(lambda store: store.restore(ours, entries), lambda store: store.restore(theirs, entries))

    @precondition(lambda self: self.learners)
    @rule(pick=PICKS, prefix=PREFIXES)
    def read(self, pick: int, prefix: str) -> None:
        ours, theirs = self.pick_learner(pick)
        self.agree(lambda store: store.read(ours, prefix), lambda store: store.read(theirs, prefix))

    @precondition(lambda self: self.learners)
    @rule(pick=PICKS)
    def delete(self, pick: int) -> None:
        ours, theirs = self.pick_learner(pick)
        self.agree(lambda store: store.delete(ours), lambda store: store.delete(theirs))

    @precondition(lambda self: self.learners)
    @rule(pick=PICKS)
    def issue_code(self, pick: int) -> None:
        ours, theirs = self.pick_learner(pick)
        told = [
            tell(lambda store: store.issue_code(ours, self.now), self.memory),
            tell(lambda store: store.issue_code(theirs, self.now), self.sqlite),
        ]
        refused = [str(answer).startswith("RecordDeleted") for answer in told]
        assert refused in ([True, True], [False, False])
        if not any(refused):
            self.codes.append((str(told[0]), str(told[1])))

    @precondition(lambda self: self.codes)
    @rule(pick=PICKS, token=TOKENS, origin=ORIGINS)
    def redeem(self, pick: int, token: str, origin: str) -> None:
        ours, theirs = self.codes[-1 - pick % len(self.codes)]
        expected = tell(lambda store: store.redeem(ours, token, origin, self.now), self.memory)
        found = tell(lambda store: store.redeem(theirs, token, origin, self.now), self.sqlite)
        assert self.learners.get(expected, expected) == found

    @rule(token=TOKENS, origin=ORIGINS, times=st.integers(1, 4))
    def guess(self, token: str, origin: str, times: int) -> None:
        for _ in range(times):
            self.agree_on_learner(lambda store: store.redeem("0000-0000-0000", token, origin, self.now))

    @rule(paper=PAPERS)
    def release(self, paper: str) -> None:
        self.agree_on_papers(lambda store: store.release(paper, self.now))

    @rule(paper=PAPERS)
    def seal(self, paper: str) -> None:
        self.agree_on_papers(lambda store: store.seal(paper))

    @rule(minutes=st.sampled_from([0.5, 7, 15, 30 * 24 * 60]))
    def wait(self, minutes: float) -> None:
        self.now += 60.0 * minutes


TwoStores.TestCase.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestTwoStores = TwoStores.TestCase
