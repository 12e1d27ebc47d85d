"""Moves the clock of the server under test, and fills its disk, through a file that all its programs read."""

from __future__ import annotations

import os
import struct
from pathlib import Path

SEAMS = Path(__file__).with_name("seams")
NUMBERS = struct.Struct("dq")
"""As in `seams/sitecustomize.py`: seconds ahead, most pages."""
AS_FEW_AS_THERE_ARE = 1
"""SQLite takes a limit below the file's size for that size: what is in it stays, and nothing more fits."""


class Seam:
    """Both numbers, and what a server has to be started with to read them."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "seam"
        self._ahead_s, self._most_pages = 0.0, 0
        self._write()

    @property
    def environment(self) -> dict[str, str]:
        paths = [str(SEAMS), *filter(None, [os.environ.get("PYTHONPATH")])]
        return {"PYTHONPATH": os.pathsep.join(paths), "SCIATICA_TEACH_LOAD_SEAM": str(self._file)}

    def move_clock(self, ahead_s: float) -> None:
        """From now on the server's clock is so far ahead of the true time, or behind it."""
        self._ahead_s = ahead_s
        self._write()

    def fill_disk(self, *, full: bool) -> None:
        """Whether an SQLite file may not grow any more."""
        self._most_pages = AS_FEW_AS_THERE_ARE if full else 0
        self._write()

    def _write(self) -> None:
        if not self._file.exists():
            self._file.write_bytes(bytes(NUMBERS.size))
        with self._file.open("r+b") as file:  # in place: the programs have the file mapped
            file.write(NUMBERS.pack(self._ahead_s, self._most_pages))
