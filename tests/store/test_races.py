"""Several real processes at one database."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from sciatica_teach.store.identity import new_token
from sciatica_teach.store.port import LearnerId, RecordStore

from .conftest import OpenAt

RACER = Path(__file__).parent / "racer.py"

pytestmark = pytest.mark.slow


def start_racer(address: str, token: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(RACER), address, token, name, str(count)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def read_line(racer: subprocess.Popen[str]) -> str:
    assert racer.stdout is not None
    return racer.stdout.readline().strip()


def let_go(racers: Sequence[subprocess.Popen[str]]) -> None:
    """Start all of them at once, as soon as each is ready."""
    assert [read_line(racer) for racer in racers] == ["ready"] * len(racers)
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()


def finish(racers: Sequence[subprocess.Popen[str]]) -> list[list[str]]:
    """What each of them printed; none may have failed."""
    outcomes = [(*racer.communicate(timeout=120), racer.returncode) for racer in racers]
    assert [(errors, code) for _, errors, code in outcomes] == [("", 0)] * len(racers)
    return [output.split() for output, _, _ in outcomes]


def recorded(store: RecordStore, learner: LearnerId) -> Counter[str]:
    record = store.read(learner)
    assert record.version == len(record.entries)
    return Counter(entry.command_id for entry in record.entries)


def test_processes_that_open_a_new_database_at_once_share_it(database_address: str) -> None:
    token = new_token()
    racers = [start_racer(database_address, token, f"r{number}", 0) for number in range(5)]
    let_go(racers)
    learners = {line for lines in finish(racers) for line in lines}
    assert len(learners) == 1


def test_every_acknowledged_append_of_every_process_is_recorded_exactly_once(
    database_address: str, open_at: OpenAt
) -> None:
    store, token = open_at(database_address), new_token()
    learner = store.enrol(token, 0.0)
    racers = [start_racer(database_address, token, f"r{number}", 15) for number in range(4)]
    let_go(racers)
    acknowledged = {line for lines in finish(racers) for line in lines[1:]}
    assert len(acknowledged) == 60
    assert recorded(store, learner) == dict.fromkeys(acknowledged, 2)


def test_what_was_acknowledged_outlives_a_process_that_is_killed(database_address: str, open_at: OpenAt) -> None:
    token = new_token()
    racer = start_racer(database_address, token, "r", 100_000)
    let_go([racer])
    learner = LearnerId(read_line(racer))
    acknowledged = [read_line(racer) for _ in range(10)]
    racer.kill()
    rest, _ = racer.communicate()
    acknowledged += rest.splitlines()
    counts = recorded(open_at(database_address), learner)
    assert set(counts.values()) == {2}
    assert set(acknowledged) <= set(counts)
    assert len(counts) - len(acknowledged) <= 1
