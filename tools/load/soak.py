"""`make soak`: a class at work for long, to see whether anything grows.

Compared are the first and the last tenth of what was seen after the beginning had settled. Three of four learners load
their page anew every other minute, so that many kernels come and go; the fourth keeps one page, and so one kernel, for
the whole time. Such a kernel keeps its learner's record in memory, and a record grows by each answer: that is told
beside its growth, because an hour of uninterrupted answers is a month of learning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import mean

from load.crowd import Crowd, Plan
from load.ledger import Tally
from load.reports import Line, Section
from load.school import run_class, tell_problems, tell_tally
from load.target import Target
from load.watch import Look, Watch

GROWTH_PERCENT = 5.0
MORE_DESCRIPTORS = 5.0
MORE_THREADS = 2.0
RELOAD_S = 120.0
LOOKS = 60
SETTLES = 0.2
"""Share of the time that belongs to the beginning, at most `SETTLES_S`."""
SETTLES_S = 300.0


async def run_soak(target: Target, learners: int, minutes: float) -> tuple[Crowd, Watch, Tally]:
    """Keep the class at work for so long."""
    lasts_s = 60 * minutes
    plan = Plan(learners=learners, lasts_s=lasts_s, reload_every_s=min(RELOAD_S, lasts_s / 10))
    return await run_class(target, plan, looks_every_s=max(1.0, lasts_s / LOOKS))


def tell_soak(title: str, crowd: Crowd, watch: Watch, tally: Tally) -> Section:
    """The section of the report."""
    first, last = find_tenths(watch.looks)
    staying = _find_staying(watch.looks)

    def stays(look: Look) -> float:
        return mean(look.kernel_mib[pid] for pid in staying) if staying else 0.0

    lines = [
        Line("learners", len(crowd.visits)),
        Line("time looked at", last[-1].at_s - first[0].at_s, "s"),
        *tell_tally(tally),
        Line("learners who gave up", sum(one.gave_up for one in crowd.visits), limit=0),
        Line("kernels that stayed", len(staying)),
        *_tell_memory("server", first, last, lambda look: look.server.memory_mib),
        *_tell_memory("warm process", first, last, lambda look: look.warm.memory_mib),
        *_tell_memory("a kernel that stays", first, last, stays),
        Line("more open files of the server", _more(first, last, lambda look: look.server.descriptors), "",
             MORE_DESCRIPTORS),
        Line("more threads of the server", _more(first, last, lambda look: look.server.threads), "", MORE_THREADS),
    ]
    return Section(title, lines, tell_problems(crowd, tally))


def find_tenths(looks: Sequence[Look]) -> tuple[Sequence[Look], Sequence[Look]]:
    """The first and the last tenth of the looks once the beginning had settled; the last look, at the end, is none."""
    working = looks[:-1] or looks
    settled_at = min(SETTLES_S, SETTLES * working[-1].at_s)
    settled = [look for look in working if look.at_s >= settled_at]
    tenth = max(1, len(settled) // 10)
    return settled[:tenth], settled[-tenth:]


def _find_staying(looks: Sequence[Look]) -> set[int]:
    first, last = find_tenths(looks)
    return set.intersection(*(set(look.kernel_mib) for look in (*first, *last)))


def _more(first: Sequence[Look], last: Sequence[Look], value: Callable[[Look], float]) -> float:
    return mean(map(value, last)) - mean(map(value, first))


def _tell_memory(
    whose: str, first: Sequence[Look], last: Sequence[Look], value: Callable[[Look], float]
) -> list[Line]:
    before = mean(map(value, first))
    growth = 100 * _more(first, last, value) / before if before else 0.0
    return [Line(f"memory, {whose}, at first", before, "MiB"), Line("… growth", growth, "%", GROWTH_PERCENT)]
