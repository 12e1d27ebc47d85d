"""How server and kernels reach one another: by files that only the server's own account may enter, else by TCP."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest
from support.server import Server, full, serve
from support.visitor import Visitor

from sciatica_teach.hosting.kernels.transport import LONGEST_NAME, REMEMBERED_MESSAGES, choose_transport

from .conftest import ask_server, write_lesson

TELL = """from ipykernel.kernelapp import IPKernelApp
app = IPKernelApp.instance()
print(f"told={app.transport} {app.ip} {app.session.digest_history_size};")"""


def ask_what_it_uses(server: Server) -> list[str]:
    """Transport, address and the messages remembered, as the kernel of a new page tells them."""
    page = ask_server(server.url, "/voila/render/index.ipynb").text
    return page.partition("told=")[2].partition(";")[0].split()


@pytest.mark.slow
@pytest.mark.parametrize("start", ["forked", "ordinary"])
def test_a_kernel_opens_no_port_and_its_sockets_are_the_accounts_own(tmp_path: Path, start: str) -> None:
    write_lesson(tmp_path, "index", ["# Who speaks", TELL])
    with serve(full(None, "--notebooks", str(tmp_path), "--kernels", start), tmp_path) as server:
        transport, place, remembered = ask_what_it_uses(server)
        sockets = list(Path(place).parent.glob(f"{Path(place).name}-*"))
        assert transport == "ipc"
        assert sockets
        assert all(stat.S_ISSOCK(path.stat().st_mode) and len(str(path)) <= LONGEST_NAME for path in sockets)
        assert not Path(place).parent.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        assert int(remembered) == REMEMBERED_MESSAGES
    assert not Path(place).parent.exists()


@pytest.mark.slow
def test_where_temporary_files_are_far_down_ports_are_used_and_pages_open(tmp_path: Path) -> None:
    far = tmp_path / ("far" * 20)
    far.mkdir()
    write_lesson(tmp_path, "index", ["# Who speaks", TELL])
    with serve(full(None, "--notebooks", str(tmp_path)), tmp_path, {"TMPDIR": str(far)}) as server:
        visitor = Visitor(server.url)
        assert visitor.is_alive(visitor.open("index"))
        assert ask_what_it_uses(server)[0] == "tcp"


@pytest.mark.parametrize(("length", "expected"), [(4, "ipc"), (20, "ipc"), (60, "tcp")])
def test_a_folder_too_far_down_leaves_no_room_for_a_name(
    monkeypatch: pytest.MonkeyPatch, length: int, expected: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/" + "t" * (length - 1))
    assert choose_transport() == expected
