"""All checks, in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sciatica_teach.content import check_causes, check_evidence, check_ids
from sciatica_teach.content.check_accuracy import check_accuracies
from sciatica_teach.content.check_anatomy import check_nerves, check_supplies
from sciatica_teach.content.check_article import check_article_claims
from sciatica_teach.content.check_case_course import check_case_courses
from sciatica_teach.content.check_cases import check_cases
from sciatica_teach.content.check_cautions import check_cautions, check_current, check_dangers
from sciatica_teach.content.check_chains import check_chain_tasks
from sciatica_teach.content.check_disclosure import check_disclosure
from sciatica_teach.content.check_exclusions import check_exclusions
from sciatica_teach.content.check_findings import check_findings, check_rates
from sciatica_teach.content.check_follow_up import check_courses, check_follow_up
from sciatica_teach.content.check_glossary import check_alike, check_terms
from sciatica_teach.content.check_item_bank import (
    check_blueprints,
    check_item_sets,
    check_stems,
    check_twins,
    find_unasked,
)
from sciatica_teach.content.check_item_cues import check_item_cues, find_item_places
from sciatica_teach.content.check_item_words import check_item_words
from sciatica_teach.content.check_items import check_items
from sciatica_teach.content.check_marking import check_marking
from sciatica_teach.content.check_phrases import check_phrases
from sciatica_teach.content.check_plans import check_plans
from sciatica_teach.content.check_points import check_points
from sciatica_teach.content.check_referral import check_referral_rules, check_referred_cases
from sciatica_teach.content.check_techniques import check_mechanisms, check_protocols, check_schedules, check_techniques
from sciatica_teach.content.check_trials import check_trials
from sciatica_teach.content.check_variants import check_variants
from sciatica_teach.content.check_vignettes import check_vignettes
from sciatica_teach.content.draft import Draft, read_draft
from sciatica_teach.content.problems import Problem

CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    check_ids.check_ids,
    check_ids.check_inner_ids,
    check_ids.check_references,
    check_evidence.check_sources,
    check_evidence.check_marks,
    check_evidence.check_reviews,
    check_causes.check_causes,
    check_causes.check_parts,
    check_causes.check_pain_maps,
    check_causes.check_settings,
    check_causes.check_losses,
    check_rates,
    check_findings,
    check_accuracies,
    check_exclusions,
    check_cases,
    check_disclosure,
    check_case_courses,
    check_marking,
    check_referral_rules,
    check_referred_cases,
    check_items,
    check_item_words,
    check_item_cues,
    check_stems,
    check_twins,
    check_item_sets,
    check_blueprints,
    check_article_claims,
    check_terms,
    check_alike,
    check_vignettes,
    check_nerves,
    check_supplies,
    check_variants,
    check_techniques,
    check_mechanisms,
    check_protocols,
    check_schedules,
    check_trials,
    check_points,
    check_cautions,
    check_current,
    check_dangers,
    check_chain_tasks,
    check_follow_up,
    check_courses,
    check_phrases,
    check_plans,
)

NOTICES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    check_causes.find_unplayed_causes,
    check_evidence.find_unaddressed_sources,
    find_item_places,
    find_unasked,
)


@dataclass(frozen=True)
class CheckedContent:
    """What was read, what is wrong with it, and what is merely worth knowing."""

    draft: Draft
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    def count(self) -> dict[str, int]:
        """How many valid things there are of each kind."""
        draft = self.draft
        return {
            "sources": len(draft.sources),
            "causes": len(draft.causes),
            "settings": len(draft.settings),
            "findings": len(draft.findings),
            "referral_rules": len(draft.referral_rules),
            "cases": len(draft.cases),
            "open_questions": len(draft.open_questions),
            "item_sets": len(draft.item_groups),
            "items": len(draft.items),
            "objectives": len(draft.objectives),
            "misconceptions": len(draft.misconceptions),
            "article_claims": len(draft.article_claims),
            "terms": len(draft.terms),
            "vignettes": len(draft.vignettes),
            "nerves": len(draft.nerves),
            "muscles": len(draft.muscles),
            "skin_fields": len(draft.skin_fields),
            "reflexes": len(draft.reflexes),
            "nerve_variants": len(draft.variants),
            "structures": len(draft.structures),
            "courses": len(draft.courses),
            "bellies": len(draft.bellies),
            "landmarks": len(draft.landmarks),
            "needle_corridors": len(draft.corridors),
            "techniques": len(draft.techniques),
            "targets": len(draft.targets),
            "mechanisms": len(draft.mechanisms),
            "points": len(draft.points),
            "point_places": len(draft.point_places),
            "protocols": len(draft.protocols),
            "patterns": len(draft.patterns),
            "cautions": len(draft.cautions),
            "dangers": len(draft.dangers),
            "article_rules": len(draft.article_rules),
            "trials": len(draft.trials),
            "schedules": len(draft.schedules),
            "chain_tasks": len(draft.chain_tasks),
            "room_plans": len(draft.room_plans),
        }


def check_content(folders: Sequence[Path]) -> CheckedContent:
    """Read the folders, later ones laid over earlier ones, and find every problem at once."""
    draft = read_draft(folders)
    found = [*draft.problems, *(problem for check in CHECKS for problem in check(draft))]
    noticed = [problem for find in NOTICES for problem in find(draft)]
    return CheckedContent(draft, tuple(sorted(set(found))), tuple(sorted(noticed)))
