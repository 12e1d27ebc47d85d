"""The websocket of a page that was written by an attacker: what reaches the kernel, and what survives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.attacker import Attacker, as_binary, as_text, as_v1, hear_until, write_message
from support.server import Server
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from sciatica_teach.hosting.app import LARGEST_MESSAGE_BYTES

pytestmark = pytest.mark.slow  # starts servers

V1 = "v1.kernel.websocket.jupyter.org"
Frame = Callable[[dict[str, Any]], str | bytes]


@pytest.fixture(scope="module")
def eve(server: Server) -> Attacker:
    return Attacker(server.url)


@pytest.fixture(scope="module")
def kernel(eve: Attacker) -> str:
    """A kernel of the attacker's own, with one widget in it."""
    return eve.open_lesson("index")


def is_well(eve: Attacker, kernel: str) -> bool:
    """Whether the kernel answers a new page, and everybody else is served."""
    with eve.line(kernel) as line:
        line.send(as_text(write_message("kernel_info_request", {})))
        hear_until(line, "kernel_info_reply")
    return eve.ask("/healthz").status == 200


def send_all(line: ClientConnection, *frames: str) -> None:
    """Send, and listen until the server has closed the socket."""
    for frame in frames:
        line.send(frame)
    hear_until(line, "kernel_info_reply")


def ask_states(line: ClientConnection) -> dict[str, Any]:
    """The states of all widgets, as a page asks for them when it starts."""
    opening = {"comm_id": "control", "target_name": "jupyter.widget.control", "data": {}}
    asking = {"comm_id": "control", "data": {"method": "request_states"}}
    version = {"version": "1.0.0"}
    line.send(as_text(write_message("comm_open", opening) | {"metadata": version}))
    line.send(as_text(write_message("comm_msg", asking)))
    *_, heard = hear_until(line, "comm_msg")
    states: dict[str, Any] = heard["content"]["data"]["states"]
    return states


@pytest.mark.parametrize(
    ("frame", "known"), [(as_text, as_text), (as_binary, as_text), (as_v1, as_text), (as_v1, as_v1), (as_text, as_v1)]
)
@pytest.mark.parametrize("channel", ["shell", "control", "stdin"])
def test_no_code_runs_in_whatever_frame_and_channel_it_comes(
    eve: Attacker, kernel: str, tmp_path: Path, frame: Frame, known: Frame, channel: str
) -> None:
    protocols = [V1] if known is as_v1 else None
    written = tmp_path / "written"
    code = {"code": f"open({str(written)!r}, 'w').close()", "silent": False, "user_expressions": {}}
    with eve.line(kernel, subprotocols=protocols) as line:
        line.send(frame(write_message("execute_request", code, channel)))
        line.send(known(write_message("kernel_info_request", {})))
        heard = [message["header"]["msg_type"] for message in hear_until(line, "kernel_info_reply")]
    assert "execute_reply" not in heard
    assert not written.exists()


@pytest.mark.parametrize("kind", ["shutdown_request", "interrupt_request", "debug_request", "input_reply"])
@pytest.mark.parametrize("channel", ["shell", "control", "stdin"])
def test_the_socket_ends_or_stops_no_kernel(eve: Attacker, kernel: str, kind: str, channel: str) -> None:
    with eve.line(kernel) as line:
        line.send(as_text(write_message(kind, {"restart": True, "value": "x"}, channel)))
    assert is_well(eve, kernel)


def test_the_source_of_cells_is_not_told(eve: Attacker, kernel: str) -> None:
    with eve.line(kernel) as line:
        ask_states(line)
        line.send(as_text(write_message("kernel_info_request", {})))
        heard = hear_until(line, "kernel_info_reply")
    assert "execute_input" not in {message["header"]["msg_type"] for message in heard}


@pytest.mark.parametrize(
    "content",
    [
        {"comm_id": "no-such-comm", "data": {"method": "update", "state": {}}},
        {"comm_id": "no-such-comm", "data": {"method": "custom", "content": None}},
        {"comm_id": "control", "data": {"method": "take_over"}},
        {"comm_id": "control", "data": {}},
    ],
)
def test_comms_that_do_not_exist_or_make_no_sense_hurt_nobody(eve: Attacker, kernel: str, content: object) -> None:
    with eve.line(kernel) as line:
        for _ in range(3):  # an id that was used before is no different
            line.send(as_text(write_message("comm_msg", content, msg_id="same")))
    assert is_well(eve, kernel)


def test_a_widget_told_nonsense_keeps_its_state_and_the_kernel_its_life(eve: Attacker, kernel: str) -> None:
    with eve.line(kernel) as line:
        counters = [key for key, told in ask_states(line).items() if "pressed" in told["state"]]
        for state in ({"pressed": "many"}, {"pressed": {"a": []}}, {"counted": None}, {"layout": "IPY_MODEL_x"}, [], 5):
            content = {"comm_id": counters[0], "data": {"method": "update", "state": state, "buffer_paths": [["x", 9]]}}
            line.send(as_text(write_message("comm_msg", content)))
        for lone in ("\\ud800", "\\u0000"):
            said = as_text(write_message("comm_msg", {"comm_id": counters[0], "data": {"x": "here"}}))
            line.send(said.replace("here", lone))
        told = ask_states(line)
    assert told[counters[0]]["state"]["pressed"] == 0
    assert is_well(eve, kernel)


def test_a_page_cannot_make_widgets_in_the_kernel(eve: Attacker, kernel: str) -> None:
    names = ("_model_module", "_model_module_version", "_view_module", "_view_module_version")
    state = dict(zip(names, ["@jupyter-widgets/base", "2.0.0"] * 2, strict=True))
    state |= {"_model_name": "LayoutModel", "_view_name": "LayoutView", "width": "6661px"}
    making = {"comm_id": "mine", "target_name": "jupyter.widget", "data": {"state": state}}
    with eve.line(kernel) as line:
        line.send(as_text(write_message("comm_open", making) | {"metadata": {"version": "2.1.0"}}))
        assert "6661px" not in json.dumps(ask_states(line))


@pytest.mark.parametrize(
    "frame",
    ["", "{", "[]", "null", '"text"', "[" * 100_000, "{}", '{"header": 5}', '{"header": {"msg_type": []}}',
     b"", b"\x00", b"\xff" * 8, b"\x7f\xff\xff\xff" + b"x" * 60, b"\x00\x00\x00\x01\x00\x00\x00\x08\xff\xfe"],
)
def test_malformed_frames_are_dropped_and_the_page_goes_on(eve: Attacker, kernel: str, frame: str | bytes) -> None:
    with eve.line(kernel) as line:
        line.send(frame)
        line.send(as_text(write_message("kernel_info_request", {})))
        hear_until(line, "kernel_info_reply")


def test_text_that_is_no_utf8_closes_that_socket_only(eve: Attacker, kernel: str) -> None:
    with eve.line(kernel) as line:
        line.send(b"\xff\xfe", text=True)
        with pytest.raises(ConnectionClosed):
            hear_until(line, "kernel_info_reply")
    assert is_well(eve, kernel)


@pytest.mark.parametrize("size", [LARGEST_MESSAGE_BYTES + 1, 2 * LARGEST_MESSAGE_BYTES])
def test_a_message_that_is_too_large_closes_its_socket_and_no_other(eve: Attacker, kernel: str, size: int) -> None:
    with eve.line(kernel) as line, pytest.raises(ConnectionClosed):
        send_all(line, "x" * size)
    assert is_well(eve, kernel)


def test_a_message_of_a_saved_record_passes(eve: Attacker, kernel: str) -> None:
    with eve.line(kernel) as line:
        (counter,) = [key for key, told in ask_states(line).items() if "pressed" in told["state"]]
        upload = {"method": "custom", "content": {"id": "1", "action": {"verb": "load", "text": "x" * 6_000_000}}}
        line.send(as_text(write_message("comm_msg", {"comm_id": counter, "data": upload})))
        assert counter in ask_states(line)


def test_a_flood_closes_the_socket_that_it_comes_from(eve: Attacker, kernel: str) -> None:
    said = as_text(write_message("comm_msg", {"comm_id": "none", "data": {}}))
    with eve.line(kernel) as line, pytest.raises(ConnectionClosed) as closed:
        send_all(line, *[said] * 20_000)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008
    assert is_well(eve, kernel)


def test_another_site_cannot_open_the_socket_of_a_visitor(eve: Attacker, kernel: str) -> None:
    for origin in ("https://evil.example", "null", f"http://{eve.place}.evil.example", f"http://evil.example:80@{eve.place}x"):
        with pytest.raises(InvalidStatus) as refused:
            eve.line(kernel, origin=origin)
        assert refused.value.response.status_code == 403
    with eve.line(kernel, origin=f"http://{eve.place}") as line:
        line.send(as_text(write_message("kernel_info_request", {})))
        hear_until(line, "kernel_info_reply")


@pytest.mark.parametrize("kernel_id", ["0" * 8 + "-0000-0000-0000-" + "0" * 12, "..%2f..%2fetc", "x" * 3000])
def test_a_guessed_kernel_is_not_found(eve: Attacker, kernel_id: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        eve.line(kernel_id)
    assert refused.value.response.status_code in {400, 404}


def test_a_strange_name_of_a_session_hurts_nobody(eve: Attacker, kernel: str) -> None:
    for name in ("x" * 300, "%00", "a%0d%0ab", ""):
        answer = eve.ask(f"/api/kernels/{kernel}/channels?session_id={name}")
        assert answer.status in {400, 404, 426, 500}
    assert is_well(eve, kernel)


def test_what_was_dropped_stands_in_the_log_once_a_page_and_without_its_content(
    eve: Attacker, kernel: str, server: Server
) -> None:
    before = server.log()
    with eve.line(kernel) as line:
        for _ in range(5):
            line.send(as_text(write_message("execute_request", {"code": "mysecret"})))
        line.send(as_text(write_message("kernel_info_request", {})))
        hear_until(line, "kernel_info_reply")
    logged = server.log().removeprefix(before)
    assert logged.count("no page may send execute_request") == 1
    assert "mysecret" not in server.log()
