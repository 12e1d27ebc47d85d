"""One or several options, with how sure the learner is; locked and explained once answered."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Choice(Part):
    """One or several options, with how sure the learner is; locked and explained once answered."""

    _esm = read_module("choice")
    _css = read_style("choice")
