"""A course of visits on a calendar: what is asked for above, the months with the visits in them below."""

from __future__ import annotations

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class Calendar(Part):
    """A form, what is wrong with it in words beside each field, and once laid out the months as tables.

    The action carries the fields as they were typed. Each month brings its weeks from Monday on, a cell for each day:
    its number, and where a visit falls on it the visit's number, kind ("visit", "review" or "later") and word.
    """

    _esm = read_module("calendar", "../opened.js")
    _css = read_style("calendar")
