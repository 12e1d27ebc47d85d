"""What the clinic looks up: patients, the learner's attempts and days, and what of them may be told."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sciatica_teach.apps.context import Context
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.cases import Case, Difficulty
from sciatica_teach.model.events import Entry
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.case_door import is_sealed
from sciatica_teach.session.case_history import Attempt, list_attempts
from sciatica_teach.session.clinic_cases import draw_patient_id, find_case
from sciatica_teach.session.clinic_day import Day, find_days
from sciatica_teach.session.clinic_record import ClinicRecord, Line, LineState
from sciatica_teach.session.clinic_report import DayReport, build_report
from sciatica_teach.session.progress import Progress, progress_of_cases, progress_of_day
from sciatica_teach.views.clinic_front import Front
from sciatica_teach.views.words import say


class ClinicFiles:
    """Reads the record anew whenever it has grown; what is costly to work out is kept."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.kb = context.kb
        self._record = ClinicRecord(context.kb, lambda: self.sampled, self.get_case)
        self._read: tuple[Entry, ...] | None = None
        self._attempts: tuple[Attempt, ...] = ()
        self._days: tuple[Day, ...] = ()

    @cached_property
    def sampled(self) -> SampledTable:
        """The drawn rates that everything in a debrief and in guidance is compared with."""
        return sample_rates(LikelihoodTable.from_knowledge(self.kb), np.random.default_rng(BAND_SEED))

    # ---- Patients ----

    def get_case(self, case_id: str) -> Case:
        """An authored patient or a made-up one. Raises `UnknownId` and `BadSeed` in words."""
        return find_case(self.kb, case_id)

    def find_case(self, case_id: str) -> Case | None:
        """The patient; None where the content has no such patient."""
        return self._record.find_case(case_id)

    def present_id(self, case_id: str) -> str:
        """The id that a patient has now; the same where there is no such patient."""
        found = self.find_case(case_id)
        return found.id if found else case_id

    def draw_case(self, level: Difficulty, rng: np.random.Generator) -> Case:
        """A made-up patient of about this difficulty."""
        return self.get_case(draw_patient_id(self.kb, level, rng))

    # ---- Attempts and days ----

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """In the order in which they began."""
        self._follow()
        return self._attempts

    @property
    def days(self) -> tuple[Day, ...]:
        """The first one first."""
        self._follow()
        return self._days

    def _follow(self) -> None:
        entries = self._context.recorder.entries
        if entries is not self._read:
            self._read, self._attempts = entries, list_attempts(entries)
            self._days = find_days(entries, self._attempts)

    def attempts_at(self, case_id: str) -> tuple[Attempt, ...]:
        """Those at one patient, by their numbers."""
        return tuple(sorted((one for one in self.attempts if one.case_id == case_id), key=lambda one: one.number))

    def find_attempt(self, case_id: str, number: int) -> Attempt | None:
        return next((one for one in self.attempts_at(case_id) if one.number == number), None)

    def get_attempt(self, case_id: str, number: int) -> Attempt:
        """Raises `NotAllowedNow` for one that the record does not have."""
        found = self.find_attempt(case_id, number)
        if found is None:
            raise NotAllowedNow(say("clinic.no_attempt", wanted=number))
        return found

    def get_day(self, number: int) -> Day:
        """Raises `NotAllowedNow` for one that the record does not have."""
        found = next((one for one in self.days if one.number == number), None)
        if found is None:
            raise NotAllowedNow(say("clinic.no_day", wanted=number))
        return found

    def find_state(self, attempt: Attempt) -> LineState:
        """How an attempt stands, and whether it may be told what was right in it."""
        return self._record.find_state(attempt, self.days, self._context.recorder.released, self._context.clock())

    def find_sealed(self, case_id: str) -> Attempt | None:
        """The attempt at a patient under a paper that is not open yet, played to its end or not."""
        released = self._context.recorder.released
        return next((one for one in self.attempts_at(case_id)
                     if is_sealed(one.state, released) and self.find_state(one) != "gone"), None)

    # ---- What they amount to ----

    def read_lines(self) -> tuple[Line, ...]:
        """A line for every attempt, in the order in which they began."""
        return self._record.read(self.attempts, self.days, self._context.recorder.released, self._context.clock())

    def report(self, day: Day) -> DayReport | None:
        """What is told when a day is over; None before."""
        if not day.is_over:
            return None
        played = [chair.attempt for chair in day.chairs if chair.attempt is not None]
        return build_report(
            self._record.read(played, self.days, self._context.recorder.released, self._context.clock()))

    def front(self) -> Front:
        """What the front shows."""
        cases = progress_of_cases(self.kb, self._context.recorder.entries, self._context.clock())
        days = tuple(progress_of_day(day) for day in self.days)
        return Front(progress=(*cases, *days), days=self.days, told=self._told(cases))

    def _told(self, cases: tuple[Progress, ...]) -> dict[str, str]:
        """What may be said of authored patients whose latest attempt is over."""
        finished = {one.id for one in cases if one.standing == "done"}
        latest = {one.case_id: one for one in self.attempts}
        return {
            case.id: self._tell(case, latest[case.id]) for case in self.kb.cases if case.id in finished
        }

    def _tell(self, case: Case, attempt: Attempt) -> str:
        state = self.find_state(attempt)
        if state in ("over", "sealed", "withheld"):
            return say(f"clinic.done_{state}")
        return say("clinic.done_with", cause=self.kb.get_cause(case.truth).name)
