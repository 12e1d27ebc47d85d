"""A case as its author writes it: the file is watched, and each save is on screen within about a second.

The kernel reads the file by itself. Where only words were changed, the attempt goes on where it stands, so that the
debrief can be reworded without playing the case again; any other change begins it anew. While the file has problems,
they stand in the place of the case, and the attempt waits.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from datetime import datetime
from pathlib import Path

import ipywidgets as widgets

from sciatica_teach.apps.cases import ClinicPage
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.content.folders import choose_folders
from sciatica_teach.content.previewing import Preview, is_reworded, read_preview, take_signature
from sciatica_teach.model.events import CaseOpened
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.settings import Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.store.port import RecordStore
from sciatica_teach.views.parts import Card
from sciatica_teach.views.preview import Reading, problems_state, read_state

LOOK_EVERY_S = 0.25

log = logging.getLogger(__name__)


@guarded
def preview_case(file: str) -> widgets.Widget:
    """The case in this YAML file, read again whenever it is saved; nothing that is played is kept."""
    watched = PreviewPage(Path(file).expanduser().resolve())
    watched.start()
    return watched.box


class PreviewPage:
    """A card about the file, and the case or nothing under it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._below = choose_folders(Settings.from_environment(os.environ).content_dir)
        self._secret = new_token()  # of this page alone: what another preview left in the browser is not sent here
        self._store: RecordStore = MemoryStore()
        self._known: KnowledgeBase | None = None
        self._clinic: ClinicPage | None = None
        self._mode = ""
        self._times_read = 0
        self._is_away = False
        self._signature = take_signature(file)
        self._card = Card(state={})
        self.box = widgets.VBox()
        self.box.add_class("st-cards")
        self._show(read_preview(file, self._below))

    def start(self) -> None:
        """Watch the file for as long as the kernel lives. Call in a running event loop, as a notebook's cells are."""
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception:
                log.exception("The file could not be shown")

    async def look(self) -> None:
        """Read the file again if it was saved since. The kernel answers the page meanwhile."""
        signature = take_signature(self.file)
        if signature == self._signature or self._may_come_back():
            return
        self._signature = signature
        self._show(await asyncio.to_thread(read_preview, self.file, self._below))

    def _may_come_back(self) -> bool:
        """Many editors take the old file away before they put the new one there: that is told the second time only."""
        self._is_away = not self._is_away and not self.file.is_file()
        return self._is_away

    def _show(self, preview: Preview) -> None:
        at, arrive = f"{datetime.now():%H:%M:%S}", self._find_arrival(preview)
        if preview.knowledge is None:
            self._card.state = problems_state(
                self.file.name, preview.problems, at, may_hide_more=preview.may_hide_more, arrive=arrive)
            self.box.children = (self._card,)
            return
        reading = self._choose_reading(preview.knowledge, preview.case_id)
        self._known = preview.knowledge
        body = self._open_case(preview.knowledge, preview.case_id, reading)
        self._card.state = read_state(self.file.name, reading, at, arrive=arrive)
        self.box.children = (self._card, body)

    def _find_arrival(self, preview: Preview) -> str:
        """Something new where the case goes away or comes back, and whatever had the focus with it; else nothing.

        An author who saves again is at work in another window: the page does not call for attention each time.
        """
        had_case = len(self.box.children) == 2  # the card, and the case under it
        self._times_read += 1
        turns = self._times_read > 1 and had_case != (preview.knowledge is not None)
        return f"read-{self._times_read}" if turns else ""

    def _choose_reading(self, knowledge: KnowledgeBase, case_id: str) -> Reading:
        if self._known is None:
            return "read"
        reworded = is_reworded(self._known.get_case(case_id), knowledge.get_case(case_id))
        return "reworded" if reworded else "begun_anew"

    @guarded
    def _open_case(self, knowledge: KnowledgeBase, case_id: str, reading: Reading) -> widgets.Widget:
        """The case from this content: where its record left off, or from the beginning in the same mode."""
        self._mode = self._find_mode()
        if reading != "reworded":
            self._store = MemoryStore()
        recorder = Recorder(self._store, self._secret, time.time, knowledge.version)
        context = Context(kb=knowledge, recorder=recorder, query={}, hosted=True, secret=self._secret)
        link = {"case": case_id, "mode": self._mode}
        if self._clinic is None:
            self._clinic = ClinicPage(context, link)
        else:
            self._clinic.follow(context, link)
        return self._clinic.page

    def _find_mode(self) -> str:
        """The mode that was chosen last; empty where the author still stands at the door, as a student would."""
        entries = self._clinic.context.recorder.entries if self._clinic else ()
        modes = [entry.event.mode for entry in entries if isinstance(entry.event, CaseOpened)]
        return modes[-1] if modes else self._mode
