"""What a part takes to the browser: its words, its script and its style sheet, each put together once.

The scripts say nothing by themselves. Wherever one writes `say("parts.saving")`, the words come from the catalogue of
the interface (`views/words.toml`), and only those that a part names travel with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sciatica_teach.settings import find_resources
from sciatica_teach.views.words import load_words

FOLDER = Path(__file__).parent


@cache
def read_module(name: str, *helpers: str) -> str:
    """The ES module of part `name`: its words, the kit, the named helper files of its folder, the part itself."""
    files = [FOLDER / "kit.js", *(FOLDER / name / helper for helper in helpers), FOLDER / name / f"{name}.js"]
    script = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return f"const WORDS = {json.dumps(pick_words(script))};\n{script}"


def pick_words(script: str) -> dict[str, str]:
    """The words of the catalogue that a script names: `"parts.saving"` is one of them, `mark.${name}` all of [mark]."""
    words = flatten(load_words())
    sections = "|".join(load_words())
    picked: dict[str, str] = {}
    for key, is_open in re.findall(rf"[\"`]((?:{sections})\.[a-z_.-]*)(\$)?", script):
        picked |= {name: words[name] for name in words if name.startswith(key)} if is_open else {key: words[key]}
    return picked


def flatten(section: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """A nested catalogue by its dotted keys: {"mark": {"taught": "…"}} gives {"mark.taught": "…"}."""
    flat: dict[str, str] = {}
    for name, value in section.items():
        key = f"{prefix}{name}"
        flat |= flatten(value, f"{key}.") if isinstance(value, Mapping) else {key: value}
    return flat


@cache
def read_style(name: str, *shared: str) -> str:
    """The style sheet of part `name`, with the design tokens in front so that it looks right outside our pages too.

    `shared` names further sheets that travel with this part: of `assets/styles`, of another part ("card/card.css"), or
    of this folder ("./bodymap.css").
    """
    styles = find_resources("assets") / "styles"
    own = [FOLDER / "kit.css", FOLDER / name / f"{name}.css"]
    files = [styles / "tokens.css", *own, *((FOLDER if "/" in sheet else styles) / sheet for sheet in shared)]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
