"""What a part needs once and never again: names and sources travel when the page opens, later only numbers."""

from __future__ import annotations

import traitlets

from sciatica_teach.views.parts.base import Part


class CataloguePart(Part):
    """A part whose states refer to a catalogue that does not change."""

    catalogue = traitlets.Dict().tag(sync=True)
    """Names, questions and sources by id, as JSON; its script reads them once."""
