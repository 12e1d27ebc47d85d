"""`make chaos`: a class at work while one thing after the other is broken, and what that cost it.

What a fault costs is the longest that any learner waited for a command that met it: from the moment the fault was over
(or the command was sent, if later) until the command was acknowledged. Answers that were acknowledged and are not in
the store afterwards are lost, and there must be none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from load.crowd import Crowd, Plan
from load.faults import Fault, Scene
from load.ledger import Command, Tally
from load.reports import Line, Section
from load.school import count, tell_problems, tell_tally

RECOVERS_S = 10.0
QUIET_WITHIN_S = 60.0
"""How long a fault is waited out before the next one comes all the same."""


@dataclass(frozen=True)
class Struck:
    """A fault that happened, by the clock of the event loop."""

    fault: Fault
    began_at: float
    over_at: float
    done_at: float
    """When the next fault may come."""


async def run_chaos(scene: Scene, plan: Plan, faults: Sequence[Fault]) -> tuple[Crowd, list[Struck], Tally]:
    """Let the class work until the last fault has settled; count what the store kept."""
    crowd = Crowd(scene.target.url, plan)
    working = asyncio.create_task(crowd.play())
    struck = []
    await crowd.until_all_are_in()
    for fault in faults:
        struck.append(await _strike(scene, fault, crowd))
    crowd.end()
    await working
    await crowd.leave()
    return crowd, struck, count(scene.target.home, scene.target.database, crowd)


async def _strike(scene: Scene, fault: Fault, crowd: Crowd) -> Struck:
    """Break it, and let everybody recover before the next fault comes."""
    loop = asyncio.get_running_loop()
    began_at = loop.time()
    await fault.strike(scene)
    mended_at = loop.time()
    await crowd.until_nobody_waits(QUIET_WITHIN_S)
    await asyncio.to_thread(scene.target.clear_up)
    scene.target.household.look()
    return Struck(fault, began_at, mended_at if fault.lasts else began_at, loop.time())


def tell_chaos(title: str, scene: Scene, crowd: Crowd, struck: Sequence[Struck], tally: Tally) -> Section:
    """The section of the report about one database."""
    lines = [
        Line("learners", len(crowd.visits)),
        *tell_tally(tally),
        Line("sent, never acknowledged, recorded all the same", tally.unpromised),
        Line("learners who gave up", sum(bool(one.gave_up) for one in crowd.visits), limit=0),
        Line("kernels lost and pages opened again", sum(one.learner.troubles.reopened for one in crowd.visits)),
        Line("times a command had to wait for the store", sum(one.learner.troubles.retries for one in crowd.visits)),
        Line("processes that outlived their server", scene.target.left_behind, limit=0),
        *(Line(f"longest wait: {one.fault.name}", find_recovery(crowd.commands, one), "s", RECOVERS_S)
          for one in struck),
    ]
    return Section(title, lines, tell_problems(crowd, tally))


def find_recovery(commands: Sequence[Command], struck: Struck) -> float:
    """The longest wait, in seconds, of the commands that were under way or sent while the fault could be felt."""
    return max((
        one.settled_at - max(one.sent_at, struck.over_at)
        for one in commands
        if one.settled_at is not None and one.settled_at > struck.over_at and one.sent_at < struck.done_at
    ), default=0.0)
