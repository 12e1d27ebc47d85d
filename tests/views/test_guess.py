"""What guess, then see gives its parts: numbers that can be worked out again, and the rule above every share."""

from __future__ import annotations

import re
from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.grading.reaction import find_reaction
from sciatica_teach.model.events import UpdatePosed, UpdateStated
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.updates import LogRatio
from sciatica_teach.session.guess_reference import Reference, reference_from
from sciatica_teach.session.guesses import Guess, GuessesState, GuessSession
from sciatica_teach.views import guess_cards as cards
from sciatica_teach.views.guess import GuessView
from sciatica_teach.views.guess_progress import reaction_state, standing_card
from sciatica_teach.views.guess_why import why_card
from sciatica_teach.views.guess_words import (
    doublings_words,
    exact_factor_words,
    odds_move_words,
    percent_words,
    points_words,
    range_words,
    share_words,
    slope_words,
)


@pytest.fixture(scope="module")
def session(kb: KnowledgeBase) -> GuessSession:
    return GuessSession(kb, sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED)))


def state_of(posed: UpdatePosed) -> GuessesState:
    return GuessesState(guesses=(Guess(posed=posed),))


SADDLE = UpdatePosed(setting="acupuncture-clinic", cause_id="lumbar-disc", known={}, finding_id="saddle-numbness",
                     value="present", before=0.24)


def texts(card: dict) -> str:
    """All words of a card in one string."""
    return " ".join(re.findall(r"'(?:text|word|summary|title|note)': [\"']([^\"']*)", str(card)))


def test_what_is_known_to_demand_a_referral_is_said_before_the_answer(session):
    posed = replace(SADDLE, known={"saddle-numbness": "present"}, finding_id="slump")
    card = cards.patient_card(session, state_of(posed))
    assert "Emergency department" in texts(card)
    assert "Emergency department" not in texts(cards.patient_card(session, state_of(SADDLE)))


def test_the_rule_stands_above_the_marks_with_the_share_of_what_is_feared(session):
    state, _ = session.state_share(state_of(SADDLE), 1, 24)
    card = cards.safety_card(session.kb, session.find_safety(state))
    words = texts(card)
    assert card["tone"] == "safety"
    assert "Emergency department" in words
    assert re.search(r"Cauda equina.* stands at \d+ %", words)
    view = GuessView(session, "guess/stream/1", lambda *_: None)
    view.show(state)
    shown = [part.state["id"] for part in view.children]
    assert shown.index("guess-safety") < shown.index("guess-result") < shown.index("guess-why")


@given(st.integers(0, 2**32), st.integers(1, 99))
@settings(max_examples=40)
def test_the_quotient_of_the_two_rates_is_the_ratio(session, seed, percent):
    state, _ = session.state_share(session.open(np.random.default_rng(seed))[0], 1, percent)
    reference = session.find_reference(state)
    words = why_card(session, state.current.posed)["blocks"][0]["text"]
    own, rivals, ratio = (float(one) for one in re.findall(r"([\d.]+) ÷ ([\d.]+) = ([\d.]+):", words)[0])
    assert own / rivals == pytest.approx(ratio, rel=0.012)
    assert log(ratio) == pytest.approx(reference.ratio.mid, abs=0.01)
    result = cards.result_card(state, state.current.stated, reference)
    worked = next(block["text"] for block in result["blocks"] if block["type"] == "text")
    odds, sign, factor, after = re.findall(r"odds of ([\d.]+)\. ([×÷])([\d.]+) makes ([\d.]+),", worked)[0]
    made = float(odds) * float(factor) if sign == "×" else float(odds) / float(factor)
    assert made == pytest.approx(float(after), rel=0.012)


def test_where_the_finding_has_studies_they_are_shown_folded(session):
    posed = replace(SADDLE, finding_id="straight-leg-raise")
    folded = [block for block in why_card(session, posed)["blocks"] if block["type"] == "details"]
    assert "van der Windt" in str(folded[-1])
    assert any(block.get("conflict") or "onflict" in str(block) for block in folded[-1]["blocks"])


def stated(shift: float) -> UpdateStated:
    return UpdateStated(after=0.5, shift=shift, due=1.0, earned=0.5, possible=1.0)


@pytest.mark.parametrize(("shift", "outcome"), [
    (1.0, "inside"), (0.8, "inside"), (1.6, "too_far"), (0.2, "too_little"), (0.0, "too_little"), (-0.4, "wrong_way"),
])
def test_how_a_move_compares_with_what_was_due(shift, outcome):
    ratio = LogRatio(low=0.8, mid=1.0, high=1.2)
    reference = Reference(ratio=ratio, share=0.5, low=0.45, high=0.55, stateable=ratio, lowest=0.45, highest=0.55)
    assert cards.outcome_of(stated(shift), reference) == outcome


def test_where_nothing_was_due_any_move_beyond_the_band_is_too_far():
    still = LogRatio(low=0.0, mid=0.0, high=0.0)
    reference = Reference(ratio=still, share=0.5, low=0.5, high=0.5, stateable=still, lowest=0.5, highest=0.5)
    assert {cards.outcome_of(stated(shift), reference) for shift in (0.3, -0.3)} == {"too_far"}


def test_an_update_of_earlier_content_is_named_and_passed_over(session):
    gone = state_of(replace(SADDLE, finding_id="gone-since"))
    view = GuessView(session, "guess/stream/1", lambda *_: None)
    view.show(gone)
    assert [part.state["id"] for part in view.children] == ["guess-head", "guess-gone"]
    past = GuessesState(guesses=(replace(gone.guesses[0], stated=stated(1.0)),) * 15)
    reaction = find_reaction([one.due for _, one in past.answered], [one.shift for _, one in past.answered])
    assert "gone-since" in str(reaction_state(session.kb, past, reaction)["table"]["rows"])
    assert standing_card(past)["blocks"][0]["items"][0][1] == "15"


def test_words_for_shares_and_moves():
    assert [percent_words(share) for share in (0.004, 0.01, 0.24, 0.99, 0.997)] == [
        "under 1 %", "1 %", "24 %", "99 %", "over 99 %"]
    assert range_words(0.361, 0.53) == "36 % to 53 %"
    assert range_words(0.241, 0.244) == "24 %"
    assert share_words(0.06, 0.03, 0.12) == "6 % (3 % to 12 %)"
    assert share_words(0.02, 0.018, 0.022) == "2 %"
    assert [doublings_words(move * log(2)) for move in (1.3, -0.5, 0.01, -0.01)] == ["+1.3", "−0.5", "0.0", "0.0"]
    assert [exact_factor_words(log(ratio)) for ratio in (3.22, 0.25)] == ["×3.22", "÷4"]
    assert slope_words(-0.478) == "−0.48"
    assert [odds_move_words(log(ratio)) for ratio in (2.5, 0.2, 1.01)] == ["×2.5", "÷5.0", "×1.0, as good as nothing"]
    assert points_words(0.364) == "36"


@given(st.integers(0, 2**32), st.integers(1, 99))
@settings(max_examples=30)
def test_one_range_of_the_share_counts_as_right_in_the_words_and_on_the_scale(session, seed, percent):
    state, _ = session.state_share(session.open(np.random.default_rng(seed))[0], 1, percent)
    reference = session.find_reference(state)
    seen = cards.question_state(session, state)
    card = cards.result_card(state, state.current.stated, reference)
    low, high = (f"{end:.0f} %" for end in seen["band"])
    assert f"that is {low} to {high}: all of it counts as right" in texts(card)
    assert seen["words"]["band"] == f"{low} to {high}"
    assert (card["tone"] == "right") == (seen["band"][0] - 1e-9 <= percent <= seen["band"][1] + 1e-9)
    assert (card["tone"] == "right") == (card["eyebrow"] == "100 of 100 points")


def test_what_is_due_can_be_answered_even_where_the_share_lies_beyond(session):
    ratio = LogRatio(low=-4.0, mid=-3.9, high=-3.8)
    reference = reference_from(0.05, ratio)
    state, _ = session.state_share(state_of(SADDLE), 1, 24)
    card = cards.result_card(state, state.current.stated, reference)
    assert card["title"].endswith("1 % was due")
    assert "under 1 %" not in card["title"]
    assert "count as 1 and 99 %" in texts(card)


def test_what_the_points_mean_is_said_with_the_first_answer_and_folded_later(session):
    state, _ = session.state_share(state_of(SADDLE), 1, 24)
    reference = session.find_reference(state)
    later = GuessesState(guesses=(*state.guesses, *state.guesses))
    first, second = (cards.result_card(one, state.current.stated, reference) for one in (state, later))
    assert "Points: 100 for any share" in texts(first)
    assert "Points: 100 for any share" not in texts(second)
    assert "Outside, the points fall" in texts(second)
