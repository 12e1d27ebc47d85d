"""The colours that all figures share."""

from __future__ import annotations

import re

from sciatica_teach.figures import style
from sciatica_teach.settings import find_resources


def test_a_colour_is_faded_as_its_docstring_says():
    assert style.fade(style.NERVE, 0.25) == "rgba(185, 128, 0, 0.25)"


def test_the_colour_of_nerves_is_that_of_the_pages():
    tokens = (find_resources("assets") / "styles" / "tokens.css").read_text(encoding="utf-8")
    assert style.NERVE in {found.upper() for found in re.findall(r"#[0-9A-Fa-f]{6}", tokens)}
