"""What a visitor's kernel costs: forked from a warm process, and started as a program of its own.

    python benchmarks/kernel_memory.py [KERNELS]

For each way as many kernels run the cells of a shipped lesson and stay, as when a class has opened it. The private
memory of a kernel is what would be free again without it; its proportional share counts every shared page once over all
who share it. The start is from the request to the answer of the kernel. Both ways use the same client, so the ratios
compare the kernels and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import secrets
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

import nbformat
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets.config import Config

from sciatica_teach.hosting.kernels.forking.supervisor import WarmProcess
from sciatica_teach.hosting.kernels.interpreter import OwnInterpreter

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
LESSONS = ("02_symptoms", "04_cases", "05_quiz")
KERNELS = 10
CLASS = 200
TARGET = 0.2
"""Private memory of a forked kernel over that of an ordinary one."""
CLASS_GB = 6.0
"""For so many idle sessions in all."""
CLIENT = "sciatica_teach.hosting.kernels.first_contact.QuickClient"
SURROUNDINGS = {
    "JUPYTER_WIDGETS_ECHO": "0", "SCIATICA_TEACH_PLOTLY_URL": "/p", "SCIATICA_TEACH_FLAT_PLOTLY_URL": "/f",
    "SCIATICA_TEACH_SCENE_URL": "/s", "SCIATICA_TEACH_PARTS_URL": "/parts/",
}
"""As the server sets them (`hosting.launch`)."""


@dataclass
class Measured:
    """The kernels of one way of starting, after one lesson."""

    start_ms: list[float] = field(default_factory=list)
    cells_ms: list[float] = field(default_factory=list)
    private_mb: list[float] = field(default_factory=list)
    share_mb: list[float] = field(default_factory=list)
    warm_mb: float = 0.0
    """All of the warm process, shared or not."""


def cells_of(lesson: str) -> list[str]:
    notebook = nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def memory_of(pid: int) -> dict[str, float]:
    """MB by the names that the system uses."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}


async def measure(way: str, lesson: str, count: int, home: str) -> Measured:
    into = Measured()
    manager = AsyncMappingKernelManager(
        config=Config({"KernelManager": {"client_factory": CLIENT}}), connection_dir=tempfile.mkdtemp(dir=home),
        kernel_spec_manager=OwnInterpreter(kernel_start=way), root_dir=str(ROOT / "notebooks"),
    )
    manager.warm_process = None
    if way == "forked":
        manager.warm_process = WarmProcess("sciatica_teach.apps.warming", SURROUNDINGS)
        manager.warm_process.start(asyncio.get_running_loop())
    await visit(manager, lesson, Measured())  # the first one waits for the warm process, and fills the caches on disk
    for _ in range(count):
        await visit(manager, lesson, into)
    for kernel_id in manager.list_kernel_ids():
        found = memory_of(manager.get_kernel(kernel_id).provisioner.pid)
        into.private_mb.append(found["Private_Clean"] + found["Private_Dirty"])
        into.share_mb.append(found["Pss"])
    if manager.warm_process:
        into.warm_mb = memory_of(manager.warm_process.pid)["Rss"]
    await manager.shutdown_all(now=True)
    if manager.warm_process:
        manager.warm_process.end()
    return into


async def visit(manager, lesson: str, into: Measured) -> None:
    """One visitor opens the lesson, and stays."""
    environment = {**os.environ, **SURROUNDINGS, "HTTP_X_SCIATICA_LEARNER": secrets.token_urlsafe(32)}
    started = time.perf_counter()
    kernel_id = await manager.start_kernel(env=environment, path="/")
    client = manager.get_kernel(kernel_id).client()
    client.start_channels()
    await client.wait_for_ready(timeout=120)
    into.start_ms.append(1000 * (time.perf_counter() - started))
    started = time.perf_counter()
    for source in cells_of(lesson):
        reply = await client.execute_interactive(source, output_hook=lambda _: None, allow_stdin=False, timeout=120)
        if reply["content"]["status"] != "ok":
            raise SystemExit(f"A cell of {lesson} failed: {reply['content']['evalue']}")
    into.cells_ms.append(1000 * (time.perf_counter() - started))
    client.stop_channels()


def middle(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({min(values):.1f}–{max(values):.1f})"


def report(measured: dict[str, dict[str, Measured]], count: int) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("ipykernel", "ipython", "jupyter-client"))
    lines = [
        "# What a visitor's kernel costs", "",
        f"{count + 1} kernels at once, each after all cells of the lesson; medians (least–most). Python "
        f"{platform.python_version()}, {packages}, {os.cpu_count()} cores, {platform.system()}.", "",
        "| lesson | | ordinary | forked | ratio |", "| --- | --- | --- | --- | --- |",
    ]
    for lesson, ways in measured.items():
        for what, name in (
            ("private memory, MB", "private_mb"), ("proportional share, MB", "share_mb"),
            ("start to answer, ms", "start_ms"), ("cells of the lesson, ms", "cells_ms"),
        ):
            ordinary, forked = (getattr(ways[way], name) for way in ("ordinary", "forked"))
            ratio = statistics.median(forked) / statistics.median(ordinary)
            lines.append(f"| {lesson} | {what} | {middle(ordinary)} | {middle(forked)} | {ratio:.2f} |")
    return "\n".join([*lines, "", *judge(measured), ""])


def judge(measured: dict[str, dict[str, Measured]]) -> list[str]:
    """Each target with what was measured."""
    ratios, classes = [], []
    for ways in measured.values():
        private = {way: statistics.median(ways[way].private_mb) for way in ways}
        ratios.append(private["forked"] / private["ordinary"])
        classes.append((CLASS * private["forked"] + ways["forked"].warm_mb) / 1024)
    return [
        f"- Private memory, forked over ordinary, at most {TARGET}: {max(ratios):.2f}: "
        f"{verdict(max(ratios) <= TARGET)}",
        f"- {CLASS} idle sessions and the warm process, under {CLASS_GB:g} GB: {max(classes):.1f} GB (reckoned): "
        f"{verdict(max(classes) < CLASS_GB)}",
    ]


def verdict(is_met: bool) -> str:
    return "met" if is_met else "not met"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else KERNELS
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"SCIATICA_TEACH_HOME": home})
        measured = {
            lesson: {way: asyncio.run(measure(way, lesson, count, home)) for way in ("ordinary", "forked")}
            for lesson in LESSONS
        }
    text = report(measured, count)
    raw = {lesson: {way: asdict(found) for way, found in ways.items()} for lesson, ways in measured.items()}
    (RESULTS / "kernel_memory.md").write_text(text, encoding="utf-8")
    (RESULTS / "kernel_memory.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
