"""What every widget that shows a belief shares in a kernel: the table of rates and its draws, made on first use."""

from __future__ import annotations

from functools import cache

import numpy as np

from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable


@cache
def get_sampled() -> SampledTable:
    """All rates of the content, drawn once per kernel: about 16 MB, and the same bands everywhere."""
    return sample_rates(LikelihoodTable.from_knowledge(get_knowledge()), np.random.default_rng(BAND_SEED))
