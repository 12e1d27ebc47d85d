"""An address as a picture that a phone's camera reads."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=32)
def draw_code(address: str) -> str:
    """The QR code as a `data:` address of an SVG picture: black on white with the quiet zone that scanners need."""
    import segno  # here, so that only a page that shows a code loads it

    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(border=4, light="#fff", dark="#000", omitsize=True)
