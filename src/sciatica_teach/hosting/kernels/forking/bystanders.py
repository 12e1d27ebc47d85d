"""A kernel that is being made looks at every module there is, for a debugger that is not there.

Looking at an object counts a reference in it, and so copies its page of shared memory: 6 MB for 1,700 modules. While
the kernel is made, a copy of `sys.modules` is an empty one; all that looks modules up by name finds them as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _ByName(dict[str, Any]):
    """The modules of `real`, as long as they are asked for by name."""

    def __init__(self, real: dict[str, Any]) -> None:
        super().__init__()
        self.__real = real

    def __getitem__(self, name: str) -> Any:
        return self.__real[name]

    def __setitem__(self, name: str, module: Any) -> None:
        self.__real[name] = module

    def __delitem__(self, name: str) -> None:
        del self.__real[name]

    def __contains__(self, name: object) -> bool:
        return name in self.__real

    def get(self, name: str, default: Any = None) -> Any:
        return self.__real.get(name, default)

    def pop(self, name: str, *default: Any) -> Any:
        return self.__real.pop(name, *default)


@contextmanager
def hidden_modules() -> Iterator[None]:
    """No copy of `sys.modules` holds anything meanwhile."""
    real = sys.modules
    sys.modules = _ByName(real)
    try:
        yield
    finally:
        sys.modules = real
