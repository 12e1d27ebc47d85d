"""What a part of the scene is painted as: branches by the division they come from, muscles by what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from sciatica_teach.model.anatomy import Nerve

Tone = Literal[
    "bone", "disc", "ligament", "nerve", "tibial", "fibular", "sural", "other", "superficial", "deep", "skin"
]
"""What a part is painted as: branches by the division they come from, muscles by whether they cover the nerve."""

DIVISIONS: Mapping[str, Tone] = MappingProxyType({
    "tibial-division": "tibial", "fibular-division": "fibular",
    "sciatic-tibial-part": "tibial", "sciatic-fibular-part": "fibular",
})
SURAL = frozenset({"medial-sural-cutaneous", "sural-communicating", "sural"})


def find_tones(nerves: Iterable[Nerve]) -> Mapping[str, Tone]:
    """Nerve id -> the division of the sciatic nerve that it belongs to; "other" for what is not sciatic.

    The sural nerve and its two contributions have a tone of their own. A root, trunk or plexus whose fibres reach the
    sciatic nerve counts as sciatic.
    """
    by_id = {nerve.id: nerve for nerve in nerves}

    def upstream(nerve_id: str) -> set[str]:
        proximal = by_id[nerve_id].comes_from if nerve_id in by_id else ()
        return {nerve_id}.union(*(upstream(one) for one in proximal))

    feeding: set[str] = set().union(*(upstream(nerve.id) for nerve in by_id.values() if nerve.part_of_sciatic))

    def tone_of(nerve: Nerve) -> Tone:
        above = upstream(nerve.id)
        if nerve.id not in feeding:
            return "other"
        if nerve.id in SURAL:
            return "sural"
        return next((tone for division, tone in DIVISIONS.items() if division in above), "nerve")

    return {nerve.id: tone_of(nerve) for nerve in by_id.values()}
