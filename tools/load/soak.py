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
    looks = watch.looks
    first, last = find_tenths(looks)
    staying = set.intersection(*(set(look.kernel_mib) for look in (*first, *last)))
    lines = [
        Line("learners", len(crowd.visits)),
        Line("time looked at", last[-1].at_s - first[0].at_s, "s"),
        *tell_tally(tally),
        Line("learners who gave up", sum(one.gave_up for one in crowd.visits), limit=0),
        *tell_growth("server", looks, lambda look: look.server.memory_mib),
        *tell_growth("warm process", looks, lambda look: look.warm.memory_mib),
        Line("kernels that stayed", len(staying)),
        *tell_growth("all of these", looks, lambda look: sum(look.kernel_mib.get(pid, 0.0) for pid in staying)),
        _tell_more("open files", looks, lambda look: look.server.descriptors, MORE_DESCRIPTORS),
        _tell_more("threads", looks, lambda look: look.server.threads, MORE_THREADS),
    ]
    return Section(title, lines, tell_problems(crowd, tally))


def find_tenths(looks: Sequence[Look]) -> tuple[Sequence[Look], Sequence[Look]]:
    """The first and the last tenth of the looks once the beginning had settled; the last look, at the end, is none."""
    working = looks[:-1]
    settled_at = min(SETTLES_S, SETTLES * working[-1].at_s)
    settled = [look for look in working if look.at_s >= settled_at]
    tenth = max(1, len(settled) // 10)
    return settled[:tenth], settled[-tenth:]


def tell_growth(whose: str, looks: Sequence[Look], memory_mib: Callable[[Look], float]) -> list[Line]:
    """How much memory there was in the first tenth, and by how much more it was in the last."""
    first, last = (mean(map(memory_mib, tenth)) for tenth in find_tenths(looks))
    growth = 100 * (last - first) / first if first else 0.0
    return [Line(f"memory, {whose}, at first", first, "MiB"), Line("… growth", growth, "%", GROWTH_PERCENT)]


def _tell_more(what: str, looks: Sequence[Look], number: Callable[[Look], float], limit: float) -> Line:
    first, last = (mean(map(number, tenth)) for tenth in find_tenths(looks))
    return Line(f"more {what} of the server", last - first, limit=limit)
