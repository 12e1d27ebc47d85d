"""Many sessions that are open and do nothing, as over a lunch break: what they take in memory."""

from __future__ import annotations

import asyncio
from random import Random

from load.errors import LineLost, LoadError, Refused
from load.learner import Learner
from load.reports import Line, Section
from load.target import Target
from load.watch import Watch

MOST_SESSIONS = 300
AT_ONCE = 4
LESSONS = ("01_anatomy", "02_symptoms", "03_reasoning", "04_cases", "05_quiz", "06_progress", "index")
MEMORY_MIB = 6 * 1024.0


async def run_idle(target: Target, sessions: int) -> Section:
    """Open so many pages, all lessons in turn, then look once while they are all idle."""
    if not 0 < sessions <= MOST_SESSIONS:
        raise LoadError(f"There can be 1 to {MOST_SESSIONS} idle sessions.")
    learners = [Learner(target.url, lesson=LESSONS[number % len(LESSONS)], rng=Random(number))
                for number in range(sessions)]
    doors = asyncio.Semaphore(AT_ONCE)
    problems = [one for one in await asyncio.gather(*(_enter(one, doors) for one in learners)) if one]
    look = await asyncio.to_thread(Watch(lambda: target.household).look)
    await asyncio.gather(*(one.close() for one in learners))
    return Section(f"{sessions} idle sessions", [
        Line("sessions that opened", sessions - len(problems)),
        Line("sessions that did not", len(problems), limit=0),
        Line("kernels", look.kernel_count),
        Line("memory in all", look.memory_mib, "MiB", MEMORY_MIB),
        Line("… of the server", look.server.memory_mib, "MiB"),
        Line("… of the warm process", look.warm.memory_mib, "MiB"),
        Line("… per kernel", look.kernels.memory_mib / max(look.kernel_count, 1), "MiB"),
    ], sorted(set(problems)))


async def _enter(learner: Learner, doors: asyncio.Semaphore) -> str:
    """Empty, or what went wrong."""
    async with doors:
        try:
            await learner.open()
        except (Refused, LineLost) as problem:
            return f"{type(problem).__name__}: {problem}"
    return ""
