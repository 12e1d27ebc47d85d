"""What a class answered and what is right: for the remote at once, for wall and phones only when it is revealed.

What can hurt the patient comes first. A share stands on five votes at least; below, counts alone are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.items import Item, LesionItem, MatchingItem, OrderingItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.live.judging import find_grade, find_posed_item
from sciatica_teach.session.live.options import Standing, Weighed, weigh_options
from sciatica_teach.session.live.rows import Count, count_rows, list_options
from sciatica_teach.session.live.state import PosedPoll
from sciatica_teach.session.live.tally import LEAST, Tally
from sciatica_teach.views import blocks
from sciatica_teach.views.items import FACES
from sciatica_teach.views.live.belief import reference_words
from sciatica_teach.views.live.texts import find_badge, name_option, say_answer
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]

TONES: Final[Mapping[Standing, str]] = {"right": "right", "partly": "caution", "wrong": "plain", "unsafe": "unsafe"}

FEEDBACK_ROWS = 8
"""A wall is read in a minute."""


def result_state(kb: KnowledgeBase, posed: PosedPoll, tallies: Mapping[int, Tally]) -> LiveJson:
    """Votes beside one another, the right answer, and why."""
    voted = [tallies[vote] for vote in posed.votes if vote in tallies]
    return {
        "votes": [vote_state(kb, posed, tally) for tally in voted],
        "right_text": right_text(kb, posed), "feedback": feedback_lines(kb, posed, voted), "belief": None,
    }


def vote_state(kb: KnowledgeBase, posed: PosedPoll, tally: Tally) -> LiveJson:
    """One vote as rows."""
    rows = [_row(kb, posed, tally, one) for one in tally.counts]
    more = [("live.row_rest", tally.rest), ("live.row_unfit", tally.unfit)]
    rest = [{"badge": "", "text": say(key), "n": n, "share": _share(n, tally), "tone": "plain", "word": ""}
            for key, n in more if n]
    return {"number": tally.vote, "count": tally.count, "rows": [*rows, *rest]}


def _row(kb: KnowledgeBase, posed: PosedPoll, tally: Tally, one: Count) -> LiveJson:
    return {
        "badge": find_badge(kb, posed, one.key[0]) if len(one.key) == 1 else "", "text": _row_text(kb, posed, one.key),
        "n": one.n, "share": _share(one.n, tally), "tone": TONES[one.standing],
        "word": standing_word(kb, posed, one),
    }


def standing_word(kb: KnowledgeBase, posed: PosedPoll, row: Count) -> str:
    """How an option stands, in a word; a question to a patient is never wrong: it must be asked, or tells something."""
    found = find_weighed(kb, posed).get(row.key[0])
    return say(f"live.word.{row.standing}") if found is None else weighed_word(found)


def weighed_word(found: Weighed) -> str:
    """The same of an option about a patient."""
    if found.must_ask:
        return say("live.word.must")
    return say(f"live.{'telling' if found.verdict is None else 'word'}.{found.standing}")


def _row_text(kb: KnowledgeBase, posed: PosedPoll, key: tuple[str, ...]) -> str:
    if posed.poll.kind != "item" or key[0] in list_options(kb, posed):
        return name_option(kb, posed, key[0])
    if isinstance(find_posed_item(kb, posed), MatchingItem):
        return name_option(kb, posed, key[0])
    return say_answer(kb, posed, key)


def _share(n: int, tally: Tally) -> float | None:
    return n / tally.count if tally.count >= LEAST else None


def right_text(kb: KnowledgeBase, posed: PosedPoll) -> str:
    """The right answer in words."""
    item = find_posed_item(kb, posed)
    if posed.poll.kind == "item":
        return _right_item(kb, item) if item else say("live.gone")
    if posed.poll.kind == "belief":
        return reference_words(kb, posed.case_at)
    weighed = find_weighed(kb, posed)
    right = [name_option(kb, posed, one) for one, found in weighed.items() if found.standing == "right"]
    if not right:
        return say("live.right_none")
    return say("live.right_option", names=" · ".join(right))


def find_weighed(kb: KnowledgeBase, posed: PosedPoll) -> Mapping[str, Weighed]:
    """Option -> what it is for the patient; empty where the patient has left the content."""
    if posed.case_at is None:
        return {}
    try:
        return weigh_options(kb, posed.poll, posed.case_at, posed.shown)
    except SciaticaTeachError:
        return {}


def _right_item(kb: KnowledgeBase, item: Item) -> str:
    face = FACES[item.kind]
    if isinstance(item, OrderingItem | MatchingItem):
        return say("live.right_option", names=face.answer_text(kb, item, _right_order(item)))
    blank, texts = find_grade(item, ()), face.texts(kb, item)
    right = [texts.get(one.criterion, "") for one in (blank.verdicts if blank else ()) if one.right]
    named = say("live.right_option", names=" · ".join(right)) if any(right) else ""
    return " ".join(part for part in (named, face.right_text(item)) if part)


def _right_order(item: OrderingItem | MatchingItem) -> tuple[str, ...]:
    if isinstance(item, OrderingItem):
        return tuple(step.id for step in item.steps)
    return tuple(f"{prompt.id}:{prompt.partner}" for prompt in item.prompts)


def feedback_lines(kb: KnowledgeBase, posed: PosedPoll, voted: Sequence[Tally]) -> list[LiveJson]:
    """Why, first of what can hurt, then of what is right and of what was chosen; the explanation with its mark last."""
    item = find_posed_item(kb, posed)
    if posed.poll.kind == "item":
        return [*_item_lines(kb, posed, item, voted), explanation_line(item)] if item else []
    if posed.poll.kind == "belief":
        return [{"badge": "", "text": "", "word": "", "tone": "plain", "feedback": say("live.no_verdict")}]
    ranked = sorted(find_weighed(kb, posed).items(), key=lambda one: _rank_weighed(one[1]))
    return [_option_line(kb, posed, one, found) for one, found in ranked]


def _rank_weighed(found: Weighed) -> tuple[bool, bool, bool]:
    """What can hurt first, then safety questions, then what is right."""
    return found.standing != "unsafe", not found.must_ask, found.standing != "right"


def _item_lines(kb: KnowledgeBase, posed: PosedPoll, item: Item, voted: Sequence[Tally]) -> list[LiveJson]:
    rows = [one for tally in voted for one in tally.counts] if voted else count_rows(kb, posed, {}, {})[0]
    told = {count.key: count for count in rows if not voted or count.n or count.standing != "wrong"}
    lines = [(count, _why(item, count.key)) for count in told.values()]
    ranked = sorted((one for one in lines if one[1]),
                    key=lambda one: (one[0].standing != "unsafe", one[0].standing != "right", -one[0].n))
    return [
        {"badge": find_badge(kb, posed, count.key[0]) if len(count.key) == 1 else "",
         "text": _row_text(kb, posed, count.key), "word": standing_word(kb, posed, count),
         "tone": TONES[count.standing], "feedback": why}
        for count, why in ranked[:FEEDBACK_ROWS]
    ]


def _why(item: Item, key: tuple[str, ...]) -> str:
    """What the content says to this option or answer."""
    grade = find_grade(item, key)
    if grade is None:
        return ""
    if len(key) == 1:
        name = key[0].partition(":")[0] if isinstance(item, MatchingItem) else key[0]
        own = [one.feedback for one in grade.verdicts if one.criterion == name]
        if own or isinstance(item, LesionItem):
            return own[0] if own else ""
    alone = [one.feedback for one in grade.verdicts]
    return alone[0] if len(alone) == 1 else ""


def explanation_line(item: Item) -> LiveJson:
    """The worked answer, with how far it can be trusted."""
    mark = say(f"mark.{item.mark}")
    conflict = say("live.conflict", text=item.conflict) if item.conflict else ""
    explained = say("live.explained", text=item.explanation, mark=mark)
    return {"badge": "", "text": "", "word": "", "tone": "plain", "feedback": f"{explained} {conflict}".strip()}


def _option_line(kb: KnowledgeBase, posed: PosedPoll, option: str, found: Weighed) -> LiveJson:
    return {
        "badge": find_badge(kb, posed, option), "text": name_option(kb, posed, option),
        "word": weighed_word(found),
        "tone": TONES[found.standing], "feedback": option_why(found),
    }


def option_why(found: Weighed) -> str:
    """Why an option about a patient is what it is, with the mark of what is claimed."""
    if found.verdict is not None:
        first = found.verdict.reasons[0]
        standing = say(f"live.standing.{found.verdict.standing}")
        return say("live.technique_why", standing=standing, text=first.text, mark=say(f"mark.{first.mark}"))
    if found.must_ask:
        return say("live.must_why")
    return say("live.worth", worth=plain(found.worth or 0.0, 2)) if found.worth else say("live.worth_none")


def find_sources(kb: KnowledgeBase, posed: PosedPoll) -> list[LiveJson]:
    """Where it comes from: of the item, or of the first reasons for each technique."""
    item = find_posed_item(kb, posed)
    verdicts = [one.verdict for one in find_weighed(kb, posed).values() if one.verdict]
    ids = item.sources if item else tuple(one for verdict in verdicts for one in verdict.reasons[0].sources)
    known = [kb.source_by_id[one] for one in dict.fromkeys(ids) if one in kb.source_by_id]
    return [blocks.source_note(one) for one in known]
