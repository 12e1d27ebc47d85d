"""The clinic: its front, a patient's door, the patient who is being seen, clinic days, and the history."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.case_play import CasePlay
from sciatica_teach.apps.clinic_files import ClinicFiles
from sciatica_teach.apps.clinic_links import Link, read_link, read_mode, read_number
from sciatica_teach.apps.clinic_screens import (
    Screen,
    day_screen,
    door_screen,
    front_screen,
    history_screen,
    shut_screen,
)
from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.demos import jump
from sciatica_teach.apps.guard import guarded
from sciatica_teach.errors import ContentError, NotAllowedNow, SciaticaTeachError, StoreError
from sciatica_teach.model.cases import Case, Mode
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.session.case_history import Attempt
from sciatica_teach.session.clinic_day import next_day
from sciatica_teach.session.clinic_draw import draw_day
from sciatica_teach.views.clinic import ClinicView
from sciatica_teach.views.clinic_front import DIFFICULTIES, NO_FILTER
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say


@guarded
def cases() -> widgets.Widget:
    """The clinic, or what the page's link names: a patient (`?case=marek`), a clinic day (`?day=1`)."""
    context = get_context()
    return ClinicPage(context, context.query).page


@guarded
def case(case_id: str) -> widgets.Widget:
    """One patient, where the learner left off."""
    return ClinicPage(get_context(), {"case": case_id}).page


class ClinicPage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    def __init__(self, context: Context, query: dict[str, str]) -> None:
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self._filter = dict(NO_FILTER)
        self.follow(context, query)

    def follow(self, context: Context, query: dict[str, str]) -> None:
        """Show what a link names; where it leads nowhere, the front, with the reason above it."""
        self.context = context
        self.files = ClinicFiles(context)
        self._play: CasePlay | None = None
        self._front: ClinicView | None = None
        try:
            self._follow(read_link(query))
        except (StoreError, ContentError):
            raise
        except SciaticaTeachError as problem:
            self._put(front_screen(self.files, self._filter))
            self.page.notify(str(problem), "caution")

    def _follow(self, link: Link) -> None:
        if link.case_id and link.room:
            self._jump("link", link.case_id, link.room)
        elif link.case_id and link.attempt is not None:
            self._show_attempt(self.files.get_attempt(self.files.present_id(link.case_id), link.attempt))
        elif link.case_id:
            self._open(link)
        elif link.day is not None:
            self._put(day_screen(self.files, link.day, arriving=False))
        elif link.history:
            self._put(history_screen(self.files, all_rows=False, arriving=False))
        else:
            self._put(front_screen(self.files, self._filter))

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: a step through the clinic, else one with the patient."""
        self.page.quiet()
        verb = str(action.get("verb"))
        if verb in ("begin", "draw", "day-begin", "call", "demo-room"):
            self._begin(verb, command_id, action)
        elif not self._go(verb, action):
            self._perform(command_id, action)

    # ---- Looking: nothing is recorded ----

    def _go(self, verb: str, action: dict[str, Any]) -> bool:
        """A step that only shows something; False where `verb` is none."""
        match verb:
            case "open" | "day" if "day" in action:
                self._put(day_screen(self.files, read_number(action["day"]), arriving=True))
            case "open" | "door" if "case" in action:
                self._open(Link(case_id=str(action["case"]), at_door=verb == "door"), arriving=True)
            case "again" if self._play is not None:
                self._open(Link(case_id=self._play.case.id, at_door=True), arriving=True)
            case "attempt":
                number = read_number(action["attempt"])
                self._show_attempt(self.files.get_attempt(str(action["case"]), number), arriving=True)
            case "history":
                self._put(history_screen(self.files, all_rows=bool(action.get("all")), arriving=True))
            case "menu":
                self._put(front_screen(self.files, self._filter))
            case "pick":
                self._pick(action["values"])
            case _:
                return False
        return True

    def _put(self, screen: Screen) -> None:
        view = ClinicView(screen.name, self.handle, is_apart=screen.name != "front")
        view.show(screen.shown)
        self._play, self._front = None, None if screen.name != "front" else view
        self.page.show(view, subject="", url=screen.url, title=screen.title)

    def _pick(self, values: dict[str, Any]) -> None:
        self._filter = {name: str(values.get(name, otherwise)) for name, otherwise in NO_FILTER.items()}
        if self._front is not None:
            self._front.show(front_screen(self.files, self._filter).shown)

    def _open(self, link: Link, *, arriving: bool = False) -> None:
        """The attempt that is open, or was finished last; else the door, or at once what is behind it."""
        attempts = self.files.attempts_at(self.files.present_id(link.case_id))
        if attempts and self.files.find_case(link.case_id) is None:
            self._show_attempt(attempts[-1], arriving=arriving)
            return
        case = self.files.get_case(link.case_id)
        sealed = self.files.find_sealed(case.id)
        if sealed is not None and link.asks_for_practice:
            self._show_attempt(sealed, arriving=arriving)
            self.page.notify(self._why_sealed(sealed))
            return
        going_on = self._find_going_on(attempts, link.paper)
        if going_on is None and attempts and not link.at_door and not link.paper:
            going_on = attempts[-1]
        if going_on is not None:
            self._show_attempt(going_on, arriving=arriving)
        elif link.skips_door and not attempts:
            play = self._make_play(case, 1, mode=link.mode, arriving=arriving)
            self._show_play(play, url=f"case={case.id}&mode={link.mode}")
        else:
            self._put(door_screen(self.files, case, link.mode, link.paper, arriving=arriving))

    def _why_sealed(self, sealed: Attempt) -> str:
        name = self.files.get_case(sealed.case_id).patient.name
        return say("clinic.sealed_practice", name=name, paper=sealed.state.opened.paper)

    def _find_going_on(self, attempts: tuple[Attempt, ...], paper: str) -> Attempt | None:
        """The attempt that a door leads back into: one that is still played, or the only one that a paper allows."""
        last = next((one for one in reversed(attempts) if one.state.opened.paper == paper), None)
        if last is None or self.files.find_state(last) == "gone":
            return None
        return last if paper or not last.is_done else None

    def _show_attempt(self, attempt: Attempt, *, arriving: bool = False) -> None:
        """An attempt as far as it may be shown."""
        state = self.files.find_state(attempt)
        latest = self.files.attempts_at(attempt.case_id)[-1].number
        url = f"case={attempt.case_id}{f'&attempt={attempt.number}' if attempt.number != latest else ''}"
        if state in ("gone", "withheld"):
            self._put(shut_screen(self.files, attempt, state, url))
        else:
            case = self.files.get_case(attempt.case_id)
            self._show_play(self._make_play(case, attempt.number, arriving=arriving), url=url)

    # ---- Beginning: an attempt or a day is recorded ----

    def _begin(self, verb: str, command_id: str, action: dict[str, Any]) -> None:
        """The record is read again first, because another tab may have begun the same."""
        self.context.recorder.reload()
        match verb:
            case "begin":
                paper = parse_paper(str(action["paper"])) if action.get("paper") else ""
                self._begin_case(command_id, str(action["case"]), read_mode(str(*action["chosen"])), paper)
            case "call":
                self._call(command_id, read_number(action["day"]), str(action["case"]))
            case "demo-room":
                self._jump(command_id, str(action["case"]), str(action["room"]))
            case "draw":
                self._draw(command_id, str(action["level"]))
            case _:
                self._begin_day(command_id, "each" if action["debriefs"] == "each" else "end")

    def _begin_case(self, command_id: str, case_id: str, mode: Mode, paper: str) -> None:
        case = self.files.get_case(case_id)
        going_on = self._find_going_on(self.files.attempts_at(case.id), paper)
        sealed = self.files.find_sealed(case.id)
        if going_on is not None:
            self._show_attempt(going_on, arriving=True)
        elif sealed is not None and not paper:
            raise NotAllowedNow(self._why_sealed(sealed))
        else:
            self._start(command_id, case, mode, paper=paper)

    def _call(self, command_id: str, number: int, case_id: str) -> None:
        """The next patient of the queue, or one who was left."""
        day = self.files.get_day(number)
        chair = day.find_chair(case_id)
        if chair.attempt is not None:
            self._show_attempt(chair.attempt, arriving=True)
        else:
            self._start(command_id, self.files.get_case(case_id), "clinic", day=day.subject)

    def _start(self, command_id: str, case: Case, mode: Mode, **belongs: str) -> None:
        attempts = self.files.attempts_at(case.id)
        number = attempts[-1].number + 1 if attempts else 1
        play = self._make_play(case, number, mode=mode, arriving=True, **belongs)
        play.begin(command_id)
        self._show_play(play, url=f"case={case.id}")

    def _jump(self, command_id: str, case_id: str, room: str) -> None:
        """In a demo: the patient in that room."""
        jump(self.context, self.files, case_id, room, command_id)
        self._show_attempt(self.files.attempts_at(self.files.present_id(case_id))[-1], arriving=True)

    def _draw(self, command_id: str, wanted: str) -> None:
        level = next((one for one in DIFFICULTIES if one == wanted), None)
        if level is None:
            raise NotAllowedNow(say("clinic.no_level"))
        drawn = self.files.draw_case(level, self.context.rng(f"draw/{command_id}"))
        self._open(Link(case_id=drawn.id), arriving=True)

    def _begin_day(self, command_id: str, debriefs: Any) -> None:
        """A new day; while one is on, that one."""
        files, recorder = self.files, self.context.recorder
        if not files.days or files.days[-1].is_over:
            subject = next_day(recorder.entries)
            opened = draw_day(self.context.kb, self.context.rng(subject), files.attempts, files.draw_case, debriefs)
            recorder.append(subject, command_id, (opened,))
        self._put(day_screen(files, files.days[-1].number, arriving=True))

    # ---- The patient who is being seen ----

    def _make_play(self, case: Case, number: int, **how: Any) -> CasePlay:
        return CasePlay(self.context, self.files, case, number, self.handle, **how)

    def _show_play(self, play: CasePlay, *, url: str) -> None:
        self._play, self._front = play, None
        title = say("case.page_title_one", name=play.case.patient.name)
        self.page.show(play.view, subject=play.subject, url=url, title=title)

    def _perform(self, command_id: str, action: dict[str, Any]) -> None:
        play = self._play
        if play is None:
            raise NotAllowedNow(say("clinic.choose_first"))
        was_over = play.is_over
        play.perform(command_id, action)
        if play.is_over and not was_over and play.day and self.files.get_day(play.day).opened.debriefs == "end":
            self._put(day_screen(self.files, play.day, arriving=True))
        else:
            self.page.tell_elsewhere(play.went_on_elsewhere)
