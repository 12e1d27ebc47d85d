"""A view that is read like a book: a picker, and under it the cards of what was picked. It keeps no record."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.parts import Part, Picker


class BookView(AssembledView):
    """Base of the books. `FIELD` is what the picker calls its choice."""

    FIELD: ClassVar[str]

    def __init__(self, kb: KnowledgeBase, first_id: str, owner: str) -> None:
        """`first_id`: what is shown first, the first of the content where it is empty; `owner` keeps learners on one
        browser apart. Raises `UnknownId`.
        """
        self._kb = kb
        self._store = f"{owner}:{self.FIELD}:{first_id}"
        self._chosen = self._turn_to(first_id)
        super().__init__("st-view", "", self.handle)
        self.add_class("st-cards")
        self._show()

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: another page."""
        if action.get("verb") != "pick":
            raise NotAllowedNow(f"These cards do not know the action “{action.get('verb')}”.")
        self._chosen = self._turn_to(str(action["values"][self.FIELD]))
        self._show()

    def _show(self) -> None:
        self.children = (self._part("picker", Picker, self._picker()), *self._pages())

    @abstractmethod
    def _turn_to(self, wanted_id: str) -> str:
        """The id of the page to show. Raises `UnknownId`."""

    @abstractmethod
    def _picker(self) -> dict[str, Any]:
        """The state of the picker."""

    @abstractmethod
    def _pages(self) -> Iterable[Part]:
        """What is shown under the picker."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.FIELD}='{self._chosen}')"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
