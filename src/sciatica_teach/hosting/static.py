"""Static files: found below a few folders, sent in the smallest form the browser takes, kept by it as long as is safe.

A file is declared immutable only when its address changes together with its content: the address holds a stamp (the
versions of the packages it comes from) or a `v=` argument. Voilà's script names are chunk numbers, the same in every
version, so caching them for ever under their plain address would mix two versions after an upgrade.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from tornado.web import HTTPError, RequestHandler

from sciatica_teach.hosting.accepting import PLAIN, choose_coding
from sciatica_teach.hosting.compressed import PACK, CompressedFiles, StoredFile

_TAG = re.compile(r'"([0-9a-f]+)(?:-[a-z]+)?"')


def find_file(roots: tuple[Path, ...], relative: str) -> Path | None:
    """The first regular file `relative` below one of the roots; None for anything outside them or hidden."""
    if any(piece.startswith(".") for piece in relative.split("/")) or "\\" in relative or "\0" in relative:
        return None
    for root in roots:
        try:
            path = (root / relative).resolve()
            if path.is_relative_to(root.resolve()) and path.is_file():
                return path
        except (OSError, ValueError):  # a name longer than the file system knows, or half of a character
            return None
    return None


def stamp_of(*parts: str) -> str:
    """A short address part that changes whenever one of `parts` (versions, paths) does."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def stamp_of_file(path: Path) -> str:
    """A short address part that changes with the content of the file, and with nothing else. Raises OSError."""
    return _hash_file(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _hash_file(path: Path, modified_ns: int) -> str:  # noqa: ARG001  # part of the key: a changed file is read again
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


class StoredFileHandler(RequestHandler):
    """Serves files below some folders. A range is not offered: whoever asks for one gets the whole file."""

    def initialize(self, roots: tuple[Path, ...], stamp: str | None = None) -> None:
        """`roots` are searched in order; with a `stamp` the address is STAMP/PATH, without one it is PATH?v=..."""
        self._roots = roots
        self._stamp = stamp

    @property
    def files(self) -> CompressedFiles:
        files: CompressedFiles = self.settings["sciatica_files"]
        return files

    async def get(self, address: str) -> None:
        stamp, relative = address.split("/", 1) if self._stamp and "/" in address else (None, address)
        path = find_file(self._roots, relative)
        if path is None:
            raise HTTPError(404)
        await self.send_file(path, lasting=self._is_lasting(stamp))

    async def head(self, address: str) -> None:
        await self.get(address)

    async def send_file(self, path: Path, *, lasting: bool) -> None:
        """Answer with this file; a `lasting` one is kept by browsers for a year without asking again."""
        try:
            stored = await self.files.get(path)
        except OSError:  # it was there a moment ago
            raise HTTPError(404) from None
        coding = choose_coding(self.request.headers.get("Accept-Encoding", ""), _offered(stored))
        self._set_headers(stored, coding, lasting)
        if (kept := self._kept_tag(stored)) is not None:
            self.set_header("Etag", kept)
            self.set_status(304)
            return
        self.write(stored.coded.get(coding, stored.body))

    def _is_lasting(self, stamp: str | None) -> bool:
        """Whether the address changes together with the content."""
        return stamp == self._stamp if self._stamp else bool(self.get_query_argument("v", ""))

    def compute_etag(self) -> None:
        """The stored file's own tag is sent; hashing megabytes again on every request would be waste."""

    def _kept_tag(self, stored: StoredFile) -> str | None:
        """The tag under which the browser keeps this very content, in whatever coding it once came."""
        told = self.request.headers.get("If-None-Match", "")
        return next((tag[0] for tag in _TAG.finditer(told) if tag[1] == stored.digest), None)

    def _set_headers(self, stored: StoredFile, coding: str, lasting: bool) -> None:
        self.set_header("Content-Type", stored.media_type)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable" if lasting else "no-cache")
        self.set_header("Etag", f'"{stored.digest}"' if coding == PLAIN else f'"{stored.digest}-{coding}"')
        if stored.is_worth_compressing:
            self.set_header("Vary", "Accept-Encoding")
        if coding != PLAIN:
            self.set_header("Content-Encoding", coding)


def _offered(stored: StoredFile) -> tuple[str, ...]:
    return tuple(coding for coding in PACK if coding in stored.coded)
