"""A class: learners who arrive one after the other, do something every few seconds, and leave.

How long a learner waits is taken from arrival to the first acknowledged command, whatever had to be tried in between:
that is when the page is of use.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from random import Random

from load.errors import LineLost, LoadError, NothingToDo, Refused
from load.learner import Learner
from load.ledger import Command
from load.moves import ONWARD

PATIENTS = ("marek", "priya", "josef", "ruth")
STEPS_ON_THE_WAY = 4
"""At most so many buttons are pressed to come to the next thing to answer."""
WAITS_AT_DOOR_S = 1.0
STAYING = 1
"""Of four learners, the one who never loads the page anew."""
MOST_LEARNERS = 300
LONGEST_S = 4 * 3600.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who comes when and does what."""

    learners: int = 40
    arrive_within_s: float = 10.0
    every_s: float = 5.0
    """Between two answers of one learner."""
    lasts_s: float = 60.0
    """From the first arrival; nobody begins anything after it."""
    case_share: float = 0.25
    """Share of learners who see patients; the others practise questions."""
    reload_every_s: float = 0.0
    """Three of four learners load their page anew so often; 0 for never."""
    seed: int = 8

    def __post_init__(self) -> None:
        if not 0 < self.learners <= MOST_LEARNERS or not 0 < self.lasts_s <= LONGEST_S:
            raise LoadError(f"A run has 1 to {MOST_LEARNERS} learners and lasts up to {LONGEST_S:g} s.")


@dataclass
class Visit:
    """One learner's stay."""

    learner: Learner
    interactive_s: float | None = None
    """From arrival to the first acknowledged command; None where there was none."""
    opened_s: float | None = None
    """From arrival to a page whose widgets are known."""
    problems: list[str] = field(default_factory=list)
    gave_up: bool = False
    """Whether a problem ended the visit."""


class Crowd:
    """All visits of one run."""

    def __init__(self, url: str, plan: Plan) -> None:
        self.plan = plan
        self.visits = [Visit(_make_learner(url, plan, number)) for number in range(plan.learners)]
        self._is_over = False

    async def until_all_are_in(self) -> None:
        """Wait until each learner has an acknowledged command, or has given up."""
        while not all(one.interactive_s is not None or one.gave_up for one in self.visits):
            await asyncio.sleep(0.1)

    async def until_nobody_waits(self, most_s: float) -> None:
        """Wait until each learner has a command acknowledged that was sent after this moment."""
        loop = asyncio.get_running_loop()
        begun_at = loop.time()
        while loop.time() < begun_at + most_s and not all(_is_well(one, begun_at) for one in self.visits):
            await asyncio.sleep(0.1)

    def end(self) -> None:
        """Nobody begins anything from now on."""
        self._is_over = True

    async def play(self) -> None:
        """From the first arrival to the last answer. Pages stay open."""
        self._begun_at = asyncio.get_running_loop().time()
        await asyncio.gather(*(self._stay(number, visit) for number, visit in enumerate(self.visits)))

    async def leave(self) -> None:
        """Everybody closes the page."""
        await asyncio.gather(*(visit.learner.close() for visit in self.visits))

    @property
    def commands(self) -> list[Command]:
        return [command for visit in self.visits for command in visit.learner.commands]

    @property
    def promises(self) -> Sequence[tuple[str, Sequence[Command]]]:
        """Each learner's token and commands, as `count_kept` takes them."""
        return [(visit.learner.browser.token, visit.learner.commands) for visit in self.visits]

    async def _stay(self, number: int, visit: Visit) -> None:
        plan, loop = self.plan, asyncio.get_running_loop()
        await asyncio.sleep(plan.arrive_within_s * number / plan.learners)
        arrived_at, ends_at = loop.time(), self._begun_at + plan.lasts_s
        try:
            await self._come_in(visit, arrived_at, ends_at)
            at, fresh_until = loop.time(), self._find_reload(number)
            while at < ends_at and not self._is_over:
                await asyncio.sleep(max(0.0, at - loop.time()))
                if loop.time() > fresh_until:
                    await visit.learner.reload()
                    fresh_until = self._find_reload(number)
                await self._answer(visit)
                if visit.interactive_s is None:
                    visit.interactive_s = loop.time() - arrived_at
                at = max(at + plan.every_s, loop.time())
        except LoadError as problem:
            visit.gave_up = True
            visit.problems.append(f"{type(problem).__name__}: {problem}")

    def _find_reload(self, number: int) -> float:
        """When this learner loads the page anew, by the clock of the event loop."""
        stays = not self.plan.reload_every_s or number % 4 == STAYING
        return inf if stays else asyncio.get_running_loop().time() + self.plan.reload_every_s

    async def _come_in(self, visit: Visit, arrived_at: float, ends_at: float) -> None:
        """A waiting page and a server that is just being started again are waited out, and counted."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                await visit.learner.open()
                visit.opened_s = loop.time() - arrived_at
                return
            except (Refused, LineLost) as problem:
                visit.problems.append(f"{type(problem).__name__}: {problem}")
                if loop.time() > ends_at:
                    raise
                await asyncio.sleep(WAITS_AT_DOOR_S)

    async def _answer(self, visit: Visit) -> None:
        """Press what leads to the next thing to answer, and answer it."""
        for _ in range(STEPS_ON_THE_WAY):
            try:
                command = await visit.learner.step()
            except NothingToDo:
                await visit.learner.turn_to("05_quiz", "mode=practice")
                continue
            if command.fate == "saved" and command.action.get("verb") not in (*ONWARD, "go-on", "begin"):
                return


def _is_well(visit: Visit, since: float) -> bool:
    return visit.gave_up or any(one.sent_at > since and one.fate == "saved" for one in visit.learner.commands[-5:])


def _make_learner(url: str, plan: Plan, number: int) -> Learner:
    rng = Random(plan.seed * 1000 + number)
    sees_patients = number % max(1, round(1 / plan.case_share)) == 0 if plan.case_share else False
    patient = PATIENTS[number % len(PATIENTS)]
    lesson, query = ("04_cases", f"case={patient}&mode=clinic") if sees_patients else ("05_quiz", "mode=practice")
    return Learner(url, lesson=lesson, query=query, rng=rng)
