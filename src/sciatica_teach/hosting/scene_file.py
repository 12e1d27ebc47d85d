"""The scene's file on the server: built once, kept on disk, and sent to everybody who needs it.

Its name carries the hash of everything it was made from (content, code, bone package), so its address can be kept by
browsers for ever, and a server that starts again on the same content builds nothing. Building takes about a quarter of
a second of processor time after a second of imports, so `preparing` does it when the server starts; a visitor who asks
before it is there has it built in a thread, once, whoever else asks meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from tornado.web import HTTPError

from sciatica_teach.content.bones import PACKAGE
from sciatica_teach.content.cache import digest, hash_content, write_whole
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.content.folders import choose_folders, find_files
from sciatica_teach.hosting.static import StoredFileHandler
from sciatica_teach.settings import Settings

KEPT = 4
"""How many scene files stay on disk."""
SOURCES = ("model/*.py", "content/bones.py", "content/atlas.py", "anatomy/shapes/*.py", "figures/scene*.py")
"""Code that the file depends on, besides the content."""

log = logging.getLogger("sciatica-teach")


class SceneFile:
    """Where the file is, and how it comes into being."""

    def __init__(self, settings: Settings, content_version: str) -> None:
        self._settings = settings
        self.content_version = content_version
        self._lock = Lock()
        self.folder = settings.cache_dir
        self.name = f"scene-{hash_sources(content_version)}.json"
        self._former: dict[str, Path] = {}

    def follow(self, content_version: str, pinned: str) -> None:
        """Be the scene of other content, and remember the former for pages that are open; `pinned` as in Settings."""
        with self._lock:
            self._former = {self.name: self.folder / self.name}
            self._settings = replace(self._settings, content_version=pinned)
            self.content_version, self.folder = content_version, self._settings.cache_dir
            self.name = f"scene-{hash_sources(content_version)}.json"

    def find_former(self, name: str) -> Path | None:
        """The file of the content before this one, if that is its name and it is still there."""
        path = self._former.get(name)
        return path if path and path.is_file() else None

    def is_due(self) -> bool:
        """Whether the file is missing, and would be kept under its name once it is built."""
        if (self.folder / self.name).is_file():
            return False
        if self._settings.content_version == self.content_version:
            return True
        return hash_content(find_files(choose_folders(self._settings.content_dir))) == self.content_version

    def ensure(self) -> Path:
        """The file, built unless it is there."""
        with self._lock:
            if not (self.folder / self.name).is_file():
                self._build()
            return self.folder / self.name

    def _build(self) -> None:
        from sciatica_teach.figures.scene_bytes import build_scene_file  # heavy: only the first of all visits needs it

        knowledge = load_knowledge(self._settings)
        data = build_scene_file(knowledge.anatomy)
        if knowledge.version != self.content_version:  # the content was changed after the name had been told
            self._use_own_folder()
        try:
            self._write(data)
        except OSError as problem:
            log.warning("The scene cannot be kept in %s: %s", self.folder, problem)
            self._use_own_folder()
            self._write(data)

    def _use_own_folder(self) -> None:
        """A folder that goes when the server stops."""
        self._own = TemporaryDirectory(prefix="sciatica-teach-")
        self.folder = Path(self._own.name)

    def _write(self, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / self.name, data)
        older = sorted(self.folder.glob("scene-*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in older[KEPT:]:
            path.unlink(missing_ok=True)


def hash_sources(content_version: str) -> str:
    """Changes with the content, with the code that makes the scene and with the bones it is made from."""
    package = Path(__file__).parents[1]
    sources = sorted(path for pattern in SOURCES for path in package.glob(pattern))
    return digest([content_version.encode(), _bone_version().encode(), *(path.read_bytes() for path in sources)])


def _bone_version() -> str:
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return "none"


class SceneHandler(StoredFileHandler):
    """`/static/scene/NAME`: the one file of that name, which lasts; any other name is not found."""

    def initialize(self, scene: SceneFile) -> None:  # type: ignore[override]  # it knows its one file
        super().initialize(roots=())
        self._scene = scene

    async def get(self, address: str) -> None:
        file = self._scene.find_former(address)
        if address == self._scene.name:
            file = await asyncio.to_thread(self._scene.ensure)
        if file is None:
            raise HTTPError(404)
        await self.send_file(file, lasting=True)  # its name is its content
