"""Which objectives have questions that can be made, and the ids that spell them (`session/item_making`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from sciatica_teach.model.items import Area
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import REGIONS
from sciatica_teach.model.record import record

LEVELS: Final[Mapping[str, float]] = {"first": -1.0, "second": 0.0, "third": 1.0}
"""Difficulty of generated lesions, in logits."""

SEEDS: Final = 10**6
"""Seeds are drawn below this."""


@record
class Maker:
    """A recipe without its seed."""

    stem: str
    """The id up to the seed: "made-lesion-first"."""
    kind: str
    objective: str
    area: Area
    difficulty: float
    """Logits."""


STEMS: Final = (
    *((f"made-lesion-{level}", "lesion", "obj-root-or-nerve", logits) for level, logits in LEVELS.items()),
    ("made-update", "update", "obj-belief-updating", 0.0),
    *((f"made-point-{region}", "point", "obj-point-location", 0.0) for region in REGIONS),
)
"""Stem, kind, objective and difficulty of every recipe."""


_NAMES: Final = frozenset(stem for stem, *_ in STEMS)
_LONGEST_SEED: Final = 9
"""Digits: more are in no id of ours, and a record may come from anywhere."""


def spells_recipe(item_id: str) -> bool:
    """Whether a question can be made from this id alone."""
    stem, _, seed = item_id.rpartition("-")
    return stem in _NAMES and seed.isdecimal() and len(seed) <= _LONGEST_SEED


def find_makers(kb: KnowledgeBase) -> tuple[Maker, ...]:
    """Those whose objective this content has."""
    return tuple(
        Maker(stem=stem, kind=kind, objective=objective, area=kb.objective_by_id[objective].area, difficulty=logits)
        for stem, kind, objective, logits in STEMS if objective in kb.objective_by_id)


def make_id(maker: Maker, rng: np.random.Generator) -> str:
    """The id of a question that this recipe makes."""
    return f"{maker.stem}-{rng.integers(SEEDS)}"


def find_stem(item_id: str) -> str:
    """The sort of a question that is made: its id up to the seed."""
    return item_id.rpartition("-")[0]


def make_another(item_id: str, rng: np.random.Generator) -> str:
    """The id of a question of the same sort with another seed."""
    stem, _, before = item_id.rpartition("-")
    seed = int(rng.integers(SEEDS - 1))
    return f"{stem}-{seed + (seed >= int(before))}"
