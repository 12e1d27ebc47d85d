"""A page's message to its kernel, checked and rebuilt from what is known of it."""

from __future__ import annotations

import json
import re
import struct
from itertools import pairwise
from typing import Any

ALLOWED = frozenset({"comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"})
"""Not `shutdown_request`: a page ends its kernel by its farewell over HTTP, where its owner is looked at."""
CONTROL = "jupyter.widget.control"
"""The one comm that a page opens by itself; all others are opened by the kernel."""

LONGEST_ID = 200
DEEPEST = 100
"""Brackets within brackets; the kernel's own reader gives up at about a thousand."""
MOST_BUFFERS = 64
_WORD = 4
_KIND = re.compile(r"[a-z_]{1,40}")

Message = dict[str, Any]


class RefusedMessage(ValueError):
    """A message that no page may send. The text says which rule it broke, and nothing of its content."""


def parse_message(frame: str | bytes) -> Message:
    """The message in a text or binary frame, as the kernel's session takes it. Raises RefusedMessage."""
    text, buffers = _split(frame) if isinstance(frame, bytes) else (frame, [])
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise RefusedMessage("no JSON") from None
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


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise RefusedMessage(rule)


def _split(frame: bytes) -> tuple[str, list[bytes]]:
    """The JSON and the buffers of a binary frame: their number, where each begins, then their bytes."""
    _require(len(frame) >= _WORD, "a binary frame without a beginning")
    (pieces,) = struct.unpack("!I", frame[:_WORD])
    start = _WORD * (pieces + 1)
    _require(1 <= pieces <= MOST_BUFFERS + 1 and start <= len(frame), "a binary frame with a wrong number of pieces")
    begins = struct.unpack(f"!{pieces}I", frame[_WORD:start])
    bounds = [start, *begins[1:], len(frame)]
    _require(begins[0] == start and bounds == sorted(bounds), "a binary frame with wrong bounds")
    first, *rest = (frame[begin:end] for begin, end in pairwise(bounds))
    try:
        return first.decode("utf-8"), rest
    except UnicodeDecodeError:
        raise RefusedMessage("a binary frame that is no UTF-8") from None


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
