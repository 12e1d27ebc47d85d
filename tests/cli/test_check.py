"""`sciatica-teach check` and `sciatica-teach schemas`, as a teacher types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from example_content import ExampleContent

from sciatica_teach.cli import group
from sciatica_teach.content.shapes import FILES, FOLDERS

COUNTS = {
    "sources", "causes", "findings", "cases", "items", "settings", "item_sets", "objectives", "misconceptions",
    "open_questions", "referral_rules", "nerves", "muscles", "skin_fields", "reflexes",
    "nerve_variants", "structures", "courses", "bellies", "landmarks", "needle_corridors",
    "article_claims", "terms", "vignettes", "techniques", "targets", "mechanisms", "points", "point_places",
    "protocols", "patterns", "cautions", "dangers", "article_rules", "trials", "schedules",
    "chain_tasks", "room_plans",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


@pytest.mark.usefixtures("shipped")
def test_good_content() -> None:
    result = run("check")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "sources 3, causes 2, settings 1, findings 6, referral rules 1, cases 1, open questions 1, item sets 1, "
        "items 13, objectives 1, misconceptions 1, article claims 1, terms 2, vignettes 1, nerves 4, muscles 1, "
        "skin fields 1, reflexes 1, nerve variants 1, structures 1, courses 2, bellies 1, landmarks 1, "
        "needle corridors 1, techniques 1, targets 2, mechanisms 1, points 1, point places 1, protocols 1, patterns 1, "
        "cautions 3, dangers 1, article rules 1, trials 1, schedules 1, chain tasks 1, room plans 1: no problem"]


def test_every_problem_is_printed_with_file_and_line_relative_to_here(shipped: ExampleContent) -> None:
    shipped.edit("cases/ann.yaml", "truth: lumbar-disc", "truth: gout")
    shipped.edit("settings/clinic.yaml", "other: 0.4", "other: 0.5")

    result = run("check")

    assert result.exit_code == 1
    first, second, last = result.output.splitlines()
    assert first.startswith(f"kb/cases/ann.yaml:{shipped.line('cases/ann.yaml', 'gout')}: truth - there is no cause")
    assert second.startswith("kb/settings/clinic.yaml:4: prior - the shares sum to 1.1; change them")
    assert last.endswith(": 2 problems; notices 1 (shown by --json)")


def test_json_has_counts_problems_and_notices_and_nothing_else(shipped: ExampleContent) -> None:
    shipped.edit("items/first-steps.yaml", "answer: 50", "answer: 500")
    shipped.edit("cases/ann.yaml", "truth: lumbar-disc", "truth: other")

    result = run("check", "--json")

    told = json.loads(result.output)
    assert result.exit_code == 1
    assert told.keys() == {"counts", "problems", "notices"}
    assert told["counts"].keys() == COUNTS
    assert told["counts"]["findings"] == 6
    assert told["counts"]["cautions"] == 3
    assert told["problems"] == [{
        "file": "kb/items/first-steps.yaml",
        "line": shipped.line("items/first-steps.yaml", "answer: 500"),
        "path": "items[3].answer",
        "message": "the answer 500 cannot be entered: the field accepts 0 to 100",
    }]
    assert [notice["message"] for notice in told["notices"]] == ["no case has 'lumbar-disc' as its truth yet"]


def test_a_folder_of_ones_own_is_laid_over_the_shipped_content(shipped: ExampleContent, tmp_path: Path) -> None:
    own = tmp_path / "own" / "cases"
    own.mkdir(parents=True)
    (own / "bob.yaml").write_text(shipped.path("cases/ann.yaml").read_text().replace("id: ann", "id: bob"))

    alone, laid_over = run("check", "--json"), run("check", "own", "--json")

    assert json.loads(alone.output)["counts"]["cases"] == 1
    assert json.loads(laid_over.output)["counts"]["cases"] == 2
    assert laid_over.exit_code == 0


@pytest.mark.usefixtures("shipped")
def test_the_folder_of_the_environment_counts_when_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own" / "causes").mkdir(parents=True)
    (tmp_path / "own" / "causes" / "gout.yaml").write_text("id: [")
    monkeypatch.setenv("SCIATICA_TEACH_CONTENT", str(tmp_path / "own"))

    result = run("check")

    assert result.exit_code == 1
    assert result.output.startswith("own/causes/gout.yaml:1: (whole file) - this is not valid YAML")


@pytest.mark.usefixtures("shipped")
def test_a_folder_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    named = run("check", "nowhere")
    monkeypatch.setenv("SCIATICA_TEACH_CONTENT", "nowhere")
    from_environment = run("check")

    assert named.exit_code == 2
    assert "Directory 'nowhere' does not exist" in named.output
    assert from_environment.exit_code == 1
    assert "nowhere:1: (whole file) - there is no such content folder" in from_environment.output


def test_schemas_are_written_into_a_new_folder(tmp_path: Path) -> None:
    result = run("schemas", str(tmp_path / "new" / "schemas"))

    written = sorted((tmp_path / "new" / "schemas").iterdir())
    assert result.exit_code == 0
    assert [str(path) for path in written] == sorted(result.output.splitlines())
    assert len(written) == len(FOLDERS) + len(FILES)
