"""A plan on screen: its polls in order, what else could be asked, and the line that opens a room with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import POLL_KINDS, Poll
from sciatica_teach.model.record import record
from sciatica_teach.session.own_rooms import OWN
from sciatica_teach.session.past_votes import Past
from sciatica_teach.session.poll_choice import Wanted, find_items
from sciatica_teach.views import blocks
from sciatica_teach.views.classroom_words import poll_meta, poll_title
from sciatica_teach.views.progress_plots import area_titles
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SHOWN: Final = 10
"""How many questions are listed at once; the words above them narrow it down."""

CASES: Final = "cases"
"""What the picker calls the patients of the clinic beside the fields of the questions."""


@record
class ShownPlan:
    """The plan that is open, one's own or the content's."""

    id: str
    title: str
    text: str
    polls: tuple[Poll, ...]


def plan_state(plan: ShownPlan, *, can_open: bool, arrive: str = "") -> PartState:
    """What the plan is for, and the line that opens a room with it."""
    lines = [blocks.text(plan.text)] if plan.text else []
    if can_open and plan.polls:
        lines.append(blocks.field("room-title", say("classroom.room_label"), say("classroom.open"), "open-room",
                                  hint=say("classroom.room_hint"), value=plan.title, primary=True))
    lines.append(blocks.details(say("classroom.plan_rename"), [blocks.field(
        "plan-title", say("classroom.plan_label"), say("classroom.plan_keep"), "name-plan",
        hint=say("classroom.plan_hint"), value=plan.title)]))
    own = [blocks.button(say("classroom.plan_drop"), "drop-plan", plan=plan.id,
                         confirm=say("classroom.plan_drop_confirm"))] if plan.id.startswith(OWN) else []
    lines.append(blocks.buttons(blocks.button(say("classroom.back"), "front"), *own))
    return {
        "tone": "plain", "eyebrow": say("classroom.plan_eyebrow"), "title": plan.title, "level": 2, "arrive": arrive,
        "blocks": lines,
    }


def polls_state(kb: KnowledgeBase, polls: Sequence[Poll], past: Past) -> PartState:
    """Every poll with its buttons, in the order in which it is asked."""
    lines: list[blocks.Block] = []
    for number, poll in enumerate(polls, start=1):
        lines += [{"type": "heading", "text": say("classroom.numbered", number=number, title=poll_title(kb, poll))},
                  blocks.text(poll_meta(kb, poll, past), quiet=True), _poll_buttons(number, len(polls))]
    return {
        "tone": "plain", "eyebrow": "", "title": say("classroom.polls_title"), "level": 2,
        "blocks": lines or [blocks.text(say("classroom.polls_none"))],
    }


def _poll_buttons(number: int, count: int) -> blocks.Block:
    index = number - 1
    moves = [blocks.button(say("classroom.earlier", number=number), "move", index=index, by=-1)] if index else []
    if number < count:
        moves.append(blocks.button(say("classroom.later", number=number), "move", index=index, by=1))
    return blocks.buttons(
        blocks.button(say("classroom.preview", number=number), "preview-planned", index=index), *moves,
        blocks.button(say("classroom.take_out", number=number), "take-out", index=index),
    )


# ---- What else could be asked ----

def picker_state(kb: KnowledgeBase, wanted: Wanted) -> PartState:
    """Field and set. The patients of the clinic stand among the fields."""
    everything = {"value": "", "label": say("classroom.all_fields")}
    areas = [{"value": area, "label": title} for area, title in area_titles(kb).items()]
    cases = {"value": CASES, "label": say("classroom.all_cases")}
    sets = [{"value": one.id, "label": one.title} for one in kb.item_sets]
    return {
        "title": say("classroom.find_title"), "level": 2, "text": [say("classroom.find_text")],
        "fields": [
            {"id": "area", "kind": "select", "label": say("classroom.field"), "options": [everything, *areas, cases]},
            {"id": "set", "kind": "select", "label": say("classroom.set"),
             "options": [{"value": "", "label": say("classroom.all_sets")}, *sets]},
        ],
        "values": {"area": wanted.area, "set": wanted.set_id},
    }


def found_state(kb: KnowledgeBase, wanted: Wanted, polls: Sequence[Poll], past: Past) -> PartState:
    """What fits, each folded until it is looked at; another search is another card, so none lies open by chance."""
    field = blocks.field("words", say("classroom.words_label"), say("classroom.words_submit"), "look",
                         hint=say("classroom.words_hint"), value=wanted.words)
    found = _cases(kb) if wanted.area == CASES else _items(kb, wanted, polls, past)
    clear = [blocks.buttons(blocks.button(say("classroom.words_clear"), "look", text=""))] if wanted.words else []
    search = [] if wanted.area == CASES else [field, *clear]
    return {
        "id": f"found-{wanted.area}-{wanted.set_id}-{wanted.words}", "tone": "bare", "eyebrow": "", "title": "",
        "level": 2, "blocks": [*search, *found],
    }


def _items(kb: KnowledgeBase, wanted: Wanted, polls: Sequence[Poll], past: Past) -> list[blocks.Block]:
    ids = find_items(kb, wanted)
    if not ids:
        return [blocks.text(say("classroom.found_none"))]
    words = say("classroom.found_some" if len(ids) > SHOWN else "classroom.found_all", count=len(ids), shown=SHOWN)
    planned = {poll.subject_id for poll in polls if poll.kind == "item"}
    shown = (_item(kb, item_id, past, is_planned=item_id in planned) for item_id in ids[:SHOWN])
    return [blocks.text(words, quiet=True), *shown]


def _item(kb: KnowledgeBase, item_id: str, past: Past, *, is_planned: bool) -> blocks.Block:
    poll = Poll(kind="item", subject_id=item_id)
    title = poll_title(kb, poll)
    add = [] if is_planned else [
        blocks.button(say("classroom.add"), "add", kind="item", subject=item_id, primary=True)]
    state = [blocks.text(say("classroom.is_planned"), quiet=True)] if is_planned else []
    look = blocks.button(say("classroom.preview_one"), "preview", kind="item", subject=item_id)
    meta = blocks.text(poll_meta(kb, poll, past), quiet=True)
    return blocks.details(title, [meta, *state, blocks.buttons(*add, look)])


def _cases(kb: KnowledgeBase) -> list[blocks.Block]:
    return [
        blocks.details(say("classroom.case", name=case.patient.name, title=case.title), [blocks.buttons(*(
            blocks.button(say(f"classroom.add_case.{kind}"), "add", kind=kind, subject=case.id)
            for kind in POLL_KINDS if kind != "item"
        ))])
        for case in kb.cases
    ]
