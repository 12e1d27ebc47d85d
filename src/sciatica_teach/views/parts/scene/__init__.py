"""What parts with a figure share: where plotly's script and the scene file come from.

On our server both have lasting addresses, told by the environment, and the browser fetches each once; the kernel never
touches them. There plotly comes in two bundles, each a third of the whole: one draws flat, one in space. Anywhere else
(JupyterLab) there is no address, and the browser asks the kernel, whose plotly is whole:

    {"need": "scene"}                             up
    {"have": "scene"} and one buffer of bytes     down; {"have": "scene", "why": "…"} where there is none
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly
import traitlets

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.words import say

PLOTLY_VARIABLE = "SCIATICA_TEACH_PLOTLY_URL"
FLAT_PLOTLY_VARIABLE = "SCIATICA_TEACH_FLAT_PLOTLY_URL"
SCENE_VARIABLE = "SCIATICA_TEACH_SCENE_URL"
SCRIPT = "plotly.min.js"
"""Plotly's whole script, in the installed package."""

_SCRIPTS = ("plotly", "file", "space", "paint", "traces", "needles", "flying", "aim", "listening", "stage")
SCENE_SCRIPTS = tuple(f"../scene/{name}.js" for name in _SCRIPTS)
"""What a part that shows the scene puts in front of its own script."""

log = logging.getLogger(__name__)


def read_script() -> bytes:
    """Plotly's script from the installed package."""
    return (Path(plotly.__file__).parent / "package_data" / SCRIPT).read_bytes()


def plotly_in_space() -> str:
    """Where the browser finds the plotly that draws in space, and points and lines flat; empty outside our server."""
    return os.environ.get(PLOTLY_VARIABLE, "")


class FigurePart(Part):
    """A part that draws flat figures with plotly; its script calls `loadPlotly(ui.model)` of `scene/plotly.js`."""

    plotly_url = traitlets.Unicode().tag(sync=True)
    """Where the browser finds plotly; empty where it has to ask the kernel."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**{"plotly_url": os.environ.get(FLAT_PLOTLY_VARIABLE, ""), **traits})
        self._offers: dict[str, Callable[[], bytes]] = {"plotly": read_script}

    def _on_message(self, part: Any, content: Any, buffers: Any) -> None:
        need = content.get("need") if isinstance(content, dict) else None
        if isinstance(need, str) and need in self._offers:
            self._hand_over(need)
        else:
            super()._on_message(part, content, buffers)

    def _hand_over(self, need: str) -> None:
        try:
            found = self._offers[need]()
        except (SciaticaTeachError, OSError) as problem:
            self.send({"have": need, "why": str(problem)})
        except Exception:  # the page must hear of it in words, and not wait
            log.exception("%r could not give %s", self, need)
            self.send({"have": need, "why": say("parts.our_fault")})
        else:
            self.send({"have": need}, [found])


class ScenePart(FigurePart):
    """A part that shows the scene; its script calls `loadScene(ui.model)` of `scene/file.js`."""

    scene_url = traitlets.Unicode().tag(sync=True)
    """Where the browser finds the scene file; empty where it has to ask the kernel."""

    def __init__(self, **traits: Any) -> None:
        found = {"plotly_url": plotly_in_space(), "scene_url": os.environ.get(SCENE_VARIABLE, "")}
        super().__init__(**{**found, **traits})

    def offer_scene(self, make: Callable[[], bytes]) -> None:
        """`make` is called when the browser has no address for the scene and asks for it."""
        self._offers["scene"] = make
