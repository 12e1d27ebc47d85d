"""One technique at a time: when not, what for, how it is said to work and what was shown, and what can go wrong."""

from __future__ import annotations

from typing import Any

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import technique_cards as cards
from sciatica_teach.views import technique_cautions as cautions
from sciatica_teach.views import technique_effects as effects
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.parts import Card, Compare, Part, Picker, Plot


class TechniquesView(AssembledView):
    """Choose a technique and read it: contraindications stand above what it is for. It keeps no record."""

    def __init__(self, kb: KnowledgeBase, technique_id: str, owner: str) -> None:
        """`technique_id`: the first one shown, the first of the content where it is empty; `owner` keeps learners on
        one browser apart. Raises `UnknownId`.
        """
        self._kb = kb
        self._store = f"{owner}:techniques:{technique_id}"
        self._technique = kb.treatment.get_technique(technique_id or kb.treatment.techniques[0].id)
        super().__init__("st-view", "", self.handle)
        self.add_class("st-cards")
        self._show()

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: another technique."""
        if action.get("verb") != "pick":
            raise NotAllowedNow(f"These cards do not know the action “{action.get('verb')}”.")
        self._technique = self._kb.treatment.get_technique(str(action["values"]["technique"]))
        self._show()

    def _show(self) -> None:
        kb, technique = self._kb, self._technique
        parts: list[Part] = [
            self._part("picker", Picker, cards.picker_state(kb, technique, self._store)),
            self._part("head", Card, cards.head_state(kb, technique)),
            self._part("when-not", Card, cautions.when_not_state(kb, technique)),
            self._part("what-for", Card, cards.what_for_state(kb, technique)),
            self._part("claims", Compare, cards.claims_state(kb, technique)),
            self._part("setting", Card, cards.setting_state(kb, technique)),
        ]
        if sum(event.per_10_000 is not None for event in technique.adverse) > 1:
            parts.append(self._part("rates", Plot, effects.rates_state(technique)))
        parts.append(self._part("effects", Card, effects.effects_state(kb, technique)))
        self.children = tuple(parts)

    def __repr__(self) -> str:
        return f"TechniquesView(technique='{self._technique.id}')"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
