"""What a process does once, before kernels are forked from it: everything that the first visitor would wait for."""

from __future__ import annotations

from sciatica_teach.apps.context import get_knowledge


def warm_up() -> None:
    """Import what the lessons import, and load what does not belong to a visitor."""
    get_knowledge()
