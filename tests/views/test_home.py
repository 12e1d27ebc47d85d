"""The home page offers the first lesson to whoever has not begun, and otherwise what was left off."""

from __future__ import annotations

import nbformat
import numpy as np
from small_bank import answer

from sciatica_teach.model.events import (
    CaseOpened,
    ChainGraded,
    ChainOpened,
    ClaimJudged,
    DayOpened,
    DrillOpened,
    Entry,
    PredictionOpened,
    StageEntered,
    VignetteJudged,
)
from sciatica_teach.session.chains import ChainSession
from sciatica_teach.session.learning import build_model
from sciatica_teach.session.lesson_progress import lesson_progress
from sciatica_teach.session.progress import all_progress
from sciatica_teach.settings import find_resources
from sciatica_teach.views.home import ANATOMY_PAGE, REASONING_PAGE, SYMPTOMS_PAGE, WIDGETS, cause_state, left_off_state
from sciatica_teach.views.home_waiting import waiting_blocks


def test_a_newcomer_is_offered_the_anatomy_lesson_first(kb):
    *_, links = left_off_state(kb, all_progress(kb, [], 0.0))["blocks"]
    assert [line["href"] for line in links["items"][:3]] == [ANATOMY_PAGE, SYMPTOMS_PAGE, REASONING_PAGE]
    assert all((find_resources("notebooks") / line["href"]).is_file() for line in links["items"][:3])
    assert all("action" not in line for line in links["items"])  # other pages: ordinary links


def entry_of(subject, event, at):
    return Entry(event=event, at=at, subject=subject, content_version="1", command_id=f"{subject}-{at}")


def test_what_was_left_off_in_a_lesson_is_offered_again(kb):
    claim, vignette = kb.article_claims[0].id, kb.vignettes[0].id
    judged = ClaimJudged(claim_id=claim, judgement="doubt", is_right=True)
    entries = [
        entry_of("article/check/1", judged, 1.0),
        entry_of("lab/predict/1", PredictionOpened(variant="a", asked=("soleus",)), 2.0),
        entry_of("drill/red-flags/1", DrillOpened(vignette_ids=(vignette,)), 3.0),
    ]

    def offered(count):
        progress = (*all_progress(kb, entries[:count], 0.0), *lesson_progress(kb, entries[:count]))
        card = left_off_state(kb, progress)
        assert card["title"] == "Where you left off"
        ((line,),) = [block["items"] for block in card["blocks"]]
        return line["href"], line["title"], line["meta"]

    of = len(kb.article_claims)
    assert offered(1) == (WIDGETS["article"], "The clinic's article, claim by claim", f"1 of {of} claims judged")
    assert offered(2)[0] == f"{ANATOMY_PAGE}?lab=predict"
    assert offered(3) == (WIDGETS["drill"], "The red-flag drill", "0 of 1 sent where they belong")
    settled = VignetteJudged(vignette_id=vignette, disposal=kb.vignettes[0].right, is_right=True, is_miss=False)
    entries.append(entry_of("drill/red-flags/1", settled, 4.0))
    assert offered(4)[0] == f"{ANATOMY_PAGE}?lab=predict"  # the drill is finished
    assert {one.id for one in lesson_progress(kb, entries)} <= set(WIDGETS)


def test_the_chains_are_one_line_that_is_open_while_the_latest_is(kb):
    first, second = kb.treatment.chain_tasks[:2]

    def opened(task, at):
        event = ChainSession(kb).open(task.id, np.random.default_rng(1))[1][0]
        assert isinstance(event, ChainOpened)
        return entry_of(f"chain/{task.id}/1", event, at)

    def find(entries):
        (line,) = lesson_progress(kb, entries)
        return line.id, line.standing, line.detail

    entries = [opened(first, 1.0)]
    of = len(kb.treatment.chain_tasks)
    assert find(entries) == ("chain", "open", f"0 of {of}")
    entries.append(entry_of(f"chain/{first.id}/1", ChainGraded(earned=3.0, possible=7.0, failed=False), 2.0))
    assert find(entries) == ("chain", "done", f"1 of {of}")
    assert find([*entries, opened(second, 3.0)]) == ("chain", "open", f"1 of {of}")


def test_a_patient_and_a_clinic_day_that_were_left_are_offered_again(kb):
    entries = [
        entry_of("day/clinic/1", DayOpened(case_ids=("marek", "patient-7")), 1.0),
        entry_of("case/marek/1", CaseOpened(case_id="marek", day="day/clinic/1"), 2.0),
    ]

    def offered():
        ((line,),) = [block["items"] for block in left_off_state(kb, all_progress(kb, entries, 0.0))["blocks"]]
        return line["href"], line["title"], line["meta"]

    assert offered() == ("04_cases.ipynb?case=marek", f"“{kb.get_case('marek').title}”", "Go on: safety screen")
    entries += [entry_of("case/marek/1", StageEntered(stage="debrief"), 3.0)]
    assert offered() == ("04_cases.ipynb?day=1", "A clinic day", "Go on: 1 of 2 seen")
    entries += [entry_of("case/patient-7/1", CaseOpened(case_id="patient-7"), 4.0)]
    assert offered() == ("04_cases.ipynb?case=patient-7", "A made-up patient, number 7", "Go on: safety screen")


def test_the_sections_that_home_leads_to_are_headings_of_their_lessons():
    for address in WIDGETS.values():
        page, _, section = address.partition("#")
        lesson = find_resources("notebooks") / page.partition("?")[0]
        assert not section or f"## {section.replace('-', ' ')}" in headings_of(lesson)


def headings_of(lesson):
    cells = nbformat.read(lesson, as_version=4).cells
    lines = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    return [line.replace("-", " ") for line in lines if line.startswith("#")]  # an address has hyphens for blanks


def read_under(blocks, heading):
    """The claims below a heading, up to the next one."""
    start = blocks.index({"type": "heading", "text": heading}) + 1
    after = [block["type"] == "claim" for block in blocks[start:]]
    return blocks[start:start + after.index(False)]


def test_the_card_of_a_cause_says_who_has_it_and_how_it_begins_with_their_sources(kb):
    cause = kb.get_cause("sacroiliac")
    blocks = cause_state(kb, cause)["blocks"]
    age, onset = read_under(blocks, "At what age, and how it begins")
    assert (age["text"], age["mark"]) == (cause.age.text, "measured")
    assert [note["id"] for note in age["sources"]] == ["slipman-2000"]
    assert onset["text"] == cause.onset.text


def test_what_makes_it_worse_is_one_line_where_the_same_sources_stand_behind_it(kb):
    stenosis = kb.get_cause("lumbar-stenosis")
    lines = read_under(cause_state(kb, stenosis)["blocks"], "Worse")
    assert len(lines) < len(stenosis.worse)
    assert "; ".join(line["text"].lower() for line in lines) == "; ".join(claim.text for claim in stenosis.worse)
    assert lines[0]["text"].startswith("Standing")
    for line in lines:
        told = [claim for claim in stenosis.worse if claim.text in line["text"].lower().split("; ")]
        assert {tuple(note["id"] for note in line["sources"])} == {claim.sources for claim in told}


def test_the_pain_drawing_of_a_cause_is_shaded_by_its_map_and_says_where_the_map_comes_from(kb):
    cause = kb.get_cause("sacroiliac")
    blocks = cause_state(kb, cause)["blocks"]
    (drawing,) = [block for block in blocks if block["type"] == "bodymap"]
    assert drawing["shares"]["buttock"] == 0.94
    assert (drawing["side"], drawing["text"].startswith("Typical pain drawing: low back, buttock")) == ("right", True)
    (basis,) = read_under(blocks, "Where the shades of the pain drawing come from")
    assert [note["id"] for note in basis["sources"]] == ["slipman-2000"]


def test_what_is_urgent_is_told_before_its_story(kb):
    for cause in kb.causes:
        headings = [block["text"] for block in cause_state(kb, cause)["blocks"] if block["type"] == "heading"]
        assert headings[0] == "What it means for the needle"


def test_the_card_of_two_problems_at_once_leads_to_each_of_them(kb):
    def lines(cause_id):
        found = [block for block in cause_state(kb, kb.get_cause(cause_id))["blocks"] if block["type"] == "links"]
        return [line["action"]["cause"] for block in found for line in block["items"]]

    assert lines("stenosis-and-hip") == ["lumbar-stenosis", "hip-osteoarthritis"]
    assert lines("lumbar-stenosis") == []


def test_what_is_due_and_what_keeps_going_wrong_stand_beside_what_was_left_off(kb):
    items = [one for one in kb.items if one.objective == "obj-red-flags"][:2]
    day = 86_400.0
    entries = [answer(one.id, day + number, 0.0) for number, one in enumerate(items)]
    progress = all_progress(kb, entries, 0.0)
    waiting = waiting_blocks(kb, build_model(kb, entries), 60 * day)
    lines = left_off_state(kb, progress, waiting)["blocks"][-1]["items"]
    families = len({one.family for one in items})
    assert [one["href"] for one in lines] == ["05_quiz.ipynb?mode=review", "05_quiz.ipynb?mode=mistakes"]
    assert lines[0]["meta"] == f"Due now: {families}"
    assert "“Red flags”" in lines[1]["text"]


def test_where_nothing_waits_nothing_is_said(kb):
    assert waiting_blocks(kb, build_model(kb, []), 0.0) == []
    right = [answer(kb.items.single[0].id, 86_400.0)]
    assert waiting_blocks(kb, build_model(kb, right), 86_500.0) == []
