"""A kernel speaks with the visitor it was started for; everybody else is told that there is no such kernel."""

from __future__ import annotations

import json
import uuid

import pytest
from support.server import Server
from support.visitor import Visitor, build_message, wait_for
from websockets.exceptions import InvalidStatus

from sciatica_teach.hosting.kernels.owned import is_sign_of_life, name_owner

pytestmark = pytest.mark.slow  # starts servers


@pytest.fixture
def mine(server: Server) -> Visitor:
    return Visitor(server.url)


@pytest.fixture
def other(server: Server) -> Visitor:
    """Somebody with a cookie of their own."""
    visitor = Visitor(server.url)
    visitor.ask("/voila/render/04_cases.ipynb")
    return visitor


def refusal(visitor: Visitor, kernel: str) -> int:
    with pytest.raises(InvalidStatus) as refused, visitor.connect(kernel):
        pass
    return refused.value.response.status_code


def test_its_visitor_reaches_a_kernel_on_every_way(mine: Visitor) -> None:
    kernel = mine.open("index")
    with mine.connect(kernel) as line:
        line.send(build_message("kernel_info_request", {}))
        assert "kernel_info_reply" in wait_for(line, "kernel_info_reply")
    assert mine.is_alive(kernel)
    assert json.loads(mine.ask(f"/api/kernels/{kernel}")[1])["id"] == kernel
    assert mine.leave(kernel) == 204
    assert not mine.is_alive(kernel)


@pytest.mark.parametrize("with_cookie", [True, False])
def test_nobody_else_reaches_it_on_any_way(mine: Visitor, other: Visitor, server: Server, with_cookie: bool) -> None:
    stranger = other if with_cookie else Visitor(server.url)
    stranger.cookies.setdefault("_xsrf", "made-up")
    kernel = mine.open("index")
    xsrf = stranger.cookies["_xsrf"]
    assert refusal(stranger, kernel) == 404
    assert stranger.ask(f"/api/kernels/{kernel}")[0] == 404
    assert stranger.ask(f"/api/kernels/{kernel}", "DELETE", X_XSRFToken=xsrf)[0] == 404
    assert stranger.leave(kernel) == 404
    assert not stranger.is_alive(kernel)
    assert mine.is_alive(kernel)
    with mine.connect(kernel):
        pass


def test_a_foreign_kernel_is_answered_like_one_that_never_was(mine: Visitor, other: Visitor) -> None:
    foreign, unknown = mine.open("index"), str(uuid.uuid4())
    assert refusal(other, foreign) == refusal(other, unknown)
    for path in ("/api/kernels/{}", "/alive/{}"):
        told, of_unknown = other.ask(path.format(foreign)), other.ask(path.format(unknown))
        assert told[0] == of_unknown[0]
        assert told[1].replace(foreign, "") == of_unknown[1].replace(unknown, "")
    assert other.leave(foreign) == other.leave(unknown)


def test_an_owner_is_kept_as_a_hash_and_nobody_owns_nothing() -> None:
    assert "token" not in name_owner("token")
    assert name_owner("one") != name_owner("two")
    assert name_owner(None) == name_owner("") == ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"ping": 3}, True),
        ({"ping": "3"}, False),
        ({"id": "c1", "action": {"verb": "ask"}}, False),
        ({"id": "c1", "action": {"verb": "note", "text": 'he wrote {"ping":3}'}}, False),
        ({"ping": 3, "more": "x" * 4000}, False),
    ],
)
def test_only_the_desks_ping_is_a_sign_of_life(content: dict[str, object], expected: bool) -> None:
    message = build_message("comm_msg", {"comm_id": "1", "data": {"method": "custom", "content": content}})
    assert is_sign_of_life(message) is expected
    assert is_sign_of_life(message.encode()) is expected
