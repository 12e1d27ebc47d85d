"""Who is in a short round of the drill: ten patients, mixed, and first those who were not met yet.

Four to six of the ten cannot wait. The number is drawn, so that nobody can count to five and know the rest. Inside each
half those come first who were never judged, then those whose last decision is longest ago: of 41 patients, 20 of whom
cannot wait, nobody of one round comes back in the next. Of twenty rounds drawn in this way the first one with three
settings is taken, or the one with most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sciatica_teach.model.drill import Disposal, Vignette

SHORT_ROUND: Final = 10
LEAST_URGENT, MOST_URGENT = 4, 6
ENOUGH_SETTINGS: Final = 3
TRIES: Final = 20

CANNOT_WAIT: Final[tuple[Disposal, ...]] = ("now", "same-day")
"""Being slower with these is a miss."""


def draw_short(vignettes: Sequence[Vignette], met: Sequence[str], rng: np.random.Generator) -> tuple[str, ...]:
    """Ids of a short round; everybody where there are no more than ten.

    `met`: ids of those judged so far, the latest decision last; an id may stand there several times.
    """
    drawn = [_draw(vignettes, met, rng) for _ in range(TRIES)]
    best = max(drawn, key=lambda found: min(len({one.setting for one in found}), ENOUGH_SETTINGS))
    return tuple(one.id for one in best)


def _draw(vignettes: Sequence[Vignette], met: Sequence[str], rng: np.random.Generator) -> list[Vignette]:
    last_met = {name: place for place, name in enumerate(met)}
    shuffled = [vignettes[place] for place in rng.permutation(len(vignettes))]
    in_turn = sorted(shuffled, key=lambda one: last_met.get(one.id, -1))
    urgent = [one for one in in_turn if one.right in CANNOT_WAIT]
    others = [one for one in in_turn if one.right not in CANNOT_WAIT]
    count = int(rng.integers(LEAST_URGENT, MOST_URGENT + 1))
    chosen = [*urgent[:count], *others[:SHORT_ROUND - count]]
    left = [one for one in in_turn if one not in chosen]
    return [*chosen, *left[:SHORT_ROUND - len(chosen)]]
