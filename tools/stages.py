"""Run the stages of `make test` or `make quick`, side by side where that is safe, and say how long each took.

    python tools/stages.py all|quick

A group is finished before the next one starts: the small static checks share the two cores, the test suites use both
cores themselves. Every stage runs even when an earlier one failed, so that one red build tells all there is to tell.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "--durations=20", "--durations-min=0.5")
PARALLEL = ("-n", "2", "--dist", "loadfile")


@dataclass(frozen=True)
class Stage:
    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Ran:
    stage: Stage
    seconds: float
    code: int
    output: str


STATIC = (
    Stage("lint", (str(BIN / "ruff"), "check", ".")),
    Stage("types", (sys.executable, "-m", "mypy")),
    Stage("contracts", (str(BIN / "lint-imports"),)),
    Stage("content", (str(BIN / "sciatica-teach"), "check")),
    Stage("audit", (sys.executable, "tools/audit.py")),
)
UNITS = Stage("tests", (*PYTEST, *PARALLEL, "-m", "not browser"))
QUICK_UNITS = Stage("tests", (*PYTEST, *PARALLEL, "-m", "not browser and not postgresql and not slow"))
NOTEBOOKS = (
    Stage("notebooks rebuilt", (sys.executable, "tools/notebooks.py", "compare")),
    Stage("nbval", (*PYTEST, "--nbval", "notebooks", "-p", "no:cacheprovider")),
)
WHEEL = Stage("wheel on each interpreter", (sys.executable, "tools/smoke.py"))
BROWSER = Stage("browser", (*PYTEST, *PARALLEL, "-m", "browser"))

GROUPS: dict[str, tuple[tuple[Stage, ...], ...]] = {
    "all": (STATIC, (UNITS,), (*NOTEBOOKS, WHEEL), (BROWSER,)),
    "quick": (STATIC, (QUICK_UNITS,)),
}


def run_stage(stage: Stage) -> Ran:
    """Run one stage with a data folder of its own: nobody's record is read or written by a test."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            stage.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            env={**os.environ, "SCIATICA_TEACH_HOME": home},
        )
    return Ran(stage, time.monotonic() - started, done.returncode, done.stdout)


def report(ran: Ran) -> None:
    verdict = "ok" if ran.code == 0 else f"FAILED ({ran.code})"
    print(f"\n== {ran.stage.name}: {verdict} in {ran.seconds:.1f} s", flush=True)
    print(ran.output.rstrip(), flush=True)


def run_groups(groups: tuple[tuple[Stage, ...], ...]) -> list[Ran]:
    finished: list[Ran] = []
    for group in groups:
        with ThreadPoolExecutor(max_workers=2) as pool:
            for ran in pool.map(run_stage, group):
                report(ran)
                finished.append(ran)
    return finished


def main(which: str) -> int:
    if which == "all":
        system.prepare(required=bool(os.environ.get("CI")))
    started = time.monotonic()
    finished = run_groups(GROUPS[which])
    print("\n== stages")
    for ran in finished:
        print(f"{ran.seconds:7.1f} s  {'ok' if ran.code == 0 else 'FAILED'}  {ran.stage.name}")
    failed = [ran.stage.name for ran in finished if ran.code]
    print(f"{time.monotonic() - started:7.1f} s  in all; {'failed: ' + ', '.join(failed) if failed else 'all green'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "all"))
