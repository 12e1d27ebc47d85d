"""Our server against the frameworks a teacher might pick: how long a visitor waits, what moves, what it weighs.

    python benchmarks/serving.py [--visits N] [--only ours,panel] [--quick] [--date 2026-01-31]

All servers show the same page (a sentence, a button that counts on the server, one surface of 2,000 points) to the same
browser on the same machine. They run side by side and are visited in turns, so that whatever else the machine does hits
all alike; one visit to each comes before, and is not counted. What counts are ratios of medians of one run.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from browsing import Traffic, fresh_browser, new_visitor, slow_down, watch_network
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from seeing import time_press, wait_for_all, watch_pages
from servers import (
    OURS,
    PAGES,
    PEERS,
    RESULTS,
    ROOT,
    STOCK_VOILA,
    free_port,
    running,
    serving,
    steady_memory_mb,
    version_of,
    write_pages,
)
from serving_report import About, describe_machine, write_reports
from slow_line import LESSON_WITH_FIGURE, await_prepared, leave, open_lesson
from slow_line import WATCH as WATCH_LESSON
from verdicts import Samples

sys.path.insert(0, str(PAGES))
from page_content import BUTTON, PROSE, pressed  # the page's words, from where the servers have them

VISITS, QUICK_VISITS = 7, 1
SLOW_VISITS_OF_OTHERS = 3
"""On the slow line only ours and Panel have a target; the others are visited often enough to place them."""
LESSON_VISITS = 3
PRESSES = 3
VISITORS = 5
PROSE_BEGINS = PROSE[:40]


@dataclass(frozen=True)
class Served:
    """A server that runs, and the address that is visited."""

    name: str
    process: psutil.Process
    address: str


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


# ---- One page of each peer ----


def open_page(page: Page, traffic: Traffic, address: str, kind: str) -> dict[str, float]:
    traffic.clear()
    page.goto(address, wait_until="commit")
    seen = wait_for_all(page, "prose", "button", "figure")
    moved = {"http_kb": traffic.http_bytes / 1024, "socket_kb": traffic.socket_bytes / 1024,
             "requests": float(traffic.requests)}
    return {f"{kind}.{name}": value for name, value in (seen | moved).items()}


def press_often(page: Page) -> float:
    """The median of a few presses in milliseconds; the count on the page shows that each was counted once."""
    return statistics.median(time_press(page, BUTTON, pressed(number + 1)) for number in range(PRESSES))


def visit(browser: Browser, address: str, *, slow: bool) -> dict[str, float]:
    """A first visit, some presses, and a repeat visit."""
    line = "slow" if slow else "fast"
    visitor = new_visitor(browser)
    watch_pages(visitor, PROSE_BEGINS, BUTTON)
    page = visitor.new_page()
    devtools, traffic = watch_network(page)
    if slow:
        slow_down(devtools)
    first = open_page(page, traffic, address, f"{line}.first")
    took = {} if slow else {"press_ms": press_often(page)}
    leave(page, devtools)
    repeat = open_page(page, traffic, address, f"{line}.repeat")
    visitor.close()
    return first | took | repeat


def visit_in_turns(playwright: Playwright, served: Sequence[Served], visits: int, samples: Samples) -> None:
    for one in served:
        with fresh_browser(playwright) as browser:
            visit(browser, one.address, slow=False)
        say(f"{one.name}: warmed up")
    for number in range(visits):
        turn = number % len(served)
        for one in (*served[turn:], *served[:turn]):
            is_slow_too = one.name in ("ours", "panel") or number < SLOW_VISITS_OF_OTHERS
            for slow in (False, True) if is_slow_too else (False,):
                with fresh_browser(playwright) as browser:
                    samples.add(one.name, visit(browser, one.address, slow=slow))
        say(f"round {number + 1} of {visits}")


# ---- Memory ----


def open_visitors(browser: Browser, address: str, count: int, *names: str) -> None:
    """So many visitors more, each with the page open to its figure."""
    for _ in range(count):
        visitor = new_visitor(browser)
        watch_pages(visitor, PROSE_BEGINS if "prose" in names else "", BUTTON if "button" in names else "")
        page = visitor.new_page()
        page.goto(address, wait_until="commit")
        wait_for_all(page, *names)


def weigh(playwright: Playwright, one: Served, *names: str) -> dict[str, float]:
    """MB with one visitor, and what each of some more adds."""
    with fresh_browser(playwright) as browser:
        open_visitors(browser, one.address, 1, *names)
        alone = steady_memory_mb(one.process)
        open_visitors(browser, one.address, VISITORS, *names)
        return {"one_visitor_mb": alone, "visitor_mb": (steady_memory_mb(one.process) - alone) / VISITORS}


@contextmanager
def serving_ours(home: Path, cache: Path, notebooks: Path) -> Iterator[tuple[psutil.Process, int]]:
    """Our server with its files prepared, as from the second start on."""
    port = free_port()
    environ = {"SCIATICA_TEACH_CACHE": str(cache)}
    with running([*OURS, "--port", str(port), "--notebooks", str(notebooks)], port, home, environ) as server:
        await_prepared(server, cache)
        yield server, port


# ---- The heaviest lesson ----


@contextmanager
def serving_lessons(folder: Path) -> Iterator[tuple[Served, ...]]:
    """Our lessons by our server and by Voilà as it comes, from the same environment."""
    lesson = f"/voila/render/{LESSON_WITH_FIGURE}.ipynb"
    notebooks, port = ROOT / "notebooks", free_port()
    stock = [sys.executable, *STOCK_VOILA, str(notebooks), f"--port={port}"]
    homes = [folder / name for name in ("ours", "stock")]
    for home in homes:
        home.mkdir(parents=True)
    with serving_ours(homes[0], folder / "cache", notebooks) as (ours, own_port), \
            running(stock, port, homes[1]) as theirs:
        yield (Served("lesson, ours", ours, f"http://127.0.0.1:{own_port}{lesson}"),
               Served("lesson, stock", theirs, f"http://127.0.0.1:{port}{lesson}"))


def await_quiet(page: Page, traffic: Traffic) -> None:
    """Until nothing moves any more. The browser counts no socket as activity, so the bytes are watched."""
    before = -1.0
    while traffic.all_bytes - before > 4096:
        before = traffic.all_bytes
        page.wait_for_timeout(2000)


def lesson_kb(browser: Browser, address: str) -> dict[str, float]:
    """KB of a first and of a repeat visit, until the figure is drawn and nothing moves any more."""
    visitor = new_visitor(browser)
    watch_pages(visitor)
    page = visitor.new_page()
    devtools, traffic = watch_network(page)
    moved = {}
    for kind in ("first", "repeat"):
        traffic.clear()
        page.goto(address, wait_until="commit")
        wait_for_all(page, "figure")
        await_quiet(page, traffic)
        moved[f"{kind}.kb"] = traffic.all_bytes / 1024
        leave(page, devtools)
    visitor.close()
    return moved


def lesson_on_slow_line(browser: Browser, address: str) -> dict[str, float]:
    """Our lesson only: its prose, its figure."""
    visitor = new_visitor(browser)
    visitor.add_init_script(f"(() => {{{WATCH_LESSON}}})();")
    page = visitor.new_page()
    devtools, traffic = watch_network(page)
    slow_down(devtools)
    seen = open_lesson(page, traffic, address, has_figure=True)
    visitor.close()
    return {"slow.first.prose": seen.prose_s, "slow.first.figure": seen.figure_s}


def measure_lessons(playwright: Playwright, folder: Path, visits: int, samples: Samples) -> None:
    with serving_lessons(folder) as lessons:
        for one in lessons:
            for _ in range(visits):
                with fresh_browser(playwright) as browser:
                    samples.add(one.name, lesson_kb(browser, one.address))
            say(f"{one.name}: bytes counted")
            samples.add(one.name, weigh(playwright, one, "figure"))
            say(f"{one.name}: weighed")
        for _ in range(visits):
            with fresh_browser(playwright) as browser:
                samples.add(lessons[0].name, lesson_on_slow_line(browser, lessons[0].address))


# ---- The run ----


def measure_pages(playwright: Playwright, folder: Path, names: Sequence[str], visits: int, samples: Samples) -> None:
    pages, homes = folder / "pages", folder / "homes"
    for one in (pages, homes):
        one.mkdir()
    write_pages(pages, PROSE)
    with ExitStack() as stack:
        served = []
        for name in names:
            process, address = stack.enter_context(serving(PEERS[name], pages, homes))
            served.append(Served(name, process, address))
            say(f"{name}: listens")
            if name == "ours":
                await_prepared(process, homes / name / "cache")
        visit_in_turns(playwright, served, visits, samples)
        for one in served:
            samples.add(one.name, weigh(playwright, one, "prose", "button", "figure"))
            say(f"{one.name}: weighed")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure our server against the frameworks.")
    parser.add_argument("--visits", type=int, help=f"visits to each server; {VISITS} unless told")
    parser.add_argument("--only", default=",".join(PEERS), help="names of servers, with commas between them")
    parser.add_argument("--quick", action="store_true", help="one visit each: does everything work?")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date that the report names")
    chosen = parser.parse_args()
    chosen.names = [name.strip() for name in chosen.only.split(",")]
    if unknown := [name for name in chosen.names if name not in PEERS]:
        parser.error(f"no server {', '.join(unknown)}; there are {', '.join(PEERS)}")
    chosen.visits = chosen.visits or (QUICK_VISITS if chosen.quick else VISITS)
    return chosen


def main() -> None:
    chosen = read_arguments()
    samples, started = Samples(), time.monotonic()
    versions = {name: version_of(PEERS[name]) for name in chosen.names}  # installs what is missing, before any clock
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        with fresh_browser(playwright) as browser:
            machine = describe_machine(browser.version)
        measure_pages(playwright, Path(folder), chosen.names, chosen.visits, samples)
        if "ours" in chosen.names:
            measure_lessons(playwright, Path(folder) / "lessons", min(LESSON_VISITS, chosen.visits), samples)
    about = About(chosen.date, machine, chosen.visits, time.monotonic() - started, versions)
    print(write_reports(RESULTS, samples, about))


if __name__ == "__main__":
    main()
