"""Form and YAML of one file side by side, and before that the shelf from which it is taken."""

from __future__ import annotations

from sciatica_teach.views.parts.catalogue import CataloguePart
from sciatica_teach.views.parts.files import read_module, read_style


class Editor(CataloguePart):
    """Sends what is typed a moment after the last key; the kernel answers with form, text and what is to be mended.

    What is not saved is kept in the browser, and a reload brings it back.
    """

    _esm = read_module("editor", "shelf.js", "fields.js", "source.js", "../opened.js")
    _css = read_style("editor")
