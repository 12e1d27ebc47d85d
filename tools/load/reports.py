"""A run told twice: Markdown for people, JSON for programs, both in benchmarks/results."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results"
VERSIONS = ("sciatica-teach", "voila", "jupyter-server", "tornado", "ipykernel", "ipywidgets")


@dataclass(frozen=True)
class Line:
    """One thing measured, and the limit where there is one."""

    what: str
    value: float
    unit: str = ""
    limit: float | None = None
    """Most that is allowed; what is only told has none."""

    @property
    def is_met(self) -> bool:
        return self.limit is None or self.value <= self.limit

    @property
    def row(self) -> str:
        limit = "" if self.limit is None else f"≤ {self.limit:g} {self.unit}".rstrip()
        verdict = "" if self.limit is None else "met" if self.is_met else "**not met**"
        return f"| {self.what} | {self.value:.4g} {self.unit} | {limit} | {verdict} |".replace("  ", " ")


@dataclass(frozen=True)
class Section:
    """A table with its heading and whatever has to be said of it."""

    title: str
    lines: Sequence[Line]
    notes: Sequence[str] = ()

    @property
    def is_met(self) -> bool:
        return all(line.is_met for line in self.lines)


def write_report(name: str, title: str, sections: Sequence[Section], folder: Path = RESULTS) -> str:
    """Keep NAME.md and NAME.json in `folder`; returns the Markdown."""
    text = "\n".join([f"# {title}", "", describe_machine(), *(_tell(section) for section in sections), ""])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps(_gather(title, sections), indent=2) + "\n", encoding="utf-8")
    return text


def describe_machine() -> str:
    """Whatever the figures depend on, and how busy the machine was with other things."""
    busy = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    software = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    return (f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
            f"{busy}; {software}.")


def _tell(section: Section) -> str:
    rows = [line.row for line in section.lines]
    return "\n".join(["", f"## {section.title}", "", *(f"{note}\n" for note in section.notes),
                      "| what | measured | limit | |", "| --- | --- | --- | --- |", *rows])


def _gather(title: str, sections: Sequence[Section]) -> dict[str, Any]:
    return {
        "title": title, "machine": describe_machine(), "met": all(section.is_met for section in sections),
        "sections": [
            {"title": section.title, "notes": list(section.notes),
             "lines": [{"what": one.what, "value": one.value, "unit": one.unit, "limit": one.limit, "met": one.is_met}
                       for one in section.lines]}
            for section in sections
        ],
    }
