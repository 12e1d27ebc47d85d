"""The anatomy lesson: its widgets, one function each."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.apps.context import get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.lab import LabPage
from sciatica_teach.views.explorer import NerveExplorer
from sciatica_teach.views.spine import SpineExplorer
from sciatica_teach.views.variants import VariantExplorer


@guarded
def nerve_explorer() -> widgets.Widget:
    """The sciatic nerve and what is around it in 3D, with a card for every structure."""
    context = get_context()
    return NerveExplorer(context.kb, context.owner, make_scene)


@guarded
def variant_explorer() -> widgets.Widget:
    """The ways of the sciatic nerve past piriformis in 3D, and how often each was counted."""
    return VariantExplorer(get_context().kb, make_scene)


@guarded
def spine_explorer() -> widgets.Widget:
    """The lumbar discs in 3D: what changes, by how much, and which root it meets."""
    return SpineExplorer(get_context().kb, make_scene)


def make_scene() -> bytes:
    """The scene's file, for a browser that has no server to fetch it from."""
    from sciatica_teach.figures.scene_bytes import build_scene_file  # heavy, and only JupyterLab asks for it

    return build_scene_file(get_context().kb.anatomy)


@guarded
def lesion_lab() -> widgets.Widget:
    """The menu of the lesion lab, or what the page's link names (`?lab=predict`, `?lab=puzzle&level=second`)."""
    return LabPage(get_context()).page
