"""What a class knows, part by part: where it stands, what it confuses, its questions, its papers and its marks.

It speaks of members to their instructor, who may help them. There is no rank and no best of the class.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from textwrap import shorten
from typing import Any, Final

from sciatica_teach.figures.objective_standings import StandRow, draw_standings
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.classes import (
    UNDECIDED,
    ClassStanding,
    Confusion,
    ItemLine,
    MemberStanding,
    PaperLine,
)
from sciatica_teach.session.classes.standing import FEWEST
from sciatica_teach.session.standings import ENOUGH
from sciatica_teach.views import blocks
from sciatica_teach.views.class_front import card
from sciatica_teach.views.items import FACES
from sciatica_teach.views.numbers import percent_range
from sciatica_teach.views.progress_plots import area_titles
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SHADES: Final = 4
"""Steps of shading in the matrix, beside none."""

WORST: Final = 12
"""So many questions stand open; the others are one click away."""

STEM: Final = 110
"""Characters of a question in its line."""

MIXED: Final = 4
"""So many confusions are told in a sentence."""


# ---- Standing ----

def standing_state(kb: KnowledgeBase, stands: Sequence[ClassStanding]) -> PartState:
    """The figure: for each objective the class's share and its interval, field by field."""
    titles = area_titles(kb)
    ordered = sorted(stands, key=lambda one: list(titles).index(one.objective.area))
    rows: list[StandRow] = []
    for area, group in groupby(ordered, lambda one: one.objective.area):
        rows.append(StandRow(name=titles.get(area, area)))
        rows += [_stand_row(one) for one in group]
    words = {"enough": say("school.stands_enough"), "little": say("school.stands_few", fewest=FEWEST),
             "share": say("school.stands_share")}
    head = ("objective", "field", "answered", "answers", "share", "interval")
    return {
        "level": 2, "title": say("school.stands_title"),
        "text": [say("school.stands_text"), say("school.stands_little", fewest=FEWEST)],
        "note": say("school.stands_note"), "label": say("school.stands_label"), "figure": draw_standings(rows, words),
        "table": {
            "summary": say("progress.as_table"), "numeric": [2, 3, 4, 5],
            "head": [say(f"school.stands_head_{name}") for name in head],
            "rows": [_stand_cells(one, titles) for one in ordered],
        },
    }


def _stand_row(one: ClassStanding) -> StandRow:
    return StandRow(name=one.objective.name, share=one.share.mid, low=one.share.low, high=one.share.high,
                    is_enough=one.is_enough)


def _stand_cells(one: ClassStanding, titles: dict[str, str]) -> list[str]:
    share = _whole(one.share.mid) if one.is_enough else say("progress.stands_unknown")
    return [one.objective.name, titles.get(one.objective.area, one.objective.area),
            say("school.of", count=one.answered, of=one.of), str(one.answers), share,
            percent_range(one.share.low, one.share.high)]


def members_state(stands: Sequence[ClassStanding], chosen: str) -> PartState:
    """Member by member at one objective; every objective as a button."""
    found = next((one for one in stands if one.objective.id == chosen), None)
    ways = (blocks.button(one.objective.name, "objective", id=one.objective.id) for one in stands)
    choose = blocks.details(say("school.each_choose"), [blocks.buttons(*ways)])
    lines = [blocks.text(say("school.each_text")), choose]
    if found is not None:
        head = [say(f"school.each_head_{name}") for name in ("member", "answers", "share", "interval")]
        rows = [_member_cells(one) for one in found.members]
        lines.append(blocks.table(found.objective.name, head, rows, (1, 2, 3)))
        lines.append(blocks.text(say("school.each_silent", count=found.of - len(found.members)), quiet=True))
    return card(say("school.each_title"), lines)


def _member_cells(one: MemberStanding) -> tuple[str, str, str, str]:
    own = one.standing
    share = _whole(own.share) if own.answers >= ENOUGH else say("progress.stands_unknown")
    return one.called, str(own.answers), share, percent_range(own.low, own.high)


def _whole(share: float) -> str:
    return f"{100 * share:.0f} %"


# ---- Confusion ----

def confusion_state(kb: KnowledgeBase, found: Confusion) -> PartState:
    """The matrix, and in sentences what it shows."""
    if not found.counts:
        return card(say("school.confusion_title"), [blocks.text(say("school.confusion_none"))])
    worst = [say("school.confusion_line", truth=_cause(kb, truth), said=_cause(kb, said), count=count,
                 of=found.total(truth)) for truth, said, count in found.worst[:MIXED]]
    told = blocks.items(worst) if worst else blocks.text(say("school.confusion_right"))
    return card(say("school.confusion_title"), [
        blocks.text(say("school.confusion_text")), told, _matrix(kb, found),
        blocks.text(say("school.confusion_note"), quiet=True)])


def _matrix(kb: KnowledgeBase, found: Confusion) -> blocks.Block:
    """A table, each row shaded by its shares: the cause it was, then what it was taken for."""
    head = [say("school.confusion_corner"), *(_cause(kb, one) for one in found.leading), say("school.confusion_sum")]
    rows = [
        [_cause(kb, truth), *(str(found.counts.get((truth, said), 0)) for said in found.leading),
         str(found.total(truth))] for truth in found.causes]
    table = blocks.table(say("school.confusion_caption"), head, rows, range(1, len(head)))
    return {**table, "shades": [["", *(_shade(found, truth, said) for said in found.leading), ""]
                                for truth in found.causes]}


def _shade(found: Confusion, truth: str, said: str) -> str:
    """The darker, the larger the share of the row; what is right has a frame besides."""
    step = -(-SHADES * found.counts.get((truth, said), 0) // found.total(truth))
    return f"{step} st-shade-right" if truth == said else str(step)


def _cause(kb: KnowledgeBase, cause_id: str) -> str:
    if cause_id == UNDECIDED:
        return say("school.undecided")
    return say("school.something_else") if cause_id == OTHER else kb.get_cause(cause_id).short


# ---- Questions ----

def items_state(kb: KnowledgeBase, lines: Sequence[ItemLine], of: int) -> PartState:
    """What the class surely does not have comes first."""
    if not lines:
        return card(say("school.items_title"), [blocks.text(say("school.items_none"))])
    told = [blocks.text(say("school.items_text")), _items_table(kb, lines[:WORST], of)]
    if lines[WORST:]:
        more = say("school.items_more", count=len(lines) - WORST)
        told.append(blocks.details(more, [_items_table(kb, lines[WORST:], of)]))
    return card(say("school.items_title"), [*told, blocks.text(say("school.items_note"), quiet=True)])


def _items_table(kb: KnowledgeBase, lines: Sequence[ItemLine], of: int) -> blocks.Block:
    head = [say(f"school.items_head_{name}") for name in ("item", "count", "share", "wrong", "belief", "idle")]
    return blocks.table(say("school.items_caption"), head, [_item_cells(kb, one, of) for one in lines], (1, 2))


def _item_cells(kb: KnowledgeBase, one: ItemLine, of: int) -> tuple[str, ...]:
    wrong, belief = one.wrong, kb.misconception_by_id.get(one.item.misconception)
    chosen = say("school.items_wrong", option=option_words(kb, one, wrong.id), takers=wrong.takers) if wrong else ""
    idle = "; ".join(option_words(kb, one, option) for option in one.idle)
    return (shorten(one.item.stem, STEM, placeholder=" …"), say("school.of", count=one.answers, of=of),
            say("school.items_share", share=_whole(one.share), interval=percent_range(one.low, one.high)), chosen,
            belief.belief if belief and one.right < one.answers else "", idle)


def option_words(kb: KnowledgeBase, line: ItemLine, option: str) -> str:
    """What an option says, in the words of the kind's own face."""
    return FACES[line.item.kind].answer_text(kb, line.item, (option,))


# ---- Papers and marks ----

def papers_state(papers: Sequence[PaperLine], looked: PaperLine | None, everywhere: int) -> PartState:
    """The papers that members sat; of the one looked at, how many attempts there are and the way to open or seal it.

    `everywhere`: attempts under the looked-at paper in the whole store.
    """
    lines: list[blocks.Block] = [blocks.text(say("school.papers_text"))]
    if papers:
        lines.append(blocks.verdicts(_paper_line(one) for one in papers))
        lines.append(blocks.buttons(*(
            blocks.button(say("school.papers_look", paper=one.paper), "look-paper", text=one.paper) for one in papers)))
    lines.append(blocks.field("paper", say("school.papers_label"), say("school.papers_find"), "look-paper",
                              hint=say("school.papers_hint")))
    if looked is not None:
        lines += _looked(looked, everywhere)
    return card(say("school.papers_title"), lines)


def _paper_line(one: PaperLine) -> dict[str, Any]:
    tone, word = ("right", "released") if one.is_released else ("info", "sealed")
    return blocks.verdict(tone, say(f"school.papers_{word}"), say("school.papers_line", paper=one.paper,
                                                                 count=one.attempts))


def _looked(one: PaperLine, everywhere: int) -> list[blocks.Block]:
    words = say("school.papers_looked", paper=one.paper, here=one.attempts, everywhere=everywhere)
    if one.is_released:
        button = blocks.button(say("school.papers_seal", paper=one.paper), "seal", paper=one.paper,
                               confirm=say("school.papers_seal_confirm", paper=one.paper))
    else:
        button = blocks.button(say("school.papers_release", paper=one.paper), "release", paper=one.paper, confirm=say(
            "school.papers_release_confirm", paper=one.paper, here=one.attempts, everywhere=everywhere))
    return [{"type": "heading", "text": one.paper}, blocks.text(words), blocks.buttons(button)]


def marks_state(members: int) -> PartState:
    """The gradebook as a file."""
    return {
        "title": say("school.book_title"), "text": say("school.book_text"),
        "facts": [{"label": say("school.head_members"), "text": str(members)}], "notes": [],
        "saves_title": say("school.book_save_title"),
        "saves": [{"kind": "gradebook", "label": say("school.book_save"), "hint": say("school.book_hint")}],
    }
