"""Causes, the settings that fix their priors, and what delay costs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, list_words, suggest
from sciatica_teach.model.causes import NO_MAP, OTHER, URGENCIES, Cause, Setting
from sciatica_teach.model.knowledge import LossTable

_ROUNDING = 1e-6
"""How far the sum of a prior may be from 1: sums of decimals are not exact."""


def check_causes(draft: Draft) -> Iterator[Problem]:
    """There is an "other", and every cause can be somebody's trouble in some setting."""
    if OTHER not in draft.known("cause") and "cause" not in draft.unread:
        message = f"the cause '{OTHER}' (everything that is not listed) is missing; write it"
        yield draft.missing(f"causes/{OTHER}.yaml", message)
    if len(draft.settings) < len(draft.known("setting")) or "setting" in draft.unread:
        return  # a setting that is not valid may be the one that allows it
    possible = {cause for setting in draft.settings for cause, share in setting.value.prior.items() if share > 0}
    for cause in draft.causes:
        if cause.value.id not in possible:
            message = f"no setting gives '{cause.value.id}' a share above 0, so it can never be the answer; give it one"
            yield cause.problem(("id",), message)


def check_parts(draft: Draft) -> Iterator[Problem]:
    """A composite has two or more simple causes as parts, and is not less urgent than any of them."""
    simple = {cause.value.id: cause.value for cause in draft.causes if not cause.value.parts}
    for cause in draft.causes:
        parts = cause.value.parts
        if len(parts) == 1:
            message = "a composite has two or more parts; add one, or remove 'parts'"
            yield cause.problem(("parts",), message)
        for index, part in enumerate(parts):
            if message := _find_fault(draft, cause.value, index, simple):
                yield cause.problem(("parts", index), message)
            elif part in simple and URGENCIES.index(simple[part].urgency) > URGENCIES.index(cause.value.urgency):
                message = f"its part '{part}' is '{simple[part].urgency}', so it is at least that; change it"
                yield cause.problem(("urgency",), message)


def _find_fault(draft: Draft, cause: Cause, index: int, simple: Mapping[str, Cause]) -> str:
    """What is wrong with one part, or nothing; of a cause that is not valid nobody knows."""
    part, known = cause.parts[index], draft.known("cause")
    if part not in known:
        return "" if "cause" in draft.unread else f"there is no cause called '{part}'.{suggest(part, known)}"
    if part in cause.parts[:index]:
        return f"'{part}' stands here twice; remove one"
    if part == OTHER or part == cause.id:
        return f"'{part}' cannot be a part; name causes of their own"
    is_composite = any(one.value.id == part and one.value.parts for one in draft.causes)
    return f"'{part}' has parts itself; name those instead" if is_composite and part not in simple else ""


def check_pain_maps(draft: Draft) -> Iterator[Problem]:
    """Where a cause is said to hurt, somebody marks it; only a composite leaves its map to its parts."""
    named = {cause.value.id: cause.value for cause in draft.causes}
    for cause in draft.causes:
        value = cause.value
        if value.pain_map == NO_MAP and not value.parts:
            yield cause.problem((), "the pain map is missing; add it under the key 'pain_map'")
            continue
        drawn_by = [value] if value.pain_map != NO_MAP else [named[part] for part in value.parts if part in named]
        for index, region in enumerate(value.pain):
            if not any(one.pain_map.shares.get(region) for one in drawn_by):
                message = f"'{region}' is named as painful, but pain_map gives it no share; give it one, or remove it"
                yield cause.problem(("pain", index), message)


def check_settings(draft: Draft) -> Iterator[Problem]:
    """Each prior names every cause, its shares sum to 1, and what it already holds was known before any question."""
    if not draft.known("setting") and "setting" not in draft.unread:
        yield draft.missing("settings", "there is no setting; at least one is needed, since it fixes the prior")
    asked = {finding.value.id for finding in draft.findings if not finding.value.given}
    for setting in draft.settings:
        prior = setting.value.prior
        if left_out := sorted(draft.known("cause") - prior.keys()):
            message = f"names no share for {list_words(left_out)}; name every cause, if need be with 0"
            yield setting.problem(("prior",), message)
        total = math.fsum(prior.values())
        if abs(total - 1) > _ROUNDING:
            yield setting.problem(("prior",), f"the shares sum to {total:.6g}; change them so that they sum to 1")
        yield from _check_counted(setting, asked)


def _check_counted(setting: Located[Setting], asked: set[str]) -> Iterator[Problem]:
    for index, finding_id in enumerate(setting.value.counted):
        if finding_id in asked:
            message = f"'{finding_id}' is asked for, so its answer is news and no prior holds it"
            yield setting.problem(("counted", index), f"{message}; remove it, or mark the finding given: true")


def check_losses(draft: Draft) -> Iterator[Problem]:
    """There is one loss table, and it answers for every pair of urgencies."""
    if "losses.yaml" not in draft.files:
        yield draft.missing("losses.yaml", "the loss table is missing; write it")
    for table in draft.losses:
        yield from _check_table(table)


def _check_table(table: Located[LossTable]) -> Iterator[Problem]:
    delay = table.value.delay
    for needed in URGENCIES:
        row = delay.get(needed, {})
        if left_out := [chosen for chosen in URGENCIES if chosen not in row]:
            message = f"for a cause that needs '{needed}', the loss of choosing {list_words(left_out)} is missing"
            yield table.problem(("delay", needed), f"{message}; add it")
        for chosen, loss in row.items():
            if loss < 0:
                yield table.problem(("delay", needed, chosen), f"a loss is 0 or more, never {loss:g}")
    if table.value.wrong_target < 0:
        yield table.problem(("wrong_target",), f"a loss is 0 or more, never {table.value.wrong_target:g}")


def find_unplayed_causes(draft: Draft) -> Iterator[Problem]:
    """Notices: causes that no case teaches yet."""
    played = {case.value.truth for case in draft.cases}
    for cause in draft.causes:
        if cause.value.id not in played | {OTHER}:
            yield cause.problem(("id",), f"no case has '{cause.value.id}' as its truth yet")
