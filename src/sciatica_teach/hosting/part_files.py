"""The scripts and style sheets of the parts as files of the server, so that browsers keep them.

They are put together from many sources when the first visitor asks, and lie in the cache folder under a name that holds
a hash of all those sources: their address lasts, and a server that starts again finds them made.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from sciatica_teach.content.cache import digest, write_whole
from sciatica_teach.hosting.static import StoredFileHandler
from sciatica_teach.settings import PACKAGE, Settings, find_resources

KEPT = 4
"""How many folders of parts stay on disk; a server that runs since before an update still sends from an older one."""

log = logging.getLogger("sciatica-teach")


class PartFiles:
    """Where they are, and how they come into being."""

    def __init__(self, settings: Settings) -> None:
        self._lock = Lock()
        self.stamp = hash_part_sources()
        self.folder = settings.cache_dir / f"parts-{self.stamp}"

    @property
    def is_made(self) -> bool:
        return (self.folder / "complete").is_file()

    def ensure(self) -> Path:
        """The folder, filled unless it is."""
        with self._lock:
            if not self.is_made:
                self._make()
            return self.folder

    def _make(self) -> None:
        try:
            self._fill()
        except OSError as problem:
            log.warning("The scripts of the parts cannot be kept in %s: %s", self.folder, problem)
            self._own = TemporaryDirectory(prefix="sciatica-teach-")  # goes when the server stops
            self.folder = Path(self._own.name)
            self._fill()
        else:
            self._drop_oldest()

    def _fill(self) -> None:
        from sciatica_teach.views import parts  # brings ipywidgets: only the first of all visits needs it

        self.folder.mkdir(parents=True, exist_ok=True)
        for kind in (getattr(parts, name) for name in parts.__all__):
            for file in (getattr(kind, "_esm", None), getattr(kind, "_css", None)):
                if file is not None:
                    write_whole(self.folder / file.name, file.read().encode())
        write_whole(self.folder / "complete", b"")

    def _drop_oldest(self) -> None:
        folders = self.folder.parent.glob("parts-*")
        newest_first = sorted(folders, key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for folder in newest_first[KEPT:]:
            shutil.rmtree(folder, ignore_errors=True)


@cache
def hash_part_sources() -> str:
    """Changes with any script, sheet or word of the parts, and with how they are put together."""
    parts = PACKAGE / "views" / "parts"
    sheets = find_resources("assets") / "styles"
    sources = [*parts.rglob("*.js"), *parts.rglob("*.css"), *parts.rglob("*.py"), *sheets.glob("*.css")]
    sources.append(PACKAGE / "views" / "words.toml")
    return digest([path.read_bytes() for path in sorted(sources)])


class PartFileHandler(StoredFileHandler):
    """`/static/parts/STAMP/card.js`."""

    def initialize(self, files: PartFiles) -> None:  # type: ignore[override]  # it knows its one folder
        super().initialize(roots=(), stamp=files.stamp)
        self._part_files = files

    async def get(self, address: str) -> None:
        self._roots = (await asyncio.to_thread(self._part_files.ensure),)
        await super().get(address)
