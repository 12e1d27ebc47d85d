"""Worked example of peer instruction: what a share of right answers calls for."""

from __future__ import annotations

from sciatica_teach.session.live.tally import Tally, advise
from sciatica_teach.views.numbers import percent
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable


def vote_example(*right: int, of: int) -> WorkedTable:
    """What to do with a class of which so many of `of` voters are right. Raises ValueError for more than all."""
    if any(not 0 <= one <= of for one in right):
        raise ValueError(f"of {of} voters, 0 to {of} can be right")
    rows = [
        [say("example.vote_right", right=one, of=of), percent(one / of), say(f"example.vote_{advise(tally)}")]
        for one in right for tally in (Tally(vote=1, count=of, right=one),)
    ]
    head = [say(f"example.vote_{name}") for name in ("answers", "share", "then")]
    return WorkedTable(say("example.vote_caption"), head, rows)
