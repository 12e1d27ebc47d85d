"""`sciatica-teach advise`, on the shipped content: sending first, verdicts with their reasons, errors that help."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sciatica_teach.cli import advise, main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(advise.command, list(arguments), catch_exceptions=False)


def run_json(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(*arguments, "--json").output)
    return answer


def standing(answer: dict[str, Any], technique_id: str) -> str:
    return next(one["standing"] for one in answer["techniques"] if one["id"] == technique_id)


def test_an_emergency_is_sent_before_anything_else_is_said() -> None:
    lines = run("cauda-equina").output.splitlines()
    assert lines[2] == "SENT FIRST, now"
    assert lines[3].startswith("  cauda-equina: ")
    preferred = lines[lines.index("PREFERRED") + 1]
    assert preferred.endswith("(referral)")
    assert "ACCEPTABLE" not in lines
    assert "NOT INDICATED" not in lines


def test_flags_change_verdicts_and_are_named() -> None:
    plain, flagged = run_json("lumbar-disc"), run_json("lumbar-disc", "--flag", "pacemaker")
    assert (standing(plain, "electro-low-back"), standing(flagged, "electro-low-back")) == (
        "acceptable", "contraindicated")
    assert standing(plain, "manual-local") == standing(flagged, "manual-local")
    text = run("lumbar-disc", "--flag", "pacemaker", "--flag", "anticoagulant").output
    assert text.splitlines()[1].startswith("with: ")
    assert "safer: " in text


def test_a_red_flag_sends_a_patient_with_a_harmless_cause() -> None:
    answer = run_json("muscle-pain", "--finding", "saddle-numbness=present")
    assert answer["refer"] == "emergency"
    assert {one["id"] for one in answer["techniques"] if one["standing"] != "contraindicated"} == {"referral"}


def test_what_the_needle_meets_in_the_model_is_told_of_points_that_are_left() -> None:
    lines = run("lumbar-disc").output.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("nearest to the needle"))
    assert "schematic" in lines[head]
    assert "never how deep to go" in lines[head]
    assert any(line.startswith("  GB30: ") and line.endswith(" mm under the skin") for line in lines[head + 1:])
    assert "nearest to the needle" not in run("cauda-equina").output
    path = run_json("lumbar-disc")["paths"][0]
    assert {"point", "build", "structure", "depth_mm", "clearance_mm"} == path.keys()


def test_every_line_of_a_verdict_has_its_mark_and_sources() -> None:
    lines = run("lumbar-disc").output.splitlines()
    first = lines.index(next(line for line in lines if line.endswith("(education-exercise)")))
    assert lines[first + 1].endswith("]")
    assert any(f"[{mark}: " in lines[first + 1] for mark in ("measured", "taught", "estimate", "tradition", "opinion"))


@pytest.mark.parametrize(("arguments", "help_text"), [
    (["lumbar-disk"], "Did you mean lumbar-disc"),
    (["lumbar-disc", "--flag", "pacemakr"], "Did you mean pacemaker"),
    (["lumbar-disc", "--finding", "saddle-numbnes=present"], "Did you mean saddle-numbness"),
])
def test_an_unknown_id_is_answered_with_the_nearest(
    arguments: list[str], help_text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["sciatica-teach", "advise", *arguments])
    with pytest.raises(SystemExit):
        main()
    assert help_text in capsys.readouterr().err


def test_an_answer_has_to_be_one() -> None:
    result = CliRunner().invoke(advise.command, ["lumbar-disc", "--finding", "slump=maybe"])
    assert result.exit_code == 2
    assert "slump=present, slump=absent or slump=unknown" in result.output
