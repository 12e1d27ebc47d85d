"""From content files to the frozen knowledge base, at most once per change.

`load_knowledge` hashes the files and looks for what was compiled from exactly these bytes. Only when there is nothing
is `build_knowledge` called, and only then are the YAML parser and pydantic imported: a kernel that starts on compiled
content pays for neither. Measured on 340 KB of content: 10 ms to hash and decode, where importing both, parsing and
checking takes 400 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sciatica_teach.content.cache import find_cached, hash_code, hash_content, keep_cached
from sciatica_teach.content.folders import choose_folders, find_files
from sciatica_teach.errors import ContentError
from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.items import ITEM_TYPES, ItemBank, ItemSet
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import REGIONS
from sciatica_teach.model.treatment import Treatment
from sciatica_teach.settings import Settings

if TYPE_CHECKING:
    from sciatica_teach.content.draft import Draft


def load_knowledge(settings: Settings) -> KnowledgeBase:
    """The knowledge base of the shipped content with the teacher's own folder laid over it.

    Where the settings name a compiled version, that one, without a look at the files. Raises `ContentError` with every
    problem. A cache that is damaged or cannot be written costs time, nothing else.
    """
    if settings.content_version and (named := find_cached(_kept_at(settings, settings.content_version))):
        return named
    folders = choose_folders(settings.content_dir)
    version = hash_content(find_files(folders))
    path = _kept_at(settings, version)
    if all(folder.is_dir() for folder in folders) and (kept := find_cached(path)):
        return kept
    knowledge = build_knowledge(folders)
    if version == knowledge.version == hash_content(find_files(folders)):  # nobody saved a file in the meantime
        keep_cached(path, knowledge)
    return knowledge


def is_kept(settings: Settings, version: str) -> bool:
    """Whether this version, compiled by this code, is in the cache."""
    return _kept_at(settings, version).is_file()


def _kept_at(settings: Settings, version: str) -> Path:
    return settings.cache_dir / f"knowledge-{version}-{hash_code()}.json"


def build_knowledge(folders: Sequence[Path]) -> KnowledgeBase:
    """Read, check and compile the folders, later ones laid over earlier ones; raises `ContentError`."""
    from sciatica_teach.content.checking import check_content  # here, so that a warm start never imports pydantic

    version = hash_content(find_files(folders))
    checked = check_content(folders)
    if checked.problems:
        raise ContentError(checked.problems, may_hide_more=bool(checked.draft.problems))
    return _freeze(checked.draft, version)


def _freeze(draft: Draft, version: str) -> KnowledgeBase:
    from sciatica_teach.model.composites import complete_causes, complete_findings  # here: a warm start needs no numpy

    causes = complete_causes([each.value for each in draft.causes])
    return KnowledgeBase(
        version=version,
        sources=tuple(each.value for each in draft.sources),
        causes=causes,
        settings=tuple(each.value for each in draft.settings),
        findings=complete_findings(causes, (each.value for each in draft.findings)),
        referral_rules=tuple(each.value for each in draft.referral_rules),
        cases=tuple(sorted((each.value for each in draft.cases), key=lambda case: (case.order, case.id))),
        objectives=tuple(each.value for each in draft.objectives),
        misconceptions=tuple(each.value for each in draft.misconceptions),
        item_sets=_freeze_item_sets(draft),
        items=_freeze_items(draft),
        losses=draft.losses[0].value,
        anatomy=_freeze_anatomy(draft),
        treatment=_freeze_treatment(draft),
        article_claims=tuple(each.value for each in draft.article_claims),
        vignettes=tuple(each.value for each in draft.vignettes),
        open_questions=tuple(each.value for each in draft.open_questions),
        marking=draft.markings[0].value if draft.markings else None,
        blueprint=draft.blueprints[0].value if draft.blueprints else None,
        phrases=draft.phrases[0].value if draft.phrases else None,
        follow_up=draft.follow_ups[0].value if draft.follow_ups else None,
        terms=tuple(each.value for each in draft.terms),
        room_plans=tuple(each.value for each in draft.room_plans),
        alike=draft.glossaries[0].value.alike if draft.glossaries else (),
    )


def _freeze_anatomy(draft: Draft) -> Anatomy:
    return Anatomy(
        nerves=tuple(each.value for each in draft.nerves),
        muscles=tuple(each.value for each in draft.muscles),
        skin_fields=tuple(each.value for each in draft.skin_fields),
        reflexes=tuple(each.value for each in draft.reflexes),
        variants=tuple(each.value for each in draft.variants),
        structures=tuple(each.value for each in draft.structures),
        courses=tuple(each.value for each in draft.courses),
        bellies=tuple(each.value for each in draft.bellies),
        landmarks=tuple(each.value for each in draft.landmarks),
        corridors=tuple(each.value for each in draft.corridors),
    )


def _freeze_treatment(draft: Draft) -> Treatment:
    return Treatment(
        techniques=tuple(sorted((each.value for each in draft.techniques), key=lambda one: (one.order, one.id))),
        targets=tuple(each.value for each in draft.targets),
        mechanisms=tuple(each.value for each in draft.mechanisms),
        points=tuple(sorted((each.value for each in draft.points), key=lambda one: REGIONS.index(one.region))),
        point_places=tuple(each.value for each in draft.point_places),
        protocols=tuple(each.value for each in draft.protocols),
        patterns=tuple(each.value for each in draft.patterns),
        cautions=tuple(each.value for each in draft.cautions),
        dangers=tuple(each.value for each in draft.dangers),
        article_rules=tuple(sorted((each.value for each in draft.article_rules), key=lambda one: (one.order, one.id))),
        trials=tuple(each.value for each in draft.trials),
        schedules=tuple(each.value for each in draft.schedules),
        chain_tasks=tuple(sorted((each.value for each in draft.chain_tasks), key=lambda one: (one.order, one.id))),
        advice_rules=draft.advice_rules[0].value if draft.advice_rules else None,
    )


def _freeze_item_sets(draft: Draft) -> tuple[ItemSet, ...]:
    return tuple(
        ItemSet(
            id=group.value.id,
            title=group.value.title,
            intro=group.value.intro,
            case=group.value.case,
            story=group.value.story,
            items=tuple(entry["id"] for entry in group.value.items),
            review=group.value.review,
        )
        for group in draft.item_groups
    )


def _freeze_items(draft: Draft) -> ItemBank:
    items = [each.value for each in draft.items]
    by_kind: dict[str, Any] = {
        kind: tuple(item for item in items if isinstance(item, type_)) for kind, type_ in ITEM_TYPES.items()
    }
    return ItemBank(**by_kind)
