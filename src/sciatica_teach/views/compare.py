"""Two or three causes side by side, and what tells them apart best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.contrast import distinct_first, rank_contrasts
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.views import compare_rows as rows
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.parts import Compare, Contrast, Picker

FEW = 6
"""Findings shown at first, and how many more each time."""


class CompareView(AssembledView):
    """Choose causes, read them side by side, see what moves the odds between them. It keeps no record."""

    def __init__(self, kb: KnowledgeBase, sampled: SampledTable, cause_ids: Sequence[str], owner: str) -> None:
        """`cause_ids`: two or three different causes; `owner` keeps learners on one browser apart.

        Raises `UnknownId` and `NotAllowedNow`.
        """
        self._store = ":".join((owner, "compare", *cause_ids))
        self._kb, self._sampled = kb, sampled
        super().__init__("st-view", "", self.handle)
        self.add_class("st-cards")
        self._choose(cause_ids)

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: other causes, more findings, the card of a finding."""
        match action.get("verb"):
            case "pick":
                picked = [str(action["values"][f"cause-{at}"]) for at in (1, 2, 3)]
                self._choose([one for one in picked if one != rows.NOBODY])
            case "more":
                self._shown += FEW
                self._show()
            case "finding":
                opened = str(action["finding"])
                self._opened = self._kb.get_finding(opened).id if opened else ""
                self._show()
            case verb:
                raise NotAllowedNow(f"This comparison does not know the action “{verb}”.")

    def _choose(self, cause_ids: Sequence[str]) -> None:
        causes = tuple(self._kb.get_cause(cause_id) for cause_id in cause_ids)
        if not 2 <= len(set(cause_ids)) == len(cause_ids) <= 3 or OTHER in cause_ids:
            raise NotAllowedNow("Choose two or three different causes.")
        self._causes, self._shown, self._opened = causes, FEW, ""
        ranked = rank_contrasts(self._sampled, cause_ids)
        self._ranked = distinct_first(self._sampled.table, [contrast for contrast in ranked if contrast.worth > 0])
        self._show()

    def _show(self) -> None:
        kb, causes = self._kb, self._causes
        apart = rows.contrast_state(kb, causes, self._ranked, self._shown, self._opened)
        self.children = (
            self._part("picker", Picker, rows.picker_state(kb, causes, self._store)),
            self._part("columns", Compare, rows.columns_state(kb, causes)),
            self._part("contrast", Contrast, apart),
        )

    def __repr__(self) -> str:
        return f"CompareView(causes='{', '.join(cause.id for cause in self._causes)}')"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
