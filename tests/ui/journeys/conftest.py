"""Whole journeys through Voilà: one server per worker, a fresh browser context (and so a fresh learner) per test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from support.server import Server, full, serve
from ui.journeys.visit import Visit

ARTIFACTS = Path(__file__).resolve().parents[3] / "artifacts"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as a person would start it, with a record store of its own."""
    with serve(full(), home=tmp_path_factory.mktemp("journeys")) as running:
        yield running


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone, for tests that lock its store or kill its kernels."""
    with serve(full(), home=tmp_path) as running:
        yield running


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keep a picture and the console of every page of a failed journey."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call" and report.failed:
        for index, visit in enumerate(getattr(item, "visits", [])):
            visit.keep(ARTIFACTS / f"{item.name}-{index}")


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def visit(request: pytest.FixtureRequest, open_context: OpenContext) -> Iterator[Callable[..., Visit]]:
    """Opens visits; whatever a page complained about on its console fails the test at the end."""
    visits: list[Visit] = []
    request.node.visits = visits

    def open_one(server: Server, *, context: BrowserContext | None = None, width: int = 1280) -> Visit:
        page: Page = (context or open_context(width=width)).new_page()
        visits.append(Visit(page, server.url))
        return visits[-1]

    yield open_one
    assert [problem for one in visits for problem in one.problems] == []
    assert [url for one in visits for url in one.elsewhere] == []
