"""What the playground says: shares, the rule beside them, why a decision, and sums that can be done again by hand."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import exp, log

import numpy as np
import pytest

from sciatica_teach.apps.playground import PlaygroundPage, parse_entries
from sciatica_teach.errors import ImpossibleEvidence, NotAllowedNow, OutsideSetting
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.reasoning.dispositions import weigh_dispositions
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.playground import Playground, PlaygroundState
from sciatica_teach.views.numbers import exact_percent, percent, percent_range, plain, times
from sciatica_teach.views.playground import (
    DANGERS,
    TOP,
    PlaygroundView,
    answers_catalogue,
    answers_state,
    shares_catalogue,
    shares_state,
)
from sciatica_teach.views.playground_advice import advice_state, advice_why, is_danger, rule_state
from sciatica_teach.views.playground_cautions import caution_notes
from sciatica_teach.views.playground_steps import by_hand, last_state, moved_state, rate_sources
from sciatica_teach.views.words import say

MOST_BYTES_OF_A_STEP = 20_000
"""Of all three states together, with eight findings entered; the names travel once, before."""

FINDINGS = (
    ("slump", "present"), ("no-pain-seated", "absent"), ("saddle-numbness", "absent"),
    ("crossed-straight-leg-raise", "absent"),
    ("bladder-change", "absent"), ("worse-cough-sneeze", "present"), ("night-pain", "unknown"),
    ("straight-leg-raise", "present"),
)
NOBODY_IN_SPORT = "age-over-65"


@pytest.fixture(scope="module")
def playground(kb):
    return Playground(kb, sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(7)))


def read(playground, *entries, setting="acupuncture-clinic", cause=""):
    return playground.read(PlaygroundState(setting_id=setting, entries=entries), cause)


@pytest.mark.parametrize(("value", "text"), [
    (0.28205, "0.282"), (2.4831, "2.48"), (143.2, "143"), (1432.0, "1430"), (1.0, "1"), (0.00004463, "0.0000446"),
    (12.04, "12"), (10.06, "10.1"), (999.6, "1000"), (0.0, "0"),
])
def test_a_number_has_three_digits_and_no_exponent(value, text):
    assert plain(value) == text


def test_a_share_is_never_shown_as_none_or_all():
    shares = (0.0, 0.0004, 0.0123, 0.0996, 0.374, 0.994, 0.9946, 0.9996)
    assert [percent(share) for share in shares] == [
        "<0.1 %", "<0.1 %", "1.2 %", "10 %", "37 %", "99 %", ">99 %", ">99 %"]
    assert (percent_range(0.26, 0.514), percent_range(0.0001, 0.0002)) == ("26–51 %", "<0.1 %")
    assert exact_percent(0.41234) == "41.2 %"
    assert (times(2.484), times(0.25), times(0.98)) == ("×2.48", "×0.25 (÷4)", "×0.98")


def test_every_cause_has_its_row_and_the_likeliest_stands_first(kb, playground):
    state = shares_state(kb, read(playground, *FINDINGS), pinned=False)
    assert sorted(row[0] for row in state["rows"]) == list(range(len(kb.causes)))
    shares = [row[1] for row in state["rows"]]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=0.005)
    assert all(low <= share <= high for _, share, low, high, *_ in state["rows"])


def test_dangers_that_are_not_at_the_top_are_shown_all_the_same(kb, playground):
    state = shares_state(kb, read(playground), pinned=False)
    top = {row[0] for row in state["rows"][:TOP]}
    assert len(state["dangers"]) == DANGERS
    assert not top & set(state["dangers"])
    assert all(is_danger(kb.causes[index]) for index in state["dangers"])
    assert all(shares_catalogue(kb)["causes"][index]["urgent"] for index in state["dangers"])


def test_what_is_dear_to_miss_is_shown_however_small(kb, playground):
    """Every danger at one in a million: they stay on the screen, the dearest delays first."""
    reading = read(playground)
    posterior = {cause.id: 1e-6 if is_danger(cause) else 0.05 for cause in kb.causes}
    state = shares_state(
        kb, replace(reading, inference=replace(reading.inference, posterior=posterior)), pinned=False)
    shown = [kb.causes[index] for index in state["dangers"]]
    assert [cause.urgency for cause in shown] == ["emergency"] * DANGERS


def test_the_rule_is_said_beside_the_shares_whether_in_force_or_not(kb, playground):
    asked = [(finding.id, "absent") for finding in kb.findings if finding.safety]
    assert rule_state(kb, read(playground, ("slump", "present"), *asked))["tone"] == "info"
    forced = rule_state(kb, read(playground, ("saddle-numbness", "present"), ("slump", "present")))
    assert forced["tone"] == "unsafe"
    assert say("urgency.emergency") in forced["title"]
    assert kb.get_finding("saddle-numbness").name in forced["text"]
    assert "no benign finding can push it down" in forced["text"]


def test_no_needle_before_the_safety_questions_are_answered(kb, playground):
    asked = [(finding.id, "absent") for finding in kb.findings if finding.safety]
    open_ = read(playground, ("slump", "present"), *asked[1:])
    assert rule_state(kb, open_)["tone"] == "caution"
    assert "open safety questions: 1" in rule_state(kb, open_)["title"]
    assert advice_state(kb, open_) == {"title": say("playground.advice_ask"), "why": "", "rows": []}
    assert say("playground.gist_ask") in answers_state(kb, open_, fresh=False)["now"]["text"]
    done = read(playground, ("slump", "present"), *asked)
    assert advice_state(kb, done)["title"].startswith("What to do now")
    flagged = read(playground, ("saddle-numbness", "present"))
    assert advice_state(kb, flagged)["title"].startswith("What to do now")  # a red flag waits for no further question


@pytest.mark.parametrize("setting", ["acupuncture-clinic", "over-65", "pregnancy", "sport"])
def test_no_decision_is_named_before_the_safety_questions(kb, playground, setting):
    """Whatever is entered that is no red flag and forces nothing: no disposition stands on the screen."""
    harmless = [one.id for one in kb.findings if not one.refer and one.kind != "red-flag"
                and one.id not in kb.get_setting(setting).outside]
    words = [say(f"urgency.{urgency}") for urgency in URGENCIES]
    for finding_id in ("", *harmless):
        reading = read(playground, *([(finding_id, "present")] if finding_id else []), setting=setting)
        shares, answers = shares_state(kb, reading, pinned=False), answers_state(kb, reading, fresh=False)
        shown = json.dumps([shares["rule"], shares["advice"], shares["said"], answers["now"]], ensure_ascii=False)
        assert not [word for word in words if word in shown], finding_id
        assert say("playground.advice_ask") == shares["advice"]["title"]


@pytest.mark.parametrize("setting", ["acupuncture-clinic", "over-65", "pregnancy", "sport"])
@pytest.mark.parametrize("others", ["open", "absent"])
def test_rule_and_advice_never_contradict_one_another(kb, playground, setting, others):
    """Every red flag and every finding that demands a referral, alone: what is said of the rule is what it demands."""
    flags = [one.id for one in kb.findings if one.kind == "red-flag" or one.refer]
    for finding_id in flags:
        rest = [(one.id, "absent") for one in kb.findings if one.safety and one.id != finding_id]
        reading = read(playground, *(rest if others == "absent" else []), (finding_id, "present"), setting=setting)
        rule, advice = rule_state(kb, reading), advice_state(kb, reading)
        floor, recommended = say(f"urgency.{reading.floor.urgency}"), say(f"urgency.{reading.recommended}")
        if not reading.floor.finding_ids:
            assert "Must refer:" not in rule["title"]
            assert "demands at least" not in advice["why"]
            asked = advice["title"] == say("playground.advice_ask")
            assert asked or advice["title"] == say("playground.advice", decision=recommended)
            assert asked == (rule["text"] == say("playground.rule_open_text"))
            assert asked or "losses do" in rule["text"] or "what costs least; no red flag" in rule["text"]
            continue
        assert floor in rule["title"]
        assert recommended in advice["title"]
        if reading.recommended == reading.floor.urgency:
            assert rule["title"] == say("playground.rule_title", decision=floor)
            assert "go further" not in rule["text"] + advice["why"]
        else:
            assert rule["title"] == say("playground.rule_title_least", decision=floor)
            assert f"The losses go further: “{recommended}”" in rule["text"]
            assert advice["why"].startswith(f"The rule demands at least “{floor}”; the losses go further:")


def test_a_red_flag_without_a_rule_speaks_at_once_where_the_losses_make_it_fast(kb, playground):
    reading = read(playground, ("night-pain", "present"))
    assert (reading.floor.finding_ids, reading.recommended) == ((), "same-day")
    rule = rule_state(kb, reading)
    assert "open safety questions" in rule["title"]
    assert kb.get_finding("night-pain").name in rule["text"]
    assert advice_state(kb, reading)["title"] == say("playground.advice", decision=say("urgency.same-day"))


def test_pregnancy_elsewhere_names_its_setting_and_the_other_cautions_speak_of_the_needle(kb, playground):
    reading = read(playground, ("pregnant", "present"), ("anticoagulant", "present"), ("implanted-device", "absent"))
    own = kb.get_setting("pregnancy")
    notes = {note["name"]: note for note in answers_state(kb, reading, fresh=False)["cautions"]}
    assert notes.keys() == {kb.get_finding(one).name for one in ("pregnant", "anticoagulant")}
    pregnant = notes[kb.get_finding("pregnant").name]
    assert pregnant["setting"] == own.id
    assert f"belongs to the setting “{own.name}”; switch there" in pregnant["text"]
    assert own.name in pregnant["label"]
    other = notes[kb.get_finding("anticoagulant").name]
    assert (other["setting"], other["text"]) == ("", say("playground.caution"))
    there = read(playground, ("pregnant", "present"), setting=own.id)
    [note] = answers_state(kb, there, fresh=False)["cautions"]
    assert (note["setting"], note["text"]) == ("", say("playground.caution_here"))


@pytest.mark.parametrize("cause", ["", "cauda-equina", "deep-gluteal"])
def test_what_cannot_move_anything_has_a_sentence_and_no_nomogram(kb, playground, cause):
    """Every finding that no cause differs in, by both answers; and what is drawn has a ratio or a range to draw."""
    for finding in kb.findings:
        for answer in ("present", "absent"):
            reading = read(playground, (finding.id, answer), cause=cause)
            assert reading.last
            state = last_state(kb, reading, reading.last)
            if not finding.differs:
                assert state["step"] is None
                assert state["lines"][-1] == stays(kb, reading)
            if state["step"]:
                assert {plain(exp(state["step"][name])) for name in ("low", "ratio", "high")} != {"1"}
                assert not any("between 1 and 1:" in line for line in state["lines"])


def test_an_emergency_says_what_goes_with_the_patient(kb, playground):
    assert answers_state(kb, read(playground, ("past-cancer", "present")), fresh=False)["sending"] is None
    reading = read(playground, ("bowel-change", "absent"), ("saddle-numbness", "present"), ("slump", "unknown"))
    sending = answers_state(kb, reading, fresh=False)["sending"]
    assert sending["title"] == say("playground.send_title")
    onset, found, note = sending["items"]
    assert onset == say("playground.send_onset")
    present, absent = found.split("Asked and absent:")
    assert kb.get_finding("saddle-numbness").name in present
    assert kb.get_finding("bowel-change").name in absent
    assert kb.get_finding("slump").name not in found
    assert note == say("playground.send_note")
    assert sending["why"]["mark"] == "taught"
    alone = answers_state(kb, read(playground, ("saddle-numbness", "present")), fresh=False)["sending"]
    assert "absent" not in alone["items"][1]


def test_all_red_flags_at_once_leave_the_cautions_to_be_asked(kb, playground):
    page = PlaygroundPage(playground)
    page.handle("1", {"verb": "enter", "finding": "night-pain", "answer": "present"})
    assert page.view.answers.state["flags_open"]
    page.handle("2", {"verb": "screen"})
    entered = dict(page.state.entries)
    assert entered["night-pain"] == "present"  # what was entered before stays
    assert {kb.get_finding(one).kind for one in playground.open_safety(page.state)} == {"caution"}
    assert not page.view.answers.state["flags_open"]
    page.handle("3", {"verb": "setting", "setting": "pregnancy"})
    assert "pregnant" in playground.open_safety(page.state)


def test_findings_that_demand_a_referral_only_together_say_why(kb, playground):
    for rule in kb.referral_rules:
        reading = read(playground, *((finding_id, "present") for finding_id in rule.all_of))
        if reading.floor.urgency == rule.refer and not reading.aside:
            state = rule_state(kb, reading)
            assert rule.why.text in [reason["text"] for reason in state["reasons"]]
            assert all(kb.get_finding(finding_id).name in state["text"] for finding_id in rule.all_of)


def test_no_benign_finding_takes_the_rule_off_the_screen(kb, playground):
    """Every finding that demands nothing, entered after the red flag, in the answer that calms most."""
    flag = ("saddle-numbness", "present")
    calming = [(one.id, "absent") for one in kb.findings if one.refer and one.id != flag[0]]
    reading = read(playground, flag, *calming)
    assert shares_state(kb, reading, pinned=False)["rule"]["tone"] == "unsafe"
    assert say("urgency.emergency") in advice_state(kb, reading)["title"]
    assert answers_state(kb, reading, fresh=False)["now"]["tone"] == "unsafe"
    assert say("urgency.emergency") in answers_state(kb, reading, fresh=False)["now"]["text"]


def test_the_advice_names_the_recommended_decision_and_one_line_for_each(kb, playground):
    reading = read(playground, ("saddle-numbness", "present"))
    advice = advice_state(kb, reading)
    assert say(f"urgency.{reading.recommended}") in advice["title"]
    assert [row[0] for row in advice["rows"]] == [say(f"urgency.{urgency}") for urgency in URGENCIES]
    notes = [row[2] for row in advice["rows"]]
    assert notes[:-1] == [say("playground.not_allowed")] * (len(notes) - 1)
    assert notes[-1] == say("playground.chosen")


def test_why_a_decision_is_told_by_who_makes_the_other_one_dear(kb, playground):
    """A belief written by hand: 3 % cauda equina, and still the emergency department."""
    reading = read(playground)
    posterior = dict.fromkeys(reading.inference.posterior, 0.0)
    made_up = [
        ({"lumbar-disc": 0.92, "cauda-equina": 0.08}, "emergency", ["Cauda equina: only 8.0 %", "yet the loss"]),
        ({"cauda-equina": 0.9, "lumbar-disc": 0.1}, "emergency", ["leads with 90 %"]),
        ({"lumbar-disc": 0.999, "cauda-equina": 0.001}, "treat", ["more than it saves"]),
    ]
    for shares, recommended, words in made_up:
        inference = replace(reading.inference, posterior={**posterior, **shares})
        weighed = weigh_dispositions(kb, inference.posterior)
        why = advice_why(kb, replace(reading, inference=inference, weighed=weighed, recommended=recommended))
        assert all(word in why for word in words), why


def test_where_the_rule_outranks_the_losses_it_says_so(kb, playground):
    reading = read(playground, ("saddle-numbness", "present"))
    calm = dict.fromkeys(reading.inference.posterior, 0.0) | {"lumbar-disc": 1.0}
    calmed = replace(
        reading, inference=replace(reading.inference, posterior=calm), weighed=weigh_dispositions(kb, calm))
    assert "the rule outranks them" in advice_why(kb, calmed)


def numbers_in(text):
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("cause", ["", "cauda-equina", "lumbar-stenosis", "hip-osteoarthritis"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_sum_on_screen_can_be_done_again_by_hand(kb, playground, cause, count):
    reading = read(playground, *FINDINGS[:count], cause=cause)
    assert reading.last
    assert reading.last.odds
    name = kb.get_cause(reading.cause_id).short
    before, ratio, after, _ = (
        line.replace(name, "") for line in by_hand(kb, reading, reading.last, reading.last.odds))
    share, here, rest, odds = numbers_in(before)
    assert share / 100 == pytest.approx(here, rel=0.006)
    assert here / rest == pytest.approx(odds, rel=0.01)
    own, rivals, own_share, rivals_share, quotient = numbers_in(ratio)
    assert (own / 100, rivals / 100) == pytest.approx((own_share, rivals_share), rel=0.006)
    assert own_share / rivals_share == pytest.approx(quotient, rel=0.01)
    times_odds, times_ratio, product, *_, final = numbers_in(after)
    assert (times_odds, times_ratio) == (odds, quotient)
    assert odds * quotient == pytest.approx(product, rel=0.01)
    assert 100 * product / (1 + product) == pytest.approx(final, rel=0.01)
    assert final / 100 == pytest.approx(reading.inference.posterior[reading.cause_id], rel=0.01)


def test_the_sum_for_a_finding_that_takes_anothers_place_can_be_done_again_too(kb, playground):
    reading = read(playground, ("slump", "present"), ("crossed-straight-leg-raise", "present"), cause="lumbar-disc")
    assert reading.last
    assert reading.last.replaced == "slump"
    assert reading.last.odds
    _, ratio, after, _ = by_hand(kb, reading, reading.last, reading.last.odds)
    own, other, *again, quotient = numbers_in(ratio)
    assert again == [own, other]
    assert own / other == pytest.approx(quotient, rel=0.01)
    assert numbers_in(after)[1] == quotient


def test_the_nomogram_tells_in_words_what_it_draws(kb, playground):
    reading = read(playground, ("slump", "present"))
    state = last_state(kb, reading, reading.last)
    assert all(line in state["label"] for line in state["lines"])
    step = state["step"]
    assert step["prior"] + step["ratio"] == pytest.approx(step["posterior"], abs=1e-3)
    share = reading.inference.posterior[reading.cause_id]
    assert step["posterior"] == pytest.approx(log(share / (1 - share)), abs=1e-3)
    assert step["low"] < step["ratio"] < step["high"]


def stays(kb, reading):
    share = exact_percent(reading.inference.posterior[reading.cause_id])
    return say("playground.stays", cause=kb.get_cause(reading.cause_id).short, share=share)


def test_a_step_that_counts_for_nothing_says_so_and_does_no_sum(kb, playground):
    reading = read(playground, ("slump", "present"), ("night-pain", "unknown"))
    lines = last_state(kb, reading, reading.last)["lines"]
    assert lines == [say("playground.unknown"), stays(kb, reading)]


def test_every_step_of_the_trace_leads_to_marks_and_sources(kb, playground):
    reading = read(playground, *FINDINGS)
    state = moved_state(kb, reading)
    known = rate_sources(kb)
    assert [step["id"] for step in state["steps"]] == list(reading.observed)
    for step in state["steps"]:
        if step["answer"] == say("answer.unknown"):
            assert (step["rates"], step["ratio"]) == ([], "")
            continue
        assert step["rates"]
        for rate in step["rates"]:
            assert rate["mark"]
            assert rate["reason"]
            assert set(rate["sources"]) <= known.keys()


def test_what_is_outweighed_names_the_finding_that_counts(kb, playground):
    state = moved_state(kb, read(playground, ("slump", "present"), ("straight-leg-raise", "present")))
    idle = [step for step in state["steps"] if not step["counted"]]
    [counted] = [step for step in state["steps"] if step["counted"]]
    assert [counted["name"] in step["status"] for step in idle] == [True]


def test_the_ratio_shown_is_that_of_the_engine(kb, playground):
    reading = read(playground, ("slump", "present"))
    [step] = moved_state(kb, reading)["steps"]
    assert step["ratio"] == times(exp(reading.inference.trace[0].log_ratio[reading.cause_id]))
    assert step["turn"] == "up"


def test_safety_questions_are_apart_free_and_all_there(kb, playground):
    state = answers_state(kb, read(playground), fresh=True)
    assert {finding_id for finding_id, *_ in state["free"]} == {
        one.id for one in kb.findings if one.safety and not one.given} | {
        one.id for one in kb.findings if one.minutes == 0 and not one.given}
    assert not {one for one, *_ in state["next"]} & {one for one, *_ in state["free"]}
    assert all("of 100" in worth and "min" in worth for _, _, worth in state["next"])
    cautions = {one.id for one in kb.findings if one.kind == "caution"}
    assert {one for one, *words in state["free"] if words == [say("playground.worth_caution")]} == cautions


def test_names_travel_once_and_a_step_stays_small(kb, playground):
    reading = read(playground, *FINDINGS)
    states = [
        answers_state(kb, reading, fresh=False), shares_state(kb, reading, pinned=False), moved_state(kb, reading)]
    assert len(json.dumps(states, ensure_ascii=False).encode()) < MOST_BYTES_OF_A_STEP
    asked = {one["id"] for one in answers_catalogue(kb)["findings"]}
    assert asked == kb.finding_by_id.keys()


def test_the_page_does_what_is_sent_and_nothing_where_it_fails(playground):
    page = PlaygroundPage(playground)
    page.handle("1", {"verb": "enter", "finding": "slump", "answer": "present"})
    page.handle("2", {"verb": "look", "cause": "cauda-equina"})
    assert page.view.moved.state["title"].endswith(playground.kb.get_cause("cauda-equina").short)
    assert page.view.shares.state["pinned"]
    page.handle("3", {"verb": "setting", "setting": "sport"})
    states = [part.state for part in (page.view.answers, page.view.shares, page.view.moved)]
    with pytest.raises(OutsideSetting):
        page.handle("4", {"verb": "enter", "finding": NOBODY_IN_SPORT, "answer": "present"})
    with pytest.raises(NotAllowedNow):
        page.handle("5", {"verb": "dance"})
    assert [part.state for part in (page.view.answers, page.view.shares, page.view.moved)] == states
    assert repr(page.view) == "BeliefPlayground(setting='sport', findings=1)"


def test_findings_that_leave_no_cause_possible_are_refused_and_the_page_stays(kb, playground):
    barren = replace(kb.settings[0], id="barren", prior={kb.causes[0].id: 0.0})
    page = PlaygroundPage(Playground(replace(kb, settings=(*kb.settings, barren)), playground._sampled))
    page.handle("1", {"verb": "enter", "finding": "slump", "answer": "present"})
    before = page.view.shares.state
    with pytest.raises(ImpossibleEvidence, match="no cause any share"):
        page.handle("2", {"verb": "setting", "setting": "barren"})
    assert page.state.setting_id == kb.settings[0].id
    assert page.view.shares.state == before


def test_entering_and_taking_back_leaves_the_screen_as_it_was(playground):
    page = PlaygroundPage(playground)
    page.handle("1", {"verb": "enter", "finding": "slump", "answer": "present"})
    before = [dict(part.state) for part in (page.view.answers, page.view.shares, page.view.moved)]
    page.handle("2", {"verb": "enter", "finding": "saddle-numbness", "answer": "present"})
    assert page.view.shares.state != before[1]
    page.handle("3", {"verb": "take-back", "finding": "saddle-numbness"})
    assert [part.state for part in (page.view.answers, page.view.shares, page.view.moved)] == before


def test_a_fresh_page_takes_what_the_browser_kept(playground):
    page = PlaygroundPage(playground)
    assert page.view.answers.state["fresh"]
    kept = [["slump", "present"], ["gone", "present"], ["slump"], 7, ["saddle-numbness", "maybe"]]
    page.handle("1", {"verb": "restore", "setting": "sport", "entries": kept})
    state = page.view.answers.state
    assert (state["fresh"], state["setting"], state["entries"]) == (False, "sport", [["slump", "present"]])
    assert parse_entries([["a", "b"], "ab", None]) == [("a", "b")]


def test_clearing_keeps_the_setting(playground):
    page = PlaygroundPage(playground)
    page.handle("1", {"verb": "setting", "setting": "sport"})
    page.handle("2", {"verb": "enter", "finding": "slump", "answer": "present"})
    page.handle("3", {"verb": "clear"})
    assert (page.view.answers.state["setting"], page.view.answers.state["entries"]) == ("sport", [])


def test_what_a_setting_sets_aside_is_named(kb, playground):
    reading = read(playground, (NOBODY_IN_SPORT, "present"), setting="sport")
    [[finding_id, why]] = answers_state(kb, reading, fresh=False)["aside"]
    assert finding_id == NOBODY_IN_SPORT
    assert "cannot be present" in why


def test_what_the_setting_counts_already_says_that_it_moves_nothing(kb, playground):
    setting = kb.get_setting("over-65")
    finding_id = setting.counted[0]
    reading = read(playground, ("slump", "present"), (finding_id, "present"), setting=setting.id)
    held = next(step for step in moved_state(kb, reading)["steps"] if step["id"] == finding_id)
    assert (held["counted"], held["ratio"], held["status"]) == (False, "", say("playground.held"))
    assert last_state(kb, reading, reading.last)["lines"] == [say("playground.held"), stays(kb, reading)]
    assert last_state(kb, reading, reading.last)["step"] is None


def test_the_view_has_three_parts_and_keeps_no_record(kb, playground):
    view = PlaygroundView(kb, lambda *_: None, read(playground))
    assert [part.state["subject"] for part in (view.answers, view.shares, view.moved)] == ["", "", ""]


def test_content_without_a_setting_for_a_caution_does_without_the_switch(kb, playground):
    reading = read(playground, ("pregnant", "present"))
    assert caution_notes(kb, reading)[0]["setting"] == "pregnancy"
    elsewhere = replace(kb, settings=tuple(one for one in kb.settings if one.id != "pregnancy"))
    unnamed = replace(kb, treatment=replace(kb.treatment, cautions=()))
    for other in (elsewhere, unnamed):
        assert [note["setting"] for note in caution_notes(other, reading)] == [""]
