"""Ids: how they are written, that each is used once, and that every one mentioned leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.item_places import find_place_references
from sciatica_teach.content.phrase_references import find_phrase_references
from sciatica_teach.content.problems import Path, Problem, suggest
from sciatica_teach.content.treatment_references import DRAWN, Reference, find_treatment_references
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.anatomy import Nerve, Reflex, Supply
from sciatica_teach.model.cases import Case, FirstAnswer, OpenAnswer, Reveal, Turn
from sciatica_teach.model.courses import Belly, Corridor, Course, Landmark
from sciatica_teach.model.drill import Vignette
from sciatica_teach.model.glossary import Term
from sciatica_teach.model.items import ChainItem, MatchingItem, MultipleItem, OrderingItem, SingleItem

_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ENTRIES = (
    "finding", "referral rule", "quiz item", "objective", "misconception", "nerve", "muscle", "skin field", "reflex",
    "nerve variant", "structure", "course", "belly", "landmark", "needle corridor", "article claim", "vignette",
    "target", "mechanism", "point", "point place", "protocol", "pattern", "caution", "danger", "article rule",
    "schedule", "open question", "term", "room plan",
)
"""Kinds that share a file with others of their kind."""


def check_ids(draft: Draft) -> Iterator[Problem]:
    """Spelling, file names and duplicates of every id that something is called by."""
    for kind, ids in draft.ids.items():
        first: dict[str, Located[str]] = {}
        for located in ids:
            yield from _check_spelling(located.value, located, ("id",))
            if kind not in _ENTRIES:
                yield from _check_file_name(located)
            if located.value in first:
                other = first[located.value]
                message = (f"the {kind} '{located.value}' exists already in {other.document.file}:{other.line}; "
                           "choose another id or remove one of the two")
                yield located.problem(("id",), message)
            first.setdefault(located.value, located)


def _check_spelling(written: str, located: Located[object], path: Path) -> Iterator[Problem]:
    if written and not _KEBAB.fullmatch(written):
        better = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")
        hint = f", for example '{better}'" if better else ""
        yield located.problem(path, f"'{written}' is no id: use small letters, digits and single hyphens{hint}")


def _check_file_name(located: Located[str]) -> Iterator[Problem]:
    name = located.document.relative.rpartition("/")[2].removesuffix(".yaml")
    if located.value != name:
        message = f"the id '{located.value}' and the file name '{name}' differ; make them the same"
        yield located.problem(("id",), message)


def check_inner_ids(draft: Draft) -> Iterator[Problem]:
    """Options, steps, actions and mitigations: their ids need to be unique only where they stand."""
    for case in draft.cases:
        yield from _check_unique(case, "plan", [action.id for action in case.value.plan])
    for danger in draft.dangers:
        yield from _check_unique(danger, "mitigations", [each.id for each in danger.value.mitigations])
    for item in draft.items:
        match item.value:
            case SingleItem() | MultipleItem():
                yield from _check_unique(item, "options", [option.id for option in item.value.options])
            case OrderingItem():
                yield from _check_unique(item, "steps", [step.id for step in item.value.steps])
            case MatchingItem():
                yield from _check_unique(item, "prompts", [prompt.id for prompt in item.value.prompts])
                yield from _check_unique(item, "partners", [partner.id for partner in item.value.partners])
            case ChainItem():
                yield from _check_unique(item, "links", [link.id for link in item.value.links])


def _check_unique(located: Located[object], key: str, ids: list[str]) -> Iterator[Problem]:
    for index, written in enumerate(ids):
        yield from _check_spelling(written, located, (key, index, "id"))
        if written in ids[:index]:
            yield located.problem((key, index, "id"), f"'{written}' is used twice in this list; give each its own id")


_REFERRED = ("source", "cause", "setting", "finding", "objective", "misconception", "nerve", "muscle", "structure",
             "nerve variant", DRAWN, "technique", "target", "mechanism", "point", "caution", "article claim",
             "open question", "term")


def check_references(draft: Draft) -> Iterator[Problem]:
    """Every id that is mentioned belongs to something that exists."""
    known = {kind: {each for one in _kinds(kind) for each in draft.known(one)} for kind in _REFERRED}
    for located in draft.all_things():
        for path, kind, wanted in _find_references(located):
            if wanted not in known[kind] and draft.unread.isdisjoint(_kinds(kind)):
                yield located.problem(path, f"there is no {kind} called '{wanted}'.{_help(kind, wanted, known[kind])}")


def _kinds(kind: str) -> tuple[str, ...]:
    return ("nerve", "muscle", "structure") if kind == DRAWN else (kind,)


def _help(kind: str, wanted: str, known: Iterable[str]) -> str:
    return suggest(wanted, known) or f" Write it, or name a {kind} that exists."


def _find_references(located: Located[object]) -> Iterator[Reference]:
    for path, found in find_records(located.value):
        for index, source_id in enumerate(getattr(found, "sources", ())):
            yield (*path, "sources", index), "source", source_id
        if isinstance(found, Supply):
            yield (*path, "nerve"), "nerve", found.nerve
    value = located.value
    for cause_id in (*getattr(value, "prior", ()), *getattr(value, "differs", ())):
        yield ("prior" if hasattr(value, "prior") else "differs", cause_id), "cause", cause_id
    yield from _find_taught(value)
    if isinstance(value, Term):
        yield from ((("see", index), "term", term_id) for index, term_id in enumerate(value.see))
    for key in ("counted", "outside", "all_of", "excludes", "present", "absent"):
        for index, finding_id in enumerate(getattr(value, key, ())):
            yield (key, index), "finding", finding_id
    if isinstance(value, Case | Vignette):
        yield ("setting",), "setting", value.setting
    if isinstance(value, Case):
        yield from _find_case_references(value)
    yield from _find_anatomy_references(value)
    yield from find_treatment_references(value)
    yield from find_phrase_references(value)
    yield from find_place_references(value)


def _find_taught(value: object) -> Iterator[Reference]:
    for kind in ("objective", "misconception"):
        if wanted := getattr(value, kind, ""):
            yield (kind,), kind, wanted


_IN_CASES = {
    "reveals": "finding", "open_answers": "open question", "must_ask": "finding", "key_findings": "finding",
    "objectives": "objective", "also": "cause", "offered": "cause", "flags": "caution",
}
"""Field of a case with ids, in a list or as keys -> kind."""


def _find_case_references(case: Case) -> Iterator[Reference]:
    yield ("truth",), "cause", case.truth
    for key, kind in _IN_CASES.items():
        ids = getattr(case, key)
        for index, wanted in enumerate(ids):
            yield (key, wanted if isinstance(ids, dict) else index), kind, wanted
    for path, found in find_records(case):
        for key, ids in _findings_in(found).items():
            for index, wanted in enumerate(ids):
                yield (*path, key, wanted if isinstance(ids, dict) else index), "finding", wanted


def _findings_in(found: object) -> dict[str, tuple[str, ...] | dict[str, Reveal]]:
    match found:
        case FirstAnswer():
            return {"until": found.until}
        case OpenAnswer():
            return {"tells": found.tells}
        case Turn():
            return {"tells": found.tells, "changes": found.changes}
    return {}


def _find_anatomy_references(value: object) -> Iterator[Reference]:
    match value:
        case Nerve():
            for index, nerve_id in enumerate(value.comes_from):
                yield ("comes_from", index), "nerve", nerve_id
        case Reflex():
            yield ("muscle",), "muscle", value.muscle
        case Course():
            yield ("structure",), "nerve", value.structure
            if value.variant:
                yield ("variant",), "nerve variant", value.variant
        case Belly():
            yield ("structure",), "muscle", value.structure
        case Landmark():
            yield ("structure",), "structure", value.structure
        case Corridor():
            for index, wanted in enumerate(value.at_risk):
                yield ("at_risk", index), DRAWN, wanted
