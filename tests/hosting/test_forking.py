"""Kernels forked from a warm process: what they have of it, what they must not have, and who outlives whom."""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from support.server import Server, bare, serve
from support.visitor import Visitor

from sciatica_teach.hosting.kernels.forking.process import ForkedProcess

from .conftest import ask_server, write_lesson
from .forked import WARM, Ward, ward

pytestmark = [
    pytest.mark.slow,  # starts processes
    pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only"),
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with ward(tmp_path_factory.mktemp("ward")) as opened:
        yield opened


def test_a_kernel_has_its_own_environment_and_nothing_of_the_visitor_before(tiny: Ward) -> None:
    first = tiny.start(QUERY_STRING="case=marek", ONLY_FIRST="1")
    second = tiny.start(QUERY_STRING="case=ines")
    ask = "import os; print(os.environ.get('QUERY_STRING'), os.environ.get('ONLY_FIRST'), os.environ.get('PYTHONPATH'))"
    assert tiny.run(first, ask) == f"case=marek 1 {os.environ.get('PYTHONPATH')}"
    assert tiny.run(second, ask) == f"case=ines None {os.environ.get('PYTHONPATH')}"
    tiny.run(first, "secret = 7; os.environ['QUERY_STRING'] = 'mine'")
    assert tiny.run(tiny.start(), "print('secret' in globals())") == "False"
    assert tiny.run(second, ask).startswith("case=ines")


def test_what_the_warm_process_drew_is_shared_and_what_kernels_draw_is_not(tiny: Ward) -> None:
    ask = """import random, tiny_warming, numpy, uuid
print(tiny_warming.drawn, "|", random.random(), "|", numpy.random.random(), "|", uuid.uuid4())"""
    first, second = (tiny.run(tiny.start(), ask).split("|") for _ in range(2))
    assert first[0] == second[0] != "0.0 "
    assert all(one != other for one, other in zip(first[1:], second[1:], strict=True))


def test_a_kernel_is_a_process_like_any_other(tiny: Ward) -> None:
    said = json.loads(tiny.run(tiny.start(), """
import json, os, signal, threading
print(json.dumps({
    "leads": os.getpid() == os.getsid(0) == os.getpgid(0),
    "child": str(signal.getsignal(signal.SIGCHLD)), "end": str(signal.getsignal(signal.SIGTERM)),
    "blocked": len(signal.pthread_sigmask(signal.SIG_BLOCK, [])), "name": open("/proc/self/comm").read().strip(),
    "folder": os.getcwd(), "input": os.readlink("/proc/self/fd/0"),
}))"""))
    assert said == {
        "leads": True, "child": str(signal.SIG_DFL), "end": str(signal.SIG_DFL), "blocked": 0,
        "name": "sciatica-kernel", "folder": tiny.kernels.root_dir, "input": os.devnull,
    }


def test_descriptors_do_not_pile_up_from_kernel_to_kernel(tiny: Ward) -> None:
    ask = "import os; print(len(os.listdir('/proc/self/fd')))"
    first = tiny.run(tiny.start(), ask)
    before = psutil.Process(tiny.warm.pid).num_fds()
    for _ in range(4):
        tiny.start()
    assert int(tiny.run(tiny.start(), ask)) < int(first) + 4
    assert psutil.Process(tiny.warm.pid).num_fds() == before


def test_a_started_kernel_takes_the_variables_of_its_visitor(tiny: Ward) -> None:
    kernel = tiny.start(KEPT="1")
    assert tiny.do(tiny.kernels.get_kernel(kernel).provisioner.adopt({"QUERY_STRING": "set=first-steps"}))
    assert tiny.run(kernel, "import os; print(os.environ['QUERY_STRING'], os.environ['KEPT'])") == "set=first-steps 1"


def test_a_cell_can_be_interrupted(tiny: Ward) -> None:
    kernel = tiny.start()
    interrupting = tiny.loop.create_task(interrupt_when_running(tiny, kernel))
    loop_until_told = "import os\nopen('running', 'w').close()\nwhile True: pass"
    assert tiny.run(kernel, loop_until_told) == "KeyboardInterrupt"
    tiny.do(interrupting)
    assert tiny.run(kernel, "print(1 + 1)") == "2"


async def interrupt_when_running(room: Ward, kernel: str) -> None:
    while not Path(room.kernels.root_dir, "running").exists():
        await asyncio.sleep(0)
    await room.kernels.interrupt_kernel(kernel)


@pytest.mark.parametrize(("end", "code"), [("import os; os._exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", -9)])
def test_the_exit_code_of_a_kernel_is_told(tiny: Ward, end: str, code: int) -> None:
    kernel = tiny.start()
    tiny._clients[kernel].execute(end)
    tiny.until(lambda: tiny.process_of(kernel)._told is not None)
    assert tiny.process_of(kernel).poll() == code
    assert not tiny.do(tiny.kernels.get_kernel(kernel).is_alive())


def test_kernels_outlive_the_warm_process_and_new_ones_come_from_another(tmp_path: Path) -> None:
    with ward(tmp_path) as room:
        living, dying = room.start(), room.start()
        before = room.warm.pid
        os.kill(before, signal.SIGKILL)
        born = room.start()
        assert room.warm.pid != before
        assert psutil.Process(room.process_of(born).pid).ppid() == room.warm.pid
        assert room.run(living, "print(1 + 1)") == "2"
        os.kill(room.process_of(dying).pid, signal.SIGKILL)
        room.until(lambda: room.process_of(dying).poll() is not None)
        room.do(room.kernels.shutdown_kernel(living))


def test_a_warm_process_that_cannot_be_started_leaves_ordinary_kernels(tmp_path: Path, caplog) -> None:
    with ward(tmp_path, "broken_warming") as room:
        kernel = room.start()
        assert room.run(kernel, "print(1 + 1)") == "2"
        assert not isinstance(room.process_of(kernel), ForkedProcess)
        assert "each kernel is started as a program of its own" in caplog.text


def test_lessons_find_the_knowledge_base_loaded_and_no_trace_of_the_visitor_it_was_tried_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCIATICA_TEACH_HOME", str(tmp_path))
    with ward(tmp_path, "sciatica_teach.apps.warming") as room:
        said = room.run(room.start(HTTP_X_SCIATICA_LEARNER="a" * 43), """
import ipywidgets, os, sqlite3
from sciatica_teach.apps import context
loaded = context._load_knowledge.cache_info().misses
context.get_knowledge()
print(context._load_knowledge.cache_info().misses - loaded, len(ipywidgets.widgets.widget._instances))
print(context.get_context().secret)
records = sqlite3.connect(os.environ["SCIATICA_TEACH_HOME"] + "/records.sqlite")
print(records.execute("select count(*) from st_learner").fetchone()[0])
""")
    assert said.split() == ["0", "0", "a" * 43, "0"]


PAGES_MAY_BE_MERGED = 68
"""PR_GET_MEMORY_MERGE; systems that do not know it answer -1."""


def test_equal_pages_of_kernels_may_be_merged_where_the_system_can(tiny: Ward) -> None:
    here = ctypes.CDLL(None).prctl(PAGES_MAY_BE_MERGED, 0, 0, 0, 0)
    ask = f"import ctypes; print(ctypes.CDLL(None).prctl({PAGES_MAY_BE_MERGED}, 0, 0, 0, 0))"
    assert tiny.run(tiny.start(), ask) == ("-1" if here == -1 else "1")


def test_an_aggressive_reset_drops_what_the_lesson_imported_and_nothing_else(tiny: Ward) -> None:
    kernel = tiny.start()
    tiny.run(kernel, "import sys, wave; before = {'tiny_warming', 'numpy', 'wave'} & set(sys.modules)")
    assert tiny.run(kernel, "print(sorted(before))") == "['numpy', 'tiny_warming', 'wave']"
    tiny.run(kernel, "%reset -f --aggressive")
    ask = "import sys; print(sorted({'tiny_warming', 'numpy', 'wave'} & set(sys.modules)))"
    assert tiny.run(kernel, ask) == "['numpy', 'tiny_warming']"


# ---- With the web server ----


FORKED = {"kernel_start": "forked", "warm": "tiny_warming"}
SURROUNDINGS = {"PYTHONPATH": str(WARM)}


def find_kernels(server: Server) -> list[psutil.Process]:
    below = psutil.Process(server.process.pid).children(recursive=True)
    return [process for process in below if process.name() == "sciatica-kernel"]


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    write_lesson(tmp_path, "plain", ["import subprocess; subprocess.Popen(['sleep', '300'])"])
    return tmp_path


def test_a_killed_forked_kernel_is_told(lesson: Path) -> None:
    with serve(bare(lesson, **FORKED), lesson, SURROUNDINGS) as server:
        visitor = Visitor(server.url)
        kernel = visitor.open("plain")
        assert visitor.is_alive(kernel)
        (process,) = find_kernels(server)
        process.kill()
        psutil.wait_procs([process], timeout=10)
        assert not visitor.is_alive(kernel)


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_server_that_ends(lesson: Path, sig: signal.Signals) -> None:
    with serve(bare(lesson, **FORKED), lesson, SURROUNDINGS) as server:
        ask_server(server.url, "/voila/render/plain.ipynb")
        left = psutil.Process(server.process.pid).children(recursive=True)
        assert sum(process.name() == "sleep" for process in left) == 1
        assert find_kernels(server)
        server.stop(sig)
        gone, alive = psutil.wait_procs(left, timeout=15)
    assert (len(gone), alive) == (len(left), [])
