"""What single and multiple choice have in common: which options were chosen, and a verdict for each option."""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.model.grades import Submission, Verdict
from sciatica_teach.model.items import Option


def require_ids(kind: str, submission: Submission, known: Sequence[str]) -> tuple[str, ...]:
    """The ids submitted, each known and none twice. Raises `UnknownId` or `BadSubmission`."""
    for wanted in submission.response:
        if wanted not in known:
            raise UnknownId(kind, wanted, known)
    if len(set(submission.response)) < len(submission.response):
        raise BadSubmission(f"The same {kind} was given twice. Give each at most once.")
    return submission.response


def option_verdicts(options: Sequence[Option], chosen: Sequence[str]) -> tuple[Verdict, ...]:
    """One verdict per option, in the order of the content; `right` says whether the option is right."""
    return tuple(
        Verdict(criterion=option.id, right=option.right, chosen=option.id in chosen, feedback=option.feedback)
        for option in options
    )
