"""The anatomy lesson: its widgets, one function each."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.apps.context import get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.lab import LabPage


@guarded
def lesion_lab() -> widgets.Widget:
    """The menu of the lesion lab, or what the page's link names (`?lab=predict`, `?lab=puzzle&level=second`)."""
    return LabPage(get_context()).page
