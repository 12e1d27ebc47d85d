"""Taking out of a log line what nobody who reads logs needs to see.

Most lines are written by other programs: Tornado tells an error with the whole address and where it came from, Jupyter
names kernels by the ids that open their line. So every line goes through here, whoever wrote it. A kernel keeps a short
hash, by which lines about the same kernel are found; nothing else that is taken out can be told apart afterwards.
"""

from __future__ import annotations

import hashlib
import re

_KERNEL = re.compile(r"(?:\b[a-z0-9]{1,16}_|(?<![\w-]))[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_REST = (
    (re.compile(r"(/(?:join|host)/)[^/\s?#\"'<>]+"), r"\1[code]"),  # rooms
    (re.compile(r"(/[^\s?\"'<>]*)\?[^\s\"'<>]+"), r"\1"),  # what follows an address: seeds, papers, whatever was typed
    (re.compile(r"(\w://)[^\s/@\"']+@"), r"\1"),  # a database's user and password
    (re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])"), "[token]"),
    (re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b"), "[id]"),  # hashes of secrets; learners
    (re.compile(r"(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}(?![\w-])"), "[code]"),
    (re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"), "[address]"),
    (re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])"), "[address]"),
)
_CONTROL = {number: f"\\x{number:02x}" for number in (*range(9), *range(11, 32), *range(127, 160))}
"""What would move a terminal's cursor or hide a line; line feeds and tabs are the formatter's business."""


def scrub(text: str, base_url: str = "/") -> str:
    """The text without queries, tokens, codes, learners, network addresses, and without the path that all pages share:
    on a Hub it holds the user's name."""
    text = _KERNEL.sub(lambda found: hash_kernel(found[0]), text)
    for pattern, instead in _REST:
        text = pattern.sub(instead, text)
    if base_url != "/":
        text = text.replace(base_url, "/")
    return text.translate(_CONTROL)


def hash_kernel(kernel_id: str) -> str:
    """How a kernel is called in the log."""
    return f"kernel-{hashlib.sha256(kernel_id.encode()).hexdigest()[:8]}"
