"""What a room's questions, options and answers are called in words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.items import ChainItem, Item, MatchingItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Poll
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.item_making.kept import Kept
from sciatica_teach.session.live.answering import read_belief
from sciatica_teach.session.live.judging import find_posed_item
from sciatica_teach.session.live.posing import fit_shown
from sciatica_teach.session.live.state import PosedPoll
from sciatica_teach.views.items import FACES
from sciatica_teach.views.numbers import percent
from sciatica_teach.views.words import say

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

LONGEST_TITLE = 90
"""Characters of a question's title in a list."""


def title_poll(kb: KnowledgeBase, poll: Poll) -> str:
    """A question in one line, for plans and summaries; its id where it has left the content."""
    try:
        if poll.kind == "item":
            return shorten(get_posed(kb, poll.subject_id).stem)
        return say(f"live.title.{poll.kind}", patient=find_case(kb, poll.subject_id).patient.name)
    except SciaticaTeachError:
        return say("live.title.gone", id=poll.subject_id)


def shorten(words: str, longest: int = LONGEST_TITLE) -> str:
    """The last line of a text, where a question stands, cut at a blank."""
    line = words.strip().split("\n")[-1]
    if len(line) <= longest:
        return line
    return f"{line[:longest].rpartition(' ')[0]} …"


def name_asked(kb: KnowledgeBase, asked_id: str) -> str:
    """A finding or an open question in a few words."""
    found = kb.finding_by_id.get(asked_id)
    if found:
        return found.name
    opened = kb.open_question_by_id.get(asked_id)
    return opened.ask if opened else asked_id


def name_option(kb: KnowledgeBase, posed: PosedPoll, option: str) -> str:
    """One option in words."""
    if posed.poll.kind == "technique":
        found = kb.treatment.technique_by_id.get(option)
        return found.name if found else option
    if posed.poll.kind == "next-question":
        asked = kb.open_question_by_id.get(option) or kb.finding_by_id.get(option)
        return asked.ask if asked else option
    item = find_posed_item(kb, posed)
    return _name_item_option(kb, item, option) if item else option


def _name_item_option(kb: KnowledgeBase, item: Item, option: str) -> str:
    if isinstance(item, MatchingItem):
        return FACES[item.kind].answer_text(kb, item, (option,))
    text = FACES[item.kind].texts(kb, item).get(option, option)
    if isinstance(item, ChainItem):
        asks = {link.id: link.asks for link in item.links}
        return f"{asks.get(option.partition(':')[0], '')} {text}".strip()
    return text


def say_answer(kb: KnowledgeBase, posed: PosedPoll, response: tuple[str, ...]) -> str:
    """A whole answer in words."""
    if posed.poll.kind == "belief":
        return say_belief(kb, read_belief(response))
    item = find_posed_item(kb, posed)
    if posed.poll.kind != "item" or item is None:
        return "; ".join(name_option(kb, posed, one) for one in response)
    try:
        return FACES[item.kind].answer_text(kb, item, response)
    except (SciaticaTeachError, LookupError, ValueError):  # the item was edited since
        return "; ".join(response)


def say_belief(kb: KnowledgeBase, shares: dict[str, float]) -> str:
    """The causes of a belief, the likeliest first."""
    ranked = sorted((one for one in shares if shares[one] > 0), key=lambda one: (-shares[one], one))
    return ", ".join(f"{name_cause(kb, one)} {percent(shares[one])}" for one in ranked)


def name_cause(kb: KnowledgeBase, cause_id: str) -> str:
    """As it stands on sliders and in figures."""
    if cause_id == OTHER:
        return say("case.belief_other")
    found = kb.cause_by_id.get(cause_id)
    return found.short if found else cause_id


def find_badge(kb: KnowledgeBase, posed: PosedPoll, option: str) -> str:
    """The letter that an option has on the phone; empty where it has none."""
    return badges_of(kb, posed).get(option, "")


def badges_of(kb: KnowledgeBase, posed: PosedPoll) -> dict[str, str]:
    """Option -> letter."""
    if posed.poll.kind in ("next-question", "technique"):
        return dict(zip(posed.shown, LETTERS, strict=False))
    item = find_posed_item(kb, posed)
    if item is None:
        return {}
    state = draw_item(kb, item, posed.shown)
    options = [str(one["id"]) for one in state.get("options", ())]
    places = {str(one["id"]): str(one.get("letter", "")) for one in state.get("places", ())}
    return dict(zip(options, LETTERS, strict=False)) | places


def draw_item(kb: KnowledgeBase, item: Item, shown: tuple[str, ...]) -> dict[str, Any]:
    """What the part of an item needs beside its stem; drawn once for all phones, never changed in place."""
    return _draw_item(Kept(kb.version, kb), item.id, fit_shown(item, shown))


@lru_cache(maxsize=64)
def _draw_item(kept: Kept[KnowledgeBase], item_id: str, shown: tuple[str, ...]) -> dict[str, Any]:
    item = get_posed(kept.value, item_id)
    return FACES[item.kind].state(kept.value, item, shown)
