"""A valid knowledge base is broken in one place, and exactly that place has to be named."""

from __future__ import annotations

from typing import NamedTuple

from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

SOURCE, CAUSE, SETTING = "sources/example-2020.yaml", "causes/lumbar-disc.yaml", "settings/clinic.yaml"
FINDINGS, CASE, ITEMS = "findings/first-look.yaml", "cases/ann.yaml", "items/first-steps.yaml"
RULES = "referral.yaml"
CLAIMS, DRILL = "article.yaml", "vignettes/first.yaml"
NERVES, MUSCLES, COURSES = "nerves/small-tree.yaml", "muscles/calf.yaml", "courses/leg-nerves.yaml"
FIELDS, REFLEXES, VARIANTS = "skin-fields.yaml", "reflexes.yaml", "variants.yaml"
TECHNIQUE, POINTS, CAUTIONS = "techniques/needle-calf.yaml", "points/leg.yaml", "cautions/before-needling.yaml"
MECHANISMS, PROTOCOLS, DANGERS, PLACES = "mechanisms.yaml", "protocols.yaml", "dangers.yaml", "point-places.yaml"
TRIAL, TASK, SCHEDULES = "trials/small-trial.yaml", "chains/ann-again.yaml", "schedules.yaml"


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


def assert_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    """One problem at the path, on the line, in the words that `change` expects."""
    examples.edit(change.file, change.old, change.new)
    expected_line = examples.line(change.file, change.on or change.new.splitlines()[0]) + change.below

    found = [problem for problem in check_content([examples.folder]).problems if problem.path == change.path]

    assert len(found) == 1
    assert found[0].file == str(examples.path(change.file))
    assert found[0].line == expected_line
    assert change.words in found[0].message
    assert str(found[0]) == f"{found[0].file}:{expected_line}: {change.path} - {found[0].message}"


def assert_no_second_problem_elsewhere(examples: ExampleContent, change: Break) -> None:
    """Above all: a thing that is not valid is still known by its id, wherever it is mentioned."""
    examples.edit(change.file, change.old, change.new)

    problems = check_content([examples.folder]).problems

    # a misspelt key is unknown, and the right one is missing: two problems, one file
    assert {problem.file for problem in problems} == {str(examples.path(change.file))}
