"""A small, whole, valid knowledge base to break on purpose: the examples of `docs/content*.md`.

The manual's examples are what the tests work on, so neither can go stale without the other.
"""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ("content.md", "content-treatment.md", "content-items.md")
MANUAL = "".join((DOCS / name).read_text(encoding="utf-8") for name in PAGES)
_EXAMPLE = re.compile(r"^```yaml\n# (?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def read_examples() -> dict[str, str]:
    """Relative path -> YAML text of every example in the manual."""
    return {found["name"]: found["text"] for found in _EXAMPLE.finditer(MANUAL)}


class ExampleContent:
    """The examples written into a folder, with what it takes to change them and to find the changed line again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in read_examples().items():
            self.write(name, text)

    def path(self, name: str) -> Path:
        return self.folder / name

    def write(self, name: str, text: str) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first `old`, which has to be there."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{name} in the manual no longer says {old!r}"
        self.write(name, text.replace(old, new, 1))

    def line(self, name: str, words: str) -> int:
        """The first line with these words, counted from 1."""
        lines = self.path(name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if words in line)
