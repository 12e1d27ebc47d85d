"""Script concordance: what does this finding do to that hypothesis? Keyed by the likelihood ratio, not by a panel.

The key is 0 (next to nothing) where the decimal logarithm of the ratio is below 0.3 in size, that is between 1/2 and 2;
1 up to 0.7, that is up to 5; 2 above; with its sign. A ratio of 2.4 has the logarithm 0.38 and the key +1.

An answer x to a key k has the credit 1 - |x - k| / 2, but -0.5 where it goes the wrong way: 1 for the key, 0.5 one step
off, 0 two steps off on the same side, -0.5 for "likelier" where the finding speaks against.

The middle is safe: whoever never commits is never far off. In a bank with 10 % of keys at 0 and as many keys of 2 as of
1, half of them either way, one answer given throughout has the mean credit

    0          0.10 * 1 + 0.45 * 0.5                                          = 0.325
    +1 or -1   0.10 * 0.5 + 0.225 * 1 + 0.225 * 0.5 - 0.45 * 0.5              = 0.1625
    +2 or -2   0.225 * 1 + 0.225 * 0.5 - 0.45 * 0.5                           = 0.1125

so what is earned is (credit - 0.325) / 0.675: 1 for the key, 0.26 one step off, -0.48 two steps off, -1.22 the wrong
way. Then always answering 0 earns 0 over such a bank, every other habit and blind guessing less, and so does leaving
the question open. The mark is not kept from falling below 0: if it were, always answering 0 would earn
0.10 + 0.45 * 0.26 = 0.22 of the marks for nothing.

One direction kept throughout begins to pay when more than 64 % of the keys other than 0 point that way; `habit_means`
tells of any bank what each habit earns in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import Final, get_args

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.choosing import require_ids
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import Script, ScriptItem

ANSWERS: Final[tuple[Script, ...]] = get_args(Script)
"""From much less likely to much likelier."""

NEXT_TO_NOTHING: Final = 0.3
MUCH: Final = 0.7
"""Decimal logarithms of the ratio: below the first the key is 0, from the second it is 2."""

HABIT: Final = 0.325
"""Mean credit of the best constant answer, which is 0, over a bank keyed as the content rules ask."""

RANGES: Final[dict[Script, str]] = {
    "-2": "of 1/5 or less", "-1": "from 1/5 to 1/2", "0": "from 1/2 to 2", "1": "from 2 to 5", "2": "of 5 or more",
}
RULE: Final = (
    "By distance from the likelihood ratio: the right step earns the mark, one step off a quarter. "
    "Two steps off costs half a mark and the wrong direction more than one, so that always answering the same earns "
    "nothing."
)


def grade_script(item: ScriptItem, submission: Submission) -> Grade:
    """Grade one of five answers; what is earned may be below 0. Raises `UnknownId` or `BadSubmission`."""
    chosen = require_ids("answer", submission, ANSWERS)
    if len(chosen) > 1:
        raise BadSubmission("Only one answer can be chosen here. Choose one.")
    key = find_key(item.ratio)
    marks = {answer: mark_answer(int(answer), key) for answer in ANSWERS}
    verdicts = tuple(
        Verdict(criterion=answer, right=int(answer) == key, chosen=answer in chosen, feedback=_tell(answer, mark))
        for answer, mark in marks.items()
    )
    return Grade(earned=sum(marks[one] for one in ANSWERS if one in chosen), possible=1.0, verdicts=verdicts, rule=RULE)


def find_key(ratio: float) -> int:
    """The right answer, -2 to 2, for a likelihood ratio. Raises ValueError for a ratio that is not above 0."""
    size = abs(log10(ratio))
    step = 0 if size < NEXT_TO_NOTHING else 1 if size < MUCH else 2
    return step if ratio > 1 else -step


def mark_answer(answer: int, key: int) -> float:
    """What an answer earns under a key, both -2 to 2: from 1 down to -1.22."""
    credit = -0.5 if answer * key < 0 else 1 - abs(answer - key) / 2
    return (credit - HABIT) / (1 - HABIT)


def habit_means(items: Sequence[ScriptItem]) -> dict[Script, float]:
    """What giving the same answer to all of these items earns on average, for each answer.

    None should be above 0; if one is, the keys of the bank lean to one side. Empty without items.
    """
    keys = [find_key(item.ratio) for item in items]
    if not keys:
        return {}
    return {answer: sum(mark_answer(int(answer), key) for key in keys) / len(keys) for answer in ANSWERS}


def _tell(answer: Script, mark: float) -> str:
    earns = "earns the full mark" if mark == 1 else f"{'earns' if mark > 0 else 'costs'} {abs(mark):.2g}"
    return f"Fits a likelihood ratio {RANGES[answer]}. Here it {earns}."
