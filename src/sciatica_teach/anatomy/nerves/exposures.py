"""What hangs on each site, and how severe a lesion there has to be before it shows.

Along one way fibres pass a site at most once. So what a target loses is in proportion to the severity there: its
exposure, which is what it loses with a complete lesion, times the severity. A shin muscle that draws 0.6 from L5 has an
exposure of 0.6 at the L5 root. It becomes grade 4 once 0.15 is lost, at a severity of 0.15 / 0.6 = 0.25, and grade 3
once 0.45 is lost, at 0.75. Grade 2 needs 0.65, more than this root brings. These few severities are all that matters:
between them nothing changes that an examination could find.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.levels import ROUNDING, STEPS
from sciatica_teach.model.deficits import TargetKind

DIGITS = 9
"""To how many digits severities are told apart; matches `levels.ROUNDING`."""


@lru_cache(maxsize=16)  # six variants of the shipped content, and those of a teacher's own
def exposures(graph: NerveGraph) -> Mapping[str, Mapping[str, float]]:
    """Site -> target -> share of the target's fibres that a complete lesion of the site interrupts."""
    return MappingProxyType({
        site: MappingProxyType({loss.target: loss.lost for loss in lesion(graph, {site: 1.0}).losses})
        for site in graph.sites
    })


def onsets(kind: TargetKind, exposure: float) -> tuple[float, ...]:
    """The severities, rising, from which a target of this exposure is at level 1, 2 and so on, as far as it gets."""
    return tuple(min(1.0, round(step / exposure, DIGITS)) for step in STEPS[kind] if step <= exposure + ROUNDING)
