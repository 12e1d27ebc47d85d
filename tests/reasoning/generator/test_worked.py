"""The numbers that the modules of the generator count through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.drawn_people import SettingMix
from sciatica_teach.reasoning.generator.deciding import build_decision
from sciatica_teach.reasoning.generator.fitting import share_of_both
from sciatica_teach.reasoning.generator.person import Bounds, Person, can_have, weigh_bands, weigh_causes
from sciatica_teach.reasoning.generator.prose import name_places, say_time
from sciatica_teach.reasoning.generator.rates import Ground

BOTH = frozenset({"female", "male"})


def test_ages_between_the_findings_of_age(ground: Ground) -> None:
    rates = {"some-cause": {"age-over-65": 0.60, "age-over-70": 0.45, "age-under-60": 0.30}}
    bands = dict(weigh_bands(replace(ground, rate=rates), "some-cause", Bounds(18, 90, BOTH)))
    assert bands == pytest.approx({(18, 59): 0.30, (60, 65): 0.10, (66, 70): 0.15, (71, 90): 0.45})
    narrow = dict(weigh_bands(replace(ground, rate=rates), "some-cause", Bounds(62, 68, BOTH)))
    assert narrow == pytest.approx({(62, 65): 0.10, (66, 68): 0.15})


def test_dangers_keep_their_proportions(ground: Ground) -> None:
    mix = SettingMix(setting="acupuncture-clinic", share=1.0)
    shares = dict(weigh_causes(ground, mix, True))
    assert shares["vertebral-fracture"] == 4 * shares["cauda-equina"]
    assert "other" not in shares
    assert shares.keys().isdisjoint(dict(weigh_causes(ground, mix, False)))
    assert "pelvic-girdle-pain" not in dict(weigh_causes(ground, mix, False)), "whoever has it comes to another setting"


def test_who_can_have_what(ground: Ground) -> None:
    man = Person(setting="pregnancy", cause="muscle-pain", age=36, sex="male", weeks=4.0)
    assert can_have(ground, replace(man, sex="female"), "pelvic-girdle-pain")
    assert not can_have(ground, man, "pelvic-girdle-pain")
    assert not can_have(ground, replace(man, sex="female", age=50), "pelvic-girdle-pain")
    assert not can_have(ground, replace(man, sex="female", setting="sport"), "pelvic-girdle-pain")
    assert can_have(ground, man, "lumbar-disc")


def test_both_or_neither() -> None:
    assert share_of_both(0.47, 0.51) == pytest.approx(0.240 / (0.240 + 0.260), abs=5e-4)
    assert share_of_both(0.5, 0.5) == 0.5


def test_an_urgent_patient_may_be_seen_within_days_or_today(ground: Ground) -> None:
    decision = build_decision(ground, "urgent", {})
    assert decision.right == ("urgent", "same-day")
    assert decision.unsafe == ("treat", "routine")


def test_a_stenosis_that_is_treated_is_not_right_and_not_unsafe(ground: Ground) -> None:
    decision = build_decision(ground, "routine", {})
    assert decision.right == ("routine", "urgent")
    assert not decision.unsafe
    assert set(URGENCIES) - set(decision.right) >= {"treat"}


def test_time_and_place_in_words(ground: Ground) -> None:
    assert [say_time(weeks) for weeks in (1 / 7, 3 / 7, 1, 5, 9, 13, 52, 56, 104, 156)] == [
        "one day", "three days", "one week", "five weeks", "nine weeks", "three months", "twelve months",
        "thirteen months", "two years", "three years"]
    assert name_places(ground, ["buttock"]) == "buttock"
    assert name_places(ground, ["buttock", "calf"]) == "buttock and the calf"
    assert name_places(ground, ["low-back", "buttock", "calf"]) == "low back, the buttock and the calf"
