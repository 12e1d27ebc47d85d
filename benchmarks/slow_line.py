"""Each lesson on a slow line (10 Mbit/s, 100 ms until a request is answered): when it can be read, used, and is drawn.

    python benchmarks/slow_line.py [VISITS] [LESSON ...]

The browser itself slows the line, websockets too. A first visit begins with an empty cache, a repeat visit with what
the first has left. The files are compressed before the first visit, as they are from the second start of a server on.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import psutil
from browsing import Traffic, fresh_browser, new_visitor, slow_down, watch_network
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from servers import OURS, RESULTS, ROOT, free_port, running
from verdicts import spread

LESSON_WITH_FIGURE = "01_anatomy"
PREPARED_WITHIN_S = 180
READABLE_TARGET_S = 1.0

WATCH = """
if (window === window.top) {
  const seen = (window.slowLine = {});
  const inView = (element) => {
    const { top, height } = element?.getBoundingClientRect() ?? { top: 0, height: 0 };
    return height > 0 && top < innerHeight;
  };
  const tests = {
    prose: () => inView(document.querySelector("#st-lesson p")),
    widget: () => [...document.querySelectorAll(".st-part")].some((part) => part.clientHeight > 20),
    figure: () => document.querySelector(".st-explorer .st-stage[data-ready]"),
  };
  const look = () => {
    for (const [name, test] of Object.entries(tests)) {
      if (seen[name] || !test()) continue;
      seen[name] = -1;
      requestAnimationFrame(() => requestAnimationFrame(() => { seen[name] = performance.now(); }));
    }
  };
  setInterval(look, 20);
}
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class Visit:
    """One opening of one lesson. Seconds from asking for the address until it is on screen; -1 where there is none."""

    paint_s: float
    prose_s: float
    widget_s: float
    figure_s: float
    requests: float
    http_kb: float
    socket_kb: float


TITLES = {
    "paint_s": "first paint, s", "prose_s": "first paragraph in view, s", "widget_s": "first widget, s",
    "figure_s": "figure drawn, s", "requests": "requests", "http_kb": "HTTP, KB", "socket_kb": "websocket, KB",
}


def await_prepared(server: psutil.Process, cache: Path) -> None:
    """Wait until a server that started on an empty cache has compressed its files."""
    deadline = time.monotonic() + PREPARED_WITHIN_S
    while not any((cache / "files").glob("*.br")) or any(map(_prepares, server.children())):
        if time.monotonic() > deadline:
            raise SystemExit("The server's files are not prepared.")
        time.sleep(0.2)


def _prepares(process: psutil.Process) -> bool:
    try:
        return "sciatica_teach.hosting.preparing" in process.cmdline()
    except psutil.Error:
        return False


def open_lesson(page: Page, traffic: Traffic, address: str, *, has_figure: bool) -> Visit:
    """Go there and wait for what the lesson has, and then until nothing moves any more."""
    traffic.clear()
    page.goto(address, wait_until="commit")
    wanted = ["prose", "widget", *(["figure"] if has_figure else [])]
    page.wait_for_function("(names) => names.every((name) => window.slowLine?.[name] > 0)", arg=wanted)
    page.wait_for_load_state("networkidle")
    seen: dict[str, float] = page.evaluate("() => window.slowLine")
    figure = seen["figure"] / 1000 if has_figure else -1
    return Visit(page.evaluate(PAINT) / 1000, seen["prose"] / 1000, seen["widget"] / 1000, figure, traffic.requests,
                 traffic.http_bytes / 1024, traffic.socket_bytes / 1024)


def visit_twice(browser: Browser, address: str, *, has_figure: bool, slow: bool = True) -> tuple[Visit, Visit]:
    """A first visit and a repeat visit by somebody nobody has seen."""
    visitor = new_visitor(browser)
    visitor.add_init_script(f"(() => {{{WATCH}}})();")
    page = visitor.new_page()
    devtools, traffic = watch_network(page)
    if slow:
        slow_down(devtools)
    first = open_lesson(page, traffic, address, has_figure=has_figure)
    leave(page, devtools)
    repeat = open_lesson(page, traffic, address, has_figure=has_figure)
    visitor.close()
    return first, repeat


def leave(page: Page, devtools: CDPSession) -> None:
    """Another page in between, so that the second visit is no reload, which would ask for every file again."""
    page.goto("about:blank")
    devtools.send("HeapProfiler.collectGarbage")


def measure(lessons: list[str], visits: int) -> dict[str, dict[str, list[Visit]]]:
    measured: dict[str, dict[str, list[Visit]]] = {name: {"first": [], "repeat": []} for name in lessons}
    with tempfile.TemporaryDirectory() as home:
        cache, port = Path(home) / "cache", free_port()
        with running([*OURS, "--port", str(port)], port, home, {"SCIATICA_TEACH_CACHE": str(cache)}) as server, \
                sync_playwright() as playwright:
            await_prepared(server, cache)
            for number in range(visits):
                for name in lessons:
                    address = f"http://127.0.0.1:{port}/voila/render/{name}.ipynb"
                    with fresh_browser(playwright) as browser:
                        first, repeat = visit_twice(browser, address, has_figure=name == LESSON_WITH_FIGURE)
                    measured[name]["first"].append(first)
                    measured[name]["repeat"].append(repeat)
                    print(f"visit {number + 1} of {visits}: {name}", file=sys.stderr)
    return measured


def tabulate(measured: dict[str, dict[str, list[Visit]]]) -> str:
    names = [field.name for field in fields(Visit)]
    lines = [f"| lesson, visit | {' | '.join(TITLES[name] for name in names)} |", "| --- |" + " --- |" * len(names)]
    for lesson, kinds in measured.items():
        for kind, visits in kinds.items():
            cells = [show([getattr(visit, name) for visit in visits], name) for name in names]
            lines.append(f"| {lesson}, {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def show(values: list[float], name: str) -> str:
    if min(values) < 0:
        return "none"
    return spread(values, "{:.2f}" if name.endswith("_s") else "{:.0f}")


def judge(measured: dict[str, dict[str, list[Visit]]]) -> str:
    slowest = max(statistics.median(visit.prose_s for visit in kinds["first"]) for kinds in measured.values())
    verdict = "met" if slowest < READABLE_TARGET_S else "not met"
    return f"Every lesson readable within {READABLE_TARGET_S:.0f} s of a first visit: {verdict} ({slowest:.2f} s)."


def main(visits: int, lessons: list[str]) -> None:
    measured = measure(lessons, visits)
    about = f"{visits} visits each, Python {platform.python_version()}, {os.cpu_count()} cores"
    text = f"{about}; median (least to most)\n\n{tabulate(measured)}\n\n{judge(measured)}\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "slow_line.md").write_text(text, encoding="utf-8")
    plain: Any = {name: {kind: [asdict(visit) for visit in visits] for kind, visits in kinds.items()}
                  for name, kinds in measured.items()}
    (RESULTS / "slow_line.json").write_text(json.dumps(plain, indent=1), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    wanted = sys.argv[2:] or sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, wanted)
