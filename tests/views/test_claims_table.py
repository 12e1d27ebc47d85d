"""The map of claims: every cell is what the advice says, and names where it comes from."""

from __future__ import annotations

import json

import pytest

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.views.claims_rows import cell_state, map_state
from sciatica_teach.views.claims_table import ClaimsTableView


@pytest.fixture(scope="module")
def shown(kb):
    return map_state(kb)


def test_every_cell_is_the_verdict_of_the_advice_with_the_grade_of_the_content(kb, shown):
    rows = [row for group in shown["groups"] for row in group["rows"]]
    assert sorted(row["id"] for row in rows) == sorted(cause.id for cause in kb.causes)
    for row in rows:
        advice = advise(kb, row["id"], AdvicePatient(observed={}))
        for column, (standing, grade) in zip(shown["columns"], row["cells"], strict=True):
            verdict = advice.get_technique(column["id"])
            assert shown["standings"][standing]["word"].lower().replace(" ", "-") == verdict.standing
            asked = kb.get_cause(row["id"]).parts or (row["id"],)
            indications = kb.treatment.get_technique(column["id"]).indications
            found = [one for one in indications if set(asked) & set(one.causes)]
            own = [one.grade for one in found if len(asked) == 1 or one.standing == verdict.standing]
            wanted = own[0].replace("-", " ") if own else "none"
            if (verdict.standing, wanted) == ("contraindicated", "none"):
                wanted = "for safety"
            assert shown["grades"][grade]["word"].split(" certainty")[0].replace("no study found", "none") == wanted


def test_letters_and_words_tell_the_standings_apart_without_colour(shown):
    assert [one["letter"] for one in shown["standings"]] == ["✓", "•", "–", "✕"]
    assert len({one["word"] for one in shown["standings"]}) == 4
    assert len({one["short"] for one in shown["grades"]}) == 6


def test_causes_that_are_sent_first_stand_together_with_their_urgency(kb, shown):
    groups = [{row["id"]: row["urgent"] for row in group["rows"]} for group in shown["groups"]]
    here, letter, advise_only, first = groups
    assert set(first) == {cause.id for cause in kb.causes if cause.urgency in ("urgent", "same-day", "emergency")}
    assert all(first.values())
    assert not any(here.values())
    assert set(advise_only) == {"pelvic-girdle-pain"}
    assert set(letter) | set(advise_only) == {cause.id for cause in kb.causes if cause.urgency == "routine"}
    assert "lumbar-disc" in here


def test_an_emergency_row_is_forbidden_but_for_referral(shown):
    columns = [column["id"] for column in shown["columns"]]
    rows = {row["id"]: row["cells"] for group in shown["groups"] for row in group["rows"]}
    letters = {column: shown["standings"][cell[0]]["letter"] for column, cell in
               zip(columns, rows["cauda-equina"], strict=True)}
    assert {column for column, letter in letters.items() if letter != "✕"} == {"referral"}


def test_the_card_of_a_cell_says_every_reason_once_with_the_one_that_decides_first(kb):
    for cause_id, technique_id in (("lumbar-disc", "electro-low-back"), ("cauda-equina", "cupping"),
                                   ("hip-osteoarthritis", "hand-points")):
        reasons = advise(kb, cause_id, AdvicePatient(observed={})).get_technique(technique_id).reasons
        claims = [block for block in cell_state(kb, cause_id, technique_id)["blocks"] if block["type"] == "claim"]
        assert [claim["text"] for claim in claims] == list(dict.fromkeys(reason.text for reason in reasons))
        assert claims[0]["mark"] == reasons[0].mark
        assert [source["id"] for source in claims[0]["sources"]] == list(reasons[0].sources)
    assert cell_state(kb, "cauda-equina", "cupping")["tone"] == "unsafe"


def test_a_cell_opens_its_card_and_sends_no_map_again(kb):
    view = ClaimsTableView(kb)
    [before] = view.children
    state = before.state
    arrivals = []
    for _ in range(2):
        view.handle("c", {"verb": "cell", "cause": "lumbar-disc", "technique": "cupping"})
        arrivals.append(view.children[1].state["arrive"])
    assert view.children[0].state is state
    assert arrivals[0] != arrivals[1]
    assert len(json.dumps(state).encode()) < 16_000


def test_what_does_not_exist_is_refused(kb):
    view = ClaimsTableView(kb)
    for action in ({"cause": "nothing", "technique": "cupping"}, {"cause": "lumbar-disc", "technique": "leeches"}):
        with pytest.raises(UnknownId):
            view.handle("c", {"verb": "cell", **action})
    with pytest.raises(NotAllowedNow):
        view.handle("c", {"verb": "dance"})
    assert len(view.children) == 1
