"""The scene to walk around in: turn it, search it, follow the nerve, read what each structure is for."""

from __future__ import annotations

from sciatica_teach.views.parts.files import read_module, read_style
from sciatica_teach.views.parts.scene import SCENE_SCRIPTS, ScenePart


class Explorer(ScenePart):
    """A figure with its tools, a list of every structure, and the card of the one that is chosen."""

    _esm = read_module(
        "explorer", "../card/blocks.js", *SCENE_SCRIPTS, "choosing.js", "tools.js", "look.js", "chosen.js", "acts.js",
        "figure.js",
    )
    _css = read_style("explorer", "card/card.css", "scene.css", "views.css")
