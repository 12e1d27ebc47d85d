"""What a class answered in one vote.

Where there are options, each has a row with how many chose it. Where an answer is typed, ordered or pointed at, equal
answers make a row, the most frequent first, eight at the most. What can hurt the patient is counted apart.

`advise` says what to do next, after peer instruction: under 35 % right the class lacks what it takes to find the answer
by talking, so explain again; over 70 % most are there, so move on; between, neighbours convince one another, and the
reasons of those who are right win. With 9 of 20 right (45 %): discuss, and vote again. Under five votes a share says
nothing, and only counts are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot
from sciatica_teach.model.record import record
from sciatica_teach.session.live.answering import read_belief
from sciatica_teach.session.live.judging import Judged, judge
from sciatica_teach.session.live.rows import Count, count_rows
from sciatica_teach.session.live.state import PosedPoll

LEAST = 5
"""Votes from which on a share is told, and advice is given."""

RE_TEACH, MOVE_ON = 0.35, 0.70

Advised = Literal["re-teach", "discuss", "move-on", "too-few"]


@record
class BeliefTally:
    """The class's belief, cause by cause; what somebody did not name has no share."""

    mean: dict[str, float]
    """Cause id -> mean share, `other` for what was left of 1; they add up to 1."""
    half: dict[str, tuple[float, float]]
    """Cause id -> lower and upper quartile of the shares given."""


@record
class Tally:
    """One vote."""

    vote: int
    count: int
    """Ballots."""
    right: int = 0
    partly: int = 0
    unsafe: int = 0
    left_safety: int = 0
    """Who left a safety question that is due, with one on offer."""
    unfit: int = 0
    """Answers that fit the question no more, because it was edited."""
    counts: tuple[Count, ...] = ()
    rest: int = 0
    """Answers in none of the rows."""
    belief: BeliefTally | None = None
    keyless: bool = False
    """No option is better than another: no question on offer would change by itself what is done."""

    @property
    def judged(self) -> int:
        return self.count - self.unfit

    @property
    def share_right(self) -> float | None:
        """Of those that could be judged; None under five."""
        return self.right / self.judged if self.judged >= LEAST else None


def tally_vote(kb: KnowledgeBase, posed: PosedPoll, number: int, ballots: Sequence[Ballot]) -> Tally:
    """What became of vote `number` on this question. Ballots of other votes are passed over."""
    answers = Counter(ballot.response for ballot in ballots if ballot.vote == number)
    judged = {response: judge(kb, posed, response) for response in answers}
    fitting = Counter({one: n for one, n in answers.items() if judged[one] is not None})
    rows, rest = count_rows(kb, posed, fitting, judged)
    return Tally(
        vote=number, count=answers.total(), right=_sum(answers, judged, "right"),
        partly=_sum(answers, judged, "partly"), unsafe=_sum(answers, judged, "unsafe"),
        left_safety=sum(n for one, n in answers.items() if (found := judged[one]) and found.left_safety),
        unfit=answers.total() - fitting.total(), counts=rows, rest=rest,
        belief=mean_belief(fitting) if posed.poll.kind == "belief" and fitting else None,
        keyless=posed.poll.kind == "next-question" and all(one.standing == "wrong" for one in rows),
    )


def advise(tally: Tally) -> Advised:
    """What to do next with the class."""
    share = tally.share_right
    if share is None:
        return "too-few"
    if tally.keyless:
        return "discuss"
    if share < RE_TEACH:
        return "re-teach"
    return "move-on" if share > MOVE_ON else "discuss"


def mean_belief(answers: Mapping[tuple[str, ...], int]) -> BeliefTally:
    """The mean and the middle half of the shares, `answers` with how many gave each."""
    stated = [read_belief(response) for response, n in answers.items() for _ in range(n)]
    whole = [{**one, OTHER: max(0.0, 1 - sum(one.values()))} for one in stated]
    causes = sorted({cause_id for one in whole for cause_id in one})
    shares = {cause_id: [one.get(cause_id, 0.0) for one in whole] for cause_id in causes}
    quartiles = {cause_id: np.quantile(given, [0.25, 0.75]).tolist() for cause_id, given in shares.items()}
    return BeliefTally(
        mean={cause_id: sum(given) / len(given) for cause_id, given in shares.items()},
        half={cause_id: (low, high) for cause_id, (low, high) in quartiles.items()},
    )


def _sum(answers: Mapping[tuple[str, ...], int], judged: Mapping[tuple[str, ...], Judged | None], wanted: str) -> int:
    return sum(n for one, n in answers.items() if (found := judged[one]) and found.standing == wanted)
