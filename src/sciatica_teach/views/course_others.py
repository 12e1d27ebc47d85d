"""The numbers of visits that others used, with the chosen plan under them. No widget in here."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Schedule
from sciatica_teach.session.course_plan import CoursePlan, require_dose
from sciatica_teach.views import blocks
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.words import say


def others_state(kb: KnowledgeBase, plan: CoursePlan, silent: Set[str]) -> dict[str, Any]:
    """A table, and folded away what each of them did and where it is from.

    The sources in `silent` are named, but what they found is not told: it is about to be asked.
    """
    technique = kb.treatment.get_technique(plan.ask.technique_id)
    told = [(one.name, one.basis) for one in kb.treatment.schedules]
    usual = (say("course.others_basis", technique=technique.name), require_dose(technique).basis)
    lines = [block for name, basis in (*told, usual)
             for block in ({"type": "heading", "text": name}, _claim(kb, basis, silent))]
    rows = [*map(_row, kb.treatment.schedules), _own_row(plan)]
    head = [say(f"course.others_head_{name}") for name in ("who", "visits", "weeks", "mark")]
    return {
        "tone": "plain", "eyebrow": "", "title": say("course.others_title"), "level": 3,
        "blocks": [
            blocks.text(say("course.others_text")),
            blocks.table(say("course.others_caption"), head, rows, numeric=(1, 2)),
            blocks.details(say("course.others_why"), lines),
        ],
    }


def _claim(kb: KnowledgeBase, said: Claim, silent: Set[str]) -> blocks.Block:
    block = blocks.claim(kb, said)
    notes = [{**note, "says": "", "caution": ""} if note["id"] in silent else note for note in block["sources"]]
    return {**block, "sources": notes}


def _row(one: Schedule) -> list[str]:
    visits = str(one.visits_low) if one.visits_low == one.visits_high else f"{one.visits_low}–{one.visits_high}"
    weeks = say("course.no_figure") if one.weeks is None else plain(one.weeks)
    return [one.name, visits, weeks, say(f"mark.{one.basis.mark}")]


def _own_row(plan: CoursePlan) -> list[str]:
    weeks = ((plan.visits[-1].day - plan.visits[0].day).days + 1) / 7
    return [say("course.others_yours"), str(len(plan.visits)), plain(weeks, 2), say("course.no_figure")]
