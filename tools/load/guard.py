"""Load is sent to this machine only."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from load.errors import NotLoopback


def require_loopback(url: str) -> str:
    """The address without a slash at its end. Raises NotLoopback for any host that is not this machine by its name.

    Names are not looked up: what a name server says today is no promise.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not _is_here(parts.hostname or ""):
        raise NotLoopback(f"{url!r} is not an address of this machine. Load is only ever sent to http://127.0.0.1:PORT.")
    return url.rstrip("/")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
