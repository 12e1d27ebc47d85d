"""What tells one leg pain from another: causes side by side, and the map of the evidence."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.apps.context import get_context
from sciatica_teach.apps.engine import get_sampled
from sciatica_teach.apps.guard import guarded
from sciatica_teach.reasoning.evidence import EvidenceTable
from sciatica_teach.views.compare import CompareView
from sciatica_teach.views.evidence import EvidenceView


@guarded
def symptom_compare(*cause_ids: str) -> widgets.Widget:
    """Two or three causes side by side, and what tells them apart best; a disc and a narrow canal unless named."""
    context = get_context()
    chosen = cause_ids or ("lumbar-disc", "lumbar-stenosis")
    return CompareView(context.kb, get_sampled(), chosen, context.owner)


@guarded
def evidence_map() -> widgets.Widget:
    """Causes by findings: how far each finding moves the odds, how sure that is, and where it comes from."""
    context = get_context()
    return EvidenceView(context.kb, EvidenceTable.from_draws(get_sampled()), context.owner)
