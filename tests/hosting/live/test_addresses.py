"""Under which address phones reach the server, and the code that says so."""

from __future__ import annotations

import re

import pytest

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.live import addresses
from sciatica_teach.hosting.live.addresses import draw_code, find_join_origin, find_own_address
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.settings import find_resources

OWN = "192.168.1.20"


@pytest.mark.parametrize(
    ("host", "listens_at", "public", "found"),
    [
        ("teach.example.org", "127.0.0.1", "", "http://teach.example.org"),
        ("10.0.0.7:8866", "0.0.0.0", "", "http://10.0.0.7:8866"),
        ("localhost:8866", "0.0.0.0", "", f"http://{OWN}:8866"),
        ("127.0.0.1:8866", "::", "", f"http://{OWN}:8866"),
        ("[::1]:8866", "", "", f"http://{OWN}:8866"),
        ("teach.localhost", "0.0.0.0", "", f"http://{OWN}"),
        ("localhost:8866", "192.168.7.7", "", "http://192.168.7.7:8866"),
        ("localhost:8866", "127.0.0.1", "", None),
        ("127.9.9.9", "localhost", "", None),
        ("localhost:8866", "127.0.0.1", "https://a.example", "https://a.example"),
        ("evil.example/x?<script>", "0.0.0.0", "", None),
        ("a b", "0.0.0.0", "", None),
        ("", "0.0.0.0", "", None),
    ],
)
def test_what_phones_can_reach(
    monkeypatch: pytest.MonkeyPatch, host: str, listens_at: str, public: str, found: str | None
) -> None:
    monkeypatch.setattr(addresses, "find_own_address", lambda: OWN)
    assert find_join_origin("http", host, listens_at, public) == found


def test_without_a_route_a_private_address_of_the_machine_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_find_routed", lambda: None)
    monkeypatch.setattr(addresses, "_list_private", lambda: ["10.42.0.1"])
    assert find_own_address() == "10.42.0.1"
    monkeypatch.setattr(addresses, "_list_private", list)
    assert find_own_address() is None


@pytest.mark.parametrize(
    "given", ["teach.example.org", "ftp://a", "https://a/b", "https://a?b", "javascript:1", "https://"]
)
def test_a_public_address_is_scheme_host_and_port(given: str) -> None:
    with pytest.raises(HostingError, match="is no address for phones"):
        ServeOptions(notebooks=find_resources("notebooks"), public_url=given)


def test_a_slash_at_its_end_does_not_matter() -> None:
    options = ServeOptions(notebooks=find_resources("notebooks"), public_url="https://teach.example.org/")
    assert options.public_url == "https://teach.example.org"


def test_the_picture_is_of_its_address_and_has_nothing_that_runs() -> None:
    drawn = draw_code("http://192.168.1.20:8866/join/ABC234").decode()
    assert re.match(r"<svg [^>]*viewBox=", drawn)
    assert not re.search(r"script|style|href", drawn)
    assert drawn != draw_code("http://192.168.1.20:8866/join/ABC235").decode()
