"""Compressed forms of files, each made once and kept on disk under the hash of the plain form.

Brotli at its highest level makes the plotly of the anatomy lesson a fifth smaller than gzip does, and takes two and a
half seconds for it; gzip takes a twentieth of a second. So nothing is ever compressed for one visitor: gzip is made by
the first request for a file that has none, in a thread and with all other requests for it waiting for the same one, and
brotli only by `preparing`. Until it is there, gzip is sent.

A kept form counts only if it unpacks to the plain one: a damaged cache costs time and nothing else.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import brotli

from sciatica_teach.content.cache import write_whole

SMALLEST_WORTH_COMPRESSING = 1024
MOST_IN_MEMORY = 512
MOST_ON_DISK = 1200
"""Forms, not files; of some 200 files that our own pages and the stock widgets need."""

_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/wasm")
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
          ".json": "application/json", ".woff2": "font/woff2"}

PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=11, lgwin=24)),
    "gzip": lambda body: gzip.compress(body, compresslevel=9, mtime=0),
}
"""The codings that are kept, smallest first."""
_UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
_DAMAGED = (OSError, EOFError, ValueError, brotli.error)

_readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="static-files")


@dataclass(frozen=True)
class StoredFile:
    """A file as it is sent: its bytes, plain and in the codings that there are."""

    body: bytes
    media_type: str
    digest: str
    """SHA-256 of the plain form, 32 hex digits."""
    coded: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_worth_compressing(self) -> bool:
        return len(self.body) >= SMALLEST_WORTH_COMPRESSING and self.media_type.startswith(_COMPRESSIBLE)


def read_plain(path: Path) -> StoredFile:
    """The file without any coding. Raises OSError."""
    body = path.read_bytes()
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = media_type.startswith("text/")
    return StoredFile(
        body=body,
        media_type=f"{media_type}; charset=utf-8" if is_text else media_type,
        digest=hashlib.sha256(body).hexdigest()[:32],
    )


class CompressedFiles:
    """The files of one server. `folder` keeps the compressed forms, also for the next server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, tuple[int, asyncio.Future[StoredFile]]] = {}

    async def get(self, path: Path) -> StoredFile:
        """The file with the forms that there are, gzip among them. Raises OSError for a file that is gone."""
        modified_ns = path.stat().st_mtime_ns
        known_ns, reading = self._known.get(path, (None, None))
        if reading is None or known_ns != modified_ns:
            reading = asyncio.get_running_loop().run_in_executor(_readers, self._read, path)
            self._remember(path, modified_ns, reading)
        try:
            stored = await asyncio.shield(reading)
        except OSError:
            self._known.pop(path, None)
            raise
        if self._lacks(stored, "br") and self._place(stored, "br").is_file():  # prepared in the meantime
            await asyncio.get_running_loop().run_in_executor(_readers, self._take, stored, "br")
        return stored

    def _remember(self, path: Path, modified_ns: int, reading: asyncio.Future[StoredFile]) -> None:
        self._known.pop(path, None)
        self._known[path] = (modified_ns, reading)
        if len(self._known) > MOST_IN_MEMORY:
            del self._known[next(iter(self._known))]

    def _read(self, path: Path) -> StoredFile:
        stored = read_plain(path)
        self._take(stored, "br")
        if not self._take(stored, "gzip"):
            self._make(stored, "gzip")
        return stored

    def is_prepared(self, path: Path) -> bool:
        """Whether every form of this file lies in the folder."""
        stored = read_plain(path)
        return not stored.is_worth_compressing or all(self._place(stored, coding).is_file() for coding in PACK)

    def prepare(self, path: Path) -> None:
        """Make the forms that the folder lacks; takes about one and a half seconds for each MB."""
        stored = read_plain(path)
        for coding in PACK:
            if not self._take(stored, coding):
                self._make(stored, coding)

    def drop_oldest(self) -> None:
        """Let go what was made of files that have changed since, long ago."""
        kept = sorted(self.folder.glob("*.*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in kept[MOST_ON_DISK:]:
            path.unlink(missing_ok=True)

    def _place(self, stored: StoredFile, coding: str) -> Path:
        return self.folder / f"{stored.digest}.{coding}"

    def _lacks(self, stored: StoredFile, coding: str) -> bool:
        return stored.is_worth_compressing and coding not in stored.coded

    def _take(self, stored: StoredFile, coding: str) -> bool:
        """Add the form that the folder holds, if it holds a whole one. True also where none is wanted."""
        if not self._lacks(stored, coding):
            return True
        place = self._place(stored, coding)
        with suppress(*_DAMAGED):
            packed = place.read_bytes()
            if _UNPACK[coding](packed) == stored.body:
                stored.coded[coding] = packed
                return True
        with suppress(OSError):
            place.unlink(missing_ok=True)
        return False

    def _make(self, stored: StoredFile, coding: str) -> None:
        if not self._lacks(stored, coding):
            return
        stored.coded[coding] = PACK[coding](stored.body)
        with suppress(OSError):  # a folder that cannot be written costs time, nothing else
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._place(stored, coding), stored.coded[coding])
