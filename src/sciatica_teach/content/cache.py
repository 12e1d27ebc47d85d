"""Compiled content on disk, found again by the hash of everything it was made from.

The name of a cache file carries two hashes: of the content (every relative path and every byte) and of the code that
compiled it. Nothing is ever out of date, because whatever changes asks for another name. Hashing 400 KB takes a few
milliseconds, so no file times are trusted. Inside, a digest guards the compiled text: a half-written or altered file
counts as no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

import msgspec

import sciatica_teach
from sciatica_teach.model.knowledge import KnowledgeBase

KEPT = 8
"""How many compiled versions stay: a teacher who edits all day makes one per save."""


class _Envelope(msgspec.Struct, frozen=True):
    digest: str
    knowledge: msgspec.Raw


def digest(chunks: Iterable[bytes]) -> str:
    """16 hex digits over the chunks; the length goes in too, so that no two lists of chunks look alike."""
    summed = blake2b(digest_size=8)
    for chunk in chunks:
        summed.update(len(chunk).to_bytes(8, "big"))
        summed.update(chunk)
    return summed.hexdigest()


def hash_content(files: Mapping[str, Path]) -> str:
    """The version of the content: the same wherever the same bytes stand under the same relative paths."""
    return digest(chunk for relative, path in files.items() for chunk in (relative.encode(), _read(path)))


def _read(path: Path) -> bytes:
    """The bytes of a file; none for an unreadable one, whose problem is told when the content is checked."""
    with suppress(OSError):
        return path.read_bytes()
    return b""


@cache
def hash_code() -> str:
    """The code that a compiled file depends on: value types, content checks, and the version of the package."""
    package = Path(__file__).parents[1]
    sources = sorted([*(package / "model").rglob("*.py"), *(package / "content").rglob("*.py")])
    return digest([sciatica_teach.__version__.encode(), *(path.read_bytes() for path in sources)])


def find_cached(path: Path) -> KnowledgeBase | None:
    """The knowledge base kept in this file, if it is there and whole."""
    with suppress(OSError, UnicodeDecodeError, msgspec.DecodeError):
        envelope = msgspec.json.decode(path.read_bytes(), type=_Envelope)
        if digest([bytes(envelope.knowledge)]) == envelope.digest:
            return msgspec.json.decode(envelope.knowledge, type=KnowledgeBase)
    return None


def keep_cached(path: Path, knowledge: KnowledgeBase) -> None:
    """Write the file whole or not at all, and let the oldest ones go; a folder that cannot be written is no error."""
    body = msgspec.json.encode(knowledge)
    envelope = msgspec.json.encode(_Envelope(digest=digest([body]), knowledge=msgspec.Raw(body)))
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, envelope)
        _drop_oldest(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Through a file beside it: another process sees the old one or the new one, and a full disk leaves nothing."""
    beside = path.with_name(f".{path.stem}-{uuid4().hex}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _drop_oldest(folder: Path) -> None:
    """Keep the newest few; a file that another process removed first is gone all the same."""
    newest_first = sorted(folder.glob("knowledge-*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in newest_first[KEPT:]:
        path.unlink(missing_ok=True)
