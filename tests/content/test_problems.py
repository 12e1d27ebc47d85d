"""One row per kind of problem: a valid knowledge base is broken in one place, and exactly that place is named."""

from __future__ import annotations

import pytest
from content_breaks import (
    CASE,
    CAUSE,
    CLAIMS,
    COURSES,
    DRILL,
    FIELDS,
    FINDINGS,
    ITEMS,
    MUSCLES,
    NERVES,
    REFLEXES,
    RULES,
    SETTING,
    SOURCE,
    VARIANTS,
    Break,
    assert_named_at_its_place,
    assert_no_second_problem_elsewhere,
)
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

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
    "unknown region": Break(
        ITEMS, "[calf, sole, heel]", "[calf, soles, heel]", "items[9].places[1]", "Did you mean 'sole'?"),
    "near miss that is right": Break(
        ITEMS, "{place: lateral-leg,", "{place: heel,", "items[9].near[0].place", "'heel' is named twice"),
    "unknown structure": Break(
        ITEMS, "surface: body\n    places: [calf, sole, heel]\n    near:\n      - {place: lateral-leg,",
        "surface: scene\n    places: [tibial]\n    near:\n      - {place: tibail,", "items[9].near[0].place",
        "there is no nerve, muscle or structure called 'tibail'. Did you mean 'tibial'?", "{place: tibail,"),
    "structure in no picture": Break(
        ITEMS, "surface: body\n    places: [calf, sole, heel]", "surface: scene\n    places: [s1-root, tibial]",
        "items[9].places", "no picture shows 's1-root' and 'tibial' together", "places: [s1-root, tibial]"),
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
    "link without a right option": Break(
        ITEMS, "its muscles, right: true", "its muscles", "items[7].links[0].options",
        "0 options are right; a link has exactly one", "What is treated?", 1),
    "option twice in a link": Break(
        ITEMS, "{id: disc, text: The disc", "{id: root, text: The disc", "items[7].links[0].options[2].id",
        "'root' is used twice"),
    "harm that is no option": Break(
        ITEMS, "harmful: [root]", "harmful: [roots]", "items[7].links[0].harmful[0]",
        "no option 'roots'. Did you mean 'root'?"),
    "harm that nobody can choose": Break(
        ITEMS, "harmful: [groin]", "harmful: [groyn]", "items[1].harmful[0]",
        "can be answered by 'groyn'. Did you mean 'groin'?"),
    "harm that is the right order": Break(
        ITEMS, 'harmful: ["test:ask"]', 'harmful: ["ask:test"]', "items[2].harmful[0]", "right and harmful at once"),
    "harm that is a right option": Break(
        ITEMS, "harmful: [groin]", "harmful: [raise]", "items[1].harmful[0]", "right and harmful at once"),
    "harm that is right": Break(
        ITEMS, "harmful: [root]", "harmful: [segment]", "items[7].links[0].harmful[0]", "right and harmful at once"),
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

BREAKS = {**SHAPE, **IDS, **EVIDENCE, **SETTINGS, **REFERRAL, **CASES, **QUIZ, **ARTICLE, **VIGNETTES}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    assert_named_at_its_place(examples, change)


@pytest.mark.parametrize("change", [*SHAPE.values(), *EVIDENCE.values(), *QUIZ.values()],
                         ids=[*SHAPE, *EVIDENCE, *QUIZ])
def test_one_mistake_in_a_thing_raises_no_second_problem_elsewhere(examples: ExampleContent, change: Break) -> None:
    assert_no_second_problem_elsewhere(examples, change)


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
