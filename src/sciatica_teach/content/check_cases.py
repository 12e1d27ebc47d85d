"""Cases: that each can be played to its end, and that its key does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.findings import Finding

Findings = Mapping[str, Finding]


def check_cases(draft: Draft) -> Iterator[Problem]:
    """Every rule for every case."""
    findings = {finding.value.id: finding.value for finding in draft.findings}
    settings = {setting.value.id: setting.value for setting in draft.settings}
    for case in draft.cases:
        yield from _check_truth(case, settings)
        yield from _check_setting(case, settings)
        yield from _check_given(case, settings, findings)
        yield from _check_asked(case, findings)
        yield from _check_decision(case)
        yield from _check_plan(case)


def _check_truth(case: Located[Case], settings: Mapping[str, Setting]) -> Iterator[Problem]:
    setting = settings.get(case.value.setting)
    if setting and setting.prior.get(case.value.truth) == 0:
        message = f"'{case.value.truth}' has the share 0 in '{setting.id}', so no evidence can ever lead there"
        yield case.problem(("truth",), f"{message}; choose another setting or give it a share")


def _check_setting(case: Located[Case], settings: Mapping[str, Setting]) -> Iterator[Problem]:
    setting = settings.get(case.value.setting)
    for finding_id, reveal in case.value.reveals.items():
        if setting and reveal.value == "present" and finding_id in setting.outside:
            message = f"nobody in '{setting.id}' can have '{finding_id}'; remove it, or choose another setting"
            yield case.problem(("reveals", finding_id), message)


def _check_given(
    case: Located[Case], settings: Mapping[str, Setting], findings: Findings
) -> Iterator[Problem]:
    """What counts as evidence before the first question may not be absent by oversight."""
    setting = settings.get(case.value.setting)
    for finding in findings.values():
        named = finding.id in case.value.reveals
        if setting and finding.given and not named and finding.id not in setting.counted:
            message = f"'{finding.id}' is known without asking, and nothing is said of it; say whether it is present"
            yield case.problem(("reveals",), message)


def _check_asked(case: Located[Case], findings: Findings) -> Iterator[Problem]:
    for key in ("must_ask", "key_findings"):
        wanted: tuple[str, ...] = getattr(case.value, key)
        for index, finding_id in enumerate(wanted):
            finding = findings.get(finding_id)
            if finding_id in wanted[:index]:
                yield case.problem((key, index), f"'{finding_id}' stands here twice; remove one")
            if finding and finding.given:
                message = f"'{finding_id}' is known without asking; name it among the reveals only"
                yield case.problem((key, index), message)
            elif finding and key == "must_ask" and not finding.safety:
                message = f"'{finding_id}' is no safety finding; move it to key_findings, or mark it safety: true"
                yield case.problem((key, index), message)


def _check_decision(case: Located[Case]) -> Iterator[Problem]:
    decision = case.value.decision
    if both := [urgency for urgency in decision.right if urgency in decision.unsafe]:
        message = f"{list_words(both)} cannot be right and unsafe at once; remove it from one of the lists"
        yield case.problem(("decision", "unsafe"), message)


def _check_plan(case: Located[Case]) -> Iterator[Problem]:
    classes = {action.action_class for action in case.value.plan}
    for needed in ("critical", "harmful"):
        if needed not in classes:
            message = f"no action is {needed}; a plan can be judged only with at least one"
            yield case.problem(("plan",), message)
