"""What is wrong with the content, said so that a teacher can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""The way from the top of a file to a value: `("options", 2, "feedback")`."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, and where; prints as `file:line: path - what is wrong and what to do`."""

    file: str
    line: int
    """Counted from 1."""
    path: str
    """`options[2].feedback`; empty when the whole file is meant."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path or '(whole file)'} - {self.message}"


def write_path(path: Path) -> str:
    """A path as a person writes it: `("options", 2, "feedback")` becomes `options[2].feedback`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def suggest(wanted: str, known: Iterable[str]) -> str:
    """A closing sentence with the nearest known words, or with nothing when none is near."""
    near = get_close_matches(wanted, sorted(known), n=3)
    return f" Did you mean {list_words(near, 'or')}?" if near else ""


def list_words(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`, each in quotes."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
