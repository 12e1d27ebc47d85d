"""Under which address phones reach this server.

What the instructor's browser used is what the students' phones can use too, unless it was this machine's own name for
itself. Then it is the machine's address in its network, a laptop's own hotspot included, if the server listens there.
"""

from __future__ import annotations

import io
import ipaddress
import re
import socket
from dataclasses import dataclass

import ifaddr
import segno

from sciatica_teach.errors import HostingError

_HOST = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(:[0-9]{1,5})?")
_EVERYWHERE = {"", "0.0.0.0", "::"}
_BRIDGES = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet")
"""Networks inside of the machine, where no phone is."""
ELSEWHERE = ("192.0.2.1", 9)
"""An address of the documentation's network (RFC 5737); nothing is sent there."""


@dataclass(frozen=True)
class Way:
    """How phones come to a room, or why they cannot."""

    code: str
    address: str = ""
    """As it is typed, without the scheme."""
    picture: str = ""
    """Where the QR code is to be had."""
    unreachable: str = ""


def find_join_origin(protocol: str, host: str, listens_at: str, public_url: str = "") -> str | None:
    """Scheme, host and port for phones, such as "http://192.168.1.20:8866"; None where phones cannot reach the server.

    `host` is what the browser named, `listens_at` the address that the server listens on.
    """
    if public_url:
        return public_url
    found = _HOST.fullmatch(host)
    if found is None:
        return None
    if not _is_loopback(found[1]):
        return f"{protocol}://{host}"
    own = find_own_address() if listens_at in _EVERYWHERE else None if _is_loopback(listens_at) else listens_at
    return f"{protocol}://{own}{found[2] or ''}" if own else None


def require_public_url(given: str) -> str:
    """The address without a slash at its end. Raises HostingError for what is not scheme, host and port."""
    kept = given.strip().rstrip("/")
    scheme, _, host = kept.partition("://")
    if kept and not (scheme in ("http", "https") and _HOST.fullmatch(host)):
        raise HostingError(
            f"{given!r} is no address for phones. Give scheme, host and port if there is one, and nothing else: "
            "https://teach.example.org or http://192.168.1.20:8866"
        )
    return kept


def find_own_address() -> str | None:
    """This machine's address in its network: where its route leads, else the first private one."""
    return _find_routed() or next(iter(_list_private()), None)


def draw_code(address: str) -> bytes:
    """The address as a QR code: an SVG picture that grows with its place."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=4, light="#fff", dark="#000", omitsize=True, xmldecl=False, svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue()


def _is_loopback(host: str) -> bool:
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _find_routed() -> str | None:
    """The address that a connection to the outside would come from. A datagram socket connects without sending."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:  # no route, as on a laptop that is its own hotspot
            return None
        found = str(probe.getsockname()[0])
    return None if _is_loopback(found) or found == "0.0.0.0" else found


def _list_private() -> list[str]:
    addresses = [
        ipaddress.ip_address(each.ip) for adapter in ifaddr.get_adapters() for each in adapter.ips
        if each.is_IPv4 and isinstance(each.ip, str) and not adapter.nice_name.lower().startswith(_BRIDGES)
    ]
    return [str(one) for one in addresses if one.is_private and not one.is_loopback and not one.is_link_local]
