"""What a page needs once: the line to the kernel, the lock between tabs, answers left over, the address."""

from __future__ import annotations

from typing import Any

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Desk(Part):
    """Keeps the page honest: says when the kernel is gone and when another tab works on the same subject.

    The browser sends a ping every three seconds; the pong comes from here, so no handler ever sees it. A kernel that is
    gone, or has been busy for long, answers none, and the page says so.
    """

    _esm = read_module("desk", "lock.js")
    _css = read_style("desk", "views.css")  # every view has a desk, so its layout holds in JupyterLab too

    def _on_message(self, part: Any, content: Any, buffers: Any) -> None:
        ping = content.get("ping") if isinstance(content, dict) else None
        if isinstance(ping, int):
            self.send({"pong": ping})
        else:
            super()._on_message(part, content, buffers)
