"""The page of class records on screen: the classes, and of the chosen one everything, unsafe acts first."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.classes import (
    ClassStanding,
    Confusion,
    ItemLine,
    PaperLine,
    UnsafeAct,
)
from sciatica_teach.views import blocks
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.class_front import ClassFacts, card, head_state, show_code
from sciatica_teach.views.class_pages import (
    confusion_state,
    items_state,
    marks_state,
    members_state,
    papers_state,
    standing_state,
)
from sciatica_teach.views.class_unsafe import unsafe_state
from sciatica_teach.views.clinic import Shown
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, OwnRecord, Plot
from sciatica_teach.views.words import say

PartState = dict[str, Any]


@record
class Seen:
    """What the records of a class amount to, as the page is made from it."""

    active: int
    """Members who have done something."""
    acts: tuple[UnsafeAct, ...]
    stands: tuple[ClassStanding, ...]
    confusion: Confusion
    items: tuple[ItemLine, ...]
    papers: tuple[PaperLine, ...]


@record
class Chosen:
    """What the instructor looks at besides."""

    objective: str = ""
    paper: PaperLine | None = None
    everywhere: int = 0
    """Attempts under that paper in the whole store."""


def class_parts(
    kb: KnowledgeBase, one: ClassFacts, seen: Seen, chosen: Chosen, *, arrive: str = ""
) -> tuple[Shown, ...]:
    """One class from above down."""
    head = Shown("class-head", Card, head_state(one, seen.active, arrive=arrive))
    if not one.members:
        empty = card(one.name, [blocks.text(say("school.empty", code=show_code(one.code)))])
        return head, Shown("class-empty", Card, {**empty, "title": say("school.unsafe_title")})
    return (
        head,
        Shown("class-unsafe", Card, unsafe_state(kb, seen.acts, one.members)),
        *_standing(kb, seen, chosen),
        Shown("class-confusion", Card, confusion_state(kb, seen.confusion)),
        Shown("class-items", Card, items_state(kb, seen.items, one.members)),
        Shown("class-papers", Card, papers_state(seen.papers, chosen.paper, chosen.everywhere)),
        Shown("class-book", OwnRecord, marks_state(one.members)),
    )


def _standing(kb: KnowledgeBase, seen: Seen, chosen: Chosen) -> tuple[Shown, ...]:
    if not seen.stands:
        none = card(say("school.stands_title"), [blocks.text(say("school.stands_none"))])
        return (Shown("class-stands-none", Card, none),)
    return (Shown("class-stands", Plot, standing_state(kb, seen.stands)),
            Shown("class-members", Card, members_state(seen.stands, chosen.objective)))


class ClassRecordsView(AssembledView):
    """Draws the classes and whatever is shown of the chosen one."""

    def __init__(self, handler: Handler) -> None:
        super().__init__("st-class-records", "", handler)
        self._classes, self._chosen = 0, ""

    def show(self, front: PartState, shown: tuple[Shown, ...], *, classes: int, chosen: str) -> None:
        """Redraw; `chosen`: the name of the class that is looked at, empty for none."""
        self._classes, self._chosen = classes, chosen
        self._arrange(self._part("classes", Card, front), *(self._part(one.name, one.kind, one.state) for one in shown))

    def hand_over(self, name: str, text: str) -> None:
        """Give the browser the gradebook to save."""
        files = self._made.get("class-book")
        if isinstance(files, OwnRecord):
            files.hand_over(name, "text/csv;charset=utf-8", text)

    def __repr__(self) -> str:
        return say("school.repr", classes=self._classes, chosen=self._chosen)

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
