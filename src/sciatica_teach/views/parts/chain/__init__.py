"""A chain of reasoning: built link by link, committed as a whole, and afterwards judged link by link."""

from __future__ import annotations

from sciatica_teach.views.parts.catalogue import CataloguePart
from sciatica_teach.views.parts.files import read_module, read_style


class Chain(CataloguePart):
    """A vertical line of links, each a section that opens and closes.

    The catalogue has what can be chosen in `links` (id -> name, question, options), in `points`, `angles` and
    `dangers`. The state has what was chosen in `chain` (link id -> value). A link that is kept sends
    `{"verb": "link", "link": …, "value": …}`; the last button sends `submit.action`. With `harms` the links that would
    do harm are marked; with `grades` everything is judged and nothing can be changed any more.
    """

    _esm = read_module(
        "chain", "../opened.js", "rings.js", "links.js", "choices.js", "points.js", "course.js", "graded.js",
    )
    _css = read_style("chain")
