"""The file of a backup: one JSON value a line, packed by gzip, the same for SQLite and PostgreSQL.

    {"format": "sciatica-teach-backup", "edition": 1, "schema": "0002", "made_at": 1790000000.0, "program": "0.9.0"}
    {"table": "st_learner", "columns": ["id", "enrolled_at"]}
    ["9f3c...", 1789999999.0]
    {"end": {"st_learner": 1}, "sha256": "..."}

The last line counts the rows of each table and holds the SHA-256 of all lines before it, so that a file that was cut
off or changed is noticed before anything is done with it. A program that knows nothing of ours can still read it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sciatica_teach.errors import BadBackup, UnwritableBackup
from sciatica_teach.model.record import record

FORMAT = "sciatica-teach-backup"
EDITION = 1
_UNCHANGED = "Nothing was changed."
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; the longest message of a page to its kernel has 16 million."""


@record
class Header:
    """What a backup says of itself."""

    format: str
    edition: int
    schema: str
    """The revision of the database it was made from."""
    made_at: float
    """Seconds since the epoch, UTC."""
    program: str
    """The version of this program that made it."""


@record
class Section:
    """The rows of one table follow."""

    table: str
    columns: tuple[str, ...]


@record
class End:
    """The last line."""

    end: dict[str, int]
    """How many rows of each table."""
    sha256: str
    """Of all lines before."""


@record
class _Cover:
    """As much of a header as every edition will have."""

    format: str = ""
    edition: int = 0


Scalar = str | int | float | None
Part = Header | Section | list[Scalar]
"""Of a backup, in the order of the file: its header once, then each table's section with its rows."""


def write_backup(path: Path, parts: Iterable[Part]) -> dict[str, int]:
    """Write a new file, readable by its owner only; returns how many rows of each table.

    It has its name once it is whole, on the disk and read back. Raises UnwritableBackup, also for a file that exists.
    """
    try:
        with _reserved(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            draft = Path(folder) / "draft"
            with open(draft, "xb", opener=_open_private) as raw:
                with gzip.GzipFile(filename="", mode="wb", fileobj=raw) as packed:
                    counts = _write_lines(packed, parts)
                raw.flush()
                os.fsync(raw.fileno())
            check_backup(draft)
            draft.replace(path)
    except FileExistsError as error:
        raise UnwritableBackup(f"{path} exists already and was left as it is. Choose another name.") from error
    except OSError as error:
        raise UnwritableBackup(f"The backup cannot be written to {path}: {error.strerror or error}.") from error
    return counts


def check_backup(path: Path) -> Header:
    """What the file says of itself, once every line of it was found to be right. Raises BadBackup."""
    parts = read_backup(path)
    header = next(parts)
    for _ in parts:
        pass
    assert isinstance(header, Header)  # `read_backup` gives it first, or raises
    return header


def read_backup(path: Path) -> Iterator[Part]:
    """The parts of a backup. Raises BadBackup, at the latest in the place of the last part, for anything that is amiss:
    use `check_backup` first, or be ready to take everything back."""
    try:
        with gzip.open(path) as packed:
            yield from _read_lines(packed)
    except (gzip.BadGzipFile, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _foreign() from error
    except (EOFError, zlib.error) as error:
        raise damaged() from error
    except OSError as error:
        raise BadBackup(f"{path} cannot be read: {error.strerror or error}.") from error


def in_batches(parts: Iterable[Part], most: int) -> Iterator[tuple[Section, list[list[Scalar]]]]:
    """Each table's section with up to `most` of its rows at a time; a table without rows comes once, too."""
    section: Section | None = None
    rows: list[list[Scalar]] = []
    for part in parts:
        if section and (isinstance(part, Section) or len(rows) == most):
            yield section, rows
            rows = []
        if isinstance(part, Section):
            section = part
        elif isinstance(part, list):
            rows.append(part)
    if section:
        yield section, rows


@contextmanager
def _reserved(path: Path) -> Iterator[None]:
    """The name is ours from the first moment; hard links, which would do it too, are unknown to USB sticks."""
    os.close(_open_private(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        yield
    except BaseException:
        path.unlink()
        raise


def _open_private(path: str | Path, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write_lines(packed: gzip.GzipFile, parts: Iterable[Part]) -> dict[str, int]:
    counts: dict[str, int] = {}
    digest = hashlib.sha256()
    table = ""
    for part in parts:
        line = msgspec.json.encode(part) + b"\n"
        digest.update(line)
        packed.write(line)
        if isinstance(part, Section):
            table = part.table
            counts[table] = 0
        elif isinstance(part, list):
            counts[table] += 1
    packed.write(msgspec.json.encode(End(end=counts, sha256=digest.hexdigest())) + b"\n")
    return counts


def _read_lines(packed: gzip.GzipFile) -> Iterator[Part]:
    first = _next_line(packed)
    digest = hashlib.sha256(first)
    yield _read_header(first)
    counts: dict[str, int] = {}
    section: Section | None = None
    while not (line := _next_line(packed)).startswith(b'{"end":'):
        digest.update(line)
        if line.startswith(b"["):
            if section is None:
                raise damaged()
            counts[section.table] += 1
            yield _read_row(line, section)
        else:
            section = msgspec.json.decode(line, type=Section)
            if section.table in counts:
                raise damaged()
            counts[section.table] = 0
            yield section
    if msgspec.json.decode(line, type=End) != End(end=counts, sha256=digest.hexdigest()) or packed.read(1):
        raise damaged()


def _next_line(packed: gzip.GzipFile) -> bytes:
    line = packed.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise damaged()
    return line


def _read_header(line: bytes) -> Header:
    edition = msgspec.json.decode(line, type=_Cover)
    if edition.format != FORMAT:
        raise _foreign()
    if edition.edition > EDITION:
        raise too_new()
    return msgspec.json.decode(line, type=Header)


def _read_row(line: bytes, section: Section) -> list[Scalar]:
    row = msgspec.json.decode(line, type=list[Scalar])
    if len(row) != len(section.columns):
        raise damaged()
    return row


def too_new() -> BadBackup:
    return BadBackup(
        f"This backup was made by a newer version of Sciatica Teach. {_UNCHANGED} Update this program, then restore it."
    )


def _foreign() -> BadBackup:
    return BadBackup(f"This file is no backup of Sciatica Teach. {_UNCHANGED} Choose a file made by `db backup`.")


def damaged() -> BadBackup:
    return BadBackup(f"This backup is damaged: it was cut off, or changed. {_UNCHANGED} Use another copy of it.")
