"""A fresh browser context per test, and the check that a page is accessible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens contexts (`width`, `dark`, and whatever else playwright takes) and closes them after the test."""
    contexts: list[BrowserContext] = []

    def open_one(*, width: int = 1280, dark: bool = False, **options: Any) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": 860}, color_scheme="dark" if dark else "light", **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def require_accessible() -> Callable[[Page], None]:
    """Fails with axe's own report when a page has a serious or critical violation."""
    axe = Axe()

    def require(page: Page) -> None:
        found = axe.run(page).response["violations"]
        grave = [violation for violation in found if violation["impact"] in {"serious", "critical"}]
        assert not grave, "\n".join(
            f"{violation['id']}: {violation['help']}\n  {node['html']}\n  {node['failureSummary']}"
            for violation in grave for node in violation["nodes"]
        )

    return require


expect.set_options(timeout=10_000)
