"""The comparison of servers told three times: Markdown for people, JSON for programs, a picture for the README."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from servers import PEERS
from serving_picture import draw_comparison
from verdicts import TARGETS, Samples, Verdict, judge, spread

SECONDS, KILOBYTES, WHOLE, MEGABYTES = "{:.2f}", "{:,.0f}", "{:.0f}", "{:.1f}"
_PAGE = (("prose", "prose readable, s", SECONDS), ("button", "button ready, s", SECONDS),
         ("figure", "figure ready, s", SECONDS))
_MOVED = (("http_kb", "HTTP, KB", KILOBYTES), ("socket_kb", "websocket, KB", KILOBYTES),
          ("requests", "requests", WHOLE))
TABLES = {
    "First visit": [(f"fast.first.{name}", *rest) for name, *rest in (*_PAGE, *_MOVED)],
    "Repeat visit": [(f"fast.repeat.{name}", *rest) for name, *rest in (*_PAGE, *_MOVED)],
    "Slow line (10 Mbit/s, 100 ms), first visit": [(f"slow.first.{name}", *rest) for name, *rest in _PAGE],
    "Slow line, repeat visit": [(f"slow.repeat.{name}", *rest) for name, *rest in _PAGE],
    "Use, and memory": [
        ("press_ms", "press to text on screen, ms", WHOLE),
        ("one_visitor_mb", "server with one visitor, MB", MEGABYTES),
        ("visitor_mb", "each further visitor, MB", MEGABYTES)],
}
LESSON = [
    ("first.kb", "first visit, KB", KILOBYTES), ("repeat.kb", "repeat visit, KB", KILOBYTES),
    ("one_visitor_mb", "server with one visitor, MB", MEGABYTES), ("visitor_mb", "each further visitor, MB", MEGABYTES),
    ("slow.first.prose", "slow line, prose readable, s", SECONDS),
    ("slow.first.figure", "slow line, figure drawn, s", SECONDS),
]
LESSON_NAMES = {"lesson, ours": "Sciatica Teach", "lesson, stock": "the same notebook by Voilà as it comes"}
HOW = """\
Median (least to most). Seconds run from asking for the address until it is on screen, by the page's own clock. A
first visit has an empty browser cache. A repeat visit comes after another page, with what the first has left in the
cache. The servers ran side by side and were visited in turns, after one visit to each that is not counted. The slow
line is made by the browser, which slows websockets too. KB are as transferred. Memory is that of the server and all
its processes, a page of memory that several share counted with its share; what a further visitor adds is the
difference between one and six open pages, divided by five. Figures were drawn without a graphics card. On the slow
line, servers other than ours and Panel were visited three times.

What is not alike: each page is made of the parts that its framework offers, so the sentence, the button and the frame
around them look different; ours sends the surface as JSON and draws it with the smaller of plotly's bundles, the
others send and draw what their plotly component gives them. Pages that want something from another machine (Voilà:
icons; marimo and Solara: formulas) are told at once that it is not there."""
ELSEWHERE = "Forty learners at once and 200 idle sessions are measured by `make load`; see its report beside this one."


@dataclass(frozen=True)
class About:
    """When, where and how the run was."""

    date: str
    machine: str
    visits: int
    seconds: float
    versions: dict[str, str]


def describe_machine(browser: str) -> str:
    load = f", load average at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
            f"Chromium {browser}{load}")


def write_reports(folder: Path, samples: Samples, about: About) -> str:
    """Keep serving.md, serving.json and serving.svg in `folder`; returns the Markdown."""
    verdicts = [judge(target, samples) for target in TARGETS]
    text = write_markdown(samples, about, verdicts)
    told = asdict(about) | {"samples": samples.as_json(), "targets": [
        {"what": one.target.label, "limit": one.target.limit, "value": one.value, "met": one.is_met}
        for one in verdicts]}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "serving.md").write_text(text, encoding="utf-8")
    (folder / "serving.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "serving.svg").write_text(draw_comparison(samples, titles_of(about)), encoding="utf-8")
    return text


def titles_of(about: About) -> dict[str, str]:
    return {name: PEERS[name].title for name in about.versions}


def write_markdown(samples: Samples, about: About, verdicts: list[Verdict]) -> str:
    tables = [tabulate(title, rows, titles_of(about), samples) for title, rows in TABLES.items()]
    lesson = tabulate("The heaviest lesson", LESSON, LESSON_NAMES, samples)
    started = [f"| {PEERS[name].title} | {version} | {PEERS[name].settings} |"
               for name, version in about.versions.items()]
    return "\n".join([
        "# Our server beside the frameworks", "",
        f"{about.date}; {about.machine}; {about.visits} visits each, {about.seconds / 60:.0f} minutes.", "",
        tabulate_verdicts(verdicts), "", ELSEWHERE, "", "![The comparison as bars](serving.svg)", "", *tables, lesson,
        "## How", "", HOW, "", "| server | version | started with |", "| --- | --- | --- |", *started, ""])


def tabulate_verdicts(verdicts: list[Verdict]) -> str:
    lines = ["| target | limit | measured | |", "| --- | --- | --- | --- |"]
    for one in verdicts:
        value = "-" if one.value is None else f"{one.value:.3g}{one.target.unit}"
        lines.append(f"| {one.target.label} | {one.target.limit:g}{one.target.unit} | {value} | {one.word} |")
    return "\n".join(lines)


def tabulate(title: str, rows: list[tuple[str, str, str]], names: dict[str, str], samples: Samples) -> str:
    """One table, a column for each server; empty where nothing of it was measured."""
    if not any(samples.of(name, what) for name in names for what, _, _ in rows):
        return ""
    lines = [f"## {title}", "", f"| | {' | '.join(names.values())} |", "| --- |" + " --- |" * len(names)]
    for what, label, shape in rows:
        lines.append(f"| {label} | {' | '.join(spread(samples.of(name, what), shape) for name in names)} |")
    return "\n".join([*lines, ""])
