"""What is broken while a class is at work, one thing after the other.

A fault is over when whatever was broken could be used again: a killed process is over at once, because the learner's
next try may already succeed; a database that is held, full or down is over when it is let go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import psutil

from load.databases import PostgresServer, SqliteFile
from load.household import Household
from load.seam import Seam
from load.target import Target

HELD_S = 4.0
"""How long a database is held, full or down."""
JUMPS_S = (7200.0, -7200.0, 0.0)
"""Where the clock is set, one after the other: two hours ahead, two behind, and right again."""


@dataclass
class Scene:
    """Everything that can be broken."""

    target: Target
    database: SqliteFile | PostgresServer
    seam: Seam
    rng: Random
    kernels_at_once: int = 2


@dataclass(frozen=True)
class Fault:
    """One way to break something."""

    name: str
    strike: Callable[[Scene], Awaitable[None]]
    """Breaks it and, where it does not mend itself, mends it again."""
    lasts: bool = False
    """Whether it is over only when `strike` has returned; else at once."""


async def _kill_kernels(scene: Scene) -> None:
    household = scene.target.household
    household.look()
    for kernel in scene.rng.sample(household.kernels, min(scene.kernels_at_once, len(household.kernels))):
        with suppress(psutil.NoSuchProcess):
            kernel.kill()


async def _kill_warm(scene: Scene) -> None:
    """Its kernels live on; the server starts another for the next ones."""
    household = scene.target.household
    household.look()
    if household.warm is not None:
        with suppress(psutil.NoSuchProcess):
            household.warm.kill()


async def _kill_warm_and_kernels(scene: Scene) -> None:
    """The learners of these kernels come back while there is no warm process yet."""
    await _kill_warm(scene)
    await _kill_kernels(scene)


async def _kill_server(scene: Scene) -> None:
    """Whoever looks after the service starts it again."""
    await asyncio.to_thread(scene.target.kill)
    await asyncio.to_thread(scene.target.start)


async def _hold_file(scene: Scene) -> None:
    assert isinstance(scene.database, SqliteFile)
    with scene.database.held():
        await asyncio.sleep(HELD_S)


async def _fill_disk(scene: Scene) -> None:
    scene.seam.fill_disk(full=True)
    await asyncio.sleep(HELD_S)
    scene.seam.fill_disk(full=False)


async def _kill_database(scene: Scene) -> None:
    assert isinstance(scene.database, PostgresServer)
    scene.database.kill()
    await asyncio.sleep(HELD_S)
    await asyncio.to_thread(scene.database.start)


async def _jump(scene: Scene) -> None:
    for ahead_s in JUMPS_S:
        scene.seam.move_clock(ahead_s)
        await asyncio.sleep(HELD_S / len(JUMPS_S))


KERNELS = Fault("two kernels killed", _kill_kernels)
WARM = Fault("warm process killed", _kill_warm)
WARM_AND_KERNELS = Fault("warm process and two kernels killed", _kill_warm_and_kernels)
SERVER = Fault("server killed and started again", _kill_server)
CLOCK = Fault("clock two hours ahead, two behind, right again", _jump, lasts=True)
OF_DATABASE = {
    "sqlite": (
        Fault("file held by another program", _hold_file, lasts=True),
        Fault("disk full (page limit of the file)", _fill_disk, lasts=True),
    ),
    "postgresql": (Fault("database killed and started again", _kill_database, lasts=True),),
}


def find_faults(scene: Scene) -> list[Fault]:
    """All that apply here, in the order in which they are tried."""
    household: Household = scene.target.household
    household.look()
    warm = [WARM, WARM_AND_KERNELS] if household.warm is not None else []
    return [KERNELS, *warm, *OF_DATABASE[scene.database.kind], CLOCK, SERVER]
