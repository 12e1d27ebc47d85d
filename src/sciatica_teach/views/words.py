"""The words of the interface, from one catalogue.

`words.toml` holds every sentence that a view says by itself; what is taught comes from the content. A translator or an
editor changes that one file:

    say("case.clock", used=6, of=20)  ->  "6 of 20 minutes of the visit used"
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).with_name("words.toml")


@cache
def load_words() -> dict[str, Any]:
    """The whole catalogue, nested by its headings."""
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


def say(key: str, **values: object) -> str:
    """The words under a dotted key with `{name}` filled in. Raises KeyError for a key that nobody wrote."""
    found: Any = load_words()
    for name in key.split("."):
        found = found[name]
    if not isinstance(found, str):
        raise KeyError(key)
    return found.format(**values)
