"""What a page needs once: the line to the kernel, the lock between tabs, answers left over, the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style

Handbook = Callable[[], dict[str, Any]]
"""Makes what every part of a page may look up: the glossary, and the versions for whoever reports a mistake."""


class Desk(Part):
    """Keeps the page honest: says when the kernel is gone and when another tab works on the same subject.

    The browser sends a ping every three seconds; the pong comes from here, so no handler ever sees it. A kernel that is
    gone, or has been busy for long, answers none, and the page says so. One desk of a page asks for the handbook:

        {"need": "handbook"}                            up
        {"have": "handbook", "handbook": {…}}           down
    """

    _esm = read_module("desk", "lock.js", "handbook.js", "terms.js", "mistakes.js")
    # Every view has a desk, so the layout of views and the look of terms hold in JupyterLab too.
    _css = read_style("desk", "views.css", "desk/handbook.css")

    _handbook: Handbook | None = None

    def offer_handbook(self, make: Handbook) -> None:
        """Hand this over when the browser asks for it, which it does once per page."""
        self._handbook = make
        self.state = {**self.state, "handbook": True}

    def _on_message(self, part: Any, content: Any, buffers: Any) -> None:
        ping = content.get("ping") if isinstance(content, dict) else None
        if isinstance(ping, int):
            self.send({"pong": ping})
        elif self._handbook and isinstance(content, dict) and content.get("need") == "handbook":
            self.send({"have": "handbook", "handbook": self._handbook()})
        else:
            super()._on_message(part, content, buffers)
