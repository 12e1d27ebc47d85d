"""The patterns of the traditional differentiation, one at a time: the guard first, then the pattern, then what stands
beside it. No pattern is a validated diagnosis, and the card says so before it says anything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Pattern
from sciatica_teach.views import blocks
from sciatica_teach.views.book import BookView
from sciatica_teach.views.parts import Card, Part
from sciatica_teach.views.words import say

PartState = dict[str, Any]
KINDS: Final = ("channel", "pattern")
CAUSE_PAGE: Final = "index.ipynb?cause="


class PatternsView(BookView):
    """Choose a pattern and read it."""

    FIELD = "pattern"

    def _turn_to(self, wanted_id: str) -> str:
        return self._kb.treatment.get_pattern(wanted_id or self._kb.treatment.patterns[0].id).id

    def _picker(self) -> dict[str, Any]:
        return picker_state(self._kb, self._kb.treatment.get_pattern(self._chosen), self._store)

    def _pages(self) -> Iterator[Part]:
        pattern = self._kb.treatment.get_pattern(self._chosen)
        yield self._part("guard", Card, guard_state(self._kb, pattern))
        yield self._part("pattern", Card, pattern_state(self._kb, pattern))


def picker_state(kb: KnowledgeBase, chosen: Pattern, store: str) -> PartState:
    """Channels, then patterns of signs; `store` names the place in the browser that keeps the choice."""
    ordered = sorted(kb.treatment.patterns, key=lambda one: KINDS.index(one.kind))
    options = [{"value": one.id, "label": one.name} for one in ordered]
    return {
        "title": say("patterns.pick"), "level": 3, "text": [say("patterns.pick_text")], "store": store,
        "fields": [{"id": "pattern", "kind": "radio", "label": say("patterns.pick_label"), "options": options}],
        "values": {"pattern": chosen.id},
    }


def guard_state(kb: KnowledgeBase, pattern: Pattern) -> PartState:
    """What must be excluded before anybody treats the pattern, and what to ask for it."""
    lines = [blocks.claim(kb, pattern.guard)] if pattern.guard else []
    asked = [kb.get_finding(finding_id) for finding_id in pattern.guard_findings]
    if asked:
        told = (say("patterns.asked", ask=one.ask or one.name, refer=_speed(one.refer)) for one in asked)
        lines += [{"type": "heading", "text": say("patterns.ask")}, blocks.items(told)]
    return {"tone": "unsafe", "eyebrow": say("patterns.first"), "title": say("patterns.guard", name=pattern.name),
            "level": 3, "blocks": lines}


def _speed(urgency: Urgency | Literal[""]) -> str:
    """How fast a finding alone sends; nothing where it sends nobody by itself."""
    return say("patterns.sends", urgency=say(f"urgency.{urgency}")) if urgency else ""


def pattern_state(kb: KnowledgeBase, pattern: Pattern) -> PartState:
    """The signs and what tradition does for them, then the biomedical side."""
    codes = [kb.treatment.get_point(point_id).code for point_id in pattern.points]
    moxa = "" if pattern.moxa == "unsaid" else say(f"patterns.moxa_{pattern.moxa}")
    told = [(say("patterns.tongue"), pattern.tongue), (say("patterns.pulse"), pattern.pulse),
            (say("patterns.points"), ", ".join(codes)), (say("patterns.moxa"), moxa)]
    return {
        "tone": "plain", "eyebrow": say(f"patterns.kind_{pattern.kind}"), "level": 3,
        "title": " ".join(filter(None, (pattern.name, pattern.pinyin, pattern.han))),
        "blocks": [
            blocks.claim(kb, pattern.signs),
            blocks.facts((name, words) for name, words in told if words),
            {"type": "heading", "text": say("patterns.beside")},
            blocks.claim(kb, pattern.beside),
            *([blocks.links(_cause_link(kb, cause_id) for cause_id in pattern.resembles)] if pattern.resembles else []),
        ],
    }


def _cause_link(kb: KnowledgeBase, cause_id: str) -> dict[str, Any]:
    cause = kb.get_cause(cause_id)
    return {"href": f"{CAUSE_PAGE}{cause.id}", "title": cause.name, "text": "", "meta": say(f"urgency.{cause.urgency}"),
            "tone": "plain"}
