"""`make load`: a class arrives, answers for a minute, and is counted."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from load.crowd import Crowd, Plan
from load.figures import spread
from load.ledger import Tally, count_kept
from load.reports import Line, Section
from load.target import Target
from load.watch import Watch, watching
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store

INTERACTIVE_S = 20.0
CLICK_MS = 250.0
LOOKS_EVERY_S = 15.0
PROBLEMS_TOLD = 5


async def run_class(
    target: Target, plan: Plan, *, looks_every_s: float = LOOKS_EVERY_S
) -> tuple[Crowd, Watch, Tally]:
    """Let the class come, answer and leave; count what the store kept of it."""
    crowd = Crowd(target.url, plan)
    async with watching(lambda: target.household, looks_every_s) as watch:
        await crowd.play()
    await crowd.leave()
    return crowd, watch, count(target.home, target.database, crowd)


def count(home: Path, database: str, crowd: Crowd) -> Tally:
    """What the store holds of what the crowd was promised."""
    settings = Settings.from_environment({"SCIATICA_TEACH_HOME": str(home), "SCIATICA_TEACH_DATABASE": database})
    return count_kept(open_store(settings), crowd.promises)


def tell_class(title: str, crowd: Crowd, watch: Watch, tally: Tally) -> Section:
    """The section of the report about one class."""
    interactive = spread(one.interactive_s for one in crowd.visits if one.interactive_s is not None)
    clicks = spread(1000 * one.waited_s for one in crowd.commands if one.waited_s is not None)
    lines = [
        Line("learners", len(crowd.visits)),
        Line("of these interactive", interactive.count),
        Line("not interactive at all", len(crowd.visits) - interactive.count, limit=0),
        Line("arrival to first acknowledged answer, median", interactive.median, "s"),
        Line("… 95th percentile", interactive.p95, "s"),
        Line("… slowest learner", interactive.most, "s", INTERACTIVE_S),
        Line("pages refused", sum(one.learner.troubles.refused_pages for one in crowd.visits), limit=0),
        Line("learners who met an error", sum(bool(one.problems) for one in crowd.visits), limit=0),
        Line("click to acknowledgement, median", clicks.median, "ms"),
        Line("… 95th percentile", clicks.p95, "ms", CLICK_MS),
        Line("… slowest of all", clicks.most, "ms"),
        *tell_tally(tally), *tell_use(watch),
    ]
    return Section(title, lines, tell_problems(crowd, tally))


def tell_tally(tally: Tally) -> list[Line]:
    return [
        Line("commands acknowledged", tally.acknowledged),
        Line("acknowledged and lost", len(tally.lost), limit=0),
        Line("recorded twice", len(tally.doubled), limit=0),
        Line("recorded with another answer", len(tally.changed), limit=0),
    ]


def tell_use(watch: Watch) -> list[Line]:
    """Memory at its most; processor time over the whole run, as shares of all cores together."""
    last, first = watch.looks[-1], watch.looks[0]
    whole = (last.at_s - first.at_s) * (os.cpu_count() or 1)
    fullest = max(watch.looks, key=lambda look: look.memory_mib)
    kernels = max(fullest.kernel_count, 1)
    return [
        Line("memory in all, most", fullest.memory_mib, "MiB"),
        Line("… of the server", fullest.server.memory_mib, "MiB"),
        Line("… of the warm process", fullest.warm.memory_mib, "MiB"),
        Line("… of the kernels together", fullest.kernels.memory_mib, "MiB"),
        Line("… per kernel", fullest.kernels.memory_mib / kernels, "MiB"),
        Line("kernels at that moment", fullest.kernel_count),
        Line("processor, server", 100 * (last.server.cpu_s - first.server.cpu_s) / whole, "% of the machine"),
        Line("processor, kernels", 100 * last.kernels.cpu_s / whole, "% of the machine"),
        Line("processor, the learners who measure", 100 * (last.client_cpu_s - first.client_cpu_s) / whole,
             "% of the machine"),
    ]


def tell_problems(crowd: Crowd, tally: Tally) -> list[str]:
    """What went wrong, by how often; commands that were refused or not kept among it."""
    told = Counter(problem for visit in crowd.visits for problem in visit.problems)
    told += Counter(f"refused: {one.why}" for one in crowd.commands if one.fate == "refused")
    told += Counter(f"not kept: {name}" for name in (*tally.lost, *tally.doubled, *tally.changed))
    return [f"{count} × {problem}" for problem, count in told.most_common(PROBLEMS_TOLD)]
