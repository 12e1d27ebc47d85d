"""What a nerve lesion takes away: predicted by the learner, then shown as it is, in lists and on a map of the skin."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Losses(Part):
    """Muscles, fields of skin and reflexes to choose from; once locked, the verdict and the true value of each.

    The action carries the ids in `chosen`, or "nothing" alone when the learner says that nothing fails. In `verdicts`,
    `right` says that the target does fail, and `chosen` that the learner predicted it. With `observed` the findings of
    `values` are shown and nothing is asked.
    """

    _esm = read_module("losses", "../curves.js", "../body.js", "skinmap.js")
    _css = read_style("losses")
