"""Chains of reasoning: a patient, a whole plan link by link, what is dangerous in it, and what it earns."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.chain_actions import act_on_chain, read_seen
from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.recorder import Play
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.chain_progress import KIND, find_chain_progress
from sciatica_teach.session.chains import ChainSession, ChainState, Result, replay_chain
from sciatica_teach.views.chain import ChainView, make_menu
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say


@guarded
def reasoning_chain(task_id: str | None = None) -> widgets.Widget:
    """The chain on one patient; without an id the one in the link (`?chain=ilir`), the latest one, or the list."""
    context = get_context()
    return ChainsPage(context, task_id or context.query.get("chain", "")).page


class ChainsPage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    def __init__(self, context: Context, task_id: str = "") -> None:
        self.context = context
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self._session = ChainSession(context.kb)
        self._play: Play[ChainState] | None = None
        wanted = task_id or self._find_latest()
        if wanted:
            self._open(wanted)
        else:
            self._show_menu()

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        match action.get("verb"):
            case "open":
                self._open(str(action.get("task")), command_id)
            case "again" if self._play is not None:
                is_known = self.context.recorder.has(command_id)
                self._start(self._play.state.task_id, self._number + (not is_known), command_id)
            case "menu":
                self._show_menu(arriving=True)
            case verb:
                self._perform(command_id, str(verb), action)

    def _perform(self, command_id: str, verb: str, action: dict[str, Any]) -> None:
        play = self._play
        if play is None:
            raise NotAllowedNow(say("chain.missing"))
        try:
            play.perform(command_id, lambda state: self._act(state, verb, action))
        finally:
            self._redraw(play.state)
        self.page.tell_elsewhere(play.went_on_elsewhere)

    def _act(self, state: ChainState, verb: str, action: dict[str, Any]) -> Result:
        match verb:
            case "link":
                return act_on_chain(self._session, state, action)
            case "commit":
                return self._session.commit(state, read_seen(action.get("seen")))
            case _:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    # ---- Which chain is on screen ----

    def _find_latest(self) -> str:
        """The patient of the chain that was worked on last; empty where there is none that the content still has."""
        known = self.context.kb.treatment.chain_task_by_id
        subjects = (entry.subject.split("/") for entry in reversed(self.context.recorder.entries))
        return next((task for kind, task, *_ in subjects if kind == KIND and task in known), "")

    def _open(self, task_id: str, command_id: str = "") -> None:
        """The latest attempt on this patient, or the first; a new one where the content has changed since."""
        self.context.kb.treatment.get_chain_task(task_id)  # a link to a patient who does not exist says so
        last = last_attempt(self.context.recorder.entries, KIND, task_id)
        state = replay_chain(events_of(self.context.recorder.entries, subject_of(KIND, task_id, last)))
        self._start(task_id, last if state and self._session.can_show(state) else last + 1, command_id)

    def _start(self, task_id: str, number: int, command_id: str = "") -> None:
        subject = subject_of(KIND, task_id, number)
        play: Play[ChainState] = Play(
            self.context.recorder, subject, replay_chain,
            lambda: self._session.open(task_id, self.context.rng(subject)),
        )
        if command_id:  # a chain that somebody asked for is still there after a reload
            play.begin(command_id)
        self._play, self._number = play, number
        self._view = ChainView(self._session, subject, number, self.handle, arriving=bool(command_id))
        self._redraw(play.state)
        self.page.embed(self._view, subject=subject)

    def _redraw(self, state: ChainState) -> None:
        self._view.show(state, self._find_following(state.task_id))

    def _find_following(self, task_id: str) -> str:
        """The next patient who was not marked yet, going round; empty where all were."""
        progress = find_chain_progress(self.context.kb, self.context.recorder.entries)
        at = next(index for index, one in enumerate(progress) if one.task_id == task_id)
        others = (*progress[at + 1:], *progress[:at])
        return next((one.task_id for one in others if one.marked is None), "")

    def _show_menu(self, *, arriving: bool = False) -> None:
        progress = find_chain_progress(self.context.kb, self.context.recorder.entries)
        self._play = None
        self.page.embed(make_menu(self._session, progress, self.handle, arriving=arriving), subject="")
