"""A question or a case as a student would see it, from content that is not saved, with a record that nobody keeps."""

from __future__ import annotations

import time
from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.cases import ClinicPage
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.quiz_rooms import SetRoom
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.content.authoring.places import parse_place
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.one_question import PREFIX
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore


@guarded
def open_preview(knowledge: KnowledgeBase, file: str, item_id: str) -> widgets.Widget:
    """The case of this file, or the question of that id; both begin anew with every call."""
    secret = new_token()
    recorder = Recorder(MemoryStore(), secret, time.time, knowledge.version)
    context = Context(kb=knowledge, recorder=recorder, query={}, hosted=True, secret=secret)
    folder, name = parse_place(file)
    if folder == "cases":
        return ClinicPage(context, {"case": name}).page
    return _QuestionPreview(context, item_id).view


class _QuestionPreview:
    """One question without the frame of a page: the address stays that of the author's."""

    def __init__(self, context: Context, item_id: str) -> None:
        self._room = SetRoom(context, f"{PREFIX}{item_id}", self._perform)
        self.view = self._room.view

    def _perform(self, command_id: str, action: dict[str, Any]) -> None:
        self._room.perform(command_id, str(action.get("verb")), action)
