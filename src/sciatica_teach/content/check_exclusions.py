"""Findings that cannot be true together: nothing that we ship may hold two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem

Pairs = frozenset[frozenset[str]]


def check_exclusions(draft: Draft) -> Iterator[Problem]:
    """A finding excludes others, each once, and no patient and no rule has both of a pair."""
    pairs = _find_pairs(draft)
    for finding in draft.findings:
        yield from _check_excluded(finding)
    for case in draft.cases:
        present = [finding_id for finding_id, reveal in case.value.reveals.items() if reveal.value == "present"]
        yield from _check_apart(case, [(("reveals", each), each) for each in present], pairs)
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


def _number(key: str, finding_ids: Sequence[str]) -> list[tuple[Path, str]]:
    return [((key, index), finding_id) for index, finding_id in enumerate(finding_ids)]


def _check_apart(located: Located[Any], present: Sequence[tuple[Path, str]], pairs: Pairs) -> Iterator[Problem]:
    for (_, first), (path, second) in combinations(present, 2):
        if frozenset((first, second)) in pairs:
            yield located.problem(path, f"'{first}' and '{second}' cannot both be present; remove one of them")
