"""Are versions installed that are known to be vulnerable?

    python tools/audit.py

Compares what is installed with `tools/advisories.toml`, and asks pip-audit where it is installed and its service can be
reached. Who was not asked is said in so many words: silence is never taken for a clean result.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.version import Version

ADVISORIES = Path(__file__).with_name("advisories.toml")
ASKS_WITHIN_S = 120
FOUND = 1
"""pip-audit's exit code both for what it found and for a service it could not reach; its output tells which."""


@dataclass(frozen=True)
class Advisory:
    id: str
    package: str
    fixed: str
    what: str
    source: str


@dataclass(frozen=True)
class Asked:
    """What a second opinion came to: `told` for people, and whether it names something vulnerable."""

    told: str
    is_bad: bool


def read_advisories(path: Path = ADVISORIES) -> tuple[Advisory, ...]:
    return tuple(Advisory(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["advisory"])


def find_installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def check_installed(advisories: Iterable[Advisory], find: Callable[[str], str | None] = find_installed) -> list[str]:
    """One line for each advisory that what is installed falls under."""
    problems = []
    for one in advisories:
        installed = find(one.package)
        if installed is not None and Version(installed) < Version(one.fixed):
            problems.append(
                f"{one.package} {installed}: {one.what} ({one.id}). Install {one.fixed} or newer; see {one.source}"
            )
    return problems


def ask_service() -> Asked:
    """pip-audit's opinion, or why there is none."""
    if importlib.util.find_spec("pip_audit") is None:
        return Asked("not asked: pip-audit is not installed", is_bad=False)
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--timeout", "15", "--skip-editable"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=ASKS_WITHIN_S, check=False)
    except subprocess.TimeoutExpired:
        return Asked(f"not asked: pip-audit gave no answer within {ASKS_WITHIN_S} s", is_bad=False)
    return read_answer(done.returncode, done.stdout, done.stderr)


def read_answer(code: int, output: str, errors: str) -> Asked:
    """What pip-audit's exit code and words mean."""
    if code == 0:
        return Asked("pip-audit knows of nothing", is_bad=False)
    if code == FOUND and "known vulnerabilit" in errors:
        return Asked(f"pip-audit found:\n{output.strip()}", is_bad=True)
    reason = (errors.strip().splitlines() or ["no reason given"])[-1]
    return Asked(f"not asked: pip-audit's service could not be reached ({reason})", is_bad=False)


def main() -> int:
    advisories = read_advisories()
    problems = check_installed(advisories)
    service = ask_service()
    print(f"{len(advisories)} advisories of our own list, {len(problems)} of them concern what is installed")
    print(*problems, service.told, sep="\n")
    return 1 if problems or service.is_bad else 0


if __name__ == "__main__":
    sys.exit(main())
