"""Small classes against real servers: what is acknowledged is kept, whatever breaks, and a loss would be noticed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from load import rooms
from load.chaos import run_chaos
from load.crowd import Plan
from load.databases import Database, SqliteFile, made
from load.errors import LoadError, Refused
from load.faults import CLOCK, KERNELS, OF_DATABASE, SERVER, Scene
from load.learner import Learner
from load.school import count, run_class, tell_class
from load.seam import Seam
from load.target import Target, running
from sqlalchemy import create_engine, text

pytestmark = pytest.mark.slow  # starts servers

SMALL = Plan(learners=4, arrive_within_s=1.0, every_s=0.5, lasts_s=600.0, case_share=0.5)
"""Ends when it is told to, or when every learner has had enough."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    try:
        with made(request.param, tmp_path) as one:
            yield one
    except LoadError as problem:
        say_no = pytest.fail if os.environ.get("CI") else pytest.skip
        say_no(str(problem))


@pytest.fixture
def scene(database: Database, tmp_path: Path) -> Iterator[Scene]:
    seam = Seam(tmp_path)
    with running(tmp_path, database.address, environment=seam.environment) as target:
        yield Scene(target, database, seam, Random(1), kernels_at_once=1)


def change(database: Database, statement: str) -> int:
    """Tamper with the store; returns how many rows that changed."""
    address = database.address.replace("postgresql://", "postgresql+psycopg://")
    with create_engine(address).begin() as connection:
        return connection.execute(text(statement)).rowcount


def test_a_class_is_counted_and_a_loss_in_the_store_noticed(scene: Scene) -> None:
    plan = Plan(learners=4, arrive_within_s=1.0, every_s=0.5, lasts_s=25.0, case_share=0.5)
    crowd, watch, tally = asyncio.run(run_class(scene.target, plan))
    told = {line.what: line.value for line in tell_class("A class", crowd, watch, tally).lines}
    assert (told["of these interactive"], told["pages refused"], told["learners who met an error"]) == (4, 0, 0)
    assert tally.acknowledged >= 8
    assert tally.is_clean
    assert told["kernels at that moment"] >= 4
    assert told["memory in all, most"] > told["… of the server"] > 0
    dropped = change(scene.database, "DELETE FROM st_entry WHERE kind = 'ItemAnswered'")
    again = count(scene.target.home, scene.target.database, crowd)
    assert (len(again.lost), again.is_clean) == (dropped, False)


def test_nothing_is_lost_when_a_kernel_the_database_the_clock_and_the_server_fail(scene: Scene) -> None:
    faults = [KERNELS, *OF_DATABASE[scene.database.kind], CLOCK, SERVER]
    crowd, struck, tally = asyncio.run(run_chaos(scene, SMALL, faults))
    assert [one.fault for one in struck] == faults
    assert tally.acknowledged > 20
    assert (tally.lost, tally.doubled, tally.changed) == ([], [], [])
    assert sum(one.learner.troubles.reopened for one in crowd.visits) >= 1 + SMALL.learners
    assert sum(one.learner.troubles.retries for one in crowd.visits) > 0
    assert not any(one.gave_up for one in crowd.visits)
    assert scene.target.left_behind == 0


def test_a_learner_says_what_is_wrong_with_an_address(tmp_path: Path) -> None:
    async def visit(target: Target) -> None:
        learner = Learner(target.url, lesson="no-such-lesson", rng=Random(1))
        with pytest.raises(Refused, match="404"):
            await learner.open()
        await learner.close()

    with running(tmp_path, SqliteFile(tmp_path).address) as target:
        asyncio.run(visit(target))
        assert target.left_behind == 0


@pytest.fixture
def rooms_target(tmp_path: Path) -> Iterator[tuple[Target, Database]]:
    with made("sqlite", tmp_path) as database, running(tmp_path, database.address) as target:
        yield target, database


def test_live_rooms_are_counted_and_votes_that_vanish_are_noticed(
    rooms_target: tuple[Target, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    target, database = rooms_target
    monkeypatch.setattr(rooms, "VOTES_WITHIN_S", 1.0)
    told = {line.what: line.value for line in asyncio.run(rooms.run_rooms(target, 2, 5)).lines}
    assert told["votes sent"] >= 2 * 2 * 5
    counts = ("votes that were not acknowledged", "votes lost or changed", "votes counted twice", "votes of nobody")
    assert [told[name] for name in counts] == [0, 0, 0, 0]
    change(database, "CREATE TRIGGER vanish AFTER INSERT ON st_live_ballot BEGIN "
                     "DELETE FROM st_live_ballot WHERE voter = NEW.voter; END")
    told = {line.what: line.value for line in asyncio.run(rooms.run_rooms(target, 1, 4)).lines}
    assert told["votes lost or changed"] > 0


def test_rooms_are_bounded(rooms_target: tuple[Target, Database]) -> None:
    with pytest.raises(LoadError, match="1 to 1000 phones"):
        asyncio.run(rooms.run_rooms(rooms_target[0], 30, 100))
