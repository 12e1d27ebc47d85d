"""A question of a room: to be read on the wall, and to be answered on a phone. Nothing of its key is in here.

A phone is shown what the parts of the lessons show, without the question of certainty: a vote pays nothing.
"""

from __future__ import annotations

from typing import Any

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.items import Item, LesionItem, OrderingItem, ScriptItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot
from sciatica_teach.session.case import LONGEST_SHORTLIST
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.live.answering import read_belief
from sciatica_teach.session.live.judging import find_posed_item
from sciatica_teach.session.live.state import PosedPoll
from sciatica_teach.views.items import FACES
from sciatica_teach.views.live.texts import badges_of, draw_item, name_option
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]

NO_CERTAINTY = {"ask": False}
"""The parts ask how sure somebody is only where this says so."""


def wall_question(kb: KnowledgeBase, posed: PosedPoll) -> LiveJson:
    """To be read: what comes before it, the question, and its options."""
    item = find_posed_item(kb, posed)
    if posed.poll.kind == "item":
        if item is None:
            return {"legend": say("live.gone"), "lines": [], "options": []}
        return {"legend": item.stem, "lines": list_lines(kb, item), "options": _item_options(kb, posed, item)}
    return {"legend": case_legend(kb, posed), "lines": [], "options": _case_options(kb, posed)}


def list_lines(kb: KnowledgeBase, item: Item) -> list[str]:
    """What has to be known before the question: the story of its set, what was found, a thought and a finding."""
    item_set = kb.set_of_item.get(item.id)
    story = [item_set.story] if item_set and item_set.story else []
    match item:
        case LesionItem(observed=observed):
            return [*story, *(f"{what} – {found}" for what, found in observed)]
        case ScriptItem(thinking_of=thought, learnt=learnt):
            return [*story, f"{say('quiz.script_thinking')}: {thought}", f"{say('quiz.script_learnt')}: {learnt}"]
        case OrderingItem(first=first, last=last):
            return [*story, say("live.order", first=first, last=last)]
        case _:
            return story


def _item_options(kb: KnowledgeBase, posed: PosedPoll, item: Item) -> list[LiveJson]:
    """As they stand on the phone, in the same order. A body map has none that could be read."""
    state, badges = draw_item(kb, item, posed.shown), badges_of(kb, posed)
    for name in ("options", "sites", "steps", "prompts"):
        if name in state:
            partners = state.get("partners", ())
            return [{"badge": badges.get(one["id"], ""), "text": one["text"]} for one in (*state[name], *partners)]
    if "links" in state:
        return [{"badge": "", "text": f"{link['asks']} {' / '.join(one['text'] for one in link['options'])}"}
                for link in state["links"]]
    if state.get("picture") is None and "box" not in state:
        return []
    return [{"badge": one["letter"], "text": one["words"]} for one in state.get("places", ())]


def case_legend(kb: KnowledgeBase, posed: PosedPoll) -> str:
    """What is asked about the patient."""
    try:
        name = find_case(kb, posed.poll.subject_id).patient.name
    except SciaticaTeachError:
        return say("live.gone")
    return say(f"live.asks.{posed.poll.kind}", patient=name)


def _case_options(kb: KnowledgeBase, posed: PosedPoll) -> list[LiveJson]:
    if posed.poll.kind == "belief":
        return []
    badges = badges_of(kb, posed)
    return [{"badge": badges.get(one, ""), "text": name_option(kb, posed, one)} for one in posed.shown]


def open_question(kb: KnowledgeBase, posed: PosedPoll, vote: int, own: Ballot | None) -> LiveJson | None:
    """To be answered: the part and its state; None where the question has left the content."""
    submit = {"label": say("live.change" if own else "live.submit"), "action": {"verb": "vote"}}
    chosen = own.response if own else ()
    frame = {"id": f"vote-{vote}", "certainty": NO_CERTAINTY, "submit": submit, "locked": False,
             "preset": list(chosen)}
    if posed.poll.kind == "item":
        item = find_posed_item(kb, posed)
        if item is None:
            return None
        state = {**frame, "legend": item.stem, "chosen": [], "verdicts": {}, **draw_item(kb, item, posed.shown)}
        return {"part": FACES[item.kind].part.__name__.lower(), "state": state, "lines": _story_lines(kb, item)}
    if posed.poll.kind == "belief":
        return {"part": "belief", "state": {**frame, **belief_state(kb, posed, chosen)}, "lines": []}
    return {"part": "choice", "state": {**frame, **choice_state(kb, posed)}, "lines": []}


def _story_lines(kb: KnowledgeBase, item: Item) -> list[str]:
    """What its part does not say by itself."""
    item_set = kb.set_of_item.get(item.id)
    return [item_set.story] if item_set and item_set.story else []


def choice_state(kb: KnowledgeBase, posed: PosedPoll) -> LiveJson:
    """The options of a question about a patient."""
    return {
        "legend": case_legend(kb, posed), "many": False, "hint": say("quiz.single_hint"), "rule": "",
        "options": [{"id": one, "text": name_option(kb, posed, one)} for one in posed.shown],
    }


def belief_state(kb: KnowledgeBase, posed: PosedPoll, response: tuple[str, ...]) -> LiveJson:
    """Sliders: the causes that everybody begins with, and more to be picked."""
    percents = {cause_id: round(100 * share) for cause_id, share in read_belief(response).items()}
    return {
        "eyebrow": "", "legend": case_legend(kb, posed), "hint": say("live.belief_hint"), "max": LONGEST_SHORTLIST,
        "causes": [
            {"id": cause.id, "name": cause.name, "short": cause.short}
            for cause in sorted(kb.causes, key=lambda cause: cause.name.casefold()) if cause.id != OTHER
        ],
        "shortlist": list(percents) or list(posed.shown), "belief": percents,
        "other_label": say("case.belief_other"), "done": False,
    }
