"""The kernels behind the pages, and the command that starts the server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import psutil
import pytest
from support.server import Server, bare, serve
from support.visitor import Visitor

from .conftest import ask_server, write_lesson

pytestmark = pytest.mark.slow  # starts servers


def build_message(kind: str, content: dict) -> str:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    return json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content})


def test_what_a_kernel_says_travels_compressed(server: Server) -> None:
    visitor = Visitor(server.url)
    with visitor.connect(visitor.open("index")) as channel:
        assert [extension.name for extension in channel.protocol.extensions] == ["permessage-deflate"]


def test_a_visitor_cannot_run_code_over_the_websocket(server: Server, tmp_path: Path) -> None:
    visitor = Visitor(server.url)
    written = tmp_path / "written"
    code = f"open({str(written)!r}, 'w').close()"
    with visitor.connect(visitor.open("index")) as channel:
        channel.send(build_message("execute_request", {"code": code, "silent": False, "store_history": False}))
        asked = build_message("kernel_info_request", {})
        channel.send(asked)
        kinds = []
        while "kernel_info_reply" not in kinds:  # answered in order: what came before it was dealt with
            kinds.append(json.loads(channel.recv(timeout=20))["header"]["msg_type"])
    assert "execute_reply" not in kinds
    assert not written.exists()
    assert "execute_request" in server.log()


def test_the_lifeline_tells_a_living_kernel_from_a_dead_and_an_unknown_one(server: Server) -> None:
    visitor = Visitor(server.url)
    living, dying = visitor.open("index"), visitor.open("05_quiz")
    assert [visitor.is_alive(kernel) for kernel in (living, dying, str(uuid.uuid4()))] == [True, False, False]


def test_lessons_run_in_this_interpreter_whatever_kernels_the_user_has(tmp_path: Path) -> None:
    foreign = tmp_path / "jupyter" / "kernels" / "python3"
    foreign.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "Another", "language": "python"}
    (foreign / "kernel.json").write_text(json.dumps(spec))
    lesson = "import sys; print('interpreter=' + sys.executable)"
    write_lesson(tmp_path, "plain", [lesson])
    write_lesson(tmp_path, "foreign", [lesson], kernel="my-conda-environment")
    with serve(bare(tmp_path), tmp_path, {"JUPYTER_DATA_DIR": str(tmp_path / "jupyter")}) as server:
        for name in ("plain", "foreign"):
            assert f"interpreter={sys.executable}" in ask_server(server.url, f"/voila/render/{name}.ipynb").text


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_server_ends_its_kernels(lessons: Path, tmp_path: Path, sig: signal.Signals) -> None:
    with serve(bare(lessons), tmp_path) as server:
        ask_server(server.url, "/voila/render/index.ipynb")
        kernels = psutil.Process(server.process.pid).children(recursive=True)
        assert kernels
        assert server.stop(sig) == 0
        gone, alive = psutil.wait_procs(kernels, timeout=10)
        assert (len(gone), alive) == (len(kernels), [])
        assert "Traceback" not in server.log()


def run_serve(*options: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from sciatica_teach.cli import main; main()", "serve", "--no-open", *options]
    surroundings = {**os.environ, "SCIATICA_TEACH_HOME": str(home), **env}
    return subprocess.run(command, cwd=home, env=surroundings, capture_output=True, text=True, timeout=60, check=False)


def test_broken_content_stops_the_start_with_every_problem_and_no_traceback(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "sources").mkdir(parents=True)
    (own / "sources" / "mine.yaml").write_text("colour: [", encoding="utf-8")
    done = run_serve("--port", "0", "--content", str(own), home=tmp_path)
    assert done.returncode == 2
    assert "mine.yaml" in done.stderr
    assert "Traceback" not in done.stderr
    assert "ready" not in done.stdout


def test_a_taken_port_is_said_aloud_and_the_next_one_used(lessons: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serve(bare(lessons, port=port), tmp_path) as server:
            assert f"Port {port} is taken by another program; using port" in server.spoken
            assert server.url != f"http://127.0.0.1:{port}"
            assert ask_server(server.url, "/healthz").status == 200
