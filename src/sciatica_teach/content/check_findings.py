"""Findings: rates that can be computed with, and safety questions that cost nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem, list_words
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.findings import Finding, Rate


def check_rates(draft: Draft) -> Iterator[Problem]:
    """A rate is a step or a low-mid-high in order, and a number comes from somewhere."""
    for finding in draft.findings:
        for path, found in find_records(finding.value):
            if isinstance(found, Rate):
                yield from _check_rate(finding, path, found)


def _check_rate(finding: Located[Finding], path: Path, rate: Rate) -> Iterator[Problem]:
    numbers = {"low": rate.low, "mid": rate.mid, "high": rate.high}
    left_out = [name for name, number in numbers.items() if number is None]
    if rate.step is not None:
        if len(left_out) < 3:
            yield finding.problem(path, "a rate has either a step or low, mid and high; remove one of the two")
    elif left_out:
        message = f"the rate lacks {list_words(left_out)}; give a step, or low, mid and high"
        yield finding.problem(path, message)
    elif not _is_rising(rate):
        message = f"low {rate.low:g}, mid {rate.mid:g}, high {rate.high:g} do not rise; put them in order"
        yield finding.problem(path, message)
    if rate.follows_from:
        message = "a rate that follows from others is worked out and never written; remove 'follows_from'"
        yield finding.problem((*path, "follows_from"), message)
    if not rate.sources and len(left_out) < 3:
        yield finding.problem(path, "numbers need a source; name it, or use a step of the scale instead")


def _is_rising(rate: Rate) -> bool:
    likelihood = rate.likelihood
    return likelihood.low <= likelihood.mid <= likelihood.high


def check_findings(draft: Draft) -> Iterator[Problem]:
    """What the kind of a finding promises is kept."""
    for finding in draft.findings:
        value = finding.value
        if value.kind in ("red-flag", "caution") and not value.safety:
            yield finding.problem(("safety",), f"a {value.kind} belongs to the safety screen; write safety: true")
        if value.safety and value.minutes > 0:
            yield finding.problem(("minutes",), "a safety question costs nothing; write minutes: 0")
        if value.kind == "caution" and value.differs:
            message = "a caution says nothing about the cause; write differs: {}"
            yield finding.problem(("differs",), message)
        if value.kind == "examination" and not value.how:
            yield finding.problem((), "an examination needs its steps; add them under the key 'how'")
