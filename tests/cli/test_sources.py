"""`sciatica-teach sources`, on the small knowledge base of the manual."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from example_content import ExampleContent

from sciatica_teach.cli import sources


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(sources.command, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def test_every_source_is_told_with_the_places_that_cite_it(shipped: ExampleContent) -> None:
    told = json.loads(run("--json").output)
    assert sorted(told["cited"]) == ["example-2020", "taught-example", "taught-tradition"]
    story = next(place for place in told["cited"]["example-2020"] if place["file"] == "kb/causes/lumbar-disc.yaml")
    assert story["path"] == "story[0]"
    assert story["line"] == shipped.line("causes/lumbar-disc.yaml", "Half of the patients feel worse")
    assert told["unused"] == []


def test_a_source_that_nothing_cites_is_named(shipped: ExampleContent) -> None:
    text = (shipped.folder / "sources/example-2020.yaml").read_text(encoding="utf-8")
    lonely = text.replace("id: example-2020", "id: lonely-2021")
    (shipped.folder / "sources/lonely-2021.yaml").write_text(lonely, encoding="utf-8")
    assert run("--unused").output.splitlines() == ["lonely-2021", "1 sources are cited by nothing"]
    assert "lonely-2021" in run().output


@pytest.mark.usefixtures("shipped")
def test_what_cites_nothing_is_marked_as_ours() -> None:
    *places, last = run("--missing").output.splitlines()
    assert any("causes/other.yaml" in place and place.endswith("mechanism - opinion") for place in places)
    assert {place.rpartition(" - ")[2] for place in places} <= {"estimate", "opinion"}
    assert last == f"{len(places)} claims and rates cite nothing; each is marked as ours"


@pytest.mark.usefixtures("shipped")
def test_a_folder_laid_over_the_shipped_one_counts(tmp_path: Path) -> None:
    (tmp_path / "mine/sources").mkdir(parents=True)
    (tmp_path / "mine/sources/mine-2024.yaml").write_text(
        "id: mine-2024\nkind: book\ncitation: A book of mine.\nyear: 2024\nreading: whole\nsays: Something.\n",
        encoding="utf-8",
    )
    assert "mine-2024" in run(str(tmp_path / "mine"), "--unused").output
