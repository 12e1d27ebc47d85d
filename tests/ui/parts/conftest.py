"""The bench that the tests of parts work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from ui.parts.bench import Bench


@pytest.fixture
def open_bench(open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Bench]]:
    """Opens benches; a script error on any of their pages fails the test."""
    benches: list[Bench] = []

    def open_one(*, secure: bool = True, **options: Any) -> Bench:
        benches.append(Bench(open_context(**options), secure=secure))
        return benches[-1]

    yield open_one
    assert [problem for bench in benches for problem in bench.problems] == []


@pytest.fixture
def bench(open_bench: Callable[..., Bench]) -> Bench:
    return open_bench()
