"""How long a visitor waits for the first question, how many bytes that moves, and what one visitor costs in memory.

    python benchmarks/first_question.py [VISITS]

The same notebook is opened the same number of times on our server and on Voilà as it comes; what counts is the ratio of
the medians in one run on one machine, not the seconds. "First visit" starts with an empty browser cache.
"""

from __future__ import annotations

import base64
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import psutil
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PAGE = "/voila/render/04_cases.ipynb?case=marek&mode=clinic"
FIRST_QUESTION = ".st-ask-button"
ANSWERED = ".st-asked"
BINARY_FRAME = 2
"""Its payload comes from the browser in base 64."""
PORTS = {"ours": 8961, "stock": 8962}


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
    ours = [sys.executable, "-c", "from sciatica_teach.cli import main; main()", "serve", "--no-open"]
    stock = [
        sys.executable, "-m", "voila", str(ROOT / "notebooks"), "--no-browser", "--Voila.ip=127.0.0.1",
        "--template=lab",
    ]
    return {"ours": [*ours, "--port", str(PORTS["ours"])], "stock": [*stock, f"--port={PORTS['stock']}"]}


@contextmanager
def running(command: list[str], port: int, home: str) -> Iterator[psutil.Process]:
    environment = {**os.environ, "SCIATICA_TEACH_HOME": home}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        server = psutil.Process(process.pid)
        while not any(c.laddr.port == port for c in server.net_connections() if c.status == psutil.CONN_LISTEN):
            if process.poll() is not None:
                raise SystemExit(f"{command} ended before it listened")
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def visit(browser: Browser, server: psutil.Process, port: int, into: Measured) -> None:
    """One visitor: a first visit, an answer, and a repeat visit."""
    context = browser.new_context()
    page = context.new_page()
    moved = count_bytes(page)
    into.first_s.append(time_to_question(page, port))
    into.first_kb.append(moved["bytes"] / 1024)
    into.private_mb.append(private_memory(server))
    into.answer_ms.append(time_to_feedback(page))
    moved["bytes"] = 0
    into.repeat_s.append(time_to_question(page, port))
    into.repeat_kb.append(moved["bytes"] / 1024)
    context.close()


def time_to_question(page, port: int) -> float:
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{port}{PAGE}", wait_until="commit")
    page.wait_for_selector(FIRST_QUESTION, timeout=120_000)
    return time.perf_counter() - started


def time_to_feedback(page) -> float:
    """From pressing a question to its answer. On stock Voilà all visitors share one record, so the answers add up."""
    asked = page.locator(ANSWERED).count()
    started = time.perf_counter()
    page.locator(FIRST_QUESTION).first.click()
    page.wait_for_function(f"document.querySelectorAll('{ANSWERED}').length > {asked}")
    return 1000 * (time.perf_counter() - started)


def count_bytes(page) -> dict[str, float]:
    """Bytes over the wire, HTTP and websocket frames together, as compressed: frames where both ends agreed on it."""
    moved = {"bytes": 0.0}
    deflating: set[str] = set()
    devtools = page.context.new_cdp_session(page)

    def on_handshake(event) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if "permessage-deflate" in headers.get("sec-websocket-extensions", ""):
            deflating.add(event["requestId"])

    def on_frame(event) -> None:
        payload = event["response"]["payloadData"].encode()
        if event["response"]["opcode"] == BINARY_FRAME:
            payload = base64.b64decode(payload)
        is_deflated = event["requestId"] in deflating
        moved["bytes"] += min(len(payload), len(zlib.compress(payload))) if is_deflated else len(payload)

    def on_file(event) -> None:
        moved["bytes"] += event["encodedDataLength"]

    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", on_file)
    devtools.on("Network.webSocketHandshakeResponseReceived", on_handshake)
    devtools.on("Network.webSocketFrameReceived", on_frame)
    devtools.on("Network.webSocketFrameSent", on_frame)
    return moved


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


def spread(values: list[float], shape: str) -> str:
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{shape.format(middle)} ({shape.format(least)} to {shape.format(most)})"


def main(visits: int) -> None:
    measured = {name: Measured() for name in PORTS}
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    for name, command in commands().items():
        port = PORTS[name]
        with tempfile.TemporaryDirectory() as home, running(command, port, home) as server, sync_playwright() as p:
            for index in range(visits):
                browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])  # an empty cache each
                visit(browser, server, port, measured[name])
                browser.close()
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
