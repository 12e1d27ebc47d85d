"""A course of visits to plan, beside what others used and what the main trial found. It keeps no record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sciatica_teach.errors import BadSubmission, NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Technique, Trial
from sciatica_teach.session.course_plan import CourseAsk, CoursePlan, Trouble, plan_course, suggest_course
from sciatica_teach.views import course_trial as trials
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.course_calendar import calendar_state
from sciatica_teach.views.course_others import others_state
from sciatica_teach.views.parts import Calendar, Card, Number, Part, Plot

MAIN_TRIAL: Final = "tu-2024"
NATURAL: Final = "natural-course"


class CoursePlannerView(AssembledView):
    """The form and the calendar, what others used, and the trial: a guess first, then its figures."""

    def __init__(self, kb: KnowledgeBase, technique_id: str, today: date) -> None:
        """`technique_id`: the one that the first plan is for; the first needle with a dose where it is empty.

        Raises `UnknownId`, and `NotAllowedNow` where no course can be planned.
        """
        self._kb, self._today = kb, today
        technique = kb.treatment.get_technique(technique_id) if technique_id else _find_first(kb)
        self._troubles: tuple[Trouble, ...] = ()
        self._plan: CoursePlan | None = None
        self._guess: float | None = None
        super().__init__("st-view", "", self.handle)
        self.add_class("st-cards")
        self._take(suggest_course(technique, today))

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: a plan to lay out, or a guess at the trial."""
        match action.get("verb"):
            case "plan":
                self._take(read_ask(action))
            case "guess":
                self._guess = read_guess(action)
                self._show()
            case verb:
                raise NotAllowedNow(f"This planner does not know the action “{verb}”.")

    def _take(self, ask: CourseAsk) -> None:
        planned = plan_course(self._kb.treatment.get_technique(ask.technique_id), ask, self._today)
        self._ask = ask
        if isinstance(planned, CoursePlan):
            self._plan, self._troubles = planned, ()
        else:
            self._troubles = planned
        self._show()

    def _show(self) -> None:
        calendar = calendar_state(self._kb, self._ask, self._troubles, self._plan, self._today)
        parts: list[Part] = [self._part("calendar", Calendar, calendar)]
        trial = self._kb.treatment.trial_by_id.get(MAIN_TRIAL)  # a teacher's own content need not have it
        silent = trials.sources_of(trial) if trial and self._guess is None else set()
        if self._plan:
            parts.append(self._part("others", Card, others_state(self._kb, self._plan, silent)))
        parts += self._trial(trial) if trial else ()
        self.children = tuple(parts)

    def _trial(self, trial: Trial) -> Iterator[Part]:
        """The question; what the trial found only once there is a guess."""
        if (outcome := trials.main_outcome(trial)) is None:
            return
        yield self._part("question", Number, trials.question_state(trial, outcome, self._guess))
        if self._guess is None:
            return
        yield self._part("changes", Plot, trials.changes_state(trial))
        yield self._part("differences", Plot, trials.differences_state(trial))
        yield self._part("reading", Card, trials.reading_state(self._kb, trial, outcome))
        natural = self._kb.treatment.trial_by_id.get(NATURAL)
        if natural and natural.shares:
            yield self._part("natural", Card, trials.natural_state(self._kb, natural))
            yield self._part("shares", Plot, trials.shares_state(natural))

    def __repr__(self) -> str:
        return f"CoursePlannerView(technique='{self._ask.technique_id}')"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()


def _find_first(kb: KnowledgeBase) -> Technique:
    dosed = [technique for technique in kb.treatment.techniques if technique.dose]
    if not dosed:
        raise NotAllowedNow("No technique of this content has a course of visits.")
    return next((technique for technique in dosed if technique.kind == "needle"), dosed[0])


def read_ask(action: dict[str, Any]) -> CourseAsk:
    """The fields as they were typed; raises `BadSubmission` where one is missing or the rate is no number."""
    try:
        return CourseAsk(
            technique_id=str(action["technique"]), visits=str(action["visits"]), per_week=float(action["per_week"]),
            review=str(action["review"]), start=str(action["start"]),
        )
    except (KeyError, TypeError, ValueError):
        raise BadSubmission("This form cannot be read. Reload the page and fill it in once more.") from None


def read_guess(action: dict[str, Any]) -> float:
    """One number from 0 to what the field takes; raises `BadSubmission`."""
    try:
        [typed] = action["chosen"]
        guess = float(typed)
    except (KeyError, TypeError, ValueError):
        raise BadSubmission("This guess is not a number.") from None
    if not 0 <= guess <= trials.MOST:
        raise BadSubmission(f"Guess a number from 0 to {trials.MOST}.")
    return guess
