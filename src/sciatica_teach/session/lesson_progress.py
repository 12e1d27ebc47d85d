"""What a record says of the widgets inside the lessons, and of rounds and exams: what was begun, and how far it got.

A lesson is read, and nothing is recorded of that; what is recorded is what was answered in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sciatica_teach.model.events import PRACTICE_MODES, ClaimJudged, Entry, UpdateStated
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.chain_progress import KIND as CHAIN
from sciatica_teach.session.chain_progress import ChainProgress, find_chain_progress
from sciatica_teach.session.drill import replay_drill
from sciatica_teach.session.exams import EXAM, replay_exam
from sciatica_teach.session.lab_progress import KIND, PREDICT, PUZZLE, lab_progress
from sciatica_teach.session.practice import replay_practice
from sciatica_teach.session.progress import Progress, Standing, last_touched


def lesson_progress(kb: KnowledgeBase, entries: Sequence[Entry]) -> tuple[Progress, ...]:
    """Every widget of a lesson that the learner began; its id is that of its words under "home" in the catalogue."""
    found = (_labs, _articles, _drills, _guesses, _chains, _rounds, _exams)
    return tuple(one for find in found for one in find(kb, entries))


def _labs(_kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[Progress]:
    told = lab_progress(entries)
    for mode, states in ((PREDICT, told.predictions), (PUZZLE, told.puzzles)):
        if states:
            subject = subject_of(KIND, mode, last_attempt(entries, KIND, mode))
            done = sum(one.is_done for one in states)
            yield _progress(f"lab-{mode}", "done" if states[-1].is_done else "open", str(done), entries, subject)


def _articles(kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[Progress]:
    subject = subject_of("article", "check", 1)
    judged = {event.claim_id for event in events_of(entries, subject) if isinstance(event, ClaimJudged)}
    known = [claim for claim in kb.article_claims if claim.id in judged]
    if known:
        all_done = len(known) == len(kb.article_claims)
        detail = f"{len(known)} of {len(kb.article_claims)}"
        yield _progress("article", "done" if all_done else "open", detail, entries, subject)


def _drills(_kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[Progress]:
    subject = subject_of("drill", "red-flags", last_attempt(entries, "drill", "red-flags"))
    state = replay_drill(events_of(entries, subject))
    if state is not None:
        detail = f"{len(state.settled)} of {len(state.vignette_ids)}"
        yield _progress("drill", "done" if state.is_finished else "open", detail, entries, subject)


def _guesses(_kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[Progress]:
    subject = subject_of("guess", "stream", 1)
    stated = [event for event in events_of(entries, subject) if isinstance(event, UpdateStated)]
    if stated:  # the stream has no end, so it is never left open
        yield _progress("guess", "done", str(len(stated)), entries, subject)


def _chains(kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[Progress]:
    """All patients as one line: open while the one worked on last is."""
    begun = [one for one in find_chain_progress(kb, entries) if one.attempt]
    if begun:
        latest = max(begun, key=lambda one: last_touched(entries, _subject_of_chain(one)))
        marked = sum(one.marked is not None for one in begun)
        detail = f"{marked} of {len(kb.treatment.chain_tasks)}"
        standing: Standing = "open" if latest.standing == "open" else "done"
        yield _progress("chain", standing, detail, entries, _subject_of_chain(latest))


def _rounds(_kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[Progress]:
    for mode in PRACTICE_MODES:
        subject = subject_of("practice", mode, last_attempt(entries, "practice", mode))
        state = replay_practice(events_of(entries, subject))
        if state is not None:
            done = str(len(state.answered))
            yield _progress(f"round-{mode}", "done" if state.ended else "open", done, entries, subject)


def _exams(_kb: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[Progress]:
    subject = subject_of("exam", EXAM, last_attempt(entries, "exam", EXAM))
    state = replay_exam(events_of(entries, subject))
    if state is not None:
        detail = f"{len(state.laid)} of {len(state.item_ids)}"
        yield _progress("exam", "done" if state.closed else "open", detail, entries, subject)


def _subject_of_chain(one: ChainProgress) -> str:
    return subject_of(CHAIN, one.task_id, one.attempt)


def _progress(widget: str, standing: Standing, detail: str, entries: Sequence[Entry], subject: str) -> Progress:
    return Progress(
        kind="lesson", id=widget, title="", standing=standing, detail=detail, last_at=last_touched(entries, subject))
