"""A stand-in room for each test; a script error, or anything that the pages' policy refused, fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from ui.room.stand_in import StandIn, serve_stand_in


@pytest.fixture
def room() -> Iterator[StandIn]:
    with serve_stand_in() as running:
        yield running


@pytest.fixture
def open_page(open_context: Callable[..., BrowserContext], room: StandIn) -> Iterator[Callable[..., Page]]:
    """Opens a page of the room, as wide as a phone unless told otherwise."""
    problems: list[str] = []

    def note(text: str) -> None:
        if "status of 503" not in text and "ERR_" not in text:  # a server or a network that the test took away
            problems.append(text)

    def open_one(path: str, *, width: int = 390, height: int = 844, **options: Any) -> Page:
        page = open_context(width=width, **options).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.goto(f"{room.url}{path}")
        return page

    yield open_one
    assert problems == []
