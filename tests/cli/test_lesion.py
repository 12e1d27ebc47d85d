"""`sciatica-teach lesion` and `sciatica-teach localise`, on a small leg and on the shipped content."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_anatomy import leg, passing, skin_field

from sciatica_teach.cli import group, lesion, localise, main
from sciatica_teach.model.anatomy import Anatomy


def use(monkeypatch: pytest.MonkeyPatch, anatomy: Anatomy) -> None:
    for command in (lesion, localise):
        monkeypatch.setattr(command, "load_knowledge", lambda _settings: SimpleNamespace(anatomy=anatomy))


@pytest.fixture
def small_leg(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, leg())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), catch_exceptions=False)


def run_json(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output)
    return answer


def lines(*arguments: str) -> list[str]:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


@pytest.mark.usefixtures("small_leg")
def test_lesion_prints_what_fails_and_the_path_that_explains_it() -> None:
    assert lines("lesion", "l5-root") == [
        "L5 root: 100 % of its fibres interrupted",
        "",
        "power, of 5            lost",
        "Hip muscle   0        100 %",
        "    L5 100 %  [l5-root] > plexus > hip-nerve",
        "Shin muscle  3         60 %",
        "    L5 60 %  [l5-root] > plexus > trunk > shin-nerve",
        "Inverter     3         55 %",
        "    L5 55 %  [l5-root] > plexus > trunk > calf-nerve",
        "Calf muscle  4         30 %",
        "    L5 30 %  [l5-root] > plexus > trunk > calf-nerve",
        "",
        "feeling                lost",
        "Shin skin    reduced   55 %",
        "    L5 55 %  [l5-root] > plexus > trunk > shin-nerve",
        "Edge skin    reduced   40 %",
        "    L5 40 %  [l5-root] > plexus > trunk > shin-nerve > outer-branch > edge-nerve",
        "",
        "the other 1 muscles, fields and reflexes are normal; [ ] is where a path is blocked",
    ]


@pytest.mark.usefixtures("small_leg")
def test_lesion_names_roots_that_share_a_way_together() -> None:
    assert "    L5 60 %, L4 40 %  [trunk] > shin-nerve" in lines("lesion", "trunk", "--severity", "0.5")


@pytest.mark.usefixtures("small_leg")
def test_lesion_says_when_nothing_would_be_found() -> None:
    assert lines("lesion", "trunk", "--severity", "0.1")[-1] == "nothing that an examination would find"


@pytest.mark.usefixtures("small_leg")
def test_lesion_as_json_lists_every_target() -> None:
    told = run_json("lesion", "l5-root", "--severity", "0.5")
    assert list(told) == ["variant", "lesions", "losses"]
    assert told["lesions"] == {"l5-root": 0.5}
    assert len(told["losses"]) == 7
    shin = next(loss for loss in told["losses"] if loss["target"] == "shin-muscle")
    assert shin == {
        "name": "Shin muscle", "target": "shin-muscle", "kind": "muscle", "lost": 0.3, "value": "4",
        "routes": [
            {"root": "L5", "through": ["l5-root", "plexus", "trunk", "shin-nerve"], "share": 0.6,
             "blocked_at": ["l5-root"]},
            {"root": "L4", "through": ["l4-root", "plexus", "trunk", "shin-nerve"], "share": 0.4, "blocked_at": []},
        ],
    }


def test_lesion_takes_a_variant(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, passing())
    told = run_json("lesion", "piriformis", "--variant", "b")
    assert told["variant"] == "b"
    assert [loss["target"] for loss in told["losses"] if loss["lost"]] == ["foot-lifter"]


@pytest.mark.usefixtures("small_leg")
def test_localise_prints_sites_with_what_contradicts_and_what_to_examine() -> None:
    said = lines("localise", "shin-muscle=0", "inverter=5")
    assert said[0].split() == ["one", "lesion", "of", "misfit", "severity", "explains"]
    assert said[1].startswith("Shin nerve")
    assert said[1].endswith("0.0   0.95 to 1.00   2 of 2")
    assert said[2] == "    should fail too: Shin skin"
    assert "    against it: Shin muscle is 0, expected 4" in said
    assert not any(line.startswith("Plexus") for line in said), "without damage it fits no worse"
    assert said[-1] == "examine next: Shin skin (shin-skin), where the first two differ most"


@pytest.mark.usefixtures("small_leg")
def test_localise_as_json_ranks_every_site() -> None:
    told = run_json("localise", "heel-jerk=absent", "shin-skin=normal", "inverter=0")
    assert list(told) == ["variant", "observed", "warning", "explanations", "next"]
    assert told["observed"] == {"heel-jerk": "absent", "shin-skin": "normal", "inverter": "0"}
    assert told["warning"] is None
    assert len(told["explanations"]) == 11
    first = told["explanations"][0]
    assert (first["site"], first["name"], first["misfit"]) == ("calf-nerve", "Calf nerve", 0)
    assert first["contradicts"] == []
    trunk = next(each for each in told["explanations"] if each["site"] == "trunk")
    assert {"target": "shin-skin", "observed": "normal", "predicted": "reduced"} in trunk["contradicts"]


@pytest.mark.usefixtures("small_leg")
def test_localise_has_nothing_to_look_for_where_nothing_fails() -> None:
    assert lines("localise", "heel-jerk=normal") == ["nothing given here fails, so there is no lesion to look for"]


@pytest.mark.usefixtures("small_leg")
def test_localise_says_when_no_single_lesion_is_better_than_none() -> None:
    normal = ["calf-muscle=5", "hip-muscle=5", "shin-muscle=5", "shin-skin=normal", "edge-skin=normal"]
    assert lines("localise", "inverter=4", *normal)[0].startswith("no single lesion explains these findings better")


def test_saddle_loss_is_an_emergency_before_it_is_a_puzzle(monkeypatch: pytest.MonkeyPatch) -> None:
    anatomy = Anatomy(nerves=leg().nerves, skin_fields=(skin_field("saddle", {"plexus": {"S1": 1.0}}),))
    use(monkeypatch, anatomy)
    assert "emergency department now" in lines("localise", "saddle=reduced")[0]
    assert "emergency department now" in run_json("localise", "saddle=lost")["warning"]
    assert run_json("localise", "saddle=normal")["warning"] is None


def test_a_weak_foot_lift_is_told_to_a_doctor_before_it_is_a_puzzle() -> None:
    assert "same day" in lines("localise", "tibialis-anterior=3", "tibialis-posterior=5")[0]
    assert run_json("localise", "tibialis-anterior=5", "ankle-jerk=absent")["warning"] is None


@pytest.mark.parametrize(
    ("finding", "message"),
    [
        ("shin-muscle", "shin-muscle=5, shin-muscle=4"),
        ("shin-muscle=6", "shin-muscle=1, shin-muscle=0"),
        ("shin-skin=absent", "shin-skin=normal, shin-skin=reduced, shin-skin=lost"),
        ("heel-jerk=lost", "heel-jerk=normal, heel-jerk=reduced, heel-jerk=absent"),
        ("=lost", "ankle-jerk=absent"),
    ],
)
@pytest.mark.usefixtures("small_leg")
def test_a_finding_that_cannot_be_says_what_to_write(finding: str, message: str) -> None:
    result = run("localise", finding)
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.usefixtures("small_leg")
def test_a_finding_given_twice_and_none_at_all_are_refused() -> None:
    twice = run("localise", "heel-jerk=absent", "heel-jerk=normal")
    assert (twice.exit_code, "'heel-jerk' is given twice" in twice.output) == (2, True)
    assert run("localise").exit_code == 2


@pytest.mark.parametrize("severity", ["1.5", "-1", "much"])
@pytest.mark.usefixtures("small_leg")
def test_a_severity_outside_its_range_is_refused(severity: str) -> None:
    result = run("lesion", "trunk", f"--severity={severity}")
    assert result.exit_code == 2
    assert "severity" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lesion", "shin-nerv"], "There is no site called 'shin-nerv'. Did you mean shin-nerve, hip-nerve?"),
        (["localise", "heel-jrk=absent"],
         "There is no muscle, skin field or reflex called 'heel-jrk'. Did you mean heel-jerk?"),
    ],
)
@pytest.mark.usefixtures("small_leg")
def test_an_unknown_id_is_one_plain_line(
    arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["sciatica-teach", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.strip() == message


def test_an_unknown_variant_is_one_plain_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, passing())
    monkeypatch.setattr("sys.argv", ["sciatica-teach", "lesion", "sciatic", "--variant", "z"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "There is no nerve variant called 'z'." in capsys.readouterr().err


@pytest.mark.parametrize("site", ["l5-root", "s1-root", "sciatic", "tibial", "common-fibular"])
def test_the_shipped_sites_can_be_damaged(site: str) -> None:
    assert any(loss["value"] not in {"5", "normal"} for loss in run_json("lesion", site)["losses"])


def test_the_shipped_foot_drop_is_placed() -> None:
    told = run_json("localise", "tibialis-anterior=1", "tibialis-posterior=5", "gluteus-medius=5", "foot-dorsum=lost")
    assert told["explanations"][0]["site"] == "fibular-neck"
