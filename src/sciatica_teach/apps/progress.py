"""The progress page: where the learner stands, what comes back, and the record in their own hands."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach import __version__
from sciatica_teach.apps.class_store import find_classes
from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.knowing import Knowing
from sciatica_teach.apps.my_class import VERBS, OwnClasses
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import Entry
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.record_check import require_sense
from sciatica_teach.session.record_files import digest_of, iso_time, read_record, write_record
from sciatica_teach.session.record_secrets import find_keys, find_secrets
from sciatica_teach.session.standings import count_answers, read_certainty
from sciatica_teach.store.classes.port import ClassStore
from sciatica_teach.views.home import device_state
from sciatica_teach.views.page import Page
from sciatica_teach.views.progress import ProgressView
from sciatica_teach.views.progress_pages import Told
from sciatica_teach.views.record_pages import answers_table, record_state
from sciatica_teach.views.words import say

MEDIA_TYPES = {"json": "application/json", "csv": "text/csv;charset=utf-8"}


@guarded
def progress() -> widgets.Widget:
    """Where you stand, what comes back, whether "sure" means sure, and your record."""
    context = get_context()
    return ProgressPage(context, find_classes(context)).page


class ProgressPage:
    """Shows the record, and hands it over, takes one in or deletes it."""

    def __init__(self, context: Context, classes: ClassStore | None = None) -> None:
        self.context = context
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self.view = ProgressView(context.kb, self.handle)
        self._knowing = Knowing(context)
        self._classes = OwnClasses(context, classes)
        self._code = ""
        self._show()
        self.page.show(self.view, subject="", url="", title=say("progress.page_title"))

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        match action.get("verb"):
            case "save":
                self._save(str(action.get("kind")))
            case "load":
                self._load(str(action.get("text", "")), command_id)
            case "erase":
                self.context.recorder.delete()
                self._begin_anew(say("record.deleted"), command_id)
            case "make-code":
                self._code = self.context.recorder.issue_code()
                self._show()
            case verb if verb in VERBS:
                told = self._classes.handle(str(verb), action)
                self._show(arrive_class=command_id)
                if told:
                    self.page.notify(told)
            case verb:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _show(self, arrive: str = "", arrive_class: str = "") -> None:
        context, entries = self.context, self.context.recorder.entries
        attempts = list_attempts(entries)
        told = Told(model=self._knowing.model, certainty=read_certainty(entries), attempts=attempts,
                    now=context.clock())
        secrets = find_secrets(entries, attempts, context.recorder.released)
        state = record_state(entries, len(attempts), left_out=len(secrets), unread=context.recorder.unread)
        device = device_state(self._code, hosted=context.hosted, is_demo=context.is_demo)
        self.view.show(told, state, device, self._classes.state(arrive=arrive_class), arrive=arrive)

    def _save(self, kind: str) -> None:
        """Hand over a file of the record as it stands now, whatever other tabs have added."""
        if kind not in MEDIA_TYPES:
            raise NotAllowedNow(f"There is no file of the kind “{kind}”.")
        recorder, now = self.context.recorder, self.context.clock()
        recorder.reload()
        secrets = find_secrets(recorder.entries, list_attempts(recorder.entries), recorder.released)
        kept_back = secrets | find_keys(recorder.entries)
        entries = [entry for entry in recorder.entries if entry.subject not in kept_back]
        if kind == "json":
            text = write_record(entries, now=now, program=__version__)
        else:
            text = answers_table(self.context.kb, entries)
        name = "record" if kind == "json" else "answers"
        self.view.hand_over(f"sciatica-teach-{name}-{iso_time(now)[:10]}.{kind}", MEDIA_TYPES[kind], text)

    def _load(self, text: str, command_id: str) -> None:
        """Take the file in as a whole; raises in words what is wrong with it, and then nothing has changed."""
        recorder, now = self.context.recorder, self.context.clock()
        held = read_record(text, now=now)
        require_sense(self.context.kb, held.entries, now=now)
        recorder.restore(held.entries)
        self._begin_anew(_loaded_words(held.entries), command_id)

    def _begin_anew(self, words: str, command_id: str) -> None:
        self._code = ""
        self._show(arrive=command_id)
        self.page.notify(words)


def _loaded_words(entries: tuple[Entry, ...]) -> str:
    return say("record.loaded", answers=count_answers(entries), attempts=len(list_attempts(entries)),
               digest=digest_of(entries))
