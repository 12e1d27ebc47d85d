"""One technique at a time: when not, what for, how it is said to work and what was shown, and what can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sciatica_teach.views import technique_cards as cards
from sciatica_teach.views import technique_cautions as cautions
from sciatica_teach.views import technique_effects as effects
from sciatica_teach.views.book import BookView
from sciatica_teach.views.parts import Card, Compare, Part, Plot


class TechniquesView(BookView):
    """Choose a technique and read it: contraindications stand above what it is for."""

    FIELD = "technique"

    def _turn_to(self, wanted_id: str) -> str:
        return self._kb.treatment.get_technique(wanted_id or self._kb.treatment.techniques[0].id).id

    def _picker(self) -> dict[str, Any]:
        return cards.picker_state(self._kb, self._kb.treatment.get_technique(self._chosen), self._store)

    def _pages(self) -> Iterator[Part]:
        kb, technique = self._kb, self._kb.treatment.get_technique(self._chosen)
        yield self._part("head", Card, cards.head_state(kb, technique))
        yield self._part("when-not", Card, cautions.when_not_state(kb, technique))
        yield self._part("what-for", Card, cards.what_for_state(kb, technique))
        yield self._part("claims", Compare, cards.claims_state(kb, technique))
        yield self._part("setting", Card, cards.setting_state(kb, technique))
        if sum(event.per_10_000 is not None for event in technique.adverse) > 1:
            yield self._part("rates", Plot, effects.rates_state(technique))
        yield self._part("effects", Card, effects.effects_state(kb, technique))
