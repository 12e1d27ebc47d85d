"""The content, for a server that otherwise needs none: decoded when the first room asks, and again when it changed."""

from __future__ import annotations

import threading
from dataclasses import replace

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.settings import Settings


class Knowledge:
    """The knowledge base of one server. It may be asked from any thread."""

    def __init__(self, settings: Settings, version: str) -> None:
        """`version` is the content that pages are made from now."""
        self._settings = settings
        self._lock = threading.Lock()
        self._kept: tuple[str, KnowledgeBase] | None = None
        self.version = version

    @property
    def at_hand(self) -> KnowledgeBase | None:
        """The content of the present version, if it is decoded already."""
        return self._kept[1] if self._kept and self._kept[0] == self.version else None

    def get(self) -> KnowledgeBase:
        """The content of the present version. Raises ContentError where it cannot be had."""
        with self._lock:
            wanted = self.version
            if self._kept is None or self._kept[0] != wanted:
                self._kept = (wanted, load_knowledge(replace(self._settings, content_version=wanted)))
            return self._kept[1]
