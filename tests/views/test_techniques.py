"""The cards of the techniques: nothing of the content is lost, and what forbids stands above what it is for."""

from __future__ import annotations

import json

import pytest

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.techniques import AdverseEvent
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.views.technique_cautions import when_not_state
from sciatica_teach.views.technique_effects import rate_words
from sciatica_teach.views.techniques import TechniquesView

TECHNIQUES = ("referral", "education-exercise", "manual-local", "manual-distal", "manual-contralateral", "hand-points",
              "electro-low-back", "dry-gluteal", "dry-low-back", "moxibustion", "cupping")


def show(kb, technique_id):
    return {part.state["id"]: part.state for part in TechniquesView(kb, technique_id, "anna").children}


def claims_in(state):
    """Every (text, mark, sources) in a state, however deep."""
    if isinstance(state, dict):
        if "mark" in state and "sources" in state:
            ids = tuple(one["id"] if isinstance(one, dict) else one for one in state["sources"])
            yield state.get("note") or state.get("text"), state["mark"], ids
        for value in state.values():
            yield from claims_in(value)
    elif isinstance(state, list):
        for value in state:
            yield from claims_in(value)


def said(claim):
    return claim.text, claim.mark, claim.sources


def test_referral_and_education_come_first(kb):
    [options] = [field["options"] for field in show(kb, "")["picker"]["fields"]]
    assert [option["value"] for option in options[:2]] == ["referral", "education-exercise"]
    assert {option["value"] for option in options} >= set(TECHNIQUES)
    assert show(kb, "")["picker"]["values"] == {"technique": "referral"}


@pytest.mark.parametrize("technique_id", TECHNIQUES)
def test_every_claim_of_the_technique_is_shown_with_its_mark_and_sources(kb, technique_id):
    technique = kb.treatment.get_technique(technique_id)
    shown = set(claims_in(list(show(kb, technique_id).values())))
    rules = [rule for rule in kb.treatment.article_rules if rule.technique == technique_id]
    claims = [technique.what, *technique.claimed, *technique.shown, technique.evidence,
              *(one.basis for one in technique.indications), *(one.says for one in technique.guidelines),
              *(one.basis for one in technique.adverse),
              *(claim for rule in rules for claim in (rule.rule, rule.critique))]
    assert {said(claim) for claim in claims} <= shown
    rows = [block["rows"] for block in show(kb, technique_id)["setting"]["blocks"] if block["type"] == "table"]
    assert [row[1] for row in (rows[0] if rows else [])] == [one.text.text for one in technique.parameters]


@pytest.mark.parametrize("technique_id", TECHNIQUES)
def test_what_forbids_stands_above_what_it_is_for(kb, technique_id):
    ids = list(show(kb, technique_id))
    assert ids.index("when-not") < ids.index("what-for") < ids.index("claims")
    for_what = show(kb, technique_id)["what-for"]
    assert "Contraindicated" not in json.dumps(for_what)


@pytest.mark.parametrize("technique_id", TECHNIQUES)
def test_every_cause_and_caution_that_forbids_it_is_named(kb, technique_id):
    technique = kb.treatment.get_technique(technique_id)
    words = json.dumps(when_not_state(kb, technique), ensure_ascii=False)
    for cause in kb.causes:
        if advise(kb, cause.id, AdvicePatient(observed={})).get_technique(technique_id).standing == "contraindicated":
            assert cause.short in words
    for caution in kb.treatment.cautions:
        patient = AdvicePatient(flags=(caution.id,), observed={})
        verdict = advise(kb, "lumbar-disc", patient).get_technique(technique_id)
        own = [reason for reason in verdict.reasons if reason.kind == "caution" and reason.of == caution.id]
        assert all(json.dumps(reason.text, ensure_ascii=False) in words for reason in own)
        assert not own or caution.name in words


def test_a_pacemaker_stands_in_sight_on_the_card_of_the_current(kb):
    state = when_not_state(kb, kb.treatment.get_technique("electro-low-back"))
    in_sight = [item for block in state["blocks"] if block["type"] == "verdicts" for item in block["items"]]
    name = kb.treatment.get_caution("pacemaker").name
    [never] = [item for item in in_sight if item["word"] == "Never with:"]
    assert name in never["text"].split("; ")
    assert never["tone"] == "unsafe"
    assert state["tone"] == "unsafe"


@pytest.mark.parametrize("technique_id", TECHNIQUES)
def test_each_rate_is_drawn_in_the_panel_of_what_was_counted_and_told_in_the_table(kb, technique_id):
    technique = kb.treatment.get_technique(technique_id)
    states = show(kb, technique_id)
    counted = [event for event in technique.adverse if event.per_10_000 is not None]
    assert ("rates" in states) == (len(counted) > 1)  # a single dot says no more than its words
    if len(counted) > 1:
        assert sum(len(trace["x"]) for trace in states["rates"]["figure"]["data"]) == len(counted)
        titles = {axis["title"]["text"] for name, axis in states["rates"]["figure"]["layout"].items()
                  if name.startswith("xaxis")}
        assert titles == {f"per 10,000 {event.of}" for event in counted}
        assert [row[0] for row in states["rates"]["table"]["rows"]] == [event.name for event in technique.adverse]


@pytest.mark.parametrize(("rate", "of", "words"), [
    (860.0, "patients", "about 1 in 12 patients (860 in 10,000)"),
    (1920.0, "treatments", "about 19 in 100 treatments (1,920 in 10,000)"),
    (14.0, "consultations", "about 1 in 710 consultations (14 in 10,000)"),
    (0.09, "patients", "about 1 in 110,000 patients (0.09 in 10,000)"),
    (0.0, "treatments", "none seen among the treatments counted"),
    (None, "needles", "we have no figure"),
])
def test_a_rate_is_said_as_one_in_so_many(rate, of, words):
    event = AdverseEvent(name="Bruise", per_10_000=rate, of=of, basis=Claim(text="Counted.", mark="opinion"))
    assert rate_words(event) == words


def test_another_technique_changes_every_card_and_keeps_the_parts(kb):
    view = TechniquesView(kb, "referral", "anna")
    before = {part.state["id"]: part for part in view.children}
    view.handle("c", {"verb": "pick", "values": {"technique": "cupping"}})
    assert repr(view) == "TechniquesView(technique='cupping')"
    after = {part.state["id"]: part for part in view.children}
    assert all(after[name] is part for name, part in before.items() if name in after)
    assert after["head"].state["title"] == kb.treatment.get_technique("cupping").name


def test_what_does_not_exist_is_refused(kb):
    view = TechniquesView(kb, "referral", "anna")
    with pytest.raises(UnknownId):
        view.handle("c", {"verb": "pick", "values": {"technique": "leeches"}})
    with pytest.raises(NotAllowedNow):
        view.handle("c", {"verb": "dance"})
    with pytest.raises(UnknownId):
        TechniquesView(kb, "leeches", "anna")
    assert repr(view) == "TechniquesView(technique='referral')"


@pytest.mark.parametrize("technique_id", TECHNIQUES)
def test_every_cause_is_told_something(kb, technique_id):
    states = show(kb, technique_id)
    words = json.dumps([states["when-not"], states["what-for"]], ensure_ascii=False)
    assert [cause.short for cause in kb.causes if cause.short not in words] == []
