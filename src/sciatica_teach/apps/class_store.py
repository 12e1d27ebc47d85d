"""Where a page finds the classes: beside the records, or nowhere, where nothing is shared between pages."""

from __future__ import annotations

import os
from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from sciatica_teach.apps.context import Context
from sciatica_teach.settings import Settings
from sciatica_teach.store.classes.opening import open_class_store
from sciatica_teach.store.classes.port import ClassStore
from sciatica_teach.store.memory import MemoryStore

_open = lru_cache(maxsize=1)(open_class_store)  # it holds no connection, so forked kernels may go on with it


def find_classes(context: Context) -> ClassStore | None:
    """The classes whose members' records this page's store holds; None where each page has a store of its own."""
    records = context.recorder.store
    if isinstance(records, MemoryStore):
        return None
    return _open(Settings.from_environment(os.environ), cast("Hashable", records))  # a protocol does not tell
