"""Checking and compiling, beside the server.

    python -m sciatica_teach.hosting.reloading.compiling

It takes a second or two of one processor core and needs the YAML parser and pydantic, neither of which the server
should have: so a process of its own does it, with low priority, and prints one line of JSON.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

import msgspec

from sciatica_teach.content.compile import is_kept, load_knowledge
from sciatica_teach.errors import ContentError
from sciatica_teach.settings import Settings

POLITENESS = 5
"""How far the process steps back, in steps of Unix priority."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it."""

    version: str = ""
    """Of valid content; empty where there are problems."""
    is_kept: bool = False
    """Whether the compiled version can be found in the cache."""
    problems: tuple[str, ...] = ()


def compile_content(settings: Settings) -> Outcome:
    """Check the content as it lies there now, and keep what is valid."""
    try:
        version = load_knowledge(settings).version
    except ContentError as error:
        return Outcome(problems=tuple(str(problem) for problem in error.problems))
    return Outcome(version=version, is_kept=is_kept(settings, version))


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    sys.stdout.buffer.write(msgspec.json.encode(compile_content(Settings.from_environment(os.environ))))


if __name__ == "__main__":
    main()
