"""Past-tense facts. A learner's record is the list of them; replaying it rebuilds any state.

Each event says what happened; its `Entry` says when, in which attempt, under which content, and by which command, so
that a command sent twice is recorded once.
"""

from __future__ import annotations

from typing import Literal

from sciatica_teach.model.article import Judgement
from sciatica_teach.model.cases import Mode, VisitChoice
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.chains import PlannedDose, PlannedPoint
from sciatica_teach.model.drill import Disposal
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.live import Poll
from sciatica_teach.model.record import record

Stage = Literal["safety", "history", "examination", "decide", "chain", "plan", "follow-up", "debrief"]
"""The rooms of a case, in order. `chain` only where treatment begins here, `follow-up` where the patient returns."""

STAGES: tuple[Stage, ...] = (
    "safety", "history", "examination", "decide", "chain", "plan", "follow-up", "debrief",
)

Certainty = Literal[1, 2, 3]
"""1 guessing, 2 fairly sure, 3 sure."""

PracticeMode = Literal["practice", "review", "mistakes"]
"""Practice chooses from everything, review from what is due, mistakes from what went wrong the last time."""

PRACTICE_MODES: tuple[PracticeMode, ...] = ("practice", "review", "mistakes")

DebriefTime = Literal["each", "end"]
"""When a clinic day tells what was right: after each patient, or after the last one."""

Level = Literal["first", "second", "third"]
"""How hard a puzzle of the lesion lab is."""

LEVELS: tuple[Level, ...] = ("first", "second", "third")


@record
class CaseOpened:
    case_id: str
    mode: Mode = "clinic"
    paper: str = ""
    """Name of the sealed paper that an exam belongs to; empty where the learner is the only examiner."""
    closes_at: float | None = None
    """When an exam is over, seconds since the epoch, UTC."""
    day: str = ""
    """Subject of the clinic day in whose queue the patient sat; empty elsewhere."""


@record
class OpenAsked:
    """An open question was asked, and the answer settled some findings."""

    question_id: str
    minutes: float
    told: dict[str, Answer]


@record
class FindingAsked:
    """A question was asked or a test was done, and this came back."""

    finding_id: str
    value: Answer
    minutes: float


@record
class AnswerCorrected:
    """What had been said before was put right."""

    finding_id: str
    value: Answer


@record
class BeliefStated:
    """The learner committed a belief over a shortlist; what is left of 1 is "something else"."""

    checkpoint: Stage
    belief: dict[str, float]


@record
class StageEntered:
    stage: Stage


@record
class DecisionMade:
    disposition: Urgency
    certainty: Certainty | None = None


@record
class PlanMade:
    action_ids: tuple[str, ...]


@record
class TimeRanOut:
    """An exam was over before the learner was."""


@record
class VisitOpened:
    """The patient came again; what chance decided is stored, so that a reload shows the same."""

    visit: int
    """1 is the first visit after the opening one."""
    week: float
    """Weeks since the opening visit."""
    pain: float
    """From 0 to 10."""


@record
class VisitAsked:
    """Something was asked or tested again at a later visit."""

    finding_id: str
    value: Answer


@record
class VisitDecided:
    choice: VisitChoice
    technique: str = ""
    """Id of the technique that is begun instead, `none` for none; empty where nothing is changed or not named yet."""


@record
class DayOpened:
    """A clinic day began: the patients in the order of the queue."""

    case_ids: tuple[str, ...]
    debriefs: DebriefTime = "end"


@record
class QuizOpened:
    set_id: str
    item_ids: tuple[str, ...]
    """The items in the order of this attempt."""
    shown_order: dict[str, tuple[str, ...]]
    """Item id -> option or step ids in the order shown; stored, so that a reload shows the same."""


@record
class ItemShown:
    """The learner moved on to this item; a reload comes back to it."""

    item_id: str


@record
class ItemAnswered:
    item_id: str
    response: tuple[str, ...]
    """Option ids, step ids in order, "prompt:partner" pairs, or what was typed as one string; empty is blank."""
    certainty: Certainty
    earned: float
    """After what hints cost."""
    possible: float
    hints: int = 0
    """How many were shown before the answer: 1 the nudge, 2 the scaffold too, 3 the worked answer, which ends it."""
    item_version: str = ""
    """Of the item as it was answered; empty in records from before items had versions."""


@record
class HintShown:
    item_id: str
    hint: Literal[1, 2]
    """1 the nudge, 2 the scaffold."""


@record
class QuizFinished:
    set_id: str


@record
class PracticeOpened:
    """A round of single questions began, chosen one by one."""

    mode: PracticeMode
    area: str = ""
    """The field it keeps to; empty for all."""


@record
class ItemPosed:
    """The next question of a round, and why it was this one; stored, so that a reload shows the same."""

    item_id: str
    reason: str
    """Key of the reason: "due-safety", "due", "mistake", "weak", "new", "blueprint"."""
    shown: tuple[str, ...] = ()
    """Ids of options, steps or partners in the order shown."""


@record
class PracticeEnded:
    """The learner ended the round."""


@record
class ExamOpened:
    """An exam was drawn; nothing in it is marked before it ends."""

    seed: int
    item_ids: tuple[str, ...]
    shown_order: dict[str, tuple[str, ...]]
    closes_at: float
    """Seconds since the epoch, UTC."""


@record
class ExamAnswered:
    """An answer was laid down, or changed; an empty response takes it back."""

    item_id: str
    response: tuple[str, ...]
    certainty: Certainty
    item_version: str = ""


@record
class ItemFlagged:
    """The learner wants to come back to this question, or no longer."""

    item_id: str
    flagged: bool


@record
class ExamClosed:
    """The exam is over; its marks follow as `ItemAnswered`, one for every question that has an answer."""

    reason: Literal["handed-in", "time"]


@record
class PredictionOpened:
    """The learner set out to damage a nerve and to say beforehand what fails."""

    variant: str
    """How the nerve passes piriformis in this attempt: the letter of the type."""
    asked: tuple[str, ...]
    """Everything that has to be predicted: ids of muscles, skin fields and reflexes."""


@record
class LesionPlaced:
    site: str
    severity: float
    """Share of the fibres that is interrupted, 0 to 1."""
    by_chance: bool
    """Drawn on request, instead of chosen."""


@record
class LossesPredicted:
    """The learner committed what fails; what was asked and is not chosen was said to stay intact."""

    chosen: tuple[str, ...]
    earned: float
    possible: float


@record
class PuzzleOpened:
    """A lesion was hidden, and these findings were shown; stored whole, so that a reload shows the same puzzle."""

    level: Level
    variant: str
    site: str
    """Where the lesion is; it stays in the kernel until the learner has answered."""
    severity: float
    observed: dict[str, str]
    """Muscle, skin field or reflex -> what was found: "0" to "5", or "normal", "reduced", "lost", "absent"."""


@record
class SiteNamed:
    """The learner said where the lesion is."""

    site: str
    certainty: Certainty
    earned: float
    possible: float


@record
class UpdatePosed:
    """A patient, a belief and one new finding were shown; stored whole, so that a reload shows the same."""

    setting: str
    cause_id: str
    """The cause whose share is asked for."""
    known: dict[str, Answer]
    """What was known before: finding -> answer."""
    finding_id: str
    value: Answer
    before: float
    """Share of the cause before the new finding, as shown."""


@record
class UpdateStated:
    """The learner said what the share is now."""

    after: float
    shift: float
    """How far the learner moved, in log odds."""
    due: float
    """How far the finding moves at the mid rates, in log odds."""
    earned: float
    possible: float


@record
class ClaimJudged:
    """The learner said what they make of a claim of the article, before the verdict."""

    claim_id: str
    judgement: Judgement
    is_right: bool


@record
class DrillOpened:
    vignette_ids: tuple[str, ...]
    """In the order of this attempt."""


@record
class VignetteJudged:
    """The learner decided, or time was up."""

    vignette_id: str
    disposal: Disposal | None
    """None when time was up."""
    is_right: bool
    is_miss: bool
    """Slower than the patient could bear: it comes back later in the drill."""


@record
class ChainOpened:
    """A chain of reasoning was begun for a patient."""

    task_id: str
    shown_order: dict[str, tuple[str, ...]]
    """Link -> option ids in the order shown; stored, so that a reload shows the same."""
    mitigation_order: dict[str, tuple[str, ...]]
    """Danger id -> ids of what can be done about it, in the order shown."""


@record
class LinkChosen:
    """One of the links with a single choice was set, or emptied again."""

    link: Literal["cause", "mechanism", "target", "technique"]
    chosen: str
    """Option id; empty where the learner took it back."""


@record
class PointsPlanned:
    points: tuple[PlannedPoint, ...]
    """All of them, as they stand now; so in the next three."""


@record
class DangersPlanned:
    mitigations: dict[str, str]
    """Danger id -> id of what is done about it, empty where that is still open."""


@record
class DosePlanned:
    dose: PlannedDose | None


@record
class ReferralPlanned:
    refer: Urgency | None


@record
class ChainCaught:
    """The chain was committed, and it can hurt the patient: nothing is graded yet, the attempt is failed on safety."""

    harms: tuple[str, ...]
    """What was dangerous, each as kind and subject: "technique/electro-low-back"."""


@record
class ChainGraded:
    """The chain was committed and marked."""

    earned: float
    possible: float
    failed: bool
    """On safety, at this commit or at one before."""


@record
class RoomMade:
    """The learner is an instructor and opened a live room."""

    code: str
    """What the class types to join it."""
    host_key: str
    """What runs the room, whoever has it; so no file of the record holds this entry."""
    title: str


@record
class RoomPlanned:
    """A plan of the instructor's own, as it stands now."""

    plan: str
    """Its id: "own-1"."""
    title: str
    polls: tuple[Poll, ...] = ()


@record
class RoomPlanDropped:
    plan: str


Event = (
    CaseOpened | OpenAsked | FindingAsked | AnswerCorrected | BeliefStated | StageEntered | DecisionMade | PlanMade
    | TimeRanOut | VisitOpened | VisitAsked | VisitDecided | DayOpened
    | QuizOpened | ItemShown | ItemAnswered | HintShown | QuizFinished
    | PracticeOpened | ItemPosed | PracticeEnded | ExamOpened | ExamAnswered | ItemFlagged | ExamClosed
    | PredictionOpened | LesionPlaced | LossesPredicted | PuzzleOpened | SiteNamed
    | UpdatePosed | UpdateStated | ClaimJudged | DrillOpened | VignetteJudged
    | ChainOpened | LinkChosen | PointsPlanned | DangersPlanned | DosePlanned | ReferralPlanned
    | ChainCaught | ChainGraded
    | RoomMade | RoomPlanned | RoomPlanDropped
)

EVENT_TYPES: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        CaseOpened, OpenAsked, FindingAsked, AnswerCorrected, BeliefStated, StageEntered, DecisionMade, PlanMade,
        TimeRanOut, VisitOpened, VisitAsked, VisitDecided, DayOpened,
        QuizOpened, ItemShown, ItemAnswered, HintShown, QuizFinished,
        PracticeOpened, ItemPosed, PracticeEnded, ExamOpened, ExamAnswered, ItemFlagged, ExamClosed,
        PredictionOpened, LesionPlaced, LossesPredicted, PuzzleOpened, SiteNamed,
        UpdatePosed, UpdateStated, ClaimJudged, DrillOpened, VignetteJudged,
        ChainOpened, LinkChosen, PointsPlanned, DangersPlanned, DosePlanned, ReferralPlanned,
        ChainCaught, ChainGraded,
        RoomMade, RoomPlanned, RoomPlanDropped,
    )
}


@record
class Entry:
    """An event as it stands in a record."""

    event: Event
    at: float
    """Seconds since the epoch, UTC."""
    subject: str
    """What it is about, with the attempt: "case/marek/1", "quiz/first-steps/2"."""
    content_version: str
    command_id: str
    """The command that caused it; the same command never appends twice."""
