"""The front of the clinic: what was left, the day, a new patient, everybody, the history. No widget is made here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from sciatica_teach.model.cases import Case, Difficulty
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.clinic_day import Day
from sciatica_teach.session.progress import Progress, Standing, find_left_off
from sciatica_teach.views import blocks
from sciatica_teach.views.clinic import PartState, Shown, name_patient
from sciatica_teach.views.home import CASES_PAGE, entry
from sciatica_teach.views.parts import Card, Picker
from sciatica_teach.views.words import say

DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)
STANDINGS: tuple[Standing, ...] = get_args(Standing)
ALL = "all"
NO_FILTER = {"difficulty": ALL, "standing": ALL}


@record
class Front:
    """What the front shows."""

    progress: tuple[Progress, ...]
    """Of patients and days."""
    days: tuple[Day, ...]
    told: dict[str, str]
    """Case id -> what may be said of a patient who was finished."""


def front_parts(kb: KnowledgeBase, front: Front, wanted: Mapping[str, str]) -> list[Shown]:
    """Everything on the front, from the top; `wanted` holds the choice of each filter."""
    left_off = left_off_state(kb, front.progress)
    return [
        *([Shown("left-off", Card, left_off)] if left_off else []),
        Shown("day", Card, day_state(front.days), is_half=True),
        Shown("new", Card, new_state(), is_half=True),
        Shown("filter", Picker, filter_state(wanted)),
        Shown("patients", Card, patients_state(kb, front, wanted)),
        Shown("history", Card, history_state(front.progress)),
    ]


def left_off_state(kb: KnowledgeBase, progress: Sequence[Progress]) -> PartState | None:
    """What was touched last and is still open; None where nothing is."""
    one = find_left_off([one for one in progress if one.kind in ("case", "day")])
    if one is None:
        return None
    return _card(say("clinic.left_off"), blocks.links([entry(kb, one)]))


def day_state(days: Sequence[Day]) -> PartState:
    """The day that is on, or the two ways to begin one."""
    last = days[-1] if days else None
    lines = [blocks.text(say("clinic.day_text"))]
    if last is not None and not last.is_over:
        detail = f"{last.seen} of {len(last.chairs)}"
        words = say("clinic.day_open", detail=detail)
        lines += [blocks.text(words, quiet=True),
                  blocks.buttons(blocks.button(say("clinic.day_go_on"), "day", day=last.number, primary=True))]
        return _card(say("clinic.day_title"), *lines)
    lines.append(blocks.buttons(
        blocks.button(say("clinic.day_begin_end"), "day-begin", debriefs="end"),
        blocks.button(say("clinic.day_begin_each"), "day-begin", debriefs="each")))
    if last is not None:
        lines.append(blocks.links([_day_line(last)]))
    return _card(say("clinic.day_title"), *lines)


def _day_line(day: Day) -> dict[str, Any]:
    return {
        "href": f"{CASES_PAGE}?day={day.number}", "title": say("clinic.day_last"), "text": "", "tone": "right",
        "meta": say("clinic.day_done", detail=f"{day.seen} of {len(day.chairs)}"),
        "action": {"verb": "day", "day": day.number},
    }


def new_state() -> PartState:
    """A generated patient by difficulty."""
    offered = (blocks.button(say(f"clinic.new_{level}"), "draw", level=level) for level in DIFFICULTIES)
    return _card(say("clinic.new_title"), blocks.text(say("clinic.new_text")), blocks.buttons(*offered))


def filter_state(wanted: Mapping[str, str]) -> PartState:
    """By difficulty, and by how far the learner has come."""
    levels = [(ALL, say("clinic.filter_all")), *((level, say(f"case.difficulty_{level}")) for level in DIFFICULTIES)]
    standings = [(ALL, say("clinic.filter_all")), *((one, say(f"clinic.filter_{one}")) for one in STANDINGS)]
    return {
        "title": say("clinic.filter_title"), "text": [say("clinic.filter_text")], "level": 2, "store": "",
        "fields": [_chips("difficulty", levels), _chips("standing", standings)], "values": dict(wanted),
    }


def _chips(name: str, options: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {"id": name, "kind": "radio", "label": say(f"clinic.filter_{name}"),
            "options": [{"value": value, "label": label} for value, label in options]}


def patients_state(kb: KnowledgeBase, front: Front, wanted: Mapping[str, str]) -> PartState:
    """The authored patients that the filters leave."""
    authored = [(kb.case_by_id[one.id], one) for one in front.progress if one.id in kb.case_by_id]
    left = [(case, one) for case, one in authored if _is_wanted(case, one, wanted)]
    count = say("clinic.filter_count", count=len(left), total=len(authored))
    lines = [blocks.links(_line(case, one, front.told) for case, one in left)] if left else [
        blocks.text(say("clinic.filter_none"))]
    return {"tone": "bare", "eyebrow": count, "title": "", "level": 2, "blocks": lines}


def _is_wanted(case: Case, one: Progress, wanted: Mapping[str, str]) -> bool:
    return wanted["difficulty"] in (ALL, case.difficulty) and wanted["standing"] in (ALL, one.standing)


def _line(case: Case, one: Progress, told: Mapping[str, str]) -> dict[str, Any]:
    """Who it is in their own words; of the answer only what may be told."""
    detail = say(f"stage.{one.detail}").lower() if one.detail else ""
    standing = told.get(case.id) or say(f"case.{one.standing}", detail=detail)
    return {
        "href": f"{CASES_PAGE}?case={case.id}", "title": f"“{case.title}”", "text": name_patient(case),
        "meta": f"{say(f'case.difficulty_{case.difficulty}').capitalize()} · {standing}",
        "tone": {"new": "plain", "open": "info", "done": "right"}[one.standing],
        "action": {"verb": "open", "case": case.id},
    }


def history_state(progress: Sequence[Progress]) -> PartState:
    """How many, and the way to all of them."""
    of = [one.standing for one in progress if one.kind == "case"]
    done, still = of.count("done"), of.count("open")
    if not done and not still:
        return _card(say("clinic.history_title"), blocks.text(say("clinic.history_none"), quiet=True))
    return _card(
        say("clinic.history_title"), blocks.text(say("clinic.history_line", done=done, open=still)),
        blocks.buttons(blocks.button(say("clinic.history_open"), "history")))


def _card(title: str, *lines: blocks.Block) -> PartState:
    return {"tone": "plain", "eyebrow": "", "title": title, "level": 2, "blocks": list(lines)}
