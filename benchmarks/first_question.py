"""How long a visitor waits for the first question, how many bytes that moves, and what one visitor costs in memory.

    python benchmarks/first_question.py [VISITS]

The same notebook is opened the same number of times on our server and on Voilà as it comes; what counts is the ratio of
the medians in one run on one machine, not the seconds. "First visit" starts with an empty browser cache.
"""

from __future__ import annotations

import json
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version

import psutil
from browsing import fresh_browser, new_visitor, watch_network
from playwright.sync_api import Browser, sync_playwright
from servers import OURS, RESULTS, ROOT, STOCK_VOILA, free_port, running
from verdicts import spread

PAGE = "/voila/render/04_cases.ipynb?case=marek&mode=clinic"
FIRST_QUESTION = ".st-ask-button"
ANSWERED = ".st-asked"
PORTS = {"ours": free_port(), "stock": free_port()}


@dataclass
class Measured:
    """The visits to one server."""

    first_s: list[float] = field(default_factory=list)
    repeat_s: list[float] = field(default_factory=list)
    answer_ms: list[float] = field(default_factory=list)
    first_kb: list[float] = field(default_factory=list)
    repeat_kb: list[float] = field(default_factory=list)
    private_mb: list[float] = field(default_factory=list)


def commands() -> dict[str, list[str]]:
    stock = [sys.executable, *STOCK_VOILA, str(ROOT / "notebooks")]
    return {"ours": [*OURS, "--port", str(PORTS["ours"])], "stock": [*stock, f"--port={PORTS['stock']}"]}


def visit(browser: Browser, server: psutil.Process, port: int, into: Measured) -> None:
    """One visitor: a first visit, an answer, and a repeat visit."""
    visitor = new_visitor(browser)
    page = visitor.new_page()
    _, moved = watch_network(page)
    into.first_s.append(time_to_question(page, port))
    into.first_kb.append(moved.all_bytes / 1024)
    into.private_mb.append(private_memory(server))
    into.answer_ms.append(time_to_feedback(page))
    moved.clear()
    into.repeat_s.append(time_to_question(page, port))
    into.repeat_kb.append(moved.all_bytes / 1024)
    visitor.close()


def time_to_question(page, port: int) -> float:
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{port}{PAGE}", wait_until="commit")
    page.wait_for_selector(FIRST_QUESTION)
    return time.perf_counter() - started


def time_to_feedback(page) -> float:
    """From pressing a question to its answer. On stock Voilà all visitors share one record, so the answers add up."""
    asked = page.locator(ANSWERED).count()
    started = time.perf_counter()
    page.locator(FIRST_QUESTION).first.click()
    page.wait_for_function("([sign, before]) => document.querySelectorAll(sign).length > before", arg=[ANSWERED, asked])
    return 1000 * (time.perf_counter() - started)


def private_memory(server: psutil.Process) -> float:
    """MB that the newest kernel keeps for itself."""
    below = server.children(recursive=True)
    kernels = [p for p in below if p.name() == "sciatica-kernel" or any("ipykernel" in word for word in p.cmdline())]
    newest = max(kernels, key=lambda process: process.create_time())
    return newest.memory_full_info().uss / 2**20


def report(measured: dict[str, Measured]) -> str:
    rows = [
        ("first visit, question on screen, s", "first_s", "{:.2f}"),
        ("repeat visit, question on screen, s", "repeat_s", "{:.2f}"),
        ("question pressed to answer on screen, ms", "answer_ms", "{:.0f}"),
        ("bytes of a first visit, KB", "first_kb", "{:.0f}"),
        ("bytes of a repeat visit, KB", "repeat_kb", "{:.0f}"),
        ("private memory of the visitor's kernel, MB", "private_mb", "{:.1f}"),
    ]
    lines = ["| median (least to most) | ours | Voilà as it comes | ratio |", "| --- | --- | --- | --- |"]
    for label, name, shape in rows:
        ours, stock = (getattr(measured[key], name) for key in ("ours", "stock"))
        ratio = statistics.median(ours) / statistics.median(stock)
        lines.append(f"| {label} | {spread(ours, shape)} | {spread(stock, shape)} | {ratio:.2f} |")
    return "\n".join(lines)


def main(visits: int) -> None:
    measured = {name: Measured() for name in PORTS}
    for name, command in commands().items():
        port = PORTS[name]
        with tempfile.TemporaryDirectory() as home, running(command, port, home) as server, sync_playwright() as p:
            for index in range(visits):
                with fresh_browser(p) as browser:
                    visit(browser, server, port, measured[name])
                print(f"{name}: visit {index + 1} of {visits}", file=sys.stderr)
    machine = f"Python {platform.python_version()}, {psutil.cpu_count()} cores"
    about = f"{visits} visits each, Voilà {version('voila')}, {machine}"
    text = f"{about}\n\n{report(measured)}\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "first_question.md").write_text(text, encoding="utf-8")
    (RESULTS / "first_question.json").write_text(
        json.dumps({name: vars(one) for name, one in measured.items()}, indent=2), encoding="utf-8"
    )
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
