"""What the engine promises about thousands of patients of the shipped content; `make classification` prints it."""

from __future__ import annotations

import classification
import numpy as np
import pytest
from small_knowledge import cause, finding, knowledge

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.patients import generate_patients
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.settings import Settings


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge(Settings.from_environment({}))


@pytest.fixture(params=sorted(classification.SEEDS))
def result(request: pytest.FixtureRequest, kb: KnowledgeBase) -> classification.Result:
    return classification.as_the_table_says(kb, kb.get_setting(request.param))


def test_every_setting_has_its_seed(kb: KnowledgeBase) -> None:
    assert {setting.id for setting in kb.settings} == set(classification.SEEDS)


def test_a_share_means_what_it_says(kb: KnowledgeBase, result: classification.Result) -> None:
    assert sum(one.patients for one in result.bins) > 0.9 * classification.COUNT
    if outside := {one.low for one in result.bins if not one.is_calibrated}:
        again = classification.looked_at_again(kb, result.setting)
        assert outside <= {one.low for one in again.bins if one.is_calibrated}


def test_no_emergency_with_a_must_refer_finding_is_kept(result: classification.Result) -> None:
    told = result.emergencies
    assert told.flagged_sent == told.flagged > 0
    assert told.sent > 0.9 * told.patients
    assert sum(told.missed.values()) == told.patients - told.sent


@pytest.mark.parametrize("setting", sorted(classification.SEEDS))
def test_what_holds_when_the_rates_are_elsewhere_in_their_intervals(kb: KnowledgeBase, setting: str) -> None:
    results = classification.in_other_worlds(kb, kb.get_setting(setting))
    assert all(one.emergencies.flagged_sent == one.emergencies.flagged for one in results)
    assert min(one.top_three for one in results) > 0.8
    assert len({one.top for one in results}) > 1  # the worlds do differ


def test_an_engine_that_is_wrong_about_its_patients_is_found_out() -> None:
    small = knowledge([cause("disc"), cause("other")], [finding("slump", 0.2, {"disc": 0.8})],
                      prior={"disc": 0.5, "other": 0.5})
    table = LikelihoodTable.from_knowledge(small)
    rng = np.random.default_rng(1)
    liars = generate_patients(table, small.settings[0].prior, 5_000, rng, rates=np.array([[0.5, 0.4]]))
    assert not all(one.is_calibrated for one in classification.study(small, small.settings[0], liars, rng).bins)
