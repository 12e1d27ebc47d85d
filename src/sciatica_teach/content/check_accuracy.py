"""What studies say of a finding: numbers that can be numbers, and ours never among them."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.findings import Accuracy, Finding, Measure

_SHARES = ("sensitivity", "specificity")
_MEASURES = (*_SHARES, "positive", "negative")


def check_accuracies(draft: Draft) -> Iterator[Problem]:
    """A study brings a number, shares are shares, intervals hold their middle, and nothing in it is our own guess."""
    for finding in draft.findings:
        for path, found in find_records(finding.value):
            if isinstance(found, Accuracy):
                yield from _check_study(finding, path, found)


def _check_study(finding: Located[Finding], path: Path, study: Accuracy) -> Iterator[Problem]:
    measures: dict[str, Measure | None] = {name: getattr(study, name) for name in _MEASURES}
    if not any(measures.values()):
        yield finding.problem(path, "a study without a number says nothing here; give one, or tell it under 'facts'")
    if study.mark not in ("measured", "taught"):
        message = f"the mark '{study.mark}' is for numbers of our own; a study is measured, or taught if nobody read it"
        yield finding.problem((*path, "mark"), message)
    for name, measure in measures.items():
        if measure is not None:
            yield from _check_measure(finding, (*path, name), measure)


def _check_measure(finding: Located[Finding], path: Path, measure: Measure) -> Iterator[Problem]:
    ends = [end for end in (measure.low, measure.high) if end is not None]
    if len(ends) == 1:
        yield finding.problem(path, "an interval has two ends; give both low and high, or neither")
    elif ends and not ends[0] <= measure.mid <= ends[1]:
        message = f"low {ends[0]:g}, mid {measure.mid:g}, high {ends[1]:g} do not rise; put them in order"
        yield finding.problem(path, message)
    if path[-1] in _SHARES and max(measure.mid, *ends, 0.0) > 1:
        yield finding.problem(path, f"the {path[-1]} is a share between 0 and 1; write 40 % as 0.4")
