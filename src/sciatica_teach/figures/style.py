"""What all figures have in common: the colours of large graphics, the font, and the empty ground."""

from __future__ import annotations

from typing import Any, Final

NERVE, INFO, QUIET = "#B98000", "#3D86BD", "#8A8F93"
"""Large graphics in the colours of `assets/styles/tokens.css`; each stands 3:1 on light and on dark paper."""

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif'

GROUND: Final[dict[str, Any]] = {
    "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "hovermode": "closest", "dragmode": False,
    "font": {"family": FONT, "size": 13, "color": QUIET},
}
"""The part of a layout that lets the page shine through, light or dark, and leaves scrolling to the page."""


def fade(colour: str, opacity: float) -> str:
    """A colour that the page shines through: "#B98000" at 0.25 is "rgba(185, 128, 0, 0.25)"."""
    red, green, blue = (int(colour[place:place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity:g})"


GRID = fade(QUIET, 0.25)
