"""The servers that are compared: how each is installed, started with its fastest fair settings, and weighed.

Every peer has an environment of its own under `.venv/peers`, made on the first run from the pinned versions in
`benchmarks/peers/requirements`. Each runs in an empty home folder, so that nobody's configuration is measured.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PAGES = ROOT / "benchmarks" / "peers"
ENVIRONMENTS = ROOT / ".venv" / "peers"
OURS = (sys.executable, "-c", "from sciatica_teach.cli import main; main()", "serve", "--no-open")
STOCK_VOILA = ("-m", "voila", "--no-browser", "--Voila.ip=127.0.0.1", "--template=lab")
STARTS_WITHIN_S = 120
STEADY_MB, STEADY_TIMES, STEADY_EVERY_S, STEADY_WITHIN_S = 1.0, 4, 0.5, 60
MB = 2**20


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One server of the comparison. In `command`, `PORT` stands for the port, and `BIN` for its environment."""

    name: str
    title: str
    package: str
    """The distribution whose version the report names."""
    command: tuple[str, ...]
    address: str
    settings: str
    """The report's words on how it was started."""
    environ: Mapping[str, str] = field(default_factory=dict)


PEERS = {peer.name: peer for peer in (
    Peer(name="ours", title="Sciatica Teach", package="sciatica-teach",
         command=(*OURS, "--notebooks", "lessons", "--port", "PORT"), address="/voila/render/ours.ipynb",
         settings="`sciatica-teach serve` as it comes"),
    Peer(name="panel", title="Panel", package="panel",
         command=("BIN/panel", "serve", "panel_page.py", "--warm", "--port", "PORT"), address="/panel_page",
         settings="`--warm`, its own resources from the server, the figure cached",
         environ={"BOKEH_RESOURCES": "server", "BOKEH_LOG_LEVEL": "error"}),
    Peer(name="streamlit", title="Streamlit", package="streamlit",
         command=("BIN/streamlit", "run", "streamlit_page.py", "--server.headless=true", "--server.port=PORT",
                  "--server.address=127.0.0.1", "--server.fileWatcherType=none", "--client.toolbarMode=minimal",
                  "--browser.gatherUsageStats=false"), address="/",
         settings="headless, no file watcher, no statistics, the figure cached, the button a fragment"),
    Peer(name="solara", title="Solara", package="solara",
         command=("BIN/solara", "run", "solara_page.py", "--production", "--no-open", "--host", "127.0.0.1",
                  "--port", "PORT"), address="/",
         settings="`--production`, assets from `solara-assets` on the machine, the figure made once"),
    Peer(name="marimo", title="marimo", package="marimo",
         command=("BIN/marimo", "run", "marimo_page.py", "--headless", "--no-token", "--no-check", "--port", "PORT"),
         address="/", settings="`marimo run`, which carries its assets with it"),
    Peer(name="voila", title="Voilà", package="voila",
         command=("BIN/python", *STOCK_VOILA, "lessons/voila.ipynb", "--port=PORT"), address="/",
         settings="as it comes, template `lab`; icons that it wants from elsewhere fail at once"),
)}


# ---- Installing ----


def require_environment(name: str) -> Path:
    """The programs of a peer's environment, made on the first run and whenever its versions were changed."""
    home, wanted = ENVIRONMENTS / name, PAGES / "requirements" / f"{name}.txt"
    made_from = home / "made-from.txt"
    if not made_from.exists() or made_from.read_text(encoding="utf-8") != wanted.read_text(encoding="utf-8"):
        print(f"{name}: installing into {home}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        pip = [home / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "-r", wanted], check=True)
        shutil.copy(wanted, made_from)
    return home / "bin"


def installed(python: Path, package: str) -> str:
    asked = f"from importlib.metadata import version; print(version('{package}'))"
    return subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()


def programs_of(name: str) -> Path:
    return Path(sys.executable).parent if name == "ours" else require_environment(name)


def version_of(peer: Peer) -> str:
    return installed(programs_of(peer.name) / "python", peer.package)


# ---- Pages ----


def write_lesson(path: Path, *cells: str, prose: str = "") -> None:
    """A notebook of these code cells, after a cell of prose if there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = [new_markdown_cell(prose)] if prose else []
    page = new_notebook(cells=[*written, *map(new_code_cell, cells)],
                        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    path.write_text(json.dumps(page), encoding="utf-8")


def write_pages(folder: Path, prose: str) -> None:
    """The pages of all peers, where their servers are started: some write beside what they serve."""
    for page in PAGES.glob("*.py"):
        shutil.copy(page, folder)
    for name in ("ours", "voila"):
        write_lesson(folder / "lessons" / f"{name}.ipynb", f"from {name}_page import show\n\nshow()", prose=prose)


# ---- Running ----


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(
    command: list[str], port: int, home: str | Path, environ: Mapping[str, str] | None = None, cwd: Path | None = None,
) -> Iterator[psutil.Process]:
    """A server that listens, with data folders of its own; it and all that it started are ended on the way out."""
    folders = {"SCIATICA_TEACH_HOME": str(home), "SCIATICA_TEACH_CACHE": str(Path(home) / "cache"), "HOME": str(home),
               "PYTHONPATH": str(cwd or "")}
    log = Path(home) / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **folders, **(environ or {})}, stdout=out, stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = psutil.Process(process.pid)
    try:
        await_port(server, port, log)
        yield server
    finally:
        end_all(process, server)


def await_port(server: psutil.Process, port: int, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while not listens(server, port):
        if not lives(server) or time.monotonic() > deadline:
            raise SystemExit(f"A server does not listen. The end of what it said:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)


def lives(server: psutil.Process) -> bool:
    return server.is_running() and server.status() != psutil.STATUS_ZOMBIE


def listens(server: psutil.Process, port: int) -> bool:
    return lives(server) and any(
        line.laddr.port == port for line in server.net_connections() if line.status == psutil.CONN_LISTEN)


def end_all(process: subprocess.Popen[bytes], server: psutil.Process) -> None:
    """Ask the server to end; after half a minute end it and whatever it has left behind."""
    started = server.children(recursive=True) if lives(server) else []
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(30)
    _, left = psutil.wait_procs(started, 5)
    for one in left:
        one.kill()


@contextmanager
def serving(peer: Peer, folder: Path, home: Path) -> Iterator[tuple[psutil.Process, str]]:
    """A peer's server and the address of its page."""
    port = free_port()
    programs = str(programs_of(peer.name))
    command = [word.replace("PORT", str(port)).replace("BIN", programs) for word in peer.command]
    (home / peer.name).mkdir()
    with running(command, port, home / peer.name, peer.environ, folder) as server:
        yield server, f"http://127.0.0.1:{port}{peer.address}"


# ---- Weighing ----


def memory_mb(server: psutil.Process) -> float:
    """MB of a server and all its processes; a page that several share counts for each with its share (PSS)."""
    total = 0.0
    for process in (server, *server.children(recursive=True)):
        try:
            held = process.memory_full_info()
        except psutil.NoSuchProcess:
            continue
        total += getattr(held, "pss", held.uss)
    return total / MB


def steady_memory_mb(server: psutil.Process) -> float:
    """The memory once it stands still: kernels that were started for the next visitor have settled."""
    seen = [memory_mb(server)]
    for _ in range(int(STEADY_WITHIN_S / STEADY_EVERY_S)):
        time.sleep(STEADY_EVERY_S)
        seen.append(memory_mb(server))
        latest = seen[-STEADY_TIMES:]
        if len(latest) == STEADY_TIMES and max(latest) - min(latest) < STEADY_MB:
            break
    return seen[-1]
