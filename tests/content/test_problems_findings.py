"""Problems of findings: a valid finding is broken in one place, and exactly that place is named."""

from __future__ import annotations

import pytest
from content_breaks import CASE, DRILL, FINDINGS, RULES, SETTING, Break, assert_named_at_its_place
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

RATES = {
    "step and numbers": Break(
        FINDINGS, "low: 0.4", "step: half\n        low: 0.4", "findings[3].differs.lumbar-disc",
        "either a step or low, mid and high", "lumbar-disc:"),
    "neither": Break(
        FINDINGS, "{step: uncommon, mark: estimate, reason: A", "{mark: estimate, reason: A",
        "findings[2].background", "the rate lacks 'low', 'mid' and 'high'"),
    "one number missing": Break(
        FINDINGS, "        mid: 0.5\n", "", "findings[3].differs.lumbar-disc", "the rate lacks 'mid'", "lumbar-disc:"),
    "not rising": Break(
        FINDINGS, "low: 0.4", "low: 0.55", "findings[3].differs.lumbar-disc", "do not rise", "lumbar-disc:"),
    "numbers from nowhere": Break(
        FINDINGS, "        mark: measured\n        sources: [example-2020]\n", "        mark: estimate\n",
        "findings[3].differs.lumbar-disc", "numbers need a source", "lumbar-disc:"),
    "red flag outside the screen": Break(
        FINDINGS, "safety: true", "safety: false", "findings[0].safety", "safety screen"),
    "safety question that costs": Break(FINDINGS, "minutes: 0", "minutes: 1", "findings[0].minutes", "costs nothing"),
    "caution that argues": Break(
        FINDINGS, "differs: {}\n  - id: age",
        "differs: {other: {step: half, mark: estimate, reason: No.}}\n  - id: age", "findings[1].differs",
        "a caution says nothing about the cause", "differs: {other"),
    "examination without steps": Break(
        FINDINGS, "kind: symptom", "kind: examination", "findings[3]", "an examination needs its steps",
        "id: worse-sitting"),
}

ACCURACY = {
    "interval upside down": Break(
        FINDINGS, "{mid: 0.7, low: 0.6, high: 0.8}", "{mid: 0.7, low: 0.8, high: 0.6}",
        "findings[4].accuracy[0].sensitivity", "low 0.8, mid 0.7, high 0.6 do not rise"),
    "middle outside its interval": Break(
        FINDINGS, "{mid: 0.7, low", "{mid: 0.9, low", "findings[4].accuracy[0].sensitivity", "mid 0.9, high 0.8"),
    "one end of an interval": Break(
        FINDINGS, "{mid: 0.6}", "{mid: 0.6, low: 0.5}", "findings[4].accuracy[0].specificity",
        "an interval has two ends"),
    "the other end": Break(
        FINDINGS, "{mid: 0.6}", "{mid: 0.6, high: 0.7}", "findings[4].accuracy[0].specificity",
        "an interval has two ends"),
    "share in percent": Break(
        FINDINGS, "{mid: 0.6}", "{mid: 60}", "findings[4].accuracy[0].specificity",
        "the specificity is a share between 0 and 1; write 40 % as 0.4"),
    "interval of a share above 1": Break(
        FINDINGS, "low: 0.6, high: 0.8}", "low: 0.6, high: 1.2}", "findings[4].accuracy[0].sensitivity",
        "the sensitivity is a share"),
    "ratio below 0": Break(
        FINDINGS, "positive: {mid: 1.3}", "positive: {mid: -1.3}", "findings[4].accuracy[1].positive.mid",
        "-1.3 is too small"),
    "study without a number": Break(
        FINDINGS, "        positive: {mid: 1.3}\n", "", "findings[4].accuracy[1]", "a study without a number",
        "study: What is handed on"),
    "study of our own": Break(
        FINDINGS, "{mid: 1.3}\n        mark: taught", "{mid: 1.3}\n        mark: estimate",
        "findings[4].accuracy[1].mark", "'estimate' is for numbers of our own", "positive: {mid: 1.3}", 1),
    "measured in what nobody read": Break(
        FINDINGS, "{mid: 1.3}\n        mark: taught", "{mid: 1.3}\n        mark: measured",
        "findings[4].accuracy[1].mark", "'measured' may not rest on sources that nobody read",
        "positive: {mid: 1.3}", 1),
}

EXCLUSIONS = {
    "itself": Break(
        FINDINGS, "excludes: [worse-sitting]", "excludes: [no-pain-seated]", "findings[5].excludes[0]",
        "'no-pain-seated' cannot exclude itself"),
    "named twice": Break(
        FINDINGS, "excludes: [worse-sitting]", "excludes: [worse-sitting, worse-sitting]", "findings[5].excludes[1]",
        "'worse-sitting' stands here twice"),
    "nothing that exists": Break(
        FINDINGS, "excludes: [worse-sitting]", "excludes: [worse-siting]", "findings[5].excludes[0]",
        "there is no finding called 'worse-siting'. Did you mean 'worse-sitting'?"),
    "a red flag": Break(
        FINDINGS, "excludes: [worse-sitting]", "excludes: [worse-sitting, saddle-numbness]", "findings[5].excludes[1]",
        "'saddle-numbness' is a red flag or demands a referral, and must never be refused"),
    "something, named by a red flag": Break(
        FINDINGS, "refer: emergency", "excludes: [no-pain-seated]", "findings[0].excludes[0]",
        "'saddle-numbness' is a red flag or demands a referral, and must never be refused; remove 'no-pain-seated'"),
    "what demands a referral": Break(
        FINDINGS, "id: worse-sitting", "id: worse-sitting\n    refer: urgent", "findings[5].excludes[0]",
        "'worse-sitting' is a red flag or demands a referral, and must never be refused", "excludes: [worse-sitting]"),
    "a red flag, by a setting": Break(
        SETTING, "counted: [age-over-65]", "counted: [age-over-65]\noutside: [saddle-numbness]", "outside[0]",
        "'saddle-numbness' is a red flag or demands a referral, and must never be refused", "outside: [saddle"),
    "a patient with both": Break(
        CASE, "  no-pain-seated:\n    value: absent", "  no-pain-seated:\n    value: present",
        "reveals.no-pain-seated", "'worse-sitting' and 'no-pain-seated' cannot both be present; remove one of them"),
    "a vignette with both": Break(
        DRILL, "present: [worse-sitting]", "present: [worse-sitting, no-pain-seated]", "vignettes[0].present[1]",
        "'worse-sitting' and 'no-pain-seated' cannot both be present"),
    "a rule that nobody can meet": Break(
        RULES, "all_of: [age-over-65, ", "all_of: [no-pain-seated, worse-sitting, ", "rules[0].all_of[1]",
        "'no-pain-seated' and 'worse-sitting' cannot both be present"),
}

BREAKS = {**RATES, **ACCURACY, **EXCLUSIONS}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    assert_named_at_its_place(examples, change)


def test_a_pair_may_be_named_on_both_sides(examples: ExampleContent) -> None:
    examples.edit(FINDINGS, "id: worse-sitting", "id: worse-sitting\n    excludes: [no-pain-seated]")

    assert check_content([examples.folder]).problems == ()


def test_a_pair_named_on_both_sides_is_one_problem(examples: ExampleContent) -> None:
    examples.edit(FINDINGS, "id: worse-sitting", "id: worse-sitting\n    excludes: [no-pain-seated]")
    examples.edit(DRILL, "present: [worse-sitting]", "present: [worse-sitting, no-pain-seated]")

    (problem,) = check_content([examples.folder]).problems

    assert problem.path == "vignettes[0].present[1]"


@pytest.mark.parametrize("value", ["absent", "unknown"])
def test_what_is_not_present_contradicts_nobody(examples: ExampleContent, value: str) -> None:
    examples.edit(CASE, "    first: {value: unknown, words: I could not say., until: [straight-leg-raise]}\n", "")
    examples.edit(CASE, "  no-pain-seated:\n    value: absent", f"  no-pain-seated:\n    value: {value}")

    assert check_content([examples.folder]).problems == ()


def test_a_ratio_may_be_any_size(examples: ExampleContent) -> None:
    examples.edit(FINDINGS, "positive: {mid: 1.3}", "positive: {mid: 13, low: 1.9, high: 95}")

    assert check_content([examples.folder]).problems == ()
