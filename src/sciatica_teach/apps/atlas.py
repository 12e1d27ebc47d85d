"""The atlas of points."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.apps.anatomy import make_scene
from sciatica_teach.apps.context import get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.views.atlas import PointAtlas


@guarded
def point_atlas() -> widgets.Widget:
    """Every point by code, pinyin, character or region: where it lies, what lies there, and when not."""
    return PointAtlas(get_context().kb, make_scene)
