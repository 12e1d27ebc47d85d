"""What a patient says when, and when the truth comes out.

Most answers are true at once. Some are not: somebody denies a bladder change until asked about wiping. Such a reveal
has a first answer that holds `until` one of some other questions was asked; from then on the true one comes, and where
the first had been given already, the patient puts it right unasked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sciatica_teach.model.cases import Case, Reveal
from sciatica_teach.model.findings import Answer, Finding


def true_reveal(case: Case, finding: Finding) -> Reveal:
    """What is so: the case's own words, else the finding's; not named in the case means absent."""
    told = case.reveals.get(finding.id, Reveal(value="absent"))
    if told.words:
        return told
    words = finding.says_present if told.value == "present" else finding.says_absent
    return Reveal(value=told.value, words=words, first=told.first)


def reveal_now(case: Case, finding: Finding, learnt: Collection[str]) -> Reveal:
    """What comes back on asking now; `learnt` holds the ids of all that was asked before."""
    told = true_reveal(case, finding)
    if told.first is None or not set(told.first.until).isdisjoint(learnt):
        return told
    return Reveal(value=told.first.value, words=told.first.words)


def reveal_of(case: Case, finding: Finding, value: Answer) -> Reveal:
    """What was said when this value came back: the first answer and the true one never have the same value."""
    told = true_reveal(case, finding)
    if told.first is not None and value == told.first.value:
        return Reveal(value=value, words=told.first.words)
    return told


def find_corrections(
    case: Case, known: Mapping[str, Answer], asked_now: Collection[str]
) -> Iterator[tuple[str, Answer]]:
    """Finding id and true value of what is put right because these were asked now; `known` is what had been said."""
    for finding_id, told in case.reveals.items():
        if told.first is None or known.get(finding_id) != told.first.value:
            continue
        if not set(told.first.until).isdisjoint(asked_now):
            yield finding_id, told.value
