"""Pages of memory that have become equal again may be made one again, if the machine's operator wants that.

Counting a reference copies a page of shared memory, and counting it down again makes the copy equal to the original.
Linux finds such pages where its kernel samepage merging is turned on (docs/hosting.md says how, and what it means).
Where it is off, or the system knows no such thing, asking for it does nothing.
"""

from __future__ import annotations

import ctypes

PR_SET_MEMORY_MERGE = 67
"""Linux 6.4 and later; children have it from their parent."""


def allow_merging() -> None:
    """For this process and all that are forked from it."""
    ctypes.CDLL(None).prctl(PR_SET_MEMORY_MERGE, 1, 0, 0, 0)
