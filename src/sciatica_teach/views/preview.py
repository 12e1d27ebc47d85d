"""The card above a case that its author is still writing: what was read and when, or what has to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Literal

from sciatica_teach.content.problems import Problem
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say

SHOWN = 20
"""Problems at once; a forgotten indentation can cause hundreds."""

Reading = Literal["read", "reworded", "begun_anew"]
"""The first time, after a change of words alone, after any other change."""


def read_state(file: str, reading: Reading, at: str, *, arrive: str = "") -> dict[str, Any]:
    """The case stands below; `at` is the time of day, `arrive` something new where the focus has to come here."""
    return {
        "tone": "info", "eyebrow": say("preview.eyebrow"), "title": "", "level": 2, "arrive": arrive,
        "blocks": [blocks.text(say(f"preview.{reading}", file=file, at=at), quiet=True)],
    }


def problems_state(
    file: str, problems: Sequence[Problem], at: str, *, may_hide_more: bool = False, arrive: str = ""
) -> dict[str, Any]:
    """The case is away until these are mended, and those that they hide; `arrive` as in `read_state`."""
    count = len(problems)
    least = "_at_least" if may_hide_more else ""
    title = (say(f"preview.mend_one{least}", file=file) if count == 1
             else say(f"preview.mend_many{least}", count=count, file=file))
    more = [blocks.text(say("preview.more", count=count - SHOWN))] if count > SHOWN else []
    return {
        "tone": "caution", "eyebrow": say("preview.eyebrow"), "title": title, "level": 1, "arrive": arrive,
        "blocks": [_table(problems[:SHOWN], at), *more, blocks.text(say("preview.come_back"))],
    }


def _table(problems: Sequence[Problem], at: str) -> blocks.Block:
    head = (say("preview.line"), say("preview.place"), say("preview.what"))
    rows = [
        (f"{PurePath(problem.file).name}:{problem.line}", problem.path or say("preview.whole"), problem.message)
        for problem in problems
    ]
    return blocks.table(say("preview.problems", at=at), head, rows)
