"""Which kinds of content there are, in which file each lives, and the shape of the files that hold several.

    sources/  causes/  settings/  cases/     one thing per file; its id is the file's name
    findings/  items/                        one group per file; its id is the file's name
    objectives.yaml  misconceptions.yaml     one list for all
    referral.yaml  article.yaml              one list for all, under one review
    vignettes/                               one group per file; its id is the file's name
    glossary.yaml                            the terms of the course, and words that are alike
    losses.yaml  advice.yaml  marking.yaml  blueprint.yaml   one table each
    phrases.yaml                             what generated patients are made of
    open-questions.yaml                      one list for all cases
    follow-up.yaml                           the rules of later visits
    techniques/  trials/  chains/            one thing per file
    points/  cautions/                       one group per file
    targets.yaml  mechanisms.yaml  protocols.yaml  patterns.yaml  dangers.yaml  article-rules.yaml  point-places.yaml
    schedules.yaml  plans.yaml
    nerves/  muscles/  courses/  bellies/    one group per file; its id is the file's name
    skin-fields.yaml  reflexes.yaml  variants.yaml  structures.yaml  landmarks.yaml  corridors.yaml   one list for all
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from annotated_types import MinLen

from sciatica_teach.model.advice import AdviceRules
from sciatica_teach.model.anatomy import Muscle, Nerve, NerveVariant, Reflex, SkinField, Structure
from sciatica_teach.model.article import ArticleClaim
from sciatica_teach.model.cases import Case, OpenQuestion
from sciatica_teach.model.causes import Cause, Setting
from sciatica_teach.model.cautions import Caution, Danger
from sciatica_teach.model.chains import ChainTask
from sciatica_teach.model.courses import Belly, Corridor, Course, Landmark
from sciatica_teach.model.drill import Vignette
from sciatica_teach.model.evidence import Claim, Review, Source, Text
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.follow_up import FollowUp
from sciatica_teach.model.glossary import Term
from sciatica_teach.model.items import BankItem, Blueprint, Misconception, Objective
from sciatica_teach.model.knowledge import LossTable
from sciatica_teach.model.marking import Marking
from sciatica_teach.model.phrases import Phrases
from sciatica_teach.model.points import Pattern, Point, PointPlace
from sciatica_teach.model.record import record
from sciatica_teach.model.referral import ReferralRule
from sciatica_teach.model.room_plans import RoomPlan
from sciatica_teach.model.techniques import ArticleRule, Mechanism, Protocol, Schedule, Target, Technique, Trial

Entries = Annotated[tuple[dict[str, Any], ...], MinLen(1)]
"""Entries are validated one by one, so that one bad entry does not hide the others."""


@record
class FindingGroup:
    """A file of findings that are asked or tested together."""

    id: Text
    title: Text
    review: Review
    """Counts for every finding of the file that has none of its own."""
    findings: Entries


@record
class ItemGroup:
    """A file of quiz items: one quiz."""

    id: Text
    title: Text
    intro: Text
    case: str = ""
    story: str = ""
    review: Review
    items: Entries


@record
class ReferralRuleList:
    """All must-refer rules for combinations of findings."""

    review: Review
    """Counts for every rule that has none of its own."""
    rules: Entries


@record
class ArticleClaimList:
    """All claims of the clinic's article, in its order."""

    review: Review
    claims: Entries


@record
class Glossary:
    """The terms of the course, and words that a search takes for one another."""

    review: Review
    alike: tuple[Annotated[tuple[Text, ...], MinLen(2)], ...] = ()
    """Groups such as [fibular, peroneal], in small letters."""
    terms: Entries


@record
class VignetteGroup:
    """A file of vignettes for the red-flag drill."""

    id: Text
    title: Text
    review: Review
    vignettes: Entries


@record
class OpenQuestionList:
    """Questions that let the patient talk."""

    review: Review
    questions: Entries


@record
class ObjectiveList:
    """All objectives."""

    objectives: Entries


@record
class MisconceptionList:
    """All misconceptions."""

    misconceptions: Entries


@record
class NerveGroup:
    """A file of nerves that belong together."""

    id: Text
    title: Text
    review: Review
    """Counts for every nerve of the file that has none of its own; so in all files of anatomy."""
    nerves: Entries


@record
class MuscleGroup:
    """A file of muscles of one region."""

    id: Text
    title: Text
    review: Review
    muscles: Entries


@record
class CourseGroup:
    """A file of centre lines of nerves."""

    id: Text
    title: Text
    review: Review
    courses: Entries


@record
class BellyGroup:
    """A file of shapes of muscles."""

    id: Text
    title: Text
    review: Review
    bellies: Entries


@record
class SkinFieldList:
    """All fields of skin."""

    review: Review
    fields: Entries


@record
class ReflexList:
    """All reflexes."""

    review: Review
    reflexes: Entries


@record
class VariantList:
    """All ways past piriformis."""

    review: Review
    variants: Entries


@record
class StructureList:
    """Bones, joints, discs and whatever else the scene names."""

    review: Review
    structures: Entries


@record
class LandmarkList:
    """All landmarks."""

    review: Review
    basis: Claim
    """Where the positions come from."""
    landmarks: Entries


@record
class CorridorList:
    """All needle corridors."""

    review: Review
    corridors: Entries


@record
class TargetList:
    """What treatments act on."""

    review: Review
    targets: Entries


@record
class MechanismList:
    """How pains arise."""

    review: Review
    mechanisms: Entries


@record
class ProtocolList:
    """Named sets of points."""

    review: Review
    protocols: Entries


@record
class PatternList:
    """Patterns of the traditional differentiation."""

    review: Review
    patterns: Entries


@record
class DangerList:
    """Dangers of a plan."""

    review: Review
    dangers: Entries


@record
class ArticleRuleList:
    """The rules of the clinic's article."""

    review: Review
    rules: Entries


@record
class ScheduleList:
    """How many visits others used."""

    review: Review
    schedules: Entries


@record
class RoomPlanList:
    """Plans for live rooms."""

    plans: Entries


@record
class PointGroup:
    """A file of points of one region."""

    id: Text
    title: Text
    review: Review
    points: Entries


@record
class CautionGroup:
    """A file of cautions that belong together."""

    id: Text
    title: Text
    review: Review
    cautions: Entries


@record
class PointPlaceList:
    """Where points are drawn."""

    review: Review
    basis: Claim
    """Where the places come from."""
    places: Entries


@dataclass(frozen=True)
class Shape:
    """How one file is read: its own type, and for a file of entries the key they stand under and their type."""

    kind: str
    """What a file is called in messages."""
    type: type
    entries: str = ""
    entry_kind: str = ""
    entry_type: Any = None
    shares_review: bool = False
    """Whether an entry without a review of its own has the file's."""


FOLDERS: dict[str, Shape] = {
    "sources": Shape("source", Source),
    "causes": Shape("cause", Cause),
    "settings": Shape("setting", Setting),
    "findings": Shape("finding group", FindingGroup, "findings", "finding", Finding, shares_review=True),
    "cases": Shape("case", Case),
    "items": Shape("item set", ItemGroup, "items", "quiz item", BankItem),
    "vignettes": Shape("vignette group", VignetteGroup, "vignettes", "vignette", Vignette, shares_review=True),
    "techniques": Shape("technique", Technique),
    "points": Shape("point group", PointGroup, "points", "point", Point, shares_review=True),
    "cautions": Shape("caution group", CautionGroup, "cautions", "caution", Caution, shares_review=True),
    "trials": Shape("trial", Trial),
    "chains": Shape("chain task", ChainTask),
    "nerves": Shape("nerve group", NerveGroup, "nerves", "nerve", Nerve, shares_review=True),
    "muscles": Shape("muscle group", MuscleGroup, "muscles", "muscle", Muscle, shares_review=True),
    "courses": Shape("course group", CourseGroup, "courses", "course", Course),
    "bellies": Shape("belly group", BellyGroup, "bellies", "belly", Belly),
}

FILES: dict[str, Shape] = {
    "objectives.yaml": Shape("objective list", ObjectiveList, "objectives", "objective", Objective),
    "misconceptions.yaml": Shape("misconception list", MisconceptionList, "misconceptions", "misconception",
                                 Misconception),
    "referral.yaml": Shape("referral rule list", ReferralRuleList, "rules", "referral rule", ReferralRule,
                           shares_review=True),
    "article.yaml": Shape("article claim list", ArticleClaimList, "claims", "article claim", ArticleClaim,
                          shares_review=True),
    "glossary.yaml": Shape("glossary", Glossary, "terms", "term", Term, shares_review=True),
    "targets.yaml": Shape("target list", TargetList, "targets", "target", Target, shares_review=True),
    "mechanisms.yaml": Shape("mechanism list", MechanismList, "mechanisms", "mechanism", Mechanism, shares_review=True),
    "protocols.yaml": Shape("protocol list", ProtocolList, "protocols", "protocol", Protocol, shares_review=True),
    "patterns.yaml": Shape("pattern list", PatternList, "patterns", "pattern", Pattern, shares_review=True),
    "dangers.yaml": Shape("danger list", DangerList, "dangers", "danger", Danger, shares_review=True),
    "article-rules.yaml": Shape("article rule list", ArticleRuleList, "rules", "article rule", ArticleRule,
                                shares_review=True),
    "schedules.yaml": Shape("schedule list", ScheduleList, "schedules", "schedule", Schedule, shares_review=True),
    "plans.yaml": Shape("room plan list", RoomPlanList, "plans", "room plan", RoomPlan),
    "point-places.yaml": Shape("point place list", PointPlaceList, "places", "point place", PointPlace),
    "advice.yaml": Shape("advice rules", AdviceRules),
    "losses.yaml": Shape("loss table", LossTable),
    "marking.yaml": Shape("marking", Marking),
    "blueprint.yaml": Shape("blueprint", Blueprint),
    "phrases.yaml": Shape("phrases", Phrases),
    "follow-up.yaml": Shape("follow-up", FollowUp),
    "open-questions.yaml": Shape("open question list", OpenQuestionList, "questions", "open question", OpenQuestion),
    "skin-fields.yaml": Shape("skin field list", SkinFieldList, "fields", "skin field", SkinField, shares_review=True),
    "reflexes.yaml": Shape("reflex list", ReflexList, "reflexes", "reflex", Reflex, shares_review=True),
    "variants.yaml": Shape("nerve variant list", VariantList, "variants", "nerve variant", NerveVariant,
                           shares_review=True),
    "structures.yaml": Shape("structure list", StructureList, "structures", "structure", Structure, shares_review=True),
    "landmarks.yaml": Shape("landmark list", LandmarkList, "landmarks", "landmark", Landmark),
    "corridors.yaml": Shape("needle corridor list", CorridorList, "corridors", "needle corridor", Corridor,
                            shares_review=True),
}


def find_shape(relative: str) -> Shape | None:
    """The shape of the file at this relative path; None where no content lives."""
    folder, _, name = relative.rpartition("/")
    shape = FOLDERS.get(folder) if folder else FILES.get(name)
    return shape if name.endswith(".yaml") else None
