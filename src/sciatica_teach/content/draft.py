"""All files read and each thing validated by itself; nothing is yet known about how the things fit together.

A thing that fails its own validation is left out of the draft, but its id is still remembered, so that one missing
comma in a source does not raise forty problems wherever that source is cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, Generic, TypeVar

from sciatica_teach.content.folders import find_files, name_file
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.content.reading import Document, read_document
from sciatica_teach.content.shapes import FILES, FOLDERS, Glossary, ItemGroup, Shape, find_shape
from sciatica_teach.content.validation import parse_value
from sciatica_teach.model.advice import AdviceRules
from sciatica_teach.model.anatomy import Muscle, Nerve, NerveVariant, Reflex, SkinField, Structure
from sciatica_teach.model.article import ArticleClaim
from sciatica_teach.model.cases import Case, OpenQuestion
from sciatica_teach.model.causes import Cause, Setting
from sciatica_teach.model.cautions import Caution, Danger
from sciatica_teach.model.chains import ChainTask
from sciatica_teach.model.courses import Belly, Corridor, Course, Landmark
from sciatica_teach.model.drill import Vignette
from sciatica_teach.model.evidence import Source
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.follow_up import FollowUp
from sciatica_teach.model.glossary import Term
from sciatica_teach.model.items import ITEM_TYPES, BankItem, Blueprint, Misconception, Objective
from sciatica_teach.model.knowledge import LossTable
from sciatica_teach.model.marking import Marking
from sciatica_teach.model.phrases import Phrases
from sciatica_teach.model.points import Pattern, Point, PointPlace
from sciatica_teach.model.referral import ReferralRule
from sciatica_teach.model.room_plans import RoomPlan
from sciatica_teach.model.techniques import ArticleRule, Mechanism, Protocol, Schedule, Target, Technique, Trial

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Located(Generic[T_co]):
    """A validated value and where it stands."""

    value: T_co
    document: Document
    base: Path = ()

    def problem(self, path: Path, message: str) -> Problem:
        """A problem at this path, counted from the value."""
        return self.document.problem((*self.base, *path), message)

    @property
    def line(self) -> int:
        return self.document.line_of((*self.base, "id"))


@dataclass
class Draft:
    """What was read, by kind."""

    folders: tuple[FilePath, ...]
    things: dict[str, list[Located[Any]]] = field(default_factory=dict)
    """Kind ("cause") -> its valid things, in the order of the files."""
    ids: dict[str, list[Located[str]]] = field(default_factory=dict)
    """Kind -> every id that is written somewhere, also of things that are not valid."""
    files: set[str] = field(default_factory=set)
    """The relative paths of all files that were found, readable or not."""
    unread: set[str] = field(default_factory=set)
    """Kinds of which a file is broken: nobody knows which ids are in it, so their absence proves nothing."""
    problems: list[Problem] = field(default_factory=list)

    def known(self, kind: str) -> set[str]:
        """The ids of a kind."""
        return {located.value for located in self.ids.get(kind, ())}

    def all_things(self) -> Iterator[Located[Any]]:
        for located in self.things.values():
            yield from located

    def missing(self, name: str, message: str) -> Problem:
        """A problem about a file that ought to be there."""
        return Problem(name_file(self.folders[-1] / name), 1, "", message)

    @property
    def sources(self) -> list[Located[Source]]:
        return self.things.get("source", [])

    @property
    def causes(self) -> list[Located[Cause]]:
        return self.things.get("cause", [])

    @property
    def settings(self) -> list[Located[Setting]]:
        return self.things.get("setting", [])

    @property
    def findings(self) -> list[Located[Finding]]:
        return self.things.get("finding", [])

    @property
    def referral_rules(self) -> list[Located[ReferralRule]]:
        return self.things.get("referral rule", [])

    @property
    def cases(self) -> list[Located[Case]]:
        return self.things.get("case", [])

    @property
    def open_questions(self) -> list[Located[OpenQuestion]]:
        return self.things.get("open question", [])

    @property
    def markings(self) -> list[Located[Marking]]:
        return self.things.get("marking", [])

    @property
    def blueprints(self) -> list[Located[Blueprint]]:
        return self.things.get("blueprint", [])

    @property
    def phrases(self) -> list[Located[Phrases]]:
        return self.things.get("phrases", [])

    @property
    def follow_ups(self) -> list[Located[FollowUp]]:
        return self.things.get("follow-up", [])

    @property
    def items(self) -> list[Located[BankItem]]:
        return self.things.get("quiz item", [])

    @property
    def item_groups(self) -> list[Located[ItemGroup]]:
        return self.things.get("item set", [])

    @property
    def objectives(self) -> list[Located[Objective]]:
        return self.things.get("objective", [])

    @property
    def misconceptions(self) -> list[Located[Misconception]]:
        return self.things.get("misconception", [])

    @property
    def losses(self) -> list[Located[LossTable]]:
        return self.things.get("loss table", [])

    @property
    def article_claims(self) -> list[Located[ArticleClaim]]:
        return self.things.get("article claim", [])

    @property
    def glossaries(self) -> list[Located[Glossary]]:
        return self.things.get("glossary", [])

    @property
    def terms(self) -> list[Located[Term]]:
        return self.things.get("term", [])

    @property
    def vignettes(self) -> list[Located[Vignette]]:
        return self.things.get("vignette", [])

    @property
    def nerves(self) -> list[Located[Nerve]]:
        return self.things.get("nerve", [])

    @property
    def muscles(self) -> list[Located[Muscle]]:
        return self.things.get("muscle", [])

    @property
    def skin_fields(self) -> list[Located[SkinField]]:
        return self.things.get("skin field", [])

    @property
    def reflexes(self) -> list[Located[Reflex]]:
        return self.things.get("reflex", [])

    @property
    def variants(self) -> list[Located[NerveVariant]]:
        return self.things.get("nerve variant", [])

    @property
    def structures(self) -> list[Located[Structure]]:
        return self.things.get("structure", [])

    @property
    def courses(self) -> list[Located[Course]]:
        return self.things.get("course", [])

    @property
    def bellies(self) -> list[Located[Belly]]:
        return self.things.get("belly", [])

    @property
    def landmarks(self) -> list[Located[Landmark]]:
        return self.things.get("landmark", [])

    @property
    def corridors(self) -> list[Located[Corridor]]:
        return self.things.get("needle corridor", [])

    @property
    def techniques(self) -> list[Located[Technique]]:
        return self.things.get("technique", [])

    @property
    def targets(self) -> list[Located[Target]]:
        return self.things.get("target", [])

    @property
    def mechanisms(self) -> list[Located[Mechanism]]:
        return self.things.get("mechanism", [])

    @property
    def points(self) -> list[Located[Point]]:
        return self.things.get("point", [])

    @property
    def point_places(self) -> list[Located[PointPlace]]:
        return self.things.get("point place", [])

    @property
    def protocols(self) -> list[Located[Protocol]]:
        return self.things.get("protocol", [])

    @property
    def patterns(self) -> list[Located[Pattern]]:
        return self.things.get("pattern", [])

    @property
    def cautions(self) -> list[Located[Caution]]:
        return self.things.get("caution", [])

    @property
    def dangers(self) -> list[Located[Danger]]:
        return self.things.get("danger", [])

    @property
    def article_rules(self) -> list[Located[ArticleRule]]:
        return self.things.get("article rule", [])

    @property
    def trials(self) -> list[Located[Trial]]:
        return self.things.get("trial", [])

    @property
    def advice_rules(self) -> list[Located[AdviceRules]]:
        return self.things.get("advice rules", [])

    @property
    def schedules(self) -> list[Located[Schedule]]:
        return self.things.get("schedule", [])

    @property
    def room_plans(self) -> list[Located[RoomPlan]]:
        return self.things.get("room plan", [])

    @property
    def chain_tasks(self) -> list[Located[ChainTask]]:
        return self.things.get("chain task", [])


def read_draft(folders: Sequence[FilePath]) -> Draft:
    """Read every file of the folders, later folders laid over earlier ones."""
    draft = Draft(tuple(folders))
    for folder in folders:
        if not folder.is_dir():
            draft.problems.append(Problem(name_file(folder), 1, "", "there is no such content folder; check its name"))
    for relative, path in find_files(folders).items():
        shape = find_shape(relative)
        draft.files.add(relative)
        if shape is None:
            draft.problems.append(Problem(name_file(path), 1, "", _say_where(relative)))
        else:
            document, problems = read_document(path, relative)
            draft.problems += problems
            _add_file(draft, shape, document, {problem.path for problem in problems})
    draft.problems.sort()
    return draft


def _say_where(relative: str) -> str:
    if relative.endswith(".yml"):
        return "content files end in .yaml; rename this one"
    places = ", ".join([f"{folder}/" for folder in FOLDERS] + list(FILES))
    return f"no content is read from here; put the file into its place ({places})"


def _add_file(draft: Draft, shape: Shape, document: Document, told: set[str]) -> None:
    """Validate one file into the draft; paths already `told` about are not complained of twice."""
    if document.value is None:
        draft.unread |= {shape.kind, shape.entry_kind}
        return
    _add(draft, shape.kind, shape.type, Located(document.value, document), told)
    entries = document.value.get(shape.entries) if isinstance(document.value, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):  # anything else was named by the validation of the file
            kind = _choose_type(shape, entry)
            located = Located(_inherit(shape, entry, document.value), document, (shape.entries, index))
            _add(draft, shape.entry_kind, kind, located, told)


def _add(draft: Draft, kind: str, kind_type: type, raw: Located[Any], told: set[str]) -> None:
    """Validate one thing into the draft; a problem in an inherited review was told where the group has it."""
    if isinstance(raw.value, dict) and isinstance(raw.value.get("id"), str):
        draft.ids.setdefault(kind, []).append(Located(raw.value["id"], raw.document, raw.base))
    value, problems = parse_value(kind_type, raw.value, raw.document, raw.base)
    own_review = (*raw.base, "review") in raw.document.lines
    for problem in problems:
        inherited = bool(raw.base) and not own_review and ".review" in problem.path
        if problem.path not in told and not inherited:
            draft.problems.append(problem)
    if value is not None:
        draft.things.setdefault(kind, []).append(Located(value, raw.document, raw.base))


def _inherit(shape: Shape, entry: dict[str, Any], group: dict[str, Any]) -> dict[str, Any]:
    """An entry without a review of its own has its file's, where files of this shape share theirs."""
    if shape.shares_review and "review" in group:
        return {"review": group["review"], **entry}
    return entry


def _choose_type(shape: Shape, entry: dict[str, Any]) -> Any:
    """Quiz items are told apart by their `kind`; an unknown one is reported as a single-choice item's."""
    if shape.entry_type is BankItem:
        return ITEM_TYPES.get(str(entry.get("kind")), ITEM_TYPES["single"])
    return shape.entry_type
