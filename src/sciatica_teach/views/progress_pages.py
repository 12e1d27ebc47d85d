"""The progress page, part by part: what to do next, where one stands, what comes back, certainty, patients.

It speaks of one learner to that learner. There is no rank, no count of days in a row and no red.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.case_history import Attempt
from sciatica_teach.session.learning import LearnerModel
from sciatica_teach.session.standings import (
    Advice,
    CertaintyRecord,
    DueLater,
    Stand,
    add_up,
    advise,
    find_due,
    list_stands,
)
from sciatica_teach.views import blocks
from sciatica_teach.views.clinic import Shown
from sciatica_teach.views.home import CASES_PAGE, QUIZ_PAGE
from sciatica_teach.views.parts import Card, Plot
from sciatica_teach.views.progress_plots import area_titles, certainty_missing, certainty_plot, stands_state
from sciatica_teach.views.words import say

PartState = dict[str, Any]

FIRST_SET = "first-steps"


@record
class Told:
    """What a record amounts to, as the page is made from it."""

    model: LearnerModel
    certainty: CertaintyRecord
    attempts: tuple[Attempt, ...]
    now: float
    """Seconds since the epoch."""


def progress_parts(kb: KnowledgeBase, told: Told, *, arrive: str = "") -> list[Shown]:
    """All but the record itself, from above down. `arrive`: what has just happened, so that the focus goes there."""
    stands = list_stands(kb, told.model, told.now)
    advice = advise(kb, told.model, stands, told.now)
    is_new = advice.what == "begin"
    first = begin_state(kb) if is_new else next_state(kb, told.model, advice)
    head = Shown("next", Card, {**first, "arrive": arrive})
    if is_new:
        return [head, Shown("cases", Card, cases_state(told.attempts))]
    return [
        head,
        Shown("stands", Plot, stands_state(kb, stands)),
        Shown("due", Card, due_state(kb, told.model, told.now)),
        certainty_shown(told.certainty),
        Shown("cases", Card, cases_state(told.attempts)),
        Shown("areas", Card, areas_state(kb, stands)),
    ]


def _card(title: str, lines: Sequence[blocks.Block], tone: str = "plain") -> PartState:
    return {"tone": tone, "eyebrow": "", "title": title, "level": 2, "blocks": list(lines)}


def _link(address: str, title: str, text: str = "", meta: str = "", tone: str = "plain") -> dict[str, Any]:
    return {"href": address, "title": title, "text": text, "meta": meta, "tone": tone}


# ---- What to do next ----

def begin_state(kb: KnowledgeBase) -> PartState:
    """For whoever has answered nothing yet."""
    there = [say(f"progress.begin_{name}") for name in ("stands", "due", "sure")]
    first = [_link(f"{QUIZ_PAGE}?set={one.id}", say("progress.begin_first"), say("progress.begin_first_text"))
             for one in kb.item_sets if one.id == FIRST_SET]
    return _card(say("progress.title"), [
        blocks.text(say("progress.begin_text")), blocks.items(there), blocks.links([*first, _practise_all()])])


def next_state(kb: KnowledgeBase, model: LearnerModel, advice: Advice) -> PartState:
    """One sentence, and the ways there."""
    name = kb.objective_by_id[advice.objective].name if advice.objective else ""
    words = say(f"progress.next.{advice.what}", count=advice.count, objective=name)
    ways: list[dict[str, Any]] = []
    if advice.what in ("safety-due", "due"):
        ways.append(review_link(advice.count))
    if model.mistakes():
        ways.append(mistakes_link(len(model.mistakes())))
    if advice.area:
        field = area_titles(kb).get(advice.area, advice.area)
        ways.append(_link(f"{QUIZ_PAGE}?mode=practice&area={advice.area}", say("progress.practise.one", field=field),
                          say("progress.practise.one_text")))
    return _card(say("progress.title"), [blocks.text(words), blocks.links([*ways, _practise_all()])])


def _practise_all() -> dict[str, Any]:
    return _link(f"{QUIZ_PAGE}?mode=practice", say("progress.practise.all"), say("progress.practise.all_text"))


def review_link(count: int) -> dict[str, Any]:
    """To a round of what is due; also for the home page."""
    return _link(f"{QUIZ_PAGE}?mode=review", say("progress.review"), meta=say("progress.review_meta", count=count),
                 tone="info")


def mistakes_link(count: int) -> dict[str, Any]:
    """To a round of one's own mistakes."""
    return _link(f"{QUIZ_PAGE}?mode=mistakes", say("progress.mistakes"),
                 meta=say("progress.mistakes_meta", count=count))


def areas_state(kb: KnowledgeBase, stands: Sequence[Stand]) -> PartState:
    """Every field as a way to practise."""
    counts = {area: sum(one.standing.answers for one in stands if one.objective.area == area)
              for area in area_titles(kb)}
    ways = [
        _link(f"{QUIZ_PAGE}?mode=practice&area={area}", title, meta=say("progress.area_meta", answers=counts[area]))
        for area, title in area_titles(kb).items()
    ]
    return _card(say("progress.areas_title"), [blocks.links(ways)], "bare")


# ---- What comes back ----

def due_state(kb: KnowledgeBase, model: LearnerModel, now: float) -> PartState:
    """How many questions come back, by field, and the ways to them."""
    due = find_due(model, now)
    whole = add_up(due.values())
    if not whole.in_a_week:
        return _card(say("progress.due_title"), [blocks.text(say("progress.due_none"))])
    titles = area_titles(kb)
    rows = [(titles.get(area, area), *_due_cells(due[area])) for area in sorted(due, key=list(titles).index)]
    head = [say(f"progress.due_{name}") for name in ("field", "now", "day", "week")]
    ways = [review_link(whole.now)] if whole.now else []
    if model.mistakes():
        ways.append(mistakes_link(len(model.mistakes())))
    table = blocks.table(
        say("progress.due_caption"), head, [(say("progress.due_all"), *_due_cells(whole)), *rows], (1, 2, 3))
    return _card(say("progress.due_title"), [
        blocks.text(say("progress.due_text")), table, *([blocks.links(ways)] if ways else [])])


def _due_cells(due: DueLater) -> tuple[str, str, str]:
    return str(due.now), str(due.in_a_day), str(due.in_a_week)


# ---- Certainty, patients ----

def certainty_shown(found: CertaintyRecord) -> Shown:
    """The figure, or how many answers are missing until there is one."""
    missing = certainty_missing(found)
    if missing:
        return Shown("sure-so-far", Card, _card(say("progress.sure_title"), [blocks.text(missing)]))
    return Shown("sure", Plot, certainty_plot(found))


def cases_state(attempts: Sequence[Attempt]) -> PartState:
    """How many patients, and where the rest is told."""
    if not attempts:
        way = _link(CASES_PAGE, say("progress.cases_clinic"), say("progress.cases_clinic_text"))
        return _card(say("progress.cases_title"), [blocks.text(say("progress.cases_none")), blocks.links([way])])
    words = say("progress.cases_text", done=sum(one.is_done for one in attempts), begun=len(attempts),
                patients=len({one.case_id for one in attempts}))
    way = _link(f"{CASES_PAGE}?history=1", say("progress.cases_history"), say("progress.cases_history_text"))
    return _card(say("progress.cases_title"), [blocks.text(words), blocks.links([way])])
