"""Waiting for a condition, where nothing tells when it comes true."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 60.0
LOOK_EVERY_S = 0.05


def until(condition: Callable[[], T], otherwise: str, patience_s: float = PATIENCE_S) -> T:
    """The first true value of `condition`; fails with `otherwise` when there is none for so long."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(LOOK_EVERY_S)
    raise AssertionError(otherwise)
