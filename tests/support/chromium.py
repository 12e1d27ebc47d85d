"""A real Chromium for tests that need one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

CANDIDATES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Missing it is a skip on a desk, and an error in CI."""
    path = next((found for name in CANDIDATES if (found := shutil.which(name))), None)
    if path is None:
        say_no = pytest.fail if os.environ.get("CI") else pytest.skip
        say_no(f"NO BROWSER TESTS WERE RUN: none of {', '.join(CANDIDATES)} is on PATH")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
