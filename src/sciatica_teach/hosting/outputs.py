"""How the outputs of cells reach the page: what is only to be read as HTML, without anything that would run.

A table that a cell printed is on the page before any script has arrived, and stays readable without one. A widget
needs a script, and so does everything that HTML has no word for; these are described in the page, for the page's
widgets or, where those do not know them, for Voilà's own scripts.
"""

from __future__ import annotations

from collections.abc import Iterable

import nh3

READABLE = frozenset({
    "text/html", "text/markdown", "text/plain", "image/svg+xml", "image/png", "image/jpeg",
    "application/javascript",  # is not run: nothing of it is shown
})
_GENERAL = {"class", "id", "title", "lang", "dir", "role", "hidden", "tabindex"}
_TAGS = nh3.ALLOWED_TAGS | {"section", "tfoot", "progress", "meter"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": _GENERAL,
    "a": {"href", "hreflang", "target"},
    "details": {"open"},
    "progress": {"value", "max"},
    "meter": {"value", "min", "max", "low", "high", "optimum"},
}


def needs_script(media_types: Iterable[str]) -> bool:
    """Whether an output with these media types is more than something to read."""
    return not READABLE.issuperset(media_types)


def without_scripts(html: str) -> str:
    """The same text, tables and pictures, and nothing in it that runs."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style"},
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener",
        strip_comments=True,
    )


FILTERS = {"needs_script": needs_script, "without_scripts": without_scripts}
"""What the lesson's template calls them."""
