"""Python runs this at the start of every program of the server under test: its clock can be moved, its disk be filled.

Two numbers lie in a small file that all these programs share: by how many seconds their clock is ahead, and how many
pages an SQLite file may have (0: as many as it likes). The run writes them (`load.seam`), nobody else does.
"""

from __future__ import annotations

import mmap
import os
import sqlite3
import sqlite3.dbapi2
import struct
import time
from pathlib import Path
from typing import Any

NUMBERS = struct.Struct("dq")
_shared = Path(os.environ["SCIATICA_TEACH_LOAD_SEAM"])
with _shared.open("rb") as _file:
    _numbers = mmap.mmap(_file.fileno(), NUMBERS.size, access=mmap.ACCESS_READ)
_time, _time_ns, _connect = time.time, time.time_ns, sqlite3.connect


def _moved_time() -> float:
    return _time() + NUMBERS.unpack_from(_numbers)[0]


def _moved_time_ns() -> int:
    return _time_ns() + int(1e9 * NUMBERS.unpack_from(_numbers)[0])


def _connect_to_full_disk(*arguments: Any, **options: Any) -> sqlite3.Connection:
    connection = _connect(*arguments, **options)
    most = NUMBERS.unpack_from(_numbers)[1]
    if most:
        connection.execute(f"PRAGMA max_page_count = {most}")
    return connection


time.time, time.time_ns = _moved_time, _moved_time_ns
sqlite3.connect = sqlite3.dbapi2.connect = _connect_to_full_disk
