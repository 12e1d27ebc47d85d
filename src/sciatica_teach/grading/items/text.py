"""A typed word or a few: small slips of the pen are forgiven, except where they could mean something else.

Both sides are first brought into one form: lower case, no articles, hyphens and punctuation as blanks, "GB 30" as
"gb30". Equal is right. Otherwise the answer is compared word by word with each accepted one, and a word may have one
slip (a letter missing, added, wrong, or two swapped) from five letters on, and two from nine on, two in all. Words with
a digit, which are roots, levels and points, and words of fewer than five letters must be exact.

A slip is forgiven only when it is clear what was meant: the answer must be nearer to the accepted text than to any that
the author calls mistaken, and no word may be as near to a lookalike of the accepted one (`lookalikes`). For "adduction"
"aduction" is refused: it is one letter from "abduction" too. "adducton" is one letter from "adduction" and two from
"abduction", and is right.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.lookalikes import swap_lookalikes
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import TextItem
from sciatica_teach.model.items.wording import normalise

CRITERION: Final = "answer"
"""The one thing that is judged."""

LONGEST: Final = 200
"""Characters; whoever writes more has not answered with a name."""

FORGIVEN: Final = 2
"""Slips in an answer of several words."""

RULE: Final = (
    "All or nothing: an accepted name earns the mark. Small slips of the pen are forgiven, unless they could mean "
    "something else; roots, levels and codes of points must be exact."
)


def grade_text(item: TextItem, submission: Submission) -> Grade:
    """Grade one typed text. Raises `BadSubmission` for several texts, and for one that no name can be."""
    typed = find_text(submission)
    right = bool(typed) and is_accepted(item, typed)
    verdict = Verdict(criterion=CRITERION, right=right, chosen=bool(typed), feedback=_feedback(item, typed, right))
    return Grade(earned=float(right), possible=1.0, verdicts=(verdict,), rule=RULE)


def find_text(submission: Submission) -> str:
    """The text submitted without blanks around it; nothing for a blank. Raises `BadSubmission`."""
    if len(submission.response) > 1:
        raise BadSubmission("Give one answer.")
    typed = "".join(submission.response).strip()
    if len(typed) > LONGEST:
        raise BadSubmission(f"This is longer than {LONGEST} characters. A name or a few words are enough.")
    if any(unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace() for sign in typed):
        raise BadSubmission("This contains signs that are no letters. Type the answer again.")
    return typed


def is_accepted(item: TextItem, typed: str) -> bool:
    """Whether a text is one of the accepted ones, or so near to one that nothing else can be meant."""
    given = normalise(typed)
    mistaken = min((_distance(given, normalise(one.text)) for one in item.mistaken), default=None)
    for text in map(normalise, item.accepted):
        is_meant = mistaken is None or _distance(given, text) < mistaken
        if is_meant and (given == text or is_slip(given, text)):
            return True
    return False


def is_slip(given: str, text: str) -> bool:
    """Whether one normalised text can only be a misspelling of the other."""
    words, wanted = given.split(), text.split()
    if len(words) != len(wanted):
        return not _has_digit(text) and "".join(words) == "".join(wanted)
    slips = [(word, want) for word, want in zip(words, wanted, strict=True) if word != want]
    return all(_is_word_slip(word, want) for word, want in slips) and (
        sum(_distance(word, want) for word, want in slips) <= FORGIVEN
    )


def _is_word_slip(word: str, want: str) -> bool:
    if len(want) < 5 or _has_digit(word) or _has_digit(want):
        return False
    slips = _distance(word, want)
    if slips > (1 if len(want) < 9 else 2):
        return False
    return all(_distance(word, other) > slips for other in swap_lookalikes(want))


def _has_digit(text: str) -> bool:
    return any(sign.isnumeric() for sign in text)


def _distance(one: str, other: str) -> int:
    """Letters missing, added or wrong, and neighbours swapped."""
    from rapidfuzz.distance import OSA  # a page without a typed answer need not load it

    return OSA.distance(one, other)


def _feedback(item: TextItem, typed: str, right: bool) -> str:
    if right:
        return item.feedback_right
    given = normalise(typed)
    foreseen = ((normalise(one.text), one.feedback) for one in item.mistaken)
    near = (feedback for text, feedback in foreseen if given and (given == text or is_slip(given, text)))
    return next(near, item.feedback_wrong)
