"""Cautions: findings that say nothing about the cause and everything about the needle.

One of them is a setting of its own as well: pregnancy changes which causes come first, but only where it is counted.
"""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.causes import Setting
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.playground import Reading
from sciatica_teach.views.words import say


def own_setting(kb: KnowledgeBase, finding_id: str) -> str:
    """Id of the setting made for the people who have the caution that this finding asks for; empty without one."""
    return next((one.setting for one in kb.treatment.cautions if one.finding == finding_id and one.setting), "")


def find_own_setting(kb: KnowledgeBase, reading: Reading, finding_id: str, value: Answer) -> Setting | None:
    """The setting where a caution that is present would count; None where there is none, or it is chosen already."""
    own = own_setting(kb, finding_id)
    if not own or value != "present" or own == reading.state.setting_id:
        return None
    return kb.setting_by_id.get(own)  # a teacher's own settings need not have it


def caution_words(kb: KnowledgeBase, reading: Reading, finding_id: str, value: Answer) -> str:
    """Why this caution moves no share."""
    setting = find_own_setting(kb, reading, finding_id, value)
    if setting:
        return say("playground.caution_elsewhere", setting=setting.name)
    if value == "present" and own_setting(kb, finding_id) == reading.state.setting_id:
        return say("playground.caution_here")
    return say("playground.caution")


def caution_notes(kb: KnowledgeBase, reading: Reading) -> list[dict[str, Any]]:
    """Cautions that are present, each with the setting to switch to where that would count it."""
    notes = []
    for finding_id, value in reading.observed.items():
        finding = kb.get_finding(finding_id)
        if finding.kind == "caution" and value == "present":
            setting = find_own_setting(kb, reading, finding_id, value)
            notes.append({
                "name": finding.name, "text": caution_words(kb, reading, finding_id, value),
                "setting": setting.id if setting else "",
                "label": say("playground.caution_switch", setting=setting.name) if setting else "",
            })
    return notes
