"""A record as a file: it comes back as it was, or not at all and in words; what is a secret stays out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_bank import NOON, answer
from small_records import answered_sets, entry

from sciatica_teach.errors import BadRecordFile
from sciatica_teach.model.chains import PlannedPoint
from sciatica_teach.model.events import (
    BeliefStated,
    CaseOpened,
    ChainGraded,
    DayOpened,
    ItemAnswered,
    PointsPlanned,
    PuzzleOpened,
    QuizOpened,
    SiteNamed,
    StageEntered,
)
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.record_check import require_sense
from sciatica_teach.session.record_files import LARGEST, digest_of, iso_time, read_record, write_record
from sciatica_teach.session.record_secrets import find_secrets


def secrets_in(entries, released=()):
    return find_secrets(entries, list_attempts(entries), released)

ENTRIES = (
    entry("quiz/x/1", ItemAnswered(item_id="½ “痛” \u0000", response=("a", "b"), certainty=3, earned=0.1 + 0.2,
                                   possible=1.0), NOON),
    entry("case/x/1", BeliefStated(checkpoint="history", belief={"l5-disc": 1 / 3}), NOON + 1),
    entry("case/x/1", CaseOpened(case_id="x", closes_at=None), NOON + 2),
    entry("case/x/1", PointsPlanned(points=(PlannedPoint(point="gb30", depth_cun=1.5, angle=None),)), NOON + 3),
)


def written(entries=ENTRIES, now=NOON + 9):
    return write_record(entries, now=now, program="1.2.3")


def changed(change, entries=ENTRIES):
    held = json.loads(written(entries))
    change(held)
    return json.dumps(held)


def refused(text, now=NOON + 9):
    with pytest.raises(BadRecordFile) as problem:
        read_record(text, now=now)
    return str(problem.value)


def test_what_was_written_comes_back_and_so_does_a_record_of_nothing():
    held = read_record(written(), now=NOON + 9)
    assert held.entries == ENTRIES
    assert held.digest == digest_of(ENTRIES)
    assert read_record(written(()), now=NOON).entries == ()
    assert read_record("\ufeff" + written(), now=NOON + 9).entries == ENTRIES  # an editor added a mark in front


def test_the_head_says_what_it_is_and_there_is_an_entry_a_line():
    head = json.loads(written())
    assert (head["format"], head["version"], head["program"]) == ("sciatica-teach-record", 1, "1.2.3")
    assert head["exported_at"] == iso_time(NOON + 9) == "2026-09-21T14:13:29Z"
    assert set(head["entries"][0]) == {"at", "subject", "content_version", "command_id", "kind", "body"}
    assert len(written().splitlines()) == len(ENTRIES) + 2


@given(at=st.lists(st.floats(0, 1e5), min_size=1, max_size=6), earned=st.floats(-2, 2))
def test_any_marks_and_times_come_back_to_the_last_digit(at, earned):
    entries = tuple(answer(f"i{number}", NOON + one, earned) for number, one in enumerate(sorted(at)))
    assert read_record(write_record(entries, now=NOON + 1e6, program="x"), now=NOON + 1e6).entries == entries


def test_the_digest_tells_records_apart_and_not_when_they_were_saved():
    assert digest_of(ENTRIES) == read_record(written(now=NOON + 99), now=NOON + 99).digest
    assert digest_of(ENTRIES) != digest_of(ENTRIES[:-1]) != digest_of(ENTRIES[1:])
    whole = replace(ENTRIES[0], event=replace(ENTRIES[0].event, earned=1))  # as a grader gives it, before it is stored
    stored = replace(ENTRIES[0], event=replace(ENTRIES[0].event, earned=1.0))
    assert read_record(written([whole]), now=NOON + 9).digest == digest_of([stored])


@pytest.mark.parametrize("text", [
    "", "time_utc,where\r\n", "{", "null", "[]", "{}", '{"format": "something else"}', '{"format": NaN}',
    "[" * 100_000, '{"format": "sciatica-teach-record", "version": 1}', '{"format": "sciatica-teach-record"}',
    '{"format": "sciatica-teach-record", "version": true, "entries": []}', "\ud800",
])
def test_what_is_no_record_is_refused_and_says_what_to_do(text):
    assert "Nothing was loaded." in refused(text)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(share):
    text = written()
    assert "cut off" in refused(text[: int(len(text) * share)])


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    assert "larger" in refused(" " * (LARGEST + 1))


def test_what_a_newer_version_wrote_is_refused_and_the_file_is_kept():
    def kind(held):
        held["entries"][1]["kind"] = "ItemDreamt"

    def field(held):
        held["entries"][0]["body"]["mood"] = "good"

    for change in (lambda held: held.update(version=2), kind, field):
        words = refused(changed(change))
        assert "newer" in words
        assert "the file is as it was" in words


def set_in(place, **values):
    return lambda held: held["entries"][place].update(values)


@pytest.mark.parametrize("change", [
    set_in(0, body={}), set_in(0, body=[]), set_in(0, body=None), set_in(0, at="noon"), set_in(0, subject=""),
    set_in(0, subject="quiz/\u0000/1"), set_in(0, command_id="x" * 301), set_in(0, content_version=7),
    lambda held: held["entries"].append(3), lambda held: held["entries"][0]["body"].update(certainty=4),
    lambda held: held["entries"][0]["body"].update(earned="1"), lambda held: held["entries"][1].pop("at"),
    lambda held: held["entries"][0]["body"].update(earned=10**400),
    set_in(0, at=-5.0), set_in(3, at=NOON - 90_000), set_in(3, at=NOON + 90_010),
    lambda held: held["entries"].append(held["entries"][0]), set_in(1, command_id="same"),
])
def test_a_value_that_this_program_never_writes_keeps_the_whole_file_out(change):
    def also(held):
        if held["entries"][1].get("command_id") == "same":
            held["entries"][0]["command_id"] = "same"  # of another subject

    def both(held):
        change(held)
        if isinstance(held["entries"][1], dict):
            also(held)

    assert "Nothing was loaded." in refused(changed(both))


def test_nan_in_a_file_is_refused():
    assert "Nothing was loaded." in refused(written().replace(str(0.1 + 0.2), "NaN"))


def test_a_mark_that_somebody_raised_does_not_fit_the_digest():
    def raise_it(held):
        held["entries"][0]["body"]["earned"] = 1.0

    assert "changed or damaged" in refused(changed(raise_it))


def test_clocks_that_differ_a_little_are_no_reason_to_refuse():
    entries = (answer("a", NOON), answer("b", NOON - 3600))
    assert read_record(written(entries, NOON), now=NOON - 7200).entries == entries


def test_the_entries_of_one_command_may_be_several_and_stand_together():
    one, two, three = (replace(answer(name, NOON), command_id=name) for name in "abc")
    again = replace(two, event=StageEntered(stage="plan"))
    assert read_record(written((one, two, again, three)), now=NOON).entries == (one, two, again, three)
    assert "twice" in refused(written((one, two, three, again)))


# ---- A record that no page could show ----

def test_a_whole_record_makes_sense_and_one_without_questions_does_not(kb):
    entries = answered_sets(kb, count=20, now=NOON)
    require_sense(kb, entries, now=NOON)
    gone = replace(answer("no-such-item", NOON), subject="quiz/no-such-set/1")
    require_sense(kb, (*entries, gone), now=NOON)  # taken out of the bank since
    set_id = kb.item_sets[0].id
    empty = entry(f"quiz/{set_id}/9", QuizOpened(set_id=set_id, item_ids=(), shown_order={}), NOON)
    with pytest.raises(BadRecordFile, match=r"does not fit together.*Nothing was loaded"):
        require_sense(kb, (*entries, empty), now=NOON)


# ---- What is not told yet ----

PUZZLE = PuzzleOpened(level="first", variant="a", site="tibial", severity=0.8, observed={"soleus": "0"})


def test_the_lesion_of_an_open_puzzle_stays_out_until_it_was_named():
    entries = [entry("lab/puzzle/1", PUZZLE, NOON), answer("q", NOON)]
    assert secrets_in(entries) == {"lab/puzzle/1"}
    named = entry("lab/puzzle/1", SiteNamed(site="tibial", certainty=2, earned=1.0, possible=1.0), NOON + 5)
    assert secrets_in([*entries, named]) == frozenset()


def chain_of(subject, *, at=NOON, done=True, **opening):
    graded = ChainGraded(earned=2.0, possible=5.0, failed=False)
    events = [CaseOpened(case_id="marek", **opening), graded, *([StageEntered(stage="debrief")] if done else [])]
    return [entry(subject, event, at + step) for step, event in enumerate(events)]


def test_marks_that_a_paper_a_running_exam_or_a_day_keeps_back_stay_out():
    sealed = chain_of("case/marek/1", mode="exam", paper="week-7", closes_at=NOON + 100)
    assert secrets_in(sealed) == {"case/marek/1"}
    assert secrets_in(sealed, ("week-7",)) == frozenset()
    assert secrets_in(chain_of("case/marek/2", mode="exam", closes_at=NOON + 100, done=False)) == {"case/marek/2"}
    assert secrets_in(chain_of("case/marek/3")) == frozenset()
    day = entry("day/clinic/1", DayOpened(case_ids=("marek", "graham"), debriefs="end"), NOON)
    assert secrets_in([day, *chain_of("case/marek/4", day="day/clinic/1")]) == {"case/marek/4"}
