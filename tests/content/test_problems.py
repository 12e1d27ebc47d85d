"""One row per kind of problem: a valid knowledge base is broken in one place, and exactly that place is named."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

SOURCE, CAUSE, SETTING = "sources/example-2020.yaml", "causes/lumbar-disc.yaml", "settings/clinic.yaml"
FINDINGS, CASE, ITEMS = "findings/first-look.yaml", "cases/ann.yaml", "items/first-steps.yaml"
RULES = "referral.yaml"
CLAIMS, DRILL = "article.yaml", "vignettes/first.yaml"
NERVES, MUSCLES, COURSES = "nerves/small-tree.yaml", "muscles/calf.yaml", "courses/leg-nerves.yaml"
FIELDS, REFLEXES, VARIANTS = "skin-fields.yaml", "reflexes.yaml", "variants.yaml"


class Break(NamedTuple):
    """Replace `old` by `new` in a file; the problem is at `path`, on the line with `on` (else with `new`)."""

    file: str
    old: str
    new: str
    path: str
    words: str
    on: str = ""
    below: int = 0
    """How many lines further down, where the line itself is written more than once."""


SHAPE = {
    "unknown key": Break(
        CAUSE, "urgency:", "urgncy:", "urgncy", "there is no key 'urgncy' here. Did you mean 'urgency'?"),
    "unknown key far from any": Break(SOURCE, "doi:", "qqq:", "qqq", "Known keys are 'caution', 'citation'"),
    "unknown key inside a list": Break(CASE, "why: Rest", "whi: Rest", "plan[1].whi", "Did you mean 'why'"),
    "missing key": Break(SOURCE, "says: Half", "caution2: Half", "says", "the key 'says' is missing; add it", "id:"),
    "missing key in an entry": Break(
        FINDINGS, "    topic: Person\n", "", "findings[2].topic", "the key 'topic' is missing", "- id: age-over-65"),
    "share above 1": Break(
        FINDINGS, "high: 0.6", "high: 60", "findings[3].differs.lumbar-disc.high",
        "60 is too large: it may be at most 1; a share lies between 0 and 1, so write 40 % as 0.4"),
    "share below 0": Break(
        SETTING, "other: 0.4", "other: -0.4", "prior.other", "-0.4 is too small: it must be at least 0"),
    "step of 0": Break(
        ITEMS, "tolerance: 10", "tolerance: 10\n    step: 0", "items[3].step", "must be more than 0", "step: 0"),
    "number in quotes": Break(
        SOURCE, "year: 2020", 'year: "2020"', "year", "'2020' stands where this belongs: a whole"),
    "yes for true": Break(FINDINGS, "given: true", "given: yes", "findings[2].given", "true or false, without quotes"),
    "text for a list": Break(
        CAUSE, "pain: [back-thigh, calf]", "pain: calf", "pain", "begin each entry with '- '"),
    "text for a mapping": Break(CAUSE, "review: {checked: 2026-11-22}", "review: soon", "review", "a mapping of keys"),
    "number for a text": Break(
        CAUSE, "short: Disc herniation", "short: 5", "short", "'5' stands where this belongs: a text"),
    "empty text": Break(CAUSE, "short: Disc herniation", 'short: " "', "short", "is empty; write a text"),
    "word not on the list": Break(CAUSE, "family: root", "family: rot", "family", "'rot' is none of 'root', 'canal'"),
    "unknown urgency in the losses": Break(
        "losses.yaml", "  same-day: {treat: 60", "  sameday: {treat: 60", "delay.sameday", "Did you mean 'same-day'?"),
    "too few entries": Break(
        CASE, "key_findings: [worse-sitting, straight-leg-raise]", "key_findings: []", "key_findings",
        "fewer entries than needed (0 of at least 1)"),
    "unknown item kind": Break(ITEMS, "kind: numeric", "kind: number", "items[3].kind", "'number' is none of 'single'"),
}

IDS = {
    "not kebab-case": Break(ITEMS, "id: disc-signs", "id: Disc_Signs", "items[1].id", "for example 'disc-signs'"),
    "inner id not kebab-case": Break(ITEMS, "{id: groin,", "{id: The groin,", "items[1].options[2].id", "'the-groin'"),
    "file name differs": Break(CASE, "id: ann", "id: anna", "id", "the id 'anna' and the file name 'ann' differ"),
    "duplicate in one file": Break(
        FINDINGS, "id: implanted-device", "id: saddle-numbness", "findings[1].id",
        "the finding 'saddle-numbness' exists already in", "name: Implanted", -1),
    "duplicate option": Break(
        ITEMS, "{id: groin,", "{id: raise,", "items[1].options[2].id", "'raise' is used twice", "Pain in the groin"),
    "duplicate action": Break(
        CASE, "id: deep-needle", "id: keep-moving", "plan[2].id", "'keep-moving' is used twice", "Needle the root"),
    "unknown source": Break(
        CAUSE, "[example-2020]", "[exmple-2020]", "story[0].sources[0]",
        "there is no source called 'exmple-2020'. Did you mean 'example-2020'?"),
    "unknown cause in a prior": Break(
        SETTING, "  other: 0.4", "  other: 0.4\n  gout: 0", "prior.gout", "there is no cause called 'gout'", "gout"),
    "unknown cause in rates": Break(
        FINDINGS, "lumbar-disc:\n", "lumbar-disk:\n", "findings[3].differs.lumbar-disk",
        "Did you mean 'lumbar-disc'?", "lumbar-disk"),
    "unknown setting": Break(CASE, "setting: clinic", "setting: clinik", "setting", "Did you mean 'clinic'?"),
    "unknown truth": Break(CASE, "truth: lumbar-disc", "truth: gout", "truth", "there is no cause called 'gout'"),
    "unknown reveal": Break(
        CASE, "  worse-sitting: {", "  worse-siting: {", "reveals.worse-siting",
        "there is no finding called 'worse-siting'. Did you mean 'worse-sitting'?"),
    "unknown finding in a rule": Break(
        RULES, "straight-leg-raise]", "straight-leg-rise]", "rules[0].all_of[1]",
        "there is no finding called 'straight-leg-rise'. Did you mean 'straight-leg-raise'?"),
    "unknown finding in a prior": Break(
        SETTING, "counted: [age-over-65]", "counted: [age-over-56]", "counted[0]", "Did you mean 'age-over-65'?"),
    "rule not kebab-case": Break(RULES, "id: older-", "id: Older_", "rules[0].id", "for example 'older-"),
    "unknown objective": Break(
        CASE, "[obj-red-flags]", "[obj-flags]", "objectives[0]", "Did you mean 'obj-red-flags'?"),
    "unknown misconception": Break(
        ITEMS, "mis-01", "mis-99", "items[0].misconception", "no misconception called 'mis-99'"),
}

EVIDENCE = {
    "claim": Break(
        CAUSE, "irritate the root., mark: taught, sources: [taught-example]", "irritate the root., mark: taught",
        "mechanism.mark", "the mark 'taught' needs a source"),
    "claim of a rule": Break(
        RULES, "mark: taught, sources: [taught-example]", "mark: taught", "rules[0].why.mark",
        "the mark 'taught' needs a source", "why:"),
    "review date of the rules": Break(RULES, "2026-11-22", "2026-13-01", "review.checked", "is no date"),
    "measured in nothing read": Break(
        CAUSE, "sources: [example-2020]", "sources: [taught-example]", "story[0].mark",
        "'measured' may not rest on sources that nobody read", "mark: measured"),
    "DOI with an address": Break(SOURCE, "10.1234/", "https://doi.org/10.1234/", "doi", "has no address in front"),
    "PMID": Break(SOURCE, "doi: 10.1234/example.2020", "pmid: PMC123", "pmid", "'PMC123' is no PMID"),
    "url": Break(SOURCE, "doi: 10.1234/example.2020", "url: www.example.org", "url", "it begins with https://"),
    "year": Break(SOURCE, "year: 2020", "year: 202", "year", "202 cannot be the year of a source"),
    "review date": Break(SETTING, "2026-11-22", "22.11.2026", "review.checked", "year-month-day"),
    "review date that does not exist": Break(SETTING, "2026-11-22", "2026-02-30", "review.checked", "is no date"),
    "review date of a group": Break(FINDINGS, "2026-11-22", "2026-13-01", "review.checked", "is no date"),
}

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

SETTINGS = {
    "sum": Break(SETTING, "other: 0.4", "other: 0.5", "prior", "the shares sum to 1.1", "prior:"),
    "cause left out": Break(
        SETTING, "  lumbar-disc: 0.6\n  other: 0.4", "  lumbar-disc: 1.0", "prior", "names no share for 'other'",
        "prior:"),
    "loss left out": Break(
        "losses.yaml", ", emergency: 4}", "}", "delay.treat", "of choosing 'emergency' is missing", "treat: {"),
    "negative loss": Break("losses.yaml", "routine: 90", "routine: -90", "delay.emergency.routine", "never -90"),
    "counted although it is asked": Break(
        SETTING, "counted: [age-over-65]", "counted: [worse-sitting]", "counted[0]",
        "'worse-sitting' is asked for, so its answer is news"),
    "negative wrong target": Break("losses.yaml", "target: 5", "target: -5", "wrong_target", "never -5"),
}

REFERRAL = {
    "rule of one finding": Break(
        RULES, "[age-over-65, straight-leg-raise]", "[age-over-65]", "rules[0].all_of", "(1 of at least 2)"),
    "finding twice": Break(
        RULES, "[age-over-65, straight-leg-raise]", "[age-over-65, age-over-65]", "rules[0].all_of[1]",
        "stands here twice"),
    "rule without haste": Break(RULES, "refer: urgent", "refer: treat", "rules[0].refer", "'treat' is none of"),
    "rule that adds nothing": Break(
        RULES, "all_of: [age-over-65, ", "all_of: [saddle-numbness, ", "rules[0].refer",
        "'saddle-numbness' demands 'emergency' by itself, so the rule adds nothing", "refer:"),
    "treating what demands a referral together": Break(
        CASE, "reveals:\n", "reveals:\n  age-over-65: {value: present}\n", "decision.right[0]",
        "'age-over-65' and 'straight-leg-raise' are present and together demand 'urgent'", "right: ["),
}

CASES = {
    "must ask no safety finding": Break(
        CASE, "must_ask: [saddle-numbness]", "must_ask: [worse-sitting]", "must_ask[0]",
        "'worse-sitting' is no safety finding"),
    "asking for what is given": Break(
        CASE, "key_findings: [worse-sitting,", "key_findings: [age-over-65,", "key_findings[0]",
        "known without asking"),
    "key finding twice": Break(
        CASE, "key_findings: [worse-sitting,", "key_findings: [straight-leg-raise,", "key_findings[1]",
        "stands here twice"),
    "right and unsafe": Break(
        CASE, "unsafe: [emergency]", "unsafe: [treat]", "decision.unsafe", "right and unsafe at once"),
    "treating a must-refer": Break(
        CASE, "reveals:\n", "reveals:\n  saddle-numbness: {value: present}\n", "decision.right[0]",
        "'saddle-numbness' is present and demands 'emergency'", "right: ["),
    "nothing critical": Break(CASE, "class: critical", "class: neutral", "plan", "no action is critical", "plan:"),
    "nothing harmful": Break(CASE, "class: harmful", "class: neutral", "plan", "no action is harmful", "plan:"),
}

QUIZ = {
    "two right": Break(
        ITEMS, "morning, feedback", "morning, right: true, feedback", "items[0].options",
        "2 options are right; a single choice has exactly one", "options:"),
    "none right": Break(
        ITEMS, "right: true, feedback: It may", "feedback: It may", "items[0].options", "0 options are right",
        "options:"),
    "all right": Break(
        ITEMS, "the groin, feedback", "the groin, right: true, feedback", "items[1].options",
        "at least one right and one wrong option", "What speaks for a disc?", 1),
    "all of the above": Break(
        ITEMS, "Pain in the groin", "All of the above", "items[1].options[2].text",
        "'All of the above' tests logic and not knowledge"),
    "none of these": Break(
        ITEMS, "Pain on sitting", "None of these", "items[0].options[2].text", "'None of these' tests"),
    "answer outside the field": Break(
        ITEMS, "answer: 50", "answer: 500", "items[3].answer", "the field accepts 0 to 100"),
    "field upside down": Break(
        ITEMS, "answer: 50", "answer: 50\n    low: 200", "items[3].low", "low 200 is not below high 100", "low: 200"),
    "feedback upside down": Break(
        ITEMS, "{low: 90, high: 101", "{low: 90, high: 80", "items[3].near[0]", "low 90 is not below"),
}

ANATOMY_IDS = {
    "nerve that comes from nowhere": Break(
        NERVES, "comes_from: [sciatic]", "comes_from: [sciatica]", "nerves[3].comes_from[0]",
        "there is no nerve called 'sciatica'. Did you mean 'sciatic'?"),
    "supply of a muscle": Break(
        MUSCLES, "nerve: tibial", "nerve: tibia", "muscles[0].supply[0].nerve", "Did you mean 'tibial'?"),
    "supply of a field": Break(
        FIELDS, "nerve: tibial", "nerve: plantar", "fields[0].supply[0].nerve", "there is no nerve called 'plantar'"),
    "supply of a reflex": Break(
        REFLEXES, "nerve: tibial", "nerve: tibal", "reflexes[0].supply[0].nerve", "there is no nerve called 'tibal'"),
    "muscle of a reflex": Break(
        REFLEXES, "muscle: gastrocnemius", "muscle: gastrocnemus", "reflexes[0].muscle",
        "there is no muscle called 'gastrocnemus'. Did you mean 'gastrocnemius'?"),
    "structure of a course": Break(
        COURSES, "structure: tibial", "structure: tibia", "courses[0].structure", "there is no nerve called 'tibia'"),
    "variant of a course": Break(
        COURSES, "variant: b", "variant: q", "courses[1].variant", "there is no nerve variant called 'q'"),
    "structure of a belly": Break(
        "bellies/leg-muscles.yaml", "structure: gastrocnemius", "structure: soleus", "bellies[0].structure",
        "there is no muscle called 'soleus'"),
    "bone of a landmark": Break(
        "landmarks.yaml", "structure: fibula", "structure: fibla", "landmarks[0].structure",
        "there is no structure called 'fibla'. Did you mean 'fibula'?"),
    "what a needle can meet": Break(
        "corridors.yaml", "at_risk: [tibial, fibula]", "at_risk: [tibial, artery]", "corridors[0].at_risk[1]",
        "there is no nerve, muscle or structure called 'artery'"),
}

NERVOUS_TREE = {
    "root with something before it": Break(
        NERVES, "carries: [S1]", "carries: [S1]\n    comes_from: [l5-root]", "nerves[1].comes_from",
        "a root has nothing before it", "comes_from: [l5-root]"),
    "root of two roots": Break(
        NERVES, "carries: [L5]", "carries: [L5, S1]", "nerves[0].carries", "a root carries its own fibres"),
    "root of another name": Break(
        NERVES, "carries: [S1]", "carries: [S2]", "nerves[1].id", "the root of S2 is called 's2-root'", "id: s1-root"),
    "nerve without a beginning": Break(
        NERVES, "    comes_from: [sciatic]\n", "", "nerves[3].comes_from", "a nerve comes from other segments",
        "id: tibial"),
    "named twice": Break(
        NERVES, "[l5-root, s1-root]", "[l5-root, s1-root, l5-root]", "nerves[2].comes_from[2]",
        "'l5-root' stands here twice"),
    "carried twice": Break(
        NERVES, "carries: [L5, S1]", "carries: [L5, S1, L5]", "nerves[2].carries[2]", "'L5' stands here twice"),
    "fibres out of nothing": Break(
        NERVES, "carries: [L5, S1]", "carries: [L5, S1, S2]", "nerves[2].carries[2]",
        "S2 cannot arrive here: it is not carried by 'l5-root' or 's1-root'; add it there, or remove it here"),
    "circle": Break(
        NERVES, "[l5-root, s1-root]", "[l5-root, s1-root, tibial]", "nerves[2].comes_from",
        "fibres run in a circle: 'sciatic' comes from 'tibial' comes from 'sciatic'; remove one"),
    "circle of one": Break(
        NERVES, "comes_from: [sciatic]", "comes_from: [sciatic, tibial]", "nerves[3].comes_from",
        "'tibial' comes from 'tibial'"),
    "no supply": Break(
        MUSCLES, "    supply:\n      - nerve: tibial\n        shares: {L5: 0.3, S1: 0.7}\n", "    supply: []\n",
        "muscles[0].supply", "fewer entries than needed (0 of at least 1)", "supply: []"),
    "no supply at all": Break(
        FIELDS, "    supply:\n      - nerve: tibial\n        shares: {L5: 0.6, S1: 0.4}\n", "", "fields[0].supply",
        "the key 'supply' is missing", "- id: medial-sole"),
    "shares of a muscle": Break(
        MUSCLES, "S1: 0.7}", "S1: 0.6}", "muscles[0].supply",
        "the shares of 'gastrocnemius' sum to 0.9; change them so that all together sum to 1", "supply:"),
    "shares of a field": Break(
        FIELDS, "S1: 0.4}", "S1: 0.40001}", "fields[0].supply",
        "the shares of 'medial-sole' sum to 1.00001", "supply:"),
    "shares of a reflex": Break(
        REFLEXES, "S1: 1.0", "S1: 0.8", "reflexes[0].supply", "the shares of 'ankle-jerk' sum to 0.8", "supply:"),
    "unknown root": Break(
        MUSCLES, "{L5: 0.3,", "{L6: 0.3,", "muscles[0].supply[0].shares.L6", "'L6' is none of 'L2'", "L6"),
    "root that the nerve does not carry": Break(
        FIELDS, "{L5: 0.6,", "{S2: 0.6,", "fields[0].supply[0].shares.S2",
        "'tibial' does not carry S2, only 'L5' and 'S1'; give the share to another root", "S2"),
    "nerve twice": Break(
        MUSCLES, "shares: {L5: 0.3, S1: 0.7}", "shares: {L5: 0.3}\n      - nerve: tibial\n        shares: {S1: 0.7}",
        "muscles[0].supply[1].nerve", "'tibial' stands here twice; put its shares together", "shares: {L5: 0.3}", 1),
    "nerve without a root": Break(
        MUSCLES, "    basis:", "      - nerve: sciatic\n        shares: {}\n    basis:", "muscles[0].supply[1].shares",
        "'sciatic' brings no root", "shares: {}"),
    "reflex past its muscle": Break(
        REFLEXES, "nerve: tibial", "nerve: sciatic", "reflexes[0].supply[0].nerve",
        "'sciatic' does not reach 'gastrocnemius', so this muscle cannot answer through it; name one of 'tibial'"),
}

NERVE_VARIANTS = {
    "divided by nothing": Break(
        VARIANTS, "fibular: through", "fibular: below", "variants[0].divided",
        "both parts pass below piriformis, so the muscle does not divide them", "divided:"),
    "undivided two ways": Break(
        VARIANTS, "divided: true", "divided: false", "variants[0].divided", "so the nerve is divided; write true"),
    "passage": Break(VARIANTS, "tibial: below", "tibial: beside", "variants[0].tibial", "is none of 'below'"),
    "share above 100": Break(
        VARIANTS, "percent: 10,", "percent: 110,", "variants[0].counts[0].percent", "110 is too large"),
    "outside its interval": Break(
        VARIANTS, "low: 5,", "low: 12,", "variants[0].counts[0].percent", "10 % is not between 12 and 18"),
    "one end of an interval": Break(
        VARIANTS, "low: 5, ", "", "variants[0].counts[0].high", "an interval has two ends", "study: Example"),
    "the other end": Break(
        VARIANTS, ", high: 18", "", "variants[0].counts[0].low", "an interval has two ends", "study: Example"),
    "more than there were": Break(
        VARIANTS, "found: 10,", "found: 101,", "variants[0].counts[0].found", "101 cannot be found in 100 limbs"),
    "less than none": Break(
        VARIANTS, "found: 10,", "found: -1,", "variants[0].counts[0].found", "-1 cannot be found in 100 limbs"),
    "of how many": Break(VARIANTS, ", of: 100", "", "variants[0].counts[0].found", "10 of how many?", "study: Example"),
    "of nobody": Break(VARIANTS, "of: 100", "of: 0", "variants[0].counts[0].of", "nothing was looked at in 0 limbs"),
    "not that share": Break(
        VARIANTS, "found: 10,", "found: 12,", "variants[0].counts[0].percent", "12 of 100 is 12.0 %, not 10 %"),
    "source of a count": Break(
        VARIANTS, "sources: [example-2020]", "sources: [example-2021]", "variants[0].counts[0].sources[0]",
        "there is no source called 'example-2021'"),
}

ARTICLE = {
    "judgement": Break(CLAIMS, "right: [doubt]", "right: [no]", "claims[0].right[0]", "'no' is none of 'agree'"),
    "judgement twice": Break(
        CLAIMS, "right: [doubt]", "right: [doubt, doubt]", "claims[0].right[1]", "'doubt' stands here twice"),
    "unsafe and agreed": Break(
        CLAIMS, "right: [doubt]", "unsafe: true\n    right: [agree]", "claims[0].right[0]",
        "whoever agrees with a claim that is unsafe as worded cannot be right; remove 'agree'", "right: [agree]"),
    "source of a claim": Break(
        CLAIMS, "mark: measured, sources: [example-2020]", "mark: measured, sources: [example-2021]",
        "claims[0].evidence[0].sources[0]", "there is no source called 'example-2021'"),
}

VIGNETTES = {
    "setting": Break(
        DRILL, "setting: clinic", "setting: clinics", "vignettes[0].setting", "no setting called 'clinics'"),
    "finding of a vignette": Break(
        DRILL, "present: [worse-sitting]", "present: [worse-siting]", "vignettes[0].present[0]",
        "there is no finding called 'worse-siting'. Did you mean 'worse-sitting'?"),
    "both there and not": Break(
        DRILL, "absent: [saddle-numbness]", "absent: [saddle-numbness, worse-sitting]", "vignettes[0].absent[1]",
        "'worse-sitting' stands under present or absent already"),
    "there twice": Break(
        DRILL, "present: [worse-sitting]", "present: [worse-sitting, worse-sitting]", "vignettes[0].present[1]",
        "'worse-sitting' stands under present or absent already"),
    "slower than the rule": Break(
        DRILL, "present: [worse-sitting]\n    absent: [saddle-numbness]\n    right: treat",
        "present: [saddle-numbness]\n    right: same-day", "vignettes[0].right",
        "'same-day' cannot be right: 'saddle-numbness' is present and demands 'emergency', which is 'now'",
        "right: same-day"),
    "slower than a rule for two": Break(
        DRILL, "present: [worse-sitting]", "present: [age-over-65, straight-leg-raise]", "vignettes[0].right",
        "together demand 'urgent', which is 'letter'", "right: treat"),
}

BREAKS = {**SHAPE, **IDS, **EVIDENCE, **RATES, **SETTINGS, **REFERRAL, **CASES, **QUIZ, **ANATOMY_IDS,
          **NERVOUS_TREE, **NERVE_VARIANTS, **ARTICLE, **VIGNETTES}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    examples.edit(change.file, change.old, change.new)
    expected_line = examples.line(change.file, change.on or change.new.splitlines()[0]) + change.below

    found = [problem for problem in check_content([examples.folder]).problems if problem.path == change.path]

    assert len(found) == 1
    assert found[0].file == str(examples.path(change.file))
    assert found[0].line == expected_line
    assert change.words in found[0].message
    assert str(found[0]) == f"{found[0].file}:{expected_line}: {change.path} - {found[0].message}"


@pytest.mark.parametrize("change", [*SHAPE.values(), *EVIDENCE.values(), *QUIZ.values(), *NERVOUS_TREE.values()],
                         ids=[*SHAPE, *EVIDENCE, *QUIZ, *NERVOUS_TREE])
def test_one_mistake_in_a_thing_raises_no_second_problem_elsewhere(examples: ExampleContent, change: Break) -> None:
    """Above all: a thing that is not valid is still known by its id, wherever it is mentioned."""
    examples.edit(change.file, change.old, change.new)

    problems = check_content([examples.folder]).problems

    # a misspelt key is unknown, and the right one is missing: two problems, one file
    assert {problem.file for problem in problems} == {str(examples.path(change.file))}


@pytest.mark.parametrize("name", [
    SOURCE, CAUSE, SETTING, FINDINGS, CASE, ITEMS, RULES, "objectives.yaml", "misconceptions.yaml", "losses.yaml",
    "causes/other.yaml", NERVES, MUSCLES, COURSES, FIELDS, REFLEXES, VARIANTS, "bellies/leg-muscles.yaml",
    "structures.yaml", "landmarks.yaml", "corridors.yaml", CLAIMS, DRILL,
])
def test_a_file_that_is_no_yaml_raises_no_second_problem_elsewhere(examples: ExampleContent, name: str) -> None:
    examples.write(name, "id: x\n[\n")

    (problem,) = check_content([examples.folder]).problems

    assert problem.file == str(examples.path(name))
    assert "this is not valid YAML" in problem.message


def test_the_unbroken_examples_have_no_problem(examples: ExampleContent) -> None:
    assert check_content([examples.folder]).problems == ()


def test_all_problems_of_all_files_are_found_at_once_in_the_order_of_the_files(examples: ExampleContent) -> None:
    examples.edit(CAUSE, "family: root", "family: rot")
    examples.edit(CASE, "truth: lumbar-disc", "truth: gout")
    examples.edit(ITEMS, "answer: 50", "answer: 500")
    examples.write("settings/clinic.yaml", "id: [")

    problems = check_content([examples.folder]).problems

    broken = {str(examples.path(name)) for name in (CAUSE, CASE, ITEMS, SETTING)}
    assert {problem.file for problem in problems} == broken
    assert list(problems) == sorted(problems)


def test_the_same_id_in_two_files_names_the_other_file(examples: ExampleContent) -> None:
    first = examples.path(ITEMS).read_text()
    examples.write("items/second-steps.yaml", first.replace("id: first-steps", "id: second-steps"))

    problems = check_content([examples.folder]).problems

    repeated = examples.line(ITEMS, "id: disc-signs")
    assert [problem.line for problem in problems if "disc-signs" in problem.message] == [repeated]
    assert any(f"exists already in {examples.path(ITEMS)}:{repeated};" in problem.message for problem in problems)


def test_a_cause_that_no_setting_allows_is_a_problem_and_so_is_a_case_about_it(examples: ExampleContent) -> None:
    examples.edit(SETTING, "lumbar-disc: 0.6\n  other: 0.4", "lumbar-disc: 0\n  other: 1.0")

    by_file = {problem.file: problem for problem in check_content([examples.folder]).problems}

    assert "can never be the answer" in by_file[str(examples.path(CAUSE))].message
    assert "so no evidence can ever lead there" in by_file[str(examples.path(CASE))].message
    assert by_file[str(examples.path(CASE))].path == "truth"


@pytest.mark.parametrize(("name", "words"), [
    ("causes/other.yaml", "the cause 'other' (everything that is not listed) is missing"),
    ("losses.yaml", "the loss table is missing"),
    ("settings/clinic.yaml", "there is no setting"),
])
def test_a_file_that_has_to_be_there(examples: ExampleContent, name: str, words: str) -> None:
    examples.path(name).unlink()

    assert any(words in problem.message for problem in check_content([examples.folder]).problems)


@pytest.mark.parametrize(("name", "words"), [
    ("causes/gout.yml", "content files end in .yaml"),
    ("cause/gout.yaml", "no content is read from here"),
    ("causes/rare/gout.yaml", "no content is read from here"),
    ("loss.yaml", "no content is read from here"),
])
def test_a_file_in_the_wrong_place_is_not_passed_over(examples: ExampleContent, name: str, words: str) -> None:
    examples.write(name, "id: gout")

    (problem,) = check_content([examples.folder]).problems

    assert (problem.file, problem.line) == (str(examples.path(name)), 1)
    assert words in problem.message


def test_muscles_without_any_nerve(examples: ExampleContent) -> None:
    examples.path(NERVES).unlink()

    problems = check_content([examples.folder]).problems

    (missing,) = [problem for problem in problems if "no nerve that reaches them" in problem.message]
    assert missing.file == str(examples.path("nerves"))


def test_a_circle_of_three_is_told_once(examples: ExampleContent) -> None:
    examples.edit(NERVES, "[l5-root, s1-root]", "[l5-root, s1-root, plantar]")
    text = examples.path(NERVES).read_text()
    tibial = text[text.index("  - id: tibial"):]
    plantar = tibial.replace("id: tibial", "id: plantar").replace("comes_from: [sciatic]", "comes_from: [tibial]")
    examples.write(NERVES, text + plantar)

    (problem,) = check_content([examples.folder]).problems

    assert "'sciatic' comes from 'plantar' comes from 'tibial' comes from 'sciatic'" in problem.message


def test_what_an_invalid_nerve_carries_is_not_guessed(examples: ExampleContent) -> None:
    examples.edit(NERVES, "carries: [L5, S1]", "carries: [L9]")

    (problem,) = check_content([examples.folder]).problems

    assert problem.path == "nerves[2].carries[0]"


def test_shares_need_not_sum_exactly(examples: ExampleContent) -> None:
    examples.edit(MUSCLES, "{L5: 0.3, S1: 0.7}", "{L5: 0.3000001, S1: 0.7000001}")

    assert check_content([examples.folder]).problems == ()


def test_a_printed_share_may_be_rounded(examples: ExampleContent) -> None:
    examples.edit(VARIANTS, "percent: 10,", "percent: 9.6,")

    assert check_content([examples.folder]).problems == ()


def test_content_without_any_anatomy_is_content_all_the_same(examples: ExampleContent) -> None:
    for name in (NERVES, MUSCLES, COURSES, FIELDS, REFLEXES, VARIANTS, "bellies/leg-muscles.yaml", "structures.yaml",
                 "landmarks.yaml", "corridors.yaml"):
        examples.path(name).unlink()

    assert check_content([examples.folder]).problems == ()


def test_a_present_finding_may_be_referred_faster_than_it_demands(examples: ExampleContent) -> None:
    examples.edit(FINDINGS, "refer: emergency", "refer: urgent")
    examples.edit(CASE, "reveals:\n", "reveals:\n  saddle-numbness: {value: present}\n")
    examples.edit(CASE, "right: [treat]\n  unsafe: [emergency]", "right: [same-day, urgent]\n  unsafe: [treat]")

    assert check_content([examples.folder]).problems == ()


def test_a_must_refer_finding_that_is_absent_demands_nothing(examples: ExampleContent) -> None:
    examples.edit(CASE, "reveals:\n", "reveals:\n  saddle-numbness: {value: absent}\n")

    assert check_content([examples.folder]).problems == ()


def test_a_case_may_be_referred_as_fast_as_a_rule_demands(examples: ExampleContent) -> None:
    examples.edit(CASE, "reveals:\n", "reveals:\n  age-over-65: {value: present}\n")
    examples.edit(CASE, "right: [treat]\n  unsafe: [emergency]", "right: [same-day, urgent]\n  unsafe: [treat]")

    assert check_content([examples.folder]).problems == ()


def test_a_vignette_may_be_referred_faster_than_its_findings_demand(examples: ExampleContent) -> None:
    examples.edit(DRILL, "right: treat", "right: now")

    assert check_content([examples.folder]).problems == ()


def test_a_vignette_has_nothing_that_its_setting_cannot_have(examples: ExampleContent) -> None:
    examples.edit(SETTING, "basis:", "outside: [worse-sitting]\nbasis:")

    found = [problem for problem in check_content([examples.folder]).problems if "vignettes" in problem.path]

    assert [problem.path for problem in found] == ["vignettes[0].present[0]"]
    assert "nobody in 'clinic' can have 'worse-sitting'" in found[0].message


def test_a_vignette_has_nothing_that_contradicts_itself(examples: ExampleContent) -> None:
    examples.edit(FINDINGS, "id: straight-leg-raise", "id: straight-leg-raise\n    excludes: [worse-sitting]")
    examples.edit(DRILL, "present: [worse-sitting]", "present: [worse-sitting, straight-leg-raise]")

    found = [problem for problem in check_content([examples.folder]).problems if "vignettes" in problem.path]

    assert [problem.path for problem in found] == ["vignettes[0].present[1]"]
    assert "'straight-leg-raise' and 'worse-sitting' cannot be present together" in found[0].message


def test_content_without_any_rule_is_content_all_the_same(examples: ExampleContent) -> None:
    examples.path(RULES).unlink()

    assert check_content([examples.folder]).problems == ()


def test_notices_are_no_problems(examples: ExampleContent) -> None:
    examples.edit(CASE, "truth: lumbar-disc", "truth: other")
    examples.edit(SOURCE, "doi: 10.1234/example.2020\n", "")

    checked = check_content([examples.folder])

    assert checked.problems == ()
    assert [(notice.file, notice.path) for notice in checked.notices] == [
        (str(examples.path(CAUSE)), "id"), (str(examples.path(SOURCE)), "id")]
