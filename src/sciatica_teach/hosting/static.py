"""Static files, compressed once and kept: what a thousand visitors share is prepared for the first of them.

Compressing a script of 5 MB costs about a second of processor time, and Tornado's own `compress_response` pays it on
every request. Here each file is compressed when it is first asked for and the result is kept until the file changes.

A file is declared immutable only when its address changes together with its content: the address holds a stamp (the
versions of the packages it comes from) or a `v=` argument. Voilà's script names are chunk numbers, the same in every
version, so caching them for ever under their plain address would mix two versions after an upgrade.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tornado.web import HTTPError, RequestHandler

SMALLEST_WORTH_COMPRESSING = 1024
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/wasm")
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class StoredFile:
    """A file as it is sent: its bytes, plain and compressed."""

    body: bytes
    compressed: bytes | None
    """None where compression gains nothing."""
    media_type: str
    etag: str


@lru_cache(maxsize=512)
def _read(path: Path, modified_ns: int) -> StoredFile:  # noqa: ARG001  # part of the key: a changed file is read again
    body = path.read_bytes()
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    worth = len(body) >= SMALLEST_WORTH_COMPRESSING and media_type.startswith(_COMPRESSIBLE)
    return StoredFile(
        body=body,
        compressed=gzip.compress(body, compresslevel=6, mtime=0) if worth else None,
        media_type=f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type,
        etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    )


def find_file(roots: tuple[Path, ...], relative: str) -> Path | None:
    """The first regular file `relative` below one of the roots; None for anything outside them or hidden."""
    if any(piece.startswith(".") for piece in relative.split("/")) or "\\" in relative:
        return None
    for root in roots:
        path = (root / relative).resolve()
        if path.is_relative_to(root.resolve()) and path.is_file():
            return path
    return None


def stamp_of(*parts: str) -> str:
    """A short address part that changes whenever one of `parts` (versions, paths) does."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


class StoredFileHandler(RequestHandler):
    """Serves files below some folders, from memory."""

    def initialize(self, roots: tuple[Path, ...], stamp: str | None = None) -> None:
        """`roots` are searched in order; with a `stamp` the address is STAMP/PATH, without one it is PATH?v=..."""
        self._roots = roots
        self._stamp = stamp

    async def get(self, address: str) -> None:
        stamp, relative = address.split("/", 1) if self._stamp and "/" in address else (None, address)
        path = find_file(self._roots, relative)
        if path is None:
            raise HTTPError(404)
        stored = _read(path, path.stat().st_mtime_ns)
        self._set_headers(stored, self._is_lasting(stamp))
        if self.request.headers.get("If-None-Match") == stored.etag:
            self.set_status(304)
            return
        self.write(self._choose_body(stored))

    async def head(self, address: str) -> None:
        await self.get(address)

    def _is_lasting(self, stamp: str | None) -> bool:
        """Whether the address changes together with the content."""
        return stamp == self._stamp if self._stamp else bool(self.get_query_argument("v", ""))

    def compute_etag(self) -> None:
        """The stored file's own tag is sent; hashing megabytes again on every request would be waste."""

    def _set_headers(self, stored: StoredFile, lasting: bool) -> None:
        self.set_header("Content-Type", stored.media_type)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Etag", stored.etag)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable" if lasting else "no-cache")
        self.set_header("Vary", "Accept-Encoding")

    def _choose_body(self, stored: StoredFile) -> bytes:
        if stored.compressed is None or "gzip" not in self.request.headers.get("Accept-Encoding", ""):
            return stored.body
        self.set_header("Content-Encoding", "gzip")
        return stored.compressed
