"""What makes a lesson's link a demo: `?demo=1`. The server, which says so on the page, and the kernel, which then saves
nothing, read it by the same function: the one is never true without the other."""

from __future__ import annotations

from urllib.parse import parse_qs


def asks_for_demo(query: str) -> bool:
    """Whether the part of an address after the "?" asks for a demo."""
    return parse_qs(query).get("demo", [""])[-1] == "1"
