"""What a part around a close-up of the scene puts in front of its own script."""

from __future__ import annotations

from sciatica_teach.views.parts.scene import SCENE_SCRIPTS

CLOSE_UP_SCRIPTS = ("../card/blocks.js", *SCENE_SCRIPTS, "../explorer/tools.js", "../scene/closeup.js")
"""The blocks of a card, the scene, the buttons that turn it, the close-up itself."""
CLOSE_UP_STYLES = ("card/card.css", "scene.css", "scene/closeup.css")
