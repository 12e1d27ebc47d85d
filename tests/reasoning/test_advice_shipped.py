"""The advice on the shipped content: the laws once more, every cause and technique with every caution and pair of them,
and the twelve teaching patients."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from tables import print_tables

from sciatica_teach.model.advice import Advice, AdvicePatient, Reason, Verdict
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import STANDINGS, Technique
from sciatica_teach.reasoning.advice import advise

SNAPSHOT = Path(__file__).parent / "snapshots" / "verdicts.txt"
ELECTRIC = re.compile(r"electro-?acupuncture|\bEA\b|electrical stimulation|current through", re.IGNORECASE)
NEEDLES = {"manual-local", "manual-distal", "manual-contralateral", "hand-points", "electro-low-back", "dry-gluteal",
           "dry-low-back"}


def ask(kb: KnowledgeBase, cause_id: str, *flags: str) -> Advice:
    return advise(kb, cause_id, AdvicePatient(flags=flags, observed={}))


def ranks(advice: Advice) -> list[int]:
    """How good every treatment and point is; referral is left out, since a caution may ask for it."""
    return [STANDINGS.index(verdict.standing) for verdict in (*advice.techniques, *advice.points)
            if verdict.id != "referral"]


def test_the_tables_are_those_that_were_read(kb: KnowledgeBase) -> None:
    """After a change that is meant: python tools/tables.py > tests/reasoning/snapshots/verdicts.txt"""
    assert "\n".join(print_tables(kb)) + "\n" == SNAPSHOT.read_text(encoding="utf-8")


def test_no_caution_and_no_pair_improves_anything(kb: KnowledgeBase) -> None:
    flags = [caution.id for caution in kb.treatment.cautions]
    for cause in kb.causes:
        plain = ranks(ask(kb, cause.id))
        alone = {flag: ranks(ask(kb, cause.id, flag)) for flag in flags}
        for flag in flags:
            assert all(with_one <= without for with_one, without in zip(alone[flag], plain, strict=True))
        for first, second in combinations(flags, 2):
            stricter = [min(pair) for pair in zip(alone[first], alone[second], strict=True)]
            both = ranks(ask(kb, cause.id, first, second))
            assert all(found <= limit for found, limit in zip(both, stricter, strict=True)), (cause.id, first, second)


def test_an_emergency_cause_gets_referral_only_whatever_the_flags(kb: KnowledgeBase) -> None:
    for cause in kb.causes:
        for flag in [(), *((caution.id,) for caution in kb.treatment.cautions)]:
            if cause.urgency == "emergency":
                advice = ask(kb, cause.id, *flag)
                assert advice.get_technique("referral").standing == "preferred"
                assert set(ranks(advice)) == {0}


def test_no_current_with_a_pacemaker_whatever_else(kb: KnowledgeBase) -> None:
    electric = [one for one in kb.treatment.techniques if "current" in one.hazards]
    assert [one.id for one in electric] == ["electro-low-back"]
    flags = [caution.id for caution in kb.treatment.cautions]
    for cause in kb.causes:
        for other in flags:
            advice = ask(kb, cause.id, "pacemaker", other)
            assert {advice.get_technique(one.id).standing for one in electric} == {"contraindicated"}


def test_no_plan_in_the_content_puts_a_current_into_somebody_with_a_device(kb: KnowledgeBase) -> None:
    offered = 0
    for case in kb.cases:
        has_device = case.reveals.get("implanted-device")
        for action in case.plan:
            if has_device and has_device.value == "present" and ELECTRIC.search(action.text):
                offered += 1
                assert action.action_class == "harmful", (case.id, action.id)
    for task in kb.treatment.chain_tasks:
        if "pacemaker" in task.flags or task.findings.get("implanted-device") == "present":
            advice = advise(kb, task.truth, AdvicePatient(flags=task.flags, observed=task.findings))
            offered += 1
            assert advice.get_technique("electro-low-back").standing == "contraindicated", task.id
    assert offered, "no teaching patient has a device, so nothing was held to anything"


def test_students_do_not_needle_in_pregnancy(kb: KnowledgeBase) -> None:
    for cause in kb.causes:
        for flag in ("pregnancy", "pregnancy-first-trimester", "pregnancy-later"):
            advice = ask(kb, cause.id, flag)
            assert {advice.get_technique(one).standing for one in NEEDLES} == {"contraindicated"}
            assert {verdict.standing for verdict in advice.points} == {"contraindicated"}


def test_every_reason_has_a_source_or_says_that_it_is_ours(kb: KnowledgeBase) -> None:
    def is_grounded(reason: Reason) -> bool:
        return bool(reason.sources) or reason.mark in ("opinion", "estimate")

    for cause in kb.causes:
        for flag in [(), *((caution.id,) for caution in kb.treatment.cautions)]:
            advice = ask(kb, cause.id, *flag)
            verdicts: list[Verdict] = [*advice.techniques, *advice.points]
            assert all(verdict.reasons for verdict in verdicts)
            assert all(is_grounded(reason) for verdict in verdicts for reason in verdict.reasons)
            assert all(is_grounded(reason) for reason in advice.refer_reasons)


def test_whoever_has_to_be_sent_is_told_so_first(kb: KnowledgeBase) -> None:
    for cause in kb.causes:
        if URGENCIES.index(cause.urgency) >= URGENCIES.index("same-day"):
            for verdict in ask(kb, cause.id).techniques:
                assert verdict.reasons[0].kind in ("refer-first", "cause"), (cause.id, verdict.id)


def test_the_article_is_quoted_with_its_critique_and_decides_nothing(kb: KnowledgeBase) -> None:
    quoted = [
        reason for cause in kb.causes for verdict in ask(kb, cause.id).techniques for reason in verdict.reasons
        if reason.kind == "article"
    ]
    assert {reason.of for reason in quoted} == {rule.id for rule in kb.treatment.article_rules}
    assert {reason.limit for reason in quoted} == {None}
    for rule in kb.treatment.article_rules:
        assert {reason.text for reason in quoted if reason.of == rule.id} == {rule.rule.text, rule.critique.text}


def test_no_point_is_taught_deeper_than_it_is_printed(kb: KnowledgeBase) -> None:
    for point in kb.treatment.points:
        assert 0 < point.depth.student_cun <= point.depth.high_cun, point.id


TWELVE: dict[str, tuple[Urgency, set[str], set[str]]] = {
    "ilir": ("treat", {"manual-local", "electro-low-back", "education-exercise"}, set()),
    "bettina": ("treat", {"manual-local", "education-exercise"}, set()),
    "osvaldo": ("routine", {"education-exercise", "manual-local", "referral"}, set()),
    "henk": ("routine", {"referral", "education-exercise"}, {"manual-distal", "moxibustion", "cupping"}),
    "noor": ("routine", {"referral", "education-exercise"}, set()),
    "carmel": ("treat", {"education-exercise", "manual-local"}, set()),
    "yewande": ("routine", {"referral", "education-exercise"}, NEEDLES),
    "sanna": ("treat", {"education-exercise", "dry-gluteal", "manual-local"}, set()),
    "farid": ("emergency", {"referral"}, NEEDLES | {"education-exercise"}),
    "margit": ("same-day", {"referral"}, NEEDLES),
    "dale": ("emergency", {"referral"}, NEEDLES | {"education-exercise"}),
    "xiulan": ("same-day", {"referral"}, NEEDLES),
}
"""Teaching patient -> the slowest referral, what must be possible, what must be forbidden."""


@pytest.mark.parametrize("task_id", TWELVE)
def test_the_twelve_patients(kb: KnowledgeBase, task_id: str) -> None:
    refer, possible, forbidden = TWELVE[task_id]
    task = kb.treatment.get_chain_task(task_id)
    advice = advise(kb, task.truth, AdvicePatient(flags=task.flags, observed=task.findings))
    assert URGENCIES.index(advice.refer) >= URGENCIES.index(refer)
    techniques: dict[str, Technique] = dict(kb.treatment.technique_by_id)
    for technique_id in techniques:
        standing = advice.get_technique(technique_id).standing
        if technique_id in possible:
            assert standing in ("acceptable", "preferred"), technique_id
        if technique_id in forbidden:
            assert standing == "contraindicated", technique_id
