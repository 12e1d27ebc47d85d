"""How every kind of item looks, before the answer and after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sciatica_teach.views.items.chain import CHAIN
from sciatica_teach.views.items.choice import CHOICE
from sciatica_teach.views.items.faces import PARTLY_FROM, Face, find_text
from sciatica_teach.views.items.hotspot import HOTSPOT
from sciatica_teach.views.items.lesion import LESION
from sciatica_teach.views.items.matching import MATCHING
from sciatica_teach.views.items.number import NUMBER
from sciatica_teach.views.items.ordering import ORDERING
from sciatica_teach.views.items.point import POINT
from sciatica_teach.views.items.script import SCRIPT
from sciatica_teach.views.items.text import TEXT
from sciatica_teach.views.items.triage import TRIAGE
from sciatica_teach.views.items.update import UPDATE

FACES: Final[Mapping[str, Face]] = {
    "single": CHOICE,
    "multiple": CHOICE,
    "triage": TRIAGE,
    "script": SCRIPT,
    "ordering": ORDERING,
    "matching": MATCHING,
    "numeric": NUMBER,
    "chain": CHAIN,
    "lesion": LESION,
    "update": UPDATE,
    "text": TEXT,
    "hotspot": HOTSPOT,
    "point": POINT,
}
"""Kind of item -> its face."""

__all__ = ["FACES", "PARTLY_FROM", "Face", "find_text"]
