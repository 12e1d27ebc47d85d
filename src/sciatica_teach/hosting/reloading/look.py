"""Whether a folder was changed, without reading what is in it."""

from __future__ import annotations

from pathlib import Path

from sciatica_teach.content.folders import find_files

Signature = tuple[tuple[str, int, int], ...]
"""Relative path, time of change in nanoseconds and size of every content file."""


def take_signature(folder: Path) -> Signature:
    """Changes whenever a file is saved, added, renamed or removed; one that goes meanwhile is left out."""
    taken = []
    for relative, path in find_files([folder]).items():
        try:
            state = path.stat()
        except OSError:
            continue
        taken.append((relative, state.st_mtime_ns, state.st_size))
    return tuple(taken)


class Look:
    """Notices that something was saved, once the saving is over.

    Many editors take the old file away before they put the new one there, and a copied folder arrives file by file:
    what differs from the last look is told only when the look after it finds the same.
    """

    def __init__(self, settled: Signature) -> None:
        self._settled = self._last = settled

    def is_news(self, found: Signature) -> bool:
        """Whether this differs from what was settled before, and was found twice running; then it is settled."""
        steady, self._last = found == self._last, found
        if not steady or found == self._settled:
            return False
        self._settled = found
        return True
