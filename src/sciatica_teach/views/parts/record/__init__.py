"""The learner's record in their own hands: what it holds, saved as a file, loaded from one, deleted for good."""

from __future__ import annotations

import gzip

from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import read_module, read_style


class OwnRecord(Part):
    """Draws what the record holds and asks for files; a file travels only when it was asked for."""

    _esm = read_module("record")
    _css = read_style("record")

    def hand_over(self, name: str, kind: str, text: str) -> None:
        """Give the browser a file to save; `kind` is its media type.

        It travels packed: a kernel's line drops what is more than some three million bytes in three seconds.
        """
        self.send({"file": {"name": name, "kind": kind}}, [gzip.compress(text.encode(), compresslevel=6, mtime=0)])
