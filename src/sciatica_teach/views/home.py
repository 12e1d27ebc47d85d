"""The home page: where you left off, what there is, another device, and the causes one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sciatica_teach.model.causes import OTHER, URGENCIES, Cause
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.progress import Progress, find_left_off
from sciatica_teach.views import blocks
from sciatica_teach.views.reviewed import review_note
from sciatica_teach.views.words import say

PartState = dict[str, Any]

CASES_PAGE = "04_cases.ipynb"
QUIZ_PAGE = "05_quiz.ipynb"
HOME_PAGE = "index.ipynb"
RESUME_PAGE = "../../resume"
"""A page of the server, seen from a lesson, under whatever path the server offers its pages."""
DOOR_PAGE = "../../instructor"
ANATOMY_PAGE = "01_anatomy.ipynb"
SYMPTOMS_PAGE = "02_symptoms.ipynb"
REASONING_PAGE = "03_reasoning.ipynb"

WIDGETS = {
    "lab-predict": f"{ANATOMY_PAGE}?lab=predict", "lab-puzzle": f"{ANATOMY_PAGE}?lab=puzzle",
    "article": f"{SYMPTOMS_PAGE}#What-the-clinic's-article-says", "drill": f"{SYMPTOMS_PAGE}#The-red-flag-drill",
    "guess": f"{SYMPTOMS_PAGE}#Guess,-then-see", "chain": f"{REASONING_PAGE}#Build-a-chain",
    "round-practice": f"{QUIZ_PAGE}?mode=practice", "round-review": f"{QUIZ_PAGE}?mode=review",
    "round-mistakes": f"{QUIZ_PAGE}?mode=mistakes", "exam": f"{QUIZ_PAGE}?mode=exam",
}
"""Where each widget of a lesson that keeps a record is found; a heading of a lesson is the address of its section."""


def address_of(one: Progress) -> str:
    """The link that opens a case, a clinic day, an item set or a lesson; it can be copied."""
    if one.kind == "lesson":
        return WIDGETS[one.id]
    if one.kind == "quiz":
        return f"{QUIZ_PAGE}?set={one.id}"
    return f"{CASES_PAGE}?{one.kind}={one.id}"


def standing_words(kb: KnowledgeBase, one: Progress) -> str:
    """How it stands, in a few words."""
    if one.kind == "lesson":
        return say(f"home.widget_meta.{one.id}", detail=one.detail)
    if one.kind == "case":
        return _case_words(kb, one)
    if one.kind == "day":
        return say(f"clinic.day_{one.standing}", detail=one.detail)
    count = len(kb.get_item_set(one.id).items)
    return say(f"quiz.{one.standing}", detail=one.detail, count=count)


def _case_words(kb: KnowledgeBase, one: Progress) -> str:
    detail = say(f"stage.{one.detail}").lower() if one.detail else ""
    words = say(f"case.{one.standing}", detail=detail)
    authored = kb.case_by_id.get(one.id)
    return f"{words} · {say(f'case.difficulty_{authored.difficulty}')}" if authored and one.standing == "new" else words


def _case_title(kb: KnowledgeBase, one: Progress) -> tuple[str, str]:
    """Who it is, and the patient's own words; one who was made up is known by number."""
    authored = kb.case_by_id.get(one.id)
    if authored is None:
        return say("clinic.made_up_text"), say("clinic.made_up", number=one.id.rpartition("-")[2])
    patient = authored.patient
    return say("case.patient", name=patient.name, age=patient.age, occupation=patient.occupation), f"“{one.title}”"


def entry(kb: KnowledgeBase, one: Progress) -> dict[str, Any]:
    """A line of a menu: title, what it is, how it stands."""
    if one.kind == "case":
        words, title = _case_title(kb, one)
    elif one.kind == "day":
        words, title = say("clinic.day_text"), say("clinic.day_title")
    elif one.kind == "lesson":
        words, title = say(f"home.widget_text.{one.id}"), say(f"home.widget.{one.id}")
    else:
        words, title = kb.get_item_set(one.id).intro, one.title
    return {
        "href": address_of(one), "title": title, "text": words, "meta": standing_words(kb, one),
        "tone": {"new": "plain", "open": "info", "done": "right"}[one.standing],
        "action": {"verb": "open", one.kind: one.id},
    }


def left_off_state(
    kb: KnowledgeBase, progress: Sequence[Progress], waiting: Sequence[blocks.Block] = ()
) -> PartState:
    """The one thing to go on with, or where to start; below it what is `waiting` besides."""
    one = find_left_off(progress)
    if one is not None:
        title, lines = say("home.left_off"), [blocks.links([_without_action(entry(kb, one))])]
    else:
        first = [next(p for p in progress if p.kind == "case"), _broadest_quiz(kb, progress)]
        title = say("home.welcome")
        lessons = [lesson_entry("anatomy", ANATOMY_PAGE), lesson_entry("symptoms", SYMPTOMS_PAGE),
                   lesson_entry("reasoning", REASONING_PAGE)]
        entries = [_without_action(entry(kb, p)) for p in first]
        lines = [blocks.text(say("home.welcome_text")), blocks.links([*lessons, *entries])]
    return {"tone": "plain", "eyebrow": "", "title": title, "level": 2, "blocks": [*lines, *waiting]}


def _broadest_quiz(kb: KnowledgeBase, progress: Sequence[Progress]) -> Progress:
    """The set to begin with: of the most fields, and the shortest of these; one with a story belongs to its patient."""
    def breadth(one: Progress) -> tuple[bool, int, int]:
        found = kb.get_item_set(one.id)
        areas = {kb.get_objective(kb.get_item(item_id).objective).area for item_id in found.items}
        return bool(found.story), -len(areas), len(found.items)

    return min((p for p in progress if p.kind == "quiz"), key=breadth)


def lesson_entry(lesson: str, page: str) -> dict[str, Any]:
    """The line that leads to a lesson."""
    return {"href": page, "title": say(f"home.lesson.{lesson}"), "text": say(f"home.lesson_text.{lesson}"),
            "meta": say("home.lesson_meta"), "tone": "plain"}


def _without_action(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != "action"}  # another page: an ordinary link


def instructor_state() -> PartState:
    """The way to what only instructors may open."""
    line = {"href": DOOR_PAGE, "title": say("home.instructor_link"), "text": say("home.instructor_text")}
    return {"tone": "info", "eyebrow": "", "title": say("home.instructor_title"), "level": 2,
            "blocks": [blocks.links([line])]}


def device_state(code: str, *, hosted: bool, is_demo: bool = False) -> PartState:
    """Moving the record to another device."""
    if is_demo:
        lines = [blocks.text(say("demo.no_record"))]
    elif not hosted:
        lines = [blocks.text(say("home.device_local"))]
    elif code:
        lines = [blocks.facts([(say("home.device_code"), code)]), blocks.text(say("home.device_note"), quiet=True)]
    else:
        lines = [
            blocks.text(say("home.device_text")),
            blocks.buttons(blocks.button(say("home.device_make"), "make-code")),
            blocks.links([{"href": RESUME_PAGE, "title": say("home.device_here"), "text": ""}]),
        ]
    return {"tone": "plain", "eyebrow": "", "title": say("home.device_title"), "level": 2, "blocks": lines}


def causes_state(kb: KnowledgeBase) -> PartState:
    """Every cause as a line that opens its card."""
    return {
        "tone": "bare", "eyebrow": "", "title": say("home.causes_title"), "level": 2,
        "blocks": [
            blocks.text(say("home.causes_text")),
            blocks.links(
                _cause_line(cause)
                for cause in sorted(kb.causes, key=lambda cause: (-URGENCIES.index(cause.urgency), cause.name))
                if cause.id != OTHER
            ),
        ],
    }


def _cause_line(cause: Cause) -> dict[str, Any]:
    return {
        "href": f"{HOME_PAGE}?cause={cause.id}", "title": cause.name, "text": cause.summary.text,
        "meta": say(f"urgency.{cause.urgency}"), "tone": _tone(cause), "action": {"verb": "open", "cause": cause.id},
    }


def _tone(cause: Cause) -> str:
    tones = {"emergency": "unsafe", "same-day": "unsafe", "urgent": "caution", "routine": "info"}
    return tones.get(cause.urgency, "plain")


def cause_state(kb: KnowledgeBase, cause: Cause) -> PartState:
    """One cause: its story, what goes wrong, what tells it apart, what it means for the needle; every line sourced."""
    return {
        "tone": "plain", "eyebrow": say(f"urgency.{cause.urgency}"), "title": cause.name, "level": 1,
        "blocks": [
            _pain_map(cause),
            blocks.claim(kb, cause.summary),
            *_section(kb, "cause.needling", cause.needling),
            *_parts(kb, cause),
            *_section(kb, "cause.story", cause.story),
            *_section(kb, "cause.begins", (cause.age, cause.onset)),
            *_section(kb, "cause.worse", _in_one_breath(cause.worse)),
            *_section(kb, "cause.better", _in_one_breath(cause.better)),
            *_section(kb, "cause.mechanism", (cause.mechanism,)),
            *_section(kb, "cause.apart", cause.tells_apart),
            *_section(kb, "cause.pain_basis", (cause.pain_map.basis,)),
            review_note(cause.review),
            blocks.buttons(blocks.button(say("cause.back"), "menu")),
        ],
    }


def _parts(kb: KnowledgeBase, cause: Cause) -> list[blocks.Block]:
    """The problems that a composite is made of, each with the way to its card; nothing for a simple cause."""
    if not cause.parts:
        return []
    lines = [_cause_line(kb.get_cause(part)) for part in cause.parts]
    heading: blocks.Block = {"type": "heading", "text": say("cause.parts")}
    return [heading, blocks.text(say("cause.parts_text"), quiet=True), blocks.links(lines)]


def _pain_map(cause: Cause) -> blocks.Block:
    """Where patients mark it; the words name the main regions, the shades say how often each is marked."""
    regions = ", ".join(region.replace("-", " ") for region in cause.pain)
    words = say("cause.pain_text", regions=regions) if regions else ""
    shares: dict[str, float] = dict(cause.pain_map.shares.items())
    return blocks.body_map(cause.pain, "both" if cause.both_sides else "right", words, shares=shares)


def _in_one_breath(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of a few words, joined where they have the same evidence behind them."""
    joined: list[Claim] = []
    for evidence, group in groupby(claims, lambda one: (one.mark, one.sources, one.conflict)):
        mark, sources, conflict = evidence
        text = "; ".join(one.text for one in group)
        joined.append(Claim(text=text[0].upper() + text[1:], mark=mark, sources=sources, conflict=conflict))
    return joined


def _section(kb: KnowledgeBase, key: str, claims: Sequence[Any]) -> list[blocks.Block]:
    if not claims:
        return []
    return [{"type": "heading", "text": say(key)}, *(blocks.claim(kb, one) for one in claims)]
