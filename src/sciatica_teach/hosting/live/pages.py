"""What the templates of a live room need besides the page's frame: addresses of scripts and sheets, and their words.

Each template receives `live` from here, and `code`; which further values one has stands at its head.
"""

from __future__ import annotations

from typing import Any

from sciatica_teach.hosting.frame import Places
from sciatica_teach.views.words import load_words


def build_live(places: Places) -> dict[str, Any]:
    """The values of `live` in the templates of phone, wall, remote, door and summary."""
    return {
        "scripts": places.room_url,
        "style": places.asset_url("styles/room.css"),
        "parts": places.parts_url,
        "words": load_words()["live_script"],
    }
