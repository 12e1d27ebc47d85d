"""What every widget that shows a belief shares in a kernel: the table of rates and its draws, made on first use."""

from __future__ import annotations

from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.item_making import updates
from sciatica_teach.session.item_making.kept import Kept


def get_sampled() -> SampledTable:
    """All rates of the content, drawn once for its version and shared with the questions that are made from them."""
    kb = get_knowledge()
    return updates.get_sampled(Kept(kb.version, kb))
