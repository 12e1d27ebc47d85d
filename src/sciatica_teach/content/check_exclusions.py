"""Findings that cannot be true together: nothing that we ship may hold two of them, and no alarm is one of them.

What is said to be impossible is refused when it is entered. A red flag must never be refused: a patient who finds a
position to lie in and yet says that nothing helps at night is sent, and only then asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import combinations
from typing import Any

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.findings import Finding

Pairs = frozenset[frozenset[str]]


def check_exclusions(draft: Draft) -> Iterator[Problem]:
    """A finding excludes others, each once; no patient and no rule has both of a pair, and no alarm is refused."""
    pairs = _find_pairs(draft)
    alarms = {finding.value.id for finding in draft.findings if _is_alarm(finding.value)}
    for finding in draft.findings:
        yield from _check_excluded(finding)
        yield from _check_no_alarm(finding, alarms)
    for setting in draft.settings:
        yield from _check_none_outside(setting, alarms)
    for case in draft.cases:
        present = [finding_id for finding_id, reveal in case.value.reveals.items() if reveal.value == "present"]
        yield from _check_apart(case, [(("reveals", each), each) for each in present], pairs)
    for task in draft.chain_tasks:
        present = [finding_id for finding_id, answer in task.value.findings.items() if answer == "present"]
        yield from _check_apart(task, [(("findings", each), each) for each in present], pairs)
    for vignette in draft.vignettes:
        yield from _check_apart(vignette, _number("present", vignette.value.present), pairs)
    for rule in draft.referral_rules:
        yield from _check_apart(rule, _number("all_of", rule.value.all_of), pairs)


def _find_pairs(draft: Draft) -> Pairs:
    """Every pair, whichever of the two names it; naming it on both sides is the same pair."""
    return frozenset(
        frozenset((finding.value.id, other))
        for finding in draft.findings for other in finding.value.excludes if other != finding.value.id
    )


def _check_excluded(finding: Located[Any]) -> Iterator[Problem]:
    excluded = finding.value.excludes
    for index, other in enumerate(excluded):
        if other == finding.value.id:
            yield finding.problem(("excludes", index), f"'{other}' cannot exclude itself; remove it")
        elif other in excluded[:index]:
            yield finding.problem(("excludes", index), f"'{other}' stands here twice; remove one")


def _is_alarm(finding: Finding) -> bool:
    return finding.kind == "red-flag" or bool(finding.refer)


def _check_no_alarm(finding: Located[Finding], alarms: Set[str]) -> Iterator[Problem]:
    for index, other in enumerate(finding.value.excludes):
        alarm = next((one for one in (finding.value.id, other) if one in alarms), "")
        if alarm and other != finding.value.id:
            message = f"'{alarm}' is a red flag or demands a referral, and must never be refused; remove '{other}'"
            yield finding.problem(("excludes", index), message)


def _check_none_outside(setting: Located[Setting], alarms: Set[str]) -> Iterator[Problem]:
    for index, other in enumerate(setting.value.outside):
        if other in alarms:
            message = f"'{other}' is a red flag or demands a referral, and must never be refused; remove it"
            yield setting.problem(("outside", index), message)


def _number(key: str, finding_ids: Sequence[str]) -> list[tuple[Path, str]]:
    return [((key, index), finding_id) for index, finding_id in enumerate(finding_ids)]


def _check_apart(located: Located[Any], present: Sequence[tuple[Path, str]], pairs: Pairs) -> Iterator[Problem]:
    for (_, first), (path, second) in combinations(present, 2):
        if frozenset((first, second)) in pairs:
            yield located.problem(path, f"'{first}' and '{second}' cannot both be present; remove one of them")
