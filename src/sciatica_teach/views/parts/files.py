"""What a part takes to the browser: its words, its script and its style sheet, each put together once.

The scripts say nothing by themselves. Wherever one writes `say("parts.saving")`, the words come from the catalogue of
the interface (`views/words.toml`), and only those that a part names travel with it.

On our server the script and the sheet of a part are files with lasting addresses, which the browser keeps; what travels
with the widget is a line that names the address. Anywhere else (JupyterLab) there is no such address, and the line is
the whole text. The environment tells which, and it is read when a part is made: kernels may be forked from a process
that imported this long before.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sciatica_teach.settings import find_resources
from sciatica_teach.views.words import load_words

FOLDER = Path(__file__).parent
PARTS_VARIABLE = "SCIATICA_TEACH_PARTS_URL"
"""Where our server offers the files of the parts, with a slash at its end; not set anywhere else."""


@dataclass(frozen=True)
class PartFile:
    """A script or a style sheet of a part; as text it is what its widget sends to the browser."""

    name: str
    """"card.js" or "card.css"."""
    sources: tuple[Path, ...]

    def __str__(self) -> str:
        folder = os.environ.get(PARTS_VARIABLE, "")
        return refer_to(f"{folder}{self.name}") if folder else self.read()

    def read(self) -> str:
        """All of it. Raises KeyError if the script names words that nobody wrote."""
        text = _join(self.sources)
        return f"const WORDS = {json.dumps(pick_words(text))};\n{text}" if self.name.endswith(".js") else text


def refer_to(address: str) -> str:
    """A script or a sheet that only leads to the one at `address`. The page's own runtime (`assets/scripts/live`) reads
    the address out of it; JupyterLab's runs it. The fragment gives every widget a module of its own, as its text would:
    the kit keeps in it what one widget's learner has not sent yet."""
    if address.endswith(".css"):
        return f'@import url("{address}");'
    file, own = f'new URL("{address}", document.baseURI).href', "crypto.getRandomValues(new Uint32Array(1))"
    return f"export default async () => (await import(`${{{file}}}#${{{own}}}`)).default;"


@cache
def _join(sources: tuple[Path, ...]) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sources)


def read_module(name: str, *helpers: str) -> PartFile:
    """The ES module of part `name`: its words, the kit, the named helper files of its folder, the part itself."""
    own = (FOLDER / name / helper for helper in (*helpers, f"{name}.js"))
    return PartFile(f"{name}.js", (FOLDER / "kit.js", *own))


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


def read_style(name: str, *shared: str) -> PartFile:
    """The style sheet of part `name`, with the design tokens in front so that it looks right outside our pages too.

    `shared` names further sheets that travel with this part: of `assets/styles`, of another part ("card/card.css"), or
    of this folder ("./bodymap.css").
    """
    styles = find_resources("assets") / "styles"
    further = ((FOLDER if "/" in sheet else styles) / sheet for sheet in shared)
    return PartFile(f"{name}.css", (styles / "tokens.css", FOLDER / "kit.css", FOLDER / name / f"{name}.css", *further))
