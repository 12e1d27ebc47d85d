"""A chain of reasoning: built link by link, committed as a whole, and afterwards judged link by link."""

from __future__ import annotations

from sciatica_teach.views.parts.catalogue import CataloguePart
from sciatica_teach.views.parts.files import read_module, read_style


class Chain(CataloguePart):
    """A vertical line of links, each a section that opens and closes.

    The catalogue has what can be chosen in `links` (id -> name, question, options), in `points`, `angles` and
    `dangers`, and in `limits` what a number may be. The state has what was chosen in `chain` (link id -> value). A link
    that is kept sends `{"verb": "link", "link": …, "value": …}`; the last button sends `submit.action`. With `harms`
    the links that would do harm are marked, and a commit that leaves them as they are is asked for twice. With `grades`
    everything is judged, `summary` says it in one line, and nothing can be changed any more.
    """

    _esm = read_module(
        "chain", "../opened.js", "rings.js", "links.js", "choices.js", "points.js", "course.js", "graded.js",
    )
    _css = read_style("chain")
