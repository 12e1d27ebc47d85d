"""JSON Schemas for editors: they accept what the check accepts, and know every key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from example_content import ExampleContent
from jsonschema import Draft202012Validator

from sciatica_teach.content.reading import read_document
from sciatica_teach.content.schemas import export_schemas


@pytest.fixture
def validators(tmp_path: Path) -> dict[str, Draft202012Validator]:
    """By place: "findings", "losses"."""
    schemas = {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
               for path in export_schemas(tmp_path / "schemas")}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    return {name: Draft202012Validator(schema) for name, schema in schemas.items()}


def errors_of(examples: ExampleContent, validators: dict[str, Draft202012Validator], name: str) -> list[str]:
    document, _ = read_document(examples.path(name), name)
    place = name.partition("/")[0].removesuffix(".yaml")
    return [error.message for error in validators[place].iter_errors(document.value)]


def test_every_example_is_valid_under_its_schema(
    examples: ExampleContent, validators: dict[str, Draft202012Validator]
) -> None:
    names = [path.relative_to(examples.folder).as_posix() for path in examples.folder.rglob("*.yaml")]

    assert {name: errors_of(examples, validators, name) for name in names} == {name: [] for name in names}
    assert {name.partition("/")[0].removesuffix(".yaml") for name in names} == validators.keys()


@pytest.mark.parametrize(("name", "old", "new"), [
    ("causes/other.yaml", "urgency:", "urgncy:"),
    ("findings/first-look.yaml", "kind: caution", "kind: warning"),
    ("findings/first-look.yaml", "high: 0.6", "high: 60"),
    ("items/first-steps.yaml", "tolerance: 10", "tolerance: wide"),
    ("referral.yaml", "[age-over-65, straight-leg-raise]", "[age-over-65]"),
    ("nerves/small-tree.yaml", "kind: root", "kind: stem"),
    ("muscles/calf.yaml", "{L5: 0.3,", "{L6: 0.3,"),
    ("variants.yaml", "tibial: below", "tibial: beside"),
    ("courses/leg-nerves.yaml", "radius_mm: 3.6", "radius_mm: 0"),
    ("objectives.yaml", "lesson: symptoms", "lesson: dancing"),
])
def test_an_editor_marks_what_the_check_would_refuse(
    examples: ExampleContent, validators: dict[str, Draft202012Validator], name: str, old: str, new: str
) -> None:
    examples.edit(name, old, new)

    assert errors_of(examples, validators, name)
