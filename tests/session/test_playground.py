"""The playground: what is entered, what is refused, what is set aside, and what follows."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import ANSWERS, CLAIM, REVIEW, cause, finding, knowledge, knowledge_bases

from sciatica_teach.errors import (
    BadSubmission,
    ContradictoryFindings,
    ImpossibleEvidence,
    OutsideSetting,
    SciaticaTeachError,
    UnknownId,
)
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.playground import Playground, PlaygroundState


def playground_of(kb: KnowledgeBase) -> Playground:
    return Playground(kb, sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(7)))


@pytest.fixture(scope="module")
def small() -> Playground:
    """A clinic, and a maternity clinic where nobody is over 65 and everybody is pregnant."""
    seated = replace(finding("worse-seated", 0.2, {"disc": 0.7}), excludes=("better-seated",))
    kb = knowledge(
        [cause("disc"), cause("stenosis"), cause("cauda", "emergency"), cause("never")],
        [
            seated, finding("better-seated", 0.1, {"stenosis": 0.6}),
            finding("over-65", 0.3, {"stenosis": 0.8}, given=True), finding("pregnant", 0.1, {"disc": 0.2}, given=True),
            finding("slr", 0.5, {"disc": 0.75}, dependence="stretch"),
            finding("slump", 0.17, {"disc": 0.84}, dependence="stretch"),
            finding("saddle", 0.01, {"cauda": 0.75}, safety=True, refer="emergency"),
        ],
        prior={"disc": 0.6, "stenosis": 0.39, "cauda": 0.01, "never": 0.0},
    )
    maternity = Setting(
        id="maternity", name="Maternity", description="Made up.", prior={"disc": 0.9, "stenosis": 0.1},
        counted=("pregnant",), outside=("over-65",), basis=CLAIM, review=REVIEW,
    )
    return playground_of(replace(kb, settings=(*kb.settings, maternity)))


def entered(playground: Playground, *entries: tuple[str, str], setting: str = "clinic") -> PlaygroundState:
    state = PlaygroundState(setting_id=setting)
    for finding_id, answer in entries:
        state = playground.enter(state, finding_id, answer)
    return state


@given(data=st.data(), kb=knowledge_bases())
def test_entering_and_taking_back_is_the_identity(data: st.DataObject, kb: KnowledgeBase) -> None:
    playground = playground_of(kb)
    first, *rest = data.draw(st.permutations([one.id for one in kb.findings]))
    answers = st.sampled_from(ANSWERS)
    state = PlaygroundState(setting_id="clinic")
    for finding_id in rest:
        state = playground.enter(state, finding_id, data.draw(answers))
    there = playground.enter(state, first, data.draw(answers))
    back = playground.take_back(there, first)
    assert back == state
    assert playground.read(back) == playground.read(state)


@given(data=st.data(), kb=knowledge_bases())
def test_the_belief_is_that_counted_out_in_full_in_any_order(data: st.DataObject, kb: KnowledgeBase) -> None:
    playground = playground_of(kb)
    observed = {one.id: data.draw(st.sampled_from(ANSWERS)) for one in kb.findings}
    for order in (sorted(observed), data.draw(st.permutations(sorted(observed)))):
        state = PlaygroundState(setting_id="clinic", entries=tuple((name, observed[name]) for name in order))
        assert playground.read(state).inference.posterior == pytest.approx(oracle.posterior(kb, observed))


def test_another_answer_replaces_the_first_and_becomes_the_last_entry(small: Playground) -> None:
    state = entered(small, ("slump", "present"), ("saddle", "absent"), ("slump", "absent"))
    assert state.entries == (("saddle", "absent"), ("slump", "absent"))


@pytest.mark.parametrize(("finding_id", "answer", "error", "words"), [
    ("better-seated", "present", ContradictoryFindings, "“better seated” and “worse seated”|“worse seated” and"),
    ("nothing", "present", UnknownId, "no finding"),
    ("slump", "perhaps", BadSubmission, "is no answer"),
])
def test_what_cannot_be_is_refused_in_words(
    small: Playground, finding_id: str, answer: str, error: type[SciaticaTeachError], words: str
) -> None:
    state = entered(small, ("slump", "present"), ("worse-seated", "present"))
    with pytest.raises(error, match=words):
        small.enter(state, finding_id, answer)


def test_a_finding_outside_the_setting_is_refused_and_names_both(small: Playground) -> None:
    with pytest.raises(OutsideSetting, match=r"“over 65”.*“Maternity”"):
        small.enter(PlaygroundState(setting_id="maternity"), "over-65", "present")


def test_what_the_prior_counts_already_is_known_and_moves_nothing(small: Playground) -> None:
    reading = small.read(entered(small, ("pregnant", "present"), setting="maternity"))
    assert reading.observed == {"pregnant": "present"}
    assert reading.inference.posterior == pytest.approx(reading.inference.prior)
    assert reading.before == reading.inference.posterior
    assert reading.last
    assert reading.last.rates is None
    assert reading.last.odds
    assert reading.last.odds.ratio.mid == 0


def test_contradictory_findings_that_are_not_both_present_are_taken(small: Playground) -> None:
    state = entered(small, ("worse-seated", "present"), ("better-seated", "absent"))
    assert len(small.read(state).observed) == 2


def test_a_change_of_setting_sets_aside_what_does_not_fit_and_names_why(small: Playground) -> None:
    state = entered(small, ("slump", "present"), ("over-65", "present"))
    reading = small.read(small.choose_setting(state, "maternity"))
    assert reading.observed == {"slump": "present"}
    assert [one.finding_id for one in reading.aside] == ["over-65"]
    assert "cannot be present" in reading.aside[0].why


def test_going_back_to_the_setting_brings_everything_back(small: Playground) -> None:
    state = entered(small, ("over-65", "present"), ("slump", "present"))
    there = small.choose_setting(state, "maternity")
    assert small.read(there).observed == {"slump": "present"}
    assert small.choose_setting(there, "clinic") == state


def test_of_two_that_contradict_after_a_change_the_later_one_stands(small: Playground) -> None:
    state = PlaygroundState(
        setting_id="clinic", entries=(("worse-seated", "present"), ("slump", "present"), ("better-seated", "present"))
    )
    reading = small.read(state)
    assert list(reading.observed) == ["slump", "better-seated"]
    assert [one.finding_id for one in reading.aside] == ["worse-seated"]


def test_what_a_browser_kept_comes_back_without_what_is_no_longer_known(small: Playground) -> None:
    state = small.restore("gone", [("slump", "present"), ("slr", "perhaps"), ("lost", "absent"), ("saddle", "absent")])
    assert state == PlaygroundState(setting_id="clinic", entries=(("slump", "present"), ("saddle", "absent")))
    assert small.restore("maternity", []).setting_id == "maternity"


def test_a_prior_that_leaves_nothing_to_weigh_is_an_error(small: Playground) -> None:
    kb = small.kb
    barren = replace(kb.settings[0], id="barren", prior={"disc": 0.0})
    playground = playground_of(replace(kb, settings=(*kb.settings, barren)))
    with pytest.raises(ImpossibleEvidence):
        playground.read(PlaygroundState(setting_id="barren"))


def test_a_red_flag_sets_the_floor_and_benign_findings_leave_it(small: Playground) -> None:
    benign = [("slump", "present"), ("worse-seated", "present"), ("over-65", "absent")]
    flagged = small.read(entered(small, ("saddle", "present")))
    assert (flagged.floor.urgency, flagged.recommended) == ("emergency", "emergency")
    pushed = small.read(entered(small, ("saddle", "present"), *benign))
    assert pushed.inference.posterior["cauda"] < flagged.inference.posterior["cauda"]
    assert (pushed.floor, pushed.recommended) == (flagged.floor, "emergency")


def test_the_last_step_leads_from_the_belief_before_to_the_belief_now(small: Playground) -> None:
    reading = small.read(entered(small, ("worse-seated", "present"), ("slump", "present")))
    assert reading.cause_id == reading.ranked[0] == "disc"
    assert reading.last
    assert reading.last.finding_id == "slump"
    assert reading.last.odds
    assert reading.last.odds.prior == pytest.approx(reading.before["disc"])
    assert reading.last.odds.posterior == pytest.approx(reading.inference.posterior["disc"])
    assert reading.last.rates
    assert exp(reading.last.odds.ratio.mid) == pytest.approx(reading.last.rates.own / reading.last.rates.rivals)


def test_a_stronger_member_of_a_group_names_the_one_whose_place_it_took(small: Playground) -> None:
    last = small.read(entered(small, ("slr", "present"), ("slump", "present"))).last
    assert last
    assert (last.replaced, last.rates) == ("slr", None)
    assert last.odds
    assert exp(last.odds.ratio.mid) == pytest.approx((0.84 / 0.17) / (0.75 / 0.5), rel=1e-6)
    assert last.exchanged == pytest.approx((0.84 / 0.17, 0.75 / 0.5))


@pytest.mark.parametrize("entry", [("slr", "present"), ("worse-seated", "unknown")])
def test_what_counts_for_nothing_moved_nothing(small: Playground, entry: tuple[str, str]) -> None:
    last = small.read(entered(small, ("slump", "present"), entry)).last
    assert last
    assert (last.rates, last.replaced) == (None, "")
    assert last.odds
    assert last.odds.ratio.mid == 0


def test_a_cause_that_cannot_be_here_has_no_step(small: Playground) -> None:
    last = small.read(entered(small, ("slump", "present")), "never").last
    assert last
    assert last.odds is None


def test_every_finding_of_the_shipped_content_can_be_entered_alone_somewhere(kb: KnowledgeBase) -> None:
    playground = playground_of(kb)
    for one in kb.findings:
        settings = [setting for setting in kb.settings if one.id not in setting.outside]
        assert settings, one.id
        state = playground.enter(PlaygroundState(setting_id=settings[0].id), one.id, "present")
        assert list(playground.read(state).observed) == [one.id]
