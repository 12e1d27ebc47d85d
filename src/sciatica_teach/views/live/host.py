"""What the wall shows a class, and what the instructor's remote shows beside it.

The wall's JSON holds the distribution only once it is revealed: what is not sent cannot be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Poll
from sciatica_teach.session.live.judging import is_edited
from sciatica_teach.session.live.state import LiveRoom, PosedPoll
from sciatica_teach.session.live.tally import Tally, advise
from sciatica_teach.views.live.actions import find_done, list_actions
from sciatica_teach.views.live.belief import path_state
from sciatica_teach.views.live.patient import askable_state, case_state
from sciatica_teach.views.live.question import wall_question
from sciatica_teach.views.live.result import feedback_lines, find_sources, result_state, right_text
from sciatica_teach.views.live.texts import title_poll
from sciatica_teach.views.numbers import whole_percent
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]
Tallies = Mapping[int, Tally]


def wall_state(
    kb: KnowledgeBase, room: LiveRoom, tallies: Tallies, *, code: str, address: str, qr_svg_url: str, phones: int,
    now: float,
) -> LiveJson:
    """The wall. `tallies` of all votes of the room, by number."""
    common = _common(kb, room, tallies, phones=phones, now=now)
    answered = room.phase == "revealed" and not _has_moved_on(room)
    return {
        **common, "code": code, "address": address, "qr": qr_svg_url,
        "question": None if _has_moved_on(room) else common["question"], "case": None if answered else common["case"],
        "result": _result(kb, room, tallies) if answered else None,
        "actions": list_actions(kb, room, None, _last_tally(room, tallies) if answered else None),
    }


def _has_moved_on(room: LiveRoom) -> bool:
    """Whether the class learns something new of the patient, so that the last answer makes room for it."""
    posed = room.current
    return room.phase == "revealed" and posed is not None and (
        room.case is not None and posed.case_at is not None and posed.case_at != room.case)


def remote_state(kb: KnowledgeBase, room: LiveRoom, tallies: Tallies, *, phones: int, now: float) -> LiveJson:
    """The remote. `tallies` as for the wall."""
    last = _last_tally(room, tallies)
    advice = advise(last) if last and room.phase in ("closed", "revealed") else None
    posed = room.current
    return {
        **_common(kb, room, tallies, phones=phones, now=now),
        "result": _result(kb, room, tallies),
        "advice": advice_state(posed, last) if posed and last and room.phase != "ended" else None,
        "actions": list_actions(kb, room, advice, last),
        "asks": askable_state(kb, room.case) if room.phase != "ended" else [],
        "plan": plan_state(kb, room), "notes": notes_state(kb, posed) if posed else None,
    }


def _common(kb: KnowledgeBase, room: LiveRoom, tallies: Tallies, *, phones: int, now: float) -> LiveJson:
    posed, last = room.current, _last_tally(room, tallies)
    about_item = posed is not None and posed.poll.kind == "item" and room.phase != "lobby"
    return {
        "version": room.version, "phase": room.phase, "title": room.title, "now": now, "closes_at": room.closes_at,
        "question": wall_question(kb, posed) if posed and room.phase != "ended" else None,
        "voted": last.count if last else 0, "phones": phones,
        "case": None if about_item or room.phase == "ended" else case_state(kb, room.case),
    }


def _last_tally(room: LiveRoom, tallies: Tallies) -> Tally | None:
    posed = room.current
    return tallies.get(posed.votes[-1]) if posed and posed.votes else None


def _result(kb: KnowledgeBase, room: LiveRoom, tallies: Tallies) -> LiveJson | None:
    posed = room.current
    if posed is None or not posed.votes:
        return None
    return {**result_state(kb, posed, tallies), "belief": path_state(kb, room, posed, tallies)}


def advice_state(posed: PosedPoll, tally: Tally) -> LiveJson:
    """What to do next in a sentence, and before it what can hurt the patient."""
    kind = advise(tally)
    share = "" if tally.share_right is None else whole_percent(tally.share_right)
    words = say("live.advice.keyless") if tally.keyless and kind != "too-few" else say(
        f"live.advice.{kind}", right=tally.right, count=tally.judged, share=share)
    front = say("live.advice.belief") if posed.poll.kind == "belief" else ""
    return {"kind": kind, "words": f"{front} {words}".strip(), "unsafe": " ".join(_unsafe_words(tally))}


def _unsafe_words(tally: Tally) -> list[str]:
    told = [("live.advice.unsafe", tally.unsafe), ("live.advice.left_safety", tally.left_safety)]
    return [say(key, n=n, count=tally.judged) for key, n in told if n]


def plan_state(kb: KnowledgeBase, room: LiveRoom) -> list[LiveJson]:
    """The plan, with what was asked."""
    return [
        {"index": index, "title": title_poll(kb, poll), "kind": kind_words(poll), "done": done}
        for index, (poll, done) in enumerate(zip(room.plan, find_done(room), strict=True))
    ]


def kind_words(poll: Poll) -> str:
    return say(f"live.kind.{poll.kind}")


def notes_state(kb: KnowledgeBase, posed: PosedPoll) -> LiveJson:
    """The answer, the feedback and the sources, for the instructor alone."""
    edited = [say("live.edited")] if is_edited(kb, posed) else []
    return {
        "right_text": right_text(kb, posed), "feedback": [*edited, *feedback_lines(kb, posed, ())],
        "sources": find_sources(kb, posed),
    }
