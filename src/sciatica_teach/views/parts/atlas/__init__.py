"""The point atlas: find a point, see it on a plate and on the model, and read what lies there."""

from __future__ import annotations

from sciatica_teach.views.parts.catalogue import CataloguePart
from sciatica_teach.views.parts.files import read_module, read_style
from sciatica_teach.views.parts.scene import ScenePart
from sciatica_teach.views.parts.scene.closeup import CLOSE_UP_SCRIPTS, CLOSE_UP_STYLES


class Atlas(ScenePart, CataloguePart):
    """The catalogue holds every point's names and place; what is read about one is asked of the kernel.

    Scene and plotly are fetched only when the learner opens the view in space.
    """

    _esm = read_module(
        "atlas", "../curves.js", *CLOSE_UP_SCRIPTS, "outlines.js", "plates.js", "finding.js", "needle.js", "inspace.js",
    )
    _css = read_style("atlas", *CLOSE_UP_STYLES, "./plates.css")
