"""Where it hurts, drawn by the learner and held against many generated patients."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.apps.context import get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.views.drawing import PainDrawing


@guarded
def pain_drawing() -> widgets.Widget:
    """Draw where it hurts on the body map, then see how many patients of which cause drew alike."""
    context = get_context()
    return PainDrawing(context.kb, context.owner)
