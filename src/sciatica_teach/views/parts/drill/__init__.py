"""One patient of the red-flag drill: what they tell, four decisions, and a clock for those who want one."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Drill(Part):
    """A patient in three sentences and four decisions, with the number keys as shortcuts.

    The pace is the browser's own affair and stays in it: calm, or so many seconds. A clock starts only when the learner
    starts it or calls the next patient in, can be stopped, and stops by itself while the page is hidden. The action
    carries the decision in `disposal`; null says that time was up.
    """

    _esm = read_module("drill", "clock.js")
    _css = read_style("drill")
