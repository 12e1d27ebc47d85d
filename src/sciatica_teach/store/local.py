"""The token of a notebook on one's own computer, where no server hands one out.

It is a file beside the records, readable by its owner only: whoever can read it can read the records too.
"""

from __future__ import annotations

import os
from pathlib import Path

from sciatica_teach.errors import StoreReadOnly
from sciatica_teach.store.identity import new_token

FILE = "learner-token"


def local_token(data_dir: Path) -> str:
    """The token kept in `data_dir`, made on first use. Raises `StoreReadOnly` when it can be neither read nor made."""
    path = data_dir / FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise StoreReadOnly(
            f"Your record cannot be kept in {data_dir}: {error.strerror}. "
            "Make that folder writable, or name another one with SCIATICA_TEACH_HOME."
        ) from error


def _write_once(path: Path) -> None:
    """Two notebooks that start together must end with one token: only the first to link the name wins."""
    if path.exists():
        return
    draft = path.with_name(f"{FILE}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(new_token(), encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
