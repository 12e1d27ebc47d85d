"""Names of papers: an exam attempt belongs to a paper, and its marks stay sealed until that paper is released.

An instructor chooses the name and students get it in a link, so it is short, needs no escaping anywhere, and means the
same in capitals: "Week-7" typed on a phone is the paper "week-7".
"""

from __future__ import annotations

import re

from sciatica_teach.errors import BadPaperName

LONGEST_NAME = 40

_NAME = re.compile(rf"[a-z0-9-]{{1,{LONGEST_NAME}}}")


def parse_paper(typed: str) -> str:
    """The name in small letters. Raises BadPaperName unless it is 1 to 40 of the letters a-z, digits and hyphens."""
    name = typed.strip().lower()
    if not _NAME.fullmatch(name):
        raise BadPaperName(typed, LONGEST_NAME)
    return name
