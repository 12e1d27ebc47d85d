"""`python -m load class | idle | rooms | chaos | soak`, in the folder `tools`: see `--help` of each.

Every run starts a server and a database of its own in a temporary folder, and leaves no process behind.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from load.chaos import run_chaos, tell_chaos
from load.crowd import Plan
from load.databases import Kind, made
from load.errors import LoadError
from load.faults import Scene, find_faults
from load.idle import run_idle
from load.reports import Section, write_report
from load.rooms import run_rooms
from load.school import run_class, tell_class
from load.seam import Seam
from load.soak import run_soak, tell_soak
from load.target import running

CHAOS_LASTS_S = 1200.0
"""Far more than the faults take: the run ends with the last of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every limit was met, 1 when one was not, 2 when the run could not be made."""
    chosen = _parse(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="st-load-") as folder:
            sections = chosen.run(chosen, Path(folder))
    except LoadError as problem:
        print(problem, file=sys.stderr)
        return 2
    print(write_report(chosen.name, chosen.title, sections))
    return 0 if all(section.is_met for section in sections) else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m load", description="Learners without a browser, many at once.")
    kinds = parser.add_subparsers(required=True)
    school = _add(kinds, "class", _run_class, "load", "A class arrives and answers")
    school.add_argument("--learners", type=int, default=40)
    school.add_argument("--arrive-within", type=float, default=10.0, metavar="S")
    school.add_argument("--every", type=float, default=5.0, metavar="S", help="between two answers of one learner")
    school.add_argument("--lasts", type=float, default=60.0, metavar="S")
    idle = _add(kinds, "idle", _run_idle, "idle", "Idle sessions")
    idle.add_argument("--sessions", type=int, default=200)
    rooms = _add(kinds, "rooms", _run_rooms, "rooms", "Live rooms full of phones")
    rooms.add_argument("--rooms", type=int, default=0, help="with --phones: one run of so many")
    rooms.add_argument("--phones", type=int, default=40, help="in each room")
    rooms.add_argument("--minutes", type=float, default=0.0, help="go on asking for so long")
    chaos = _add(kinds, "chaos", _run_chaos, "chaos", "A class at work while things break",
                 databases=("both", "sqlite", "postgresql"))
    chaos.add_argument("--learners", type=int, default=12)
    chaos.add_argument("--every", type=float, default=1.0, metavar="S", help="between two answers of one learner")
    soak = _add(kinds, "soak", _run_soak, "soak", "A class at work for long")
    soak.add_argument("--learners", type=int, default=12)
    soak.add_argument("--minutes", type=float, default=60.0)
    return parser.parse_args(arguments)


def _add(kinds: argparse._SubParsersAction[argparse.ArgumentParser], word: str, run: object, name: str,
         title: str, databases: Sequence[str] = ("sqlite", "postgresql")) -> argparse.ArgumentParser:
    parser = kinds.add_parser(word, help=title)
    parser.add_argument("--database", choices=databases, default=databases[0])
    parser.add_argument("--kernels", choices=["auto", "forked", "ordinary"], default="auto")
    parser.set_defaults(run=run, name=name, title=title)
    return parser


def _run_class(chosen: argparse.Namespace, folder: Path) -> list[Section]:
    plan = Plan(learners=chosen.learners, arrive_within_s=chosen.arrive_within, every_s=chosen.every,
                lasts_s=chosen.lasts)
    with made(chosen.database, folder) as database, running(
        folder, database.address, ["--kernels", chosen.kernels]
    ) as target:
        title = f"{plan.learners} learners, {chosen.kernels} kernels, {database.kind}"
        return [tell_class(title, *asyncio.run(run_class(target, plan)))]


def _run_idle(chosen: argparse.Namespace, folder: Path) -> list[Section]:
    with made(chosen.database, folder) as database, running(
        folder, database.address, ["--kernels", chosen.kernels]
    ) as target:
        return [asyncio.run(run_idle(target, chosen.sessions))]


def _run_rooms(chosen: argparse.Namespace, folder: Path) -> list[Section]:
    """One room of 200 and twenty of 40, unless somebody says otherwise."""
    wanted = [(chosen.rooms, chosen.phones)] if chosen.rooms else [(1, 200), (20, 40)]
    with made(chosen.database, folder) as database, running(
        folder, database.address, ["--kernels", chosen.kernels]
    ) as target:
        return [asyncio.run(run_rooms(target, rooms, phones, chosen.minutes)) for rooms, phones in wanted]


def _run_chaos(chosen: argparse.Namespace, folder: Path) -> list[Section]:
    kinds: list[Kind] = ["sqlite", "postgresql"] if chosen.database == "both" else [chosen.database]
    return [_break_things(chosen, kind, folder) for kind in kinds]


def _break_things(chosen: argparse.Namespace, kind: Kind, folder: Path) -> Section:
    plan = Plan(learners=chosen.learners, arrive_within_s=chosen.learners / 2, every_s=chosen.every,
                lasts_s=CHAOS_LASTS_S)
    home = folder / kind
    home.mkdir()
    seam = Seam(home)
    with made(kind, home) as database, running(
        home, database.address, ["--kernels", chosen.kernels], seam.environment
    ) as target:
        scene = Scene(target, database, seam, Random(plan.seed))
        crowd, struck, tally = asyncio.run(run_chaos(scene, plan, find_faults(scene)))
    return tell_chaos(f"{plan.learners} learners, {chosen.kernels} kernels, {kind}", scene, crowd, struck, tally)


def _run_soak(chosen: argparse.Namespace, folder: Path) -> list[Section]:
    with made(chosen.database, folder) as database, running(
        folder, database.address, ["--kernels", chosen.kernels]
    ) as target:
        title = f"{chosen.learners} learners for {chosen.minutes:g} minutes, {database.kind}"
        return [tell_soak(title, *asyncio.run(run_soak(target, chosen.learners, chosen.minutes)))]


if __name__ == "__main__":
    sys.exit(main())
