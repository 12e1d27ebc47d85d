"""Findings to enter in any order: found by topic or by words, answered, and taken back."""

from __future__ import annotations

from sciatica_teach.views.parts.catalogue import CataloguePart
from sciatica_teach.views.parts.files import read_module, read_style


class Answers(CataloguePart):
    """Setting, findings, and the next questions worth asking.

    While `fresh` is true the kernel has heard nothing yet: the browser then sends what it had kept of an earlier visit
    (`restore`). Afterwards it keeps whatever the state holds.
    """

    _esm = read_module("answers", "finding.js", "keeping.js", "../opened.js")
    _css = read_style("answers", "views.css")  # its view has no desk to bring the layout
