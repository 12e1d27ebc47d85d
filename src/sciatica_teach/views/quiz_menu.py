"""The menu of the quiz page: the ways to practise, what is waiting, the exam and its door, the sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sciatica_teach.model.items import Blueprint
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.exams import ExamSession, ExamState
from sciatica_teach.session.learning import LearnerModel
from sciatica_teach.session.progress import Progress
from sciatica_teach.views import blocks
from sciatica_teach.views.home import QUIZ_PAGE, entry
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MIXED: Final = "mixed"
AFTER: Final = "after"
"""Sets of no single field; sets that are taken after a patient of the clinic."""


def menu_states(
    kb: KnowledgeBase, progress: Sequence[Progress], model: LearnerModel, exam: ExamState | None, *, now: float
) -> list[PartState]:
    """The cards of the menu; `exam` is the latest one."""
    ways = [_practice(kb, model), _review(model, now), _mistakes(model)]
    if kb.blueprint is not None:
        ways.append(_exam(kb, kb.blueprint, exam, now))
    return [
        {
            "tone": "bare", "eyebrow": "", "title": say("quiz.menu_modes"), "level": 2,
            "blocks": [blocks.links(ways), *_areas(kb)],
        },
        _sets(kb, progress),
    ]


def _sets(kb: KnowledgeBase, progress: Sequence[Progress]) -> PartState:
    """All item sets folded under the field that most of their questions are from; what mixes fields lies open."""
    by_room: dict[str, list[Progress]] = {}
    for one in progress:
        if one.kind == "quiz":
            by_room.setdefault(_room_of(kb, one.id), []).append(one)
    titles: dict[str, str] = {area.id: area.title for area in kb.blueprint.areas} if kb.blueprint else {}
    rooms: dict[str, str] = {MIXED: say("quiz.sets_mixed"), **titles, AFTER: say("quiz.sets_after")}
    shown: list[blocks.Block] = []
    for room in sorted(by_room, key=list(rooms).index):
        links = blocks.links(entry(kb, one) for one in by_room[room])
        heading: blocks.Block = {"type": "heading", "text": rooms[room]}
        folded = say("quiz.sets_count", room=rooms[room], count=len(by_room[room]))
        shown += [heading, links] if room == MIXED else [blocks.details(folded, [links])]
    return {"tone": "bare", "eyebrow": "", "title": say("quiz.menu_title"), "level": 2,
            "blocks": [blocks.text(say("quiz.menu_intro")), *shown]}


def _room_of(kb: KnowledgeBase, set_id: str) -> str:
    item_set = kb.get_item_set(set_id)
    if item_set.story:
        return AFTER
    areas = [kb.get_objective(kb.get_item(item_id).objective).area for item_id in item_set.items]
    commonest, count = Counter(areas).most_common(1)[0]
    known = kb.blueprint is not None and commonest in {area.id for area in kb.blueprint.areas}
    return commonest if known and count > len(areas) / 2 else MIXED


def _way(mode: str, text: str, meta: str, tone: str = "plain", *, area: str = "", title: str = "") -> dict[str, Any]:
    address = f"{QUIZ_PAGE}?mode={mode}" + (f"&area={area}" if area else "")
    return {
        "href": address, "title": title or say(f"quiz.menu_{mode}"), "text": text, "meta": meta, "tone": tone,
        "action": {"verb": "practise", "mode": mode, "area": area},
    }


def _practice(kb: KnowledgeBase, model: LearnerModel) -> dict[str, Any]:
    seen = sum(1 for item in kb.items if model.last(item.id))
    return _way("practice", say("quiz.menu_practice_text"), say("quiz.menu_practice_meta", seen=seen,
                                                                count=len(kb.items)))


def _review(model: LearnerModel, now: float) -> dict[str, Any]:
    due = len(model.due(now))
    meta = say("quiz.menu_review_due", count=due) if due else say("quiz.menu_review_none")
    return _way("review", say("quiz.menu_review_text"), meta, "info" if due else "plain")


def _mistakes(model: LearnerModel) -> dict[str, Any]:
    count = len(model.mistakes())
    meta = say("quiz.menu_mistakes_some", count=count) if count else say("quiz.menu_mistakes_none")
    return _way("mistakes", say("quiz.menu_mistakes_text"), meta, "info" if count else "plain")


def _exam(kb: KnowledgeBase, blueprint: Blueprint, exam: ExamState | None, now: float) -> dict[str, Any]:
    text = say("quiz.menu_exam_text", items=blueprint.items, minutes=blueprint.minutes)
    way = {**_way("exam", text, say("quiz.menu_exam_new")), "action": {"verb": "exam-open"}}
    if exam is None:
        return way
    if not exam.closed and now < exam.closes_at:
        return {**way, "meta": say("quiz.menu_exam_open"), "tone": "caution"}
    result = ExamSession(kb).find_result(exam)
    share = f"{100 * result.whole.share:.0f} %" if result else "–"
    return {**way, "meta": say("quiz.menu_exam_done", share=share), "tone": "right"}


def _areas(kb: KnowledgeBase) -> list[blocks.Block]:
    """Every field of the blueprint as a way of its own."""
    if kb.blueprint is None:
        return []
    counts: dict[str, int] = {}
    for item in kb.items:
        area = kb.get_objective(item.objective).area
        counts[area] = counts.get(area, 0) + 1
    ways = [
        _way("practice", area.text, say("quiz.area_count", count=counts.get(area.id, 0)), area=area.id,
             title=area.title)
        for area in kb.blueprint.areas
    ]
    return [blocks.details(say("quiz.menu_areas"), [blocks.links(ways)])]


def door_state(kb: KnowledgeBase) -> PartState:
    """In front of an exam: what it is, and the button that starts the clock."""
    blueprint = kb.blueprint
    if blueprint is None:
        raise ValueError("without a blueprint there is no exam to stand in front of")
    rows = [(area.title, area.text, f"{100 * area.share:.0f} %") for area in blueprint.areas]
    head = (say("exam.field"), say("exam.asks"), say("exam.part"))
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "plain", "eyebrow": "", "title": say("exam.page_title"),
        "level": 1,
        "blocks": [
            blocks.text(say("quiz.menu_exam_text", items=blueprint.items, minutes=blueprint.minutes)),
            blocks.text(say("exam.rules")),
            blocks.table(say("exam.blueprint"), head, rows, (2,)),
            blocks.buttons(
                blocks.button(say("exam.begin"), "exam-begin", primary=True), blocks.button(say("quiz.all"), "menu"),
            ),
        ],
    }
