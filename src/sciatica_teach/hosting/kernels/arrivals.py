"""How many pages an address opens without using them.

A browser that opens a lesson connects to its kernel a moment later. A program that floods the server with page opens
does not, and each would cost a kernel. So only pages that no websocket has followed are counted: a school whose forty
learners share one address never comes near the limit, however often they change pages.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

WINDOW_S = 60.0
MOST_UNFOLLOWED = 120
"""Opens of one address within the window that no websocket has followed: four classes that arrive at once."""


class Arrivals:
    """The opens of the last minute, by address."""

    def __init__(self, most: int = MOST_UNFOLLOWED, window_s: float = WINDOW_S) -> None:
        self._most = most
        self._window_s = window_s
        self._opened: dict[str, dict[str, float]] = {}

    def is_flood(self, address: str, now: float) -> bool:
        """Whether that address has to wait before it opens another page."""
        self._forget(now)
        return len(self._opened.get(name_source(address), ())) >= self._most

    def note(self, address: str, kernel_id: str, now: float) -> None:
        """A page was opened."""
        self._opened.setdefault(name_source(address), {})[kernel_id] = now

    def follow(self, kernel_id: str) -> None:
        """The page connected to its kernel."""
        for opened in self._opened.values():
            opened.pop(kernel_id, None)

    def _forget(self, now: float) -> None:
        kept = {
            source: {kernel: at for kernel, at in opened.items() if now - at < self._window_s}
            for source, opened in self._opened.items()
        }
        self._opened = {source: opened for source, opened in kept.items() if opened}


def name_source(address: str) -> str:
    """What counts as one visitor's line: an IPv4 address, or the /64 that a provider gives to one house in IPv6."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
