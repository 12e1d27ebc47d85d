"""The door of a patient: who comes, and how they are to be seen; and what stands in place of an attempt that is shut.

From values to the JSON of the parts. No widget is made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.model.cases import MODES, Case, Mode
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case_door import EXAM_MINUTES
from sciatica_teach.session.case_history import Attempt
from sciatica_teach.session.case_state import CaseState
from sciatica_teach.views import blocks
from sciatica_teach.views.clinic import PartState, Shown, date_words, name_patient
from sciatica_teach.views.home import CASES_PAGE
from sciatica_teach.views.parts import Card, Choice
from sciatica_teach.views.reviewed import review_note
from sciatica_teach.views.words import say


def door_parts(
    kb: KnowledgeBase, case: Case, attempts: Sequence[Attempt], mode: Mode, paper: str = "", *, arrive: str = ""
) -> list[Shown]:
    """Who comes, and the choice of a mode with `mode` chosen beforehand; with a paper there is only its exam.

    `attempts` are those at this patient that can be looked at again.
    """
    choice = Shown("paper", Card, paper_state(case, paper)) if paper else Shown("mode", Choice, mode_state(case, mode))
    earlier = [Shown("earlier", Card, attempts_state(attempts, say("clinic.door_attempts")))] if attempts else []
    return [
        Shown("who", Card, {**who_state(kb, case), "arrive": arrive}), choice, *earlier,
        Shown("back", Card, _bare(blocks.buttons(_back()))),
    ]


def who_state(kb: KnowledgeBase, case: Case) -> PartState:
    """Who comes, in their own words; nothing that the waiting room would not show."""
    about = say("clinic.door_setting", setting=kb.get_setting(case.setting).name,
                level=say(f"case.difficulty_{case.difficulty}"), minutes=case.minutes)
    lines = [blocks.text(name_patient(case)), blocks.text(about, quiet=True), review_note(case.review)]
    return {"tone": "bare", "eyebrow": say("clinic.door_who"), "title": f"“{case.title}”", "level": 1, "blocks": lines}


def mode_state(case: Case, mode: Mode) -> PartState:
    """The three ways to play. An exam has to be chosen by hand: its clock starts with the button below."""
    return {
        "id": f"mode-{case.id}", "legend": say("clinic.door_legend"), "hint": say("clinic.door_hint"), "rule": "",
        "many": False, "preset": [] if mode == "exam" else [mode],
        "options": [
            {"id": one, "text": say(f"clinic.door_{one}"),
             "note": say(f"clinic.door_{one}_text", minutes=EXAM_MINUTES)} for one in MODES
        ],
        "certainty": {"ask": False}, "locked": False, "verdicts": {},
        "submit": {"label": say("clinic.door_begin"), "action": {"verb": "begin", "case": case.id}},
    }


def paper_state(case: Case, paper: str) -> PartState:
    """An exam whose marks are sealed."""
    begin = blocks.button(
        say("clinic.paper_begin"), "begin", primary=True, case=case.id, chosen=["exam"], paper=paper)
    return _card(
        say("clinic.paper_title", paper=paper), blocks.text(say("clinic.paper_text", minutes=EXAM_MINUTES)),
        blocks.text(say("clinic.paper_sealed")), blocks.buttons(begin))


def attempts_state(attempts: Sequence[Attempt], title: str) -> PartState:
    """The attempts at one patient, the newest first, each with its address."""
    newest = sorted(attempts, key=lambda one: -one.number)
    return _card(title, blocks.links(_line(one) for one in newest))


def _line(one: Attempt) -> dict[str, Any]:
    mode = say(f"case.mode_{one.state.mode}")
    return {
        "href": f"{CASES_PAGE}?case={one.case_id}&attempt={one.number}", "tone": "plain", "text": "",
        "title": say("clinic.attempt_line", number=one.number),
        "meta": say("clinic.attempt_meta", date=date_words(one.began_at), mode=mode),
        "action": {"verb": "attempt", "case": one.case_id, "attempt": one.number},
    }


# ---- Below the patient ----

def foot_state(state: CaseState, others: Sequence[Attempt], day: int | None) -> PartState:
    """The way back, and what it means for the attempt; after the last room the other attempts at this patient.

    `day` is the number of the clinic day that the patient belongs to.
    """
    if state.stage == "debrief":
        listed = attempts_state(others, say("clinic.attempts_title")) if others else _bare()
        lines = [*listed["blocks"], *([blocks.buttons(_to_day(day))] if day else [])]
        return {**listed, "blocks": lines}
    is_exam = state.mode == "exam"
    words = say("clinic.leave_exam_text") if is_exam else say("clinic.leave_text")
    leave = _to_day(day) if day else blocks.button(
        say("clinic.leave_exam") if is_exam else say("clinic.leave"), "menu",
        confirm=say("clinic.leave_exam_confirm") if is_exam else "")
    return _bare(blocks.buttons(leave), blocks.text(words, quiet=True))


def _to_day(day: int | None) -> dict[str, Any]:
    return blocks.button(say("clinic.day_go_on"), "day", day=day)


# ---- In place of an attempt ----

def withheld_parts(case: Case, day: int) -> list[Shown]:
    """Of a patient of a day whose debriefs come at its end."""
    name = case.patient.name
    lines = [blocks.text(say("clinic.withheld_text")), blocks.buttons({**_to_day(day), "primary": True})]
    card = _card(say("clinic.withheld_title", name=name), *lines)
    return [Shown("withheld", Card, {**card, "level": 1, "arrive": "withheld"})]


def gaps_parts(case_id: str, case: Case | None, gaps: Sequence[str]) -> list[Shown]:
    """Of an attempt that this content cannot show; `case` is None where the patient is gone."""
    lines = [blocks.text(say("clinic.gaps_text") if case else say("clinic.gaps_unknown"))]
    if case is not None:
        lines += [blocks.text(say("clinic.gaps_list")), blocks.items(gap.replace("-", " ") for gap in gaps)]
    again = [blocks.button(say("clinic.gaps_again"), "door", primary=True, case=case_id)] if case else []
    card = _card(say("clinic.gaps_title"), *lines, blocks.buttons(_back(), *again))
    return [Shown("gaps", Card, {**card, "tone": "info", "level": 1})]


def _back() -> dict[str, Any]:
    return blocks.button(say("clinic.history_back"), "menu")


def _card(title: str, *lines: blocks.Block) -> PartState:
    return {"tone": "plain", "eyebrow": "", "title": title, "level": 2, "blocks": list(lines)}


def _bare(*lines: blocks.Block) -> PartState:
    return {"tone": "bare", "eyebrow": "", "title": "", "level": 2, "blocks": list(lines)}
