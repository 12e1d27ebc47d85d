"""The one-line functions of a notebook: what is asked for is shown, what does not exist is told in words."""

from __future__ import annotations

import pytest

from sciatica_teach.apps import treatment
from sciatica_teach.apps.context import Context


@pytest.fixture(autouse=True)
def of_one_learner(kb, monkeypatch):
    context = Context(kb=kb, recorder=None, query={}, hosted=True, secret="anna")  # no record is kept
    monkeypatch.setattr(treatment, "get_context", lambda: context)


def test_each_begins_with_what_was_asked_for():
    assert repr(treatment.technique_cards()) == "TechniquesView(technique='referral')"
    assert repr(treatment.technique_cards("cupping")) == "TechniquesView(technique='cupping')"
    assert repr(treatment.claims_table()) == "ClaimsTableView(causes=32, techniques=11)"
    assert repr(treatment.caution_gate()) == "CautionGateView(cause='lumbar-disc', flags='pacemaker')"
    wanted = "CautionGateView(cause='muscle-pain', flags='anticoagulant, fever')"
    assert repr(treatment.caution_gate("muscle-pain", "fever", "anticoagulant")) == wanted


def test_the_same_learner_is_dealt_the_same_patients():
    first, second = treatment.caution_gate(), treatment.caution_gate()
    for view in (first, second):
        view.handle("c", {"verb": "deal"})
    assert repr(first) == repr(second) != repr(treatment.caution_gate())


@pytest.mark.parametrize("make", [
    lambda: treatment.technique_cards("leeches"), lambda: treatment.caution_gate("nothing"),
    lambda: treatment.caution_gate("lumbar-disc", "tired"),
])
def test_what_does_not_exist_is_a_card_and_no_traceback(make):
    assert repr(make()).startswith("CardsView(name='failure'")
