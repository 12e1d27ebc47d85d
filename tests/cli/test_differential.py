"""`sciatica-teach differential`, on a small knowledge base whose numbers can be followed by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_knowledge import cause, finding, knowledge, rate, rule

from sciatica_teach.cli import differential, main
from sciatica_teach.model.knowledge import KnowledgeBase


@pytest.fixture(autouse=True)
def clinic(monkeypatch: pytest.MonkeyPatch) -> KnowledgeBase:
    kb = knowledge(
        [cause("stenosis"), cause("disc"), cause("other"), cause("cauda-equina", "emergency")],
        [
            finding("saddle-numbness", 0.02, {"cauda-equina": 0.75}, safety=True, refer="emergency"),
            finding("weight-loss", 0.05, safety=True, refer="urgent"),
            finding("no-pain-seated", rate(0.07, 0.05, 0.10), {"stenosis": rate(0.46, 0.30, 0.62)}),
            finding("straight-leg-raise", 0.50, {"disc": 0.75}, dependence="stretch"),
            finding("slump", 0.17, {"disc": 0.84}, dependence="stretch", minutes=2),
            finding("left-handed", 0.1),
            finding("age-over-65", 0.3, {"stenosis": 0.8}, given=True),
            finding("night-pain", 0.2, safety=True),
        ],
        counted=["age-over-65"],
        rules=[
            rule("old-and-sleepless", "age-over-65", "night-pain", refer="urgent"),
            rule("thin-and-sleepless", "weight-loss", "night-pain", refer="same-day"),
        ],
        prior={"stenosis": 0.299, "disc": 0.6, "other": 0.1, "cauda-equina": 0.001},
    )
    monkeypatch.setattr(differential, "load_knowledge", lambda settings: kb)  # noqa: ARG005
    return kb


def run(*arguments: str) -> Result:
    return CliRunner().invoke(differential.command, list(arguments), catch_exceptions=False)


def run_json(*arguments: str) -> dict[str, Any]:
    result = run("clinic", *arguments, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output)
    return answer


def test_json_holds_prior_posterior_band_and_reasons() -> None:
    told = run_json("no-pain-seated=present")
    assert list(told) == [
        "setting", "findings", "already_in_prior", "prior", "posterior", "band", "reasons", "floor", "next",
    ]
    assert (told["setting"], told["findings"]) == ("clinic", {"no-pain-seated": "present"})
    shown = 0.299 * 0.46
    assert told["posterior"]["stenosis"] == pytest.approx(shown / (shown + 0.701 * 0.07))
    low, high = told["band"]["stenosis"]
    assert low < told["posterior"]["stenosis"] < high
    reason, = told["reasons"]
    assert reason["counted"]
    assert reason["likelihood_ratios"]["stenosis"] == pytest.approx(0.46 / 0.07)
    assert (reason["marks"], reason["sources"]) == (["estimate"], ["made-up"])
    assert told["floor"] == {"urgency": "treat", "findings": []}


def test_the_next_questions_leave_out_what_is_known_and_what_is_worth_nothing() -> None:
    asked = [question["finding"] for question in run_json("saddle-numbness=absent")["next"]]
    assert set(asked) == {"slump", "no-pain-seated", "straight-leg-raise"}
    values = [question["value"] / question["minutes"] for question in run_json("saddle-numbness=absent")["next"]]
    assert values == sorted(values, reverse=True)


def test_a_free_safety_question_comes_before_all_others() -> None:
    first = run_json()["next"][0]
    assert (first["finding"], first["minutes"]) == ("saddle-numbness", 0)


def test_the_same_command_prints_the_same_band() -> None:
    assert run_json("no-pain-seated=present") == run_json("no-pain-seated=present")


def lines(*arguments: str) -> Sequence[str]:
    result = run("clinic", *arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_text_lists_causes_from_the_likeliest_with_their_bands() -> None:
    said = lines("no-pain-seated=present")
    rows = [line.split() for line in said[3:7]]
    assert [row[0] for row in rows] == ["stenosis", "disc", "other", "cauda-equina"]
    assert rows[0][1:5] == ["30", "%", "74", "%"]
    assert rows[3][1:3] == ["0.1", "%"]
    assert "      stenosis ×6.6, disc ×0.19, other ×0.35 (estimate)" in said


def test_text_says_what_was_outweighed_and_what_moved_nothing() -> None:
    said = "\n".join(lines("straight-leg-raise=present", "slump=present", "left-handed=unknown"))
    assert "not counted: measures the same as “slump”, which says more" in said
    assert "left handed: unknown\n      moves nothing" in said


def test_text_puts_the_must_refer_rule_beside_the_shares() -> None:
    said = lines("saddle-numbness=present", "weight-loss=present")
    rule = "must-refer rule: refer as an emergency, whatever the shares say, because of: saddle numbness"
    assert rule in said
    assert "must-refer rule: no finding given here demands a referral" in lines("saddle-numbness=absent")


def test_findings_that_demand_more_together_are_named_together() -> None:
    assert run_json("weight-loss=present")["floor"] == {"urgency": "urgent", "findings": ["weight-loss"]}
    together = run_json("weight-loss=present", "night-pain=present")["floor"]
    assert together == {"urgency": "same-day", "findings": ["weight-loss", "night-pain"]}


def test_what_the_prior_already_holds_moves_nothing_and_is_said_to() -> None:
    told = run_json("age-over-65=present", "slump=present")
    alone = run_json("slump=present")
    assert told["already_in_prior"] == ["age-over-65"]
    assert told["findings"] == {"age-over-65": "present", "slump": "present"}
    for part in ("posterior", "band", "reasons", "next"):
        assert told[part] == alone[part], part
    assert alone["already_in_prior"] == []
    said = "already held by the prior of this setting, so it moved nothing: age over 65"
    assert said in lines("age-over-65=present")
    assert said not in lines("slump=present")


def test_what_the_prior_already_holds_still_demands_its_referral() -> None:
    floor = run_json("age-over-65=present", "night-pain=present")["floor"]
    assert floor == {"urgency": "urgent", "findings": ["age-over-65", "night-pain"]}


@pytest.mark.parametrize("text", ["slump", "slump=maybe", "slump=", "slump=Present"])
def test_a_finding_without_a_proper_answer_says_what_to_write(text: str) -> None:
    result = run("clinic", text)
    assert result.exit_code == 2
    assert "slump=present, slump=absent or slump=unknown" in result.output


def test_an_answer_without_a_finding_says_what_to_write() -> None:
    assert "Write slump=present" in run("clinic", "=present").output


def test_a_finding_given_twice_is_refused() -> None:
    result = run("clinic", "slump=present", "slump=absent")
    assert result.exit_code == 2
    assert "'slump' is given twice" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clinics"], "There is no setting called 'clinics'. Did you mean clinic?"),
        (["clinic", "slumps=present"], "There is no finding called 'slumps'. Did you mean slump?"),
    ],
)
def test_an_unknown_id_is_one_plain_line(
    arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["sciatica-teach", "differential", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.strip() == message
