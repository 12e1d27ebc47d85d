"""What can be done: techniques one by one, the map of what is known of them, and what a caution changes."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.apps.context import get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.views.caution_gate import CautionGateView
from sciatica_teach.views.claims_table import ClaimsTableView
from sciatica_teach.views.patterns import PatternsView
from sciatica_teach.views.techniques import TechniquesView


@guarded
def technique_cards(technique_id: str = "") -> widgets.Widget:
    """One technique at a time: when not, what for, what is claimed and shown, what can go wrong."""
    context = get_context()
    return TechniquesView(context.kb, technique_id, context.owner)


@guarded
def pattern_cards(pattern_id: str = "") -> widgets.Widget:
    """One pattern of the tradition at a time: its guard first, its signs, and what stands beside it."""
    context = get_context()
    return PatternsView(context.kb, pattern_id, context.owner)


@guarded
def claims_table() -> widgets.Widget:
    """Techniques by causes: what each is for, how sure that is, and where it comes from."""
    return ClaimsTableView(get_context().kb)


@guarded
def caution_gate(cause_id: str = "lumbar-disc", *flags: str) -> widgets.Widget:
    """Say what a patient's cautions forbid, then see what they change; a disc with numb feet unless named.

    Nothing is recorded, so each page deals others: after a reload nobody is asked again what was just shown.
    """
    context = get_context()
    rng = context.rng(f"caution-gate {context.clock()}")
    return CautionGateView(context.kb, rng, cause_id, flags or ("neuropathy",))
