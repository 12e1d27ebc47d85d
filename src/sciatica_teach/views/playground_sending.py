"""An emergency is demanded: nothing more is asked, and this goes with the patient."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.playground import Reading
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say


def sending_state(kb: KnowledgeBase, reading: Reading) -> dict[str, Any] | None:
    """What to send along, from what was entered; None as long as the rule demands no emergency."""
    if reading.floor.urgency != "emergency":
        return None
    found = say("playground.send_found", present=_names(kb, reading, "present"))
    absent = _names(kb, reading, "absent")
    if absent:
        found = say("playground.send_found_absent", found=found, absent=absent)
    why = blocks.marked(kb, say("playground.send_why"), "taught", ("taught-safety",))
    return {
        "title": say("playground.send_title"), "lead": say("playground.send_lead"),
        "items": [say("playground.send_onset"), found, say("playground.send_note")],
        "why": {"text": why["text"], "mark": why["mark"], "sources": why["sources"]},
    }


def _names(kb: KnowledgeBase, reading: Reading, answer: Answer) -> str:
    names = [kb.get_finding(finding_id).name for finding_id, value in reading.observed.items() if value == answer]
    return "; ".join(names)
