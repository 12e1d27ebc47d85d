"""Must-refer rules: that each says more than its findings say alone, and that no case decides against one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.referral import ReferralRule

Findings = Mapping[str, Finding]


def check_referral_rules(draft: Draft) -> Iterator[Problem]:
    """A rule joins different findings, and is faster than each of them alone."""
    findings = index_findings(draft)
    for rule in draft.referral_rules:
        yield from _check_distinct(rule)
        yield from _check_faster(rule, findings)


def index_findings(draft: Draft) -> Findings:
    """Id -> finding."""
    return {finding.value.id: finding.value for finding in draft.findings}


def _check_distinct(rule: Located[ReferralRule]) -> Iterator[Problem]:
    for index, finding_id in enumerate(rule.value.all_of):
        if finding_id in rule.value.all_of[:index]:
            yield rule.problem(("all_of", index), f"'{finding_id}' stands here twice; remove one")


def _check_faster(rule: Located[ReferralRule], findings: Findings) -> Iterator[Problem]:
    for finding_id in dict.fromkeys(rule.value.all_of):
        alone = findings[finding_id].refer if finding_id in findings else ""
        if alone and URGENCIES.index(rule.value.refer) <= URGENCIES.index(alone):
            message = f"'{finding_id}' demands '{alone}' by itself, so the rule adds nothing"
            yield rule.problem(("refer",), f"{message}; remove the rule or let it demand more")


def check_referred_cases(draft: Draft) -> Iterator[Problem]:
    """What is present in a case and demands a referral allows no slower decision."""
    findings = index_findings(draft)
    rules = [rule.value for rule in draft.referral_rules]
    for case in draft.cases:
        answers = {finding_id: reveal.value for finding_id, reveal in case.value.reveals.items()}
        for demanded, reason in find_demands(answers, findings, rules):
            yield from _check_decision(case, demanded, reason)


def find_demands(
    answers: Mapping[str, Answer], findings: Findings, rules: list[ReferralRule]
) -> Iterator[tuple[Urgency, str]]:
    """The referrals that what is present demands, each with its reason in words."""
    for finding_id, value in answers.items():
        finding = findings.get(finding_id)
        if value == "present" and finding and finding.refer:
            yield finding.refer, f"'{finding_id}' is present and demands '{finding.refer}'"
    for rule in rules:
        if rule.is_met(answers):
            yield rule.refer, f"{list_words(rule.all_of)} are present and together demand '{rule.refer}'"


def _check_decision(case: Located[Case], demanded: Urgency, reason: str) -> Iterator[Problem]:
    for index, urgency in enumerate(case.value.decision.right):
        if URGENCIES.index(urgency) < URGENCIES.index(demanded):
            message = f"'{urgency}' cannot be right: {reason}; change one of the two"
            yield case.problem(("decision", "right", index), message)
