"""Vignettes of the drill: that a patient could be so, and that no key is slower than the must-refer rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sciatica_teach.content.check_referral import Findings, find_demands, index_findings
from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.drill import DISPOSAL_OF, DISPOSALS, Vignette
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.referral import ReferralRule


def check_vignettes(draft: Draft) -> Iterator[Problem]:
    """Every rule for every vignette."""
    findings = index_findings(draft)
    rules = [rule.value for rule in draft.referral_rules]
    settings = {setting.value.id: setting.value for setting in draft.settings}
    for vignette in draft.vignettes:
        yield from _check_told_once(vignette)
        yield from _check_setting(vignette, settings)
        yield from _check_key(vignette, findings, rules)


def _check_told_once(vignette: Located[Vignette]) -> Iterator[Problem]:
    told = (*vignette.value.present, *vignette.value.absent)
    places = [("present", index) for index in range(len(vignette.value.present))]
    places += [("absent", index) for index in range(len(vignette.value.absent))]
    for number, (finding_id, place) in enumerate(zip(told, places, strict=True)):
        if finding_id in told[:number]:
            yield vignette.problem(place, f"'{finding_id}' stands under present or absent already; remove one")


def _check_setting(vignette: Located[Vignette], settings: Mapping[str, Setting]) -> Iterator[Problem]:
    setting = settings.get(vignette.value.setting)
    for index, finding_id in enumerate(vignette.value.present):
        if setting and finding_id in setting.outside:
            message = f"nobody in '{setting.id}' can have '{finding_id}'"
            yield vignette.problem(("present", index), f"{message}; choose another setting, or remove it")


def _check_key(vignette: Located[Vignette], findings: Findings, rules: list[ReferralRule]) -> Iterator[Problem]:
    answers: dict[str, Answer] = dict.fromkeys(vignette.value.present, "present")
    right = vignette.value.right
    for demanded, reason in find_demands(answers, findings, rules):
        slowest = DISPOSAL_OF[demanded]
        if DISPOSALS.index(right) > DISPOSALS.index(slowest):
            message = f"'{right}' cannot be right: {reason}, which is '{slowest}'; change one of the two"
            yield vignette.problem(("right",), message)
