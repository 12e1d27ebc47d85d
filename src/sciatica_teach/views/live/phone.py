"""What one phone shows: the question, its own answer, and one sentence on what to do now.

Nothing of the key, and nothing of anybody else's answer, is in here before the instructor reveals it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot
from sciatica_teach.session.live.judging import find_posed_item, is_edited
from sciatica_teach.session.live.options import Weighed
from sciatica_teach.session.live.posing import fit_shown
from sciatica_teach.session.live.state import LiveRoom, PosedPoll
from sciatica_teach.session.questions import GUESSING, Question, mark
from sciatica_teach.views.items import FACES
from sciatica_teach.views.live.belief import reference_words
from sciatica_teach.views.live.patient import case_state
from sciatica_teach.views.live.question import (
    NO_CERTAINTY,
    belief_state,
    choice_state,
    list_lines,
    open_question,
    wall_question,
)
from sciatica_teach.views.live.result import TONES, find_weighed, option_why, right_text, weighed_word
from sciatica_teach.views.live.texts import say_answer
from sciatica_teach.views.questions import question_state
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]


def phone_state(kb: KnowledgeBase, room: LiveRoom, own: Ballot | None, *, now: float) -> LiveJson:
    """The state of one phone; `own` is its ballot in the latest vote of the question on the wall."""
    posed, phase = room.current, room.phase
    mine = own if posed and posed.votes and own and own.vote == posed.votes[-1] else None
    shows_case = phase != "ended" and (posed is None or posed.poll.kind != "item")
    return {
        "version": room.version, "phase": phase, "title": room.title,
        "vote": posed.votes[-1] if posed and posed.votes else 0, "closes_at": room.closes_at, "now": now,
        "question": _question(kb, posed, phase, mine) if posed else None,
        "reading": wall_question(kb, posed) if posed and phase in ("posed", "closed") else None,
        "own": {"words": say_answer(kb, posed, mine.response), "change": mine.change} if posed and mine else None,
        "case": case_state(kb, room.case) if shows_case else None,
        "said": _say_now(kb, room, mine),
    }


def _question(kb: KnowledgeBase, posed: PosedPoll, phase: str, own: Ballot | None) -> LiveJson | None:
    if phase == "voting":
        return open_question(kb, posed, posed.votes[-1], own)
    return _answered(kb, posed, own) if phase == "revealed" else None


def _say_now(kb: KnowledgeBase, room: LiveRoom, own: Ballot | None) -> str:
    posed = room.current
    if posed is None or room.phase in ("lobby", "ended"):
        return say(f"live.now.{room.phase}")
    if is_edited(kb, posed):
        return say("live.now.edited")
    if room.phase == "voting":
        name = "voted" if own else "again" if len(posed.votes) > 1 else "vote"
        return say(f"live.now.{name}")
    if room.phase == "revealed" and posed.poll.kind == "belief":
        return reference_words(kb, posed.case_at)
    return say(f"live.now.{room.phase}")


def _answered(kb: KnowledgeBase, posed: PosedPoll, own: Ballot | None) -> LiveJson | None:
    """The part once more, locked, with verdicts: what was answered, what is right, and why."""
    response = own.response if own else ()
    frame = {"id": f"vote-{posed.votes[-1]}" if posed.votes else "vote-0", "certainty": NO_CERTAINTY, "locked": True}
    if posed.poll.kind == "item":
        return _answered_item(kb, posed, response, frame)
    if posed.poll.kind == "belief":
        state = {**belief_state(kb, posed, response), **frame, "submit": {"label": "", "action": {}}, "hint": ""}
        return {"part": "belief", "state": state, "lines": []} if own else None
    return {"part": "choice", "state": {**choice_state(kb, posed), **frame, **_verdicts(kb, posed, response)},
            "lines": []}


def _answered_item(kb: KnowledgeBase, posed: PosedPoll, response: tuple[str, ...], frame: LiveJson) -> LiveJson | None:
    item = find_posed_item(kb, posed)
    if item is None:
        return None
    try:
        answer = mark(kb, posed.poll.subject_id, Submission(response=response), GUESSING)
    except SciaticaTeachError:  # the item was edited: the answer fits no more, and is shown in words beside it
        answer = mark(kb, posed.poll.subject_id, Submission(), GUESSING)
    question = Question(item_id=posed.poll.subject_id, shown=fit_shown(item, posed.shown), answer=answer)
    state = question_state(kb, question, {"label": "", "action": {}})
    return {"part": FACES[item.kind].part.__name__.lower(), "state": {**state, **frame, "certainty_given": None},
            "lines": list_lines(kb, item)}


def _verdicts(kb: KnowledgeBase, posed: PosedPoll, response: tuple[str, ...]) -> LiveJson:
    weighed = find_weighed(kb, posed)
    mine = weighed.get(response[0]) if response else None
    return {
        "chosen": list(response), "heading": _heading(weighed, mine), "right_text": right_text(kb, posed),
        "verdicts": {one: {"right": found.standing == "right", "chosen": one in response, "feedback": option_why(found)}
                     for one, found in weighed.items()},
    }


def _heading(weighed: Mapping[str, Weighed], mine: Weighed | None) -> list[str]:
    """Tone and words over the verdicts: a safety question that was left is told first."""
    if mine is None:
        return ["info", say("live.not_voted")]
    if not mine.must_ask and any(one.must_ask for one in weighed.values()):
        return ["caution", say("live.left_safety")]
    words = weighed_word(mine)
    return ["unsafe" if mine.standing == "wrong" else TONES[mine.standing], f"{words[:1].upper()}{words[1:]}"]
