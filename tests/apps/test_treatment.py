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
    assert repr(treatment.claims_table()) == "ClaimsTableView(causes=33, techniques=11)"
    assert repr(treatment.caution_gate()) == "CautionGateView(cause='lumbar-disc', flags='neuropathy')"
    wanted = "CautionGateView(cause='muscle-pain', flags='anticoagulant, fever')"
    assert repr(treatment.caution_gate("muscle-pain", "fever", "anticoagulant")) == wanted


def test_a_page_that_is_loaded_again_deals_others(kb, monkeypatch):
    """Nothing is recorded: with the same series the key of the first rounds would be known."""
    series = []
    for now in (1000.0, 1000.0, 2000.0):
        context = Context(kb=kb, recorder=None, query={}, hosted=True, secret="anna", clock=lambda now=now: now)
        monkeypatch.setattr(treatment, "get_context", lambda context=context: context)
        view = treatment.caution_gate()
        series.append([])
        for _ in range(3):
            view.handle("c", {"verb": "deal"})
            series[-1].append(repr(view))
    assert series[0] == series[1] != series[2]


@pytest.mark.parametrize("make", [
    lambda: treatment.technique_cards("leeches"), lambda: treatment.caution_gate("nothing"),
    lambda: treatment.caution_gate("lumbar-disc", "tired"),
])
def test_what_does_not_exist_is_a_card_and_no_traceback(make):
    assert repr(make()).startswith("CardsView(name='failure'")
