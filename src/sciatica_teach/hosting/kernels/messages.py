"""A page's message to its kernel, checked and rebuilt from what is known of it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any, Literal

ALLOWED = frozenset({"comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"})
"""Not `shutdown_request`: a page ends its kernel by its farewell over HTTP, where its owner is looked at."""
CONTROL = "jupyter.widget.control"
"""The one comm that a page opens by itself; all others are opened by the kernel."""

LONGEST_ID = 200
DEEPEST = 100
"""Brackets within brackets; the kernel's own reader gives up at about a thousand."""
MOST_BUFFERS = 64
_WORD = 4
_PARTS = ("channel", "header", "parent_header", "metadata", "content")
_KIND = re.compile(r"[a-z_]{1,40}")

Message = dict[str, Any]


class RefusedMessage(ValueError):
    """A message that no page may send. The text says which rule it broke, and nothing of its content."""


def parse_message(frame: str | bytes, *, in_parts: bool = False) -> Message:
    """The message in a frame, as the kernel's session takes it. Raises RefusedMessage.

    A frame is text, or text with buffers behind it; with `in_parts` it is of the protocol that sends the parts of a
    message one by one (`v1.kernel.websocket.jupyter.org`).
    """
    told, buffers = _read_parts(frame) if in_parts else _read_whole(frame)
    _require(isinstance(told, dict) and _is_shallow(told), "no JSON object, or one nested too deep")
    _require(told.get("channel") in ("shell", None), "another channel than shell")
    header = _parse_header(told.get("header"))
    return {
        "header": header,
        "parent_header": {},
        "metadata": _as_object(told.get("metadata", {}), "metadata"),
        "content": _parse_content(header["msg_type"], _as_object(told.get("content"), "content")),
        "buffers": buffers,
    }


def _read_whole(frame: str | bytes) -> tuple[Any, list[bytes]]:
    if isinstance(frame, str):
        return _read_json(frame), []
    text, *buffers = _split(frame, _WORD, "big")
    return _read_json(text), buffers


def _read_parts(frame: str | bytes) -> tuple[Message, list[bytes]]:
    if isinstance(frame, str):
        raise RefusedMessage("a text frame where parts were agreed upon")
    channel, header, _, metadata, content, *buffers = _split(frame, 2 * _WORD, "little", least=len(_PARTS))
    return {
        "channel": channel.decode("utf-8", "replace"), "header": _read_json(header),
        "metadata": _read_json(metadata), "content": _read_json(content),
    }, buffers


def _read_json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise RefusedMessage("no JSON") from None


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise RefusedMessage(rule)


def _split(frame: bytes, width: int, order: Literal["big", "little"], least: int = 1) -> list[bytes]:
    """The pieces of a binary frame: how many numbers follow, where each piece begins, then their bytes.

    In the little-endian kind the last number is the end of the last piece. A false number is found out before anything
    is made from it: Jupyter's own reader would make room for up to four thousand million pieces.
    """
    numbers = int.from_bytes(frame[:width], order)
    start = width * (numbers + 1)
    pieces = numbers - 1 if order == "little" else numbers
    _require(least <= pieces <= MOST_BUFFERS + least and start <= len(frame), "a wrong number of pieces")
    bounds = [int.from_bytes(frame[at : at + width], order) for at in range(width, start, width)]
    bounds += [len(frame)] if order == "big" else []
    _require(bounds[0] == start and bounds[-1] == len(frame) and bounds == sorted(bounds), "pieces with wrong bounds")
    return [frame[begin:end] for begin, end in pairwise(bounds)]


def _is_shallow(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        inner: list[object] = []
        for item in level:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        if not inner:
            return True
        level = inner
    return False


def _parse_header(header: object) -> dict[str, str]:
    told = _as_object(header, "header")
    kind = told.get("msg_type")
    _require(isinstance(kind, str) and kind in ALLOWED, f"no page may send {_name(kind)}")
    return {
        "msg_id": _as_id(told.get("msg_id"), "msg_id"),
        "msg_type": str(kind),
        "session": _as_id(told.get("session"), "session"),
        "username": "",
        "version": "5.3",
    }


def _name(kind: object) -> str:
    """The kind as it may stand in a log: only what looks like one."""
    return kind if isinstance(kind, str) and _KIND.fullmatch(kind) else "a kind without a name"


def _parse_content(kind: str, content: Message) -> Message:
    if kind == "kernel_info_request":
        return {}
    if kind == "comm_info_request":
        return {"target_name": str(content["target_name"])[:LONGEST_ID]} if content.get("target_name") else {}
    kept = {"comm_id": _as_id(content.get("comm_id"), "comm_id"), "data": _as_object(content.get("data", {}), "data")}
    if kind == "comm_open":
        _require(content.get("target_name") == CONTROL, "a comm that only the kernel opens")
        kept["target_name"] = CONTROL
    return kept


def _as_object(value: object, name: str) -> Message:
    _require(isinstance(value, dict), f"{name} is no object")
    return value  # type: ignore[return-value]  # checked above


def _as_id(value: object, name: str) -> str:
    _require(isinstance(value, str) and 0 < len(value) <= LONGEST_ID, f"{name} is no text of up to {LONGEST_ID}")
    return str(value)
