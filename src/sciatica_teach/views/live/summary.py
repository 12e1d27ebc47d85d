"""A room on one page, and as a table: unsafe answers first, then misconceptions, then question by question.

    {"title", "intro", "unsafe": [{"number", "title", "words"}], "met": [{"belief", "correction", "words", "sources"}],
     "polls": [{"number", "title", "kind", "edited", "votes": as on the wall, "shift", "right_text", "why"}],
     "paths": [{"patient", "causes", "steps": as on the wall}], "shares_from": votes from which on shares are told}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.live.judging import find_posed_item
from sciatica_teach.session.live.summing import Met, PollSummary, RoomSummary
from sciatica_teach.session.live.tally import LEAST, Tally
from sciatica_teach.session.record_tables import Cell, write_table
from sciatica_teach.views import blocks
from sciatica_teach.views.live.belief import draw_path
from sciatica_teach.views.live.host import kind_words
from sciatica_teach.views.live.patient import case_state
from sciatica_teach.views.live.result import explanation_line, right_text, vote_state
from sciatica_teach.views.live.texts import name_cause, title_poll
from sciatica_teach.views.numbers import whole_percent
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]

COLUMNS = ("question", "id", "kind", "title", "vote", "votes", "answer", "standing", "count", "share", "edited")


def summary_page(kb: KnowledgeBase, summary: RoomSummary) -> LiveJson:
    """For the page of a room that is over, or goes on."""
    votes = sum(tally.count for one in summary.polls for tally in one.tallies)
    return {
        "title": summary.title, "intro": _say_what_it_holds(len(summary.polls), votes),
        "unsafe": [_unsafe(kb, one) for one in summary.unsafe], "met": [_met(kb, one) for one in summary.met],
        "polls": [_poll(kb, one) for one in summary.polls],
        "paths": [path for some in summary.paths if (path := _path(kb, some))], "shares_from": LEAST,
    }


def _say_what_it_holds(polls: int, votes: int) -> str:
    return say("live.sum.intro_one", votes=votes) if polls == 1 else say("live.sum.intro", polls=polls, votes=votes)


def _unsafe(kb: KnowledgeBase, one: PollSummary) -> LiveJson:
    told = [say("live.sum.unsafe", n=tally.unsafe, count=tally.judged, vote=place)
            for place, tally in enumerate(one.tallies, start=1)]
    return {"number": one.number, "title": title_poll(kb, one.posed.poll), "words": " ".join(told)}


def _met(kb: KnowledgeBase, one: Met) -> LiveJson:
    found = kb.misconception_by_id.get(one.misconception)
    known = [kb.source_by_id[each] for each in found.sources if each in kb.source_by_id] if found else []
    return {
        "belief": found.belief if found else one.misconception, "correction": found.correction if found else "",
        "words": say("live.sum.met", wrong=one.wrong, count=one.judged, polls=", ".join(map(str, one.polls))),
        "sources": [blocks.source_note(each) for each in known],
    }


def _poll(kb: KnowledgeBase, one: PollSummary) -> LiveJson:
    item = find_posed_item(kb, one.posed)
    return {
        "number": one.number, "title": title_poll(kb, one.posed.poll), "kind": kind_words(one.posed.poll),
        "edited": say("live.edited") if one.edited else "", "shift": _shift_words(one),
        "votes": [vote_state(kb, one.posed, tally) for tally in one.tallies],
        "right_text": right_text(kb, one.posed), "why": explanation_line(item)["feedback"] if item else "",
    }


def _shift_words(one: PollSummary) -> str:
    if one.shift is None:
        return ""
    first, last = one.tallies[0].share_right or 0.0, one.tallies[-1].share_right or 0.0
    return say("live.sum.shift", first=whole_percent(first), last=whole_percent(last))


def _path(kb: KnowledgeBase, some: tuple[PollSummary, ...]) -> LiveJson | None:
    drawn = draw_path(kb, [(one.posed, tally) for one in some for tally in one.tallies])
    patient = case_state(kb, some[-1].posed.case_at)
    return {"patient": patient["name"] if patient else "", **drawn} if drawn else None


def summary_csv(kb: KnowledgeBase, summary: RoomSummary) -> str:
    """One line for each row of each vote; shares as numbers from 0 to 1, left out under five votes."""
    return write_table(COLUMNS, [line for one in summary.polls for line in _lines(kb, one)])


def _lines(kb: KnowledgeBase, one: PollSummary) -> Iterator[tuple[Cell, ...]]:
    poll = one.posed.poll
    start = (one.number, poll.subject_id, poll.kind, title_poll(kb, poll))
    edited = "yes" if one.edited else "no"
    for place, tally in enumerate(one.tallies, start=1):
        for row in vote_state(kb, one.posed, tally)["rows"]:
            share: Cell = "" if row["share"] is None else round(row["share"], 4)
            yield (*start, place, tally.count, row["text"], row["word"], row["n"], share, edited)
        if tally.belief:
            for cause_id, mean in _means(tally):
                yield (*start, place, tally.count, name_cause(kb, cause_id), "mean share", "", round(mean, 4), edited)


def _means(tally: Tally) -> list[tuple[str, float]]:
    return sorted(tally.belief.mean.items(), key=lambda one: (-one[1], one[0])) if tally.belief else []
