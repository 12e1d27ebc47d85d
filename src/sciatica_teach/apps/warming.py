"""What a process does once, before kernels are forked from it: everything that the first visitor would wait for.

Each page is built for a visitor who does not exist and thrown away. What that filled
(modules, the scripts and styles of the parts, words, tables) stays; what would belong to a visitor must not.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from sciatica_teach import apps
from sciatica_teach.apps.context import TOKEN_VARIABLE, get_context
from sciatica_teach.errors import StoreError
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.opening import IN_MEMORY

PAGES: tuple[Callable[[], widgets.Widget], ...] = (
    apps.home, apps.cases, apps.quizzes, apps.progress, apps.search, apps.red_flag_drill, apps.article_check,
    apps.symptom_compare, apps.pain_drawing, apps.evidence_map, apps.belief_playground, apps.guess_then_see,
    apps.lesion_lab, apps.nerve_explorer, apps.variant_explorer, apps.spine_explorer, apps.point_atlas,
    apps.course_planner, apps.technique_cards, apps.pattern_cards, apps.claims_table, apps.caution_gate,
    partial(apps.review_example, "right"), partial(apps.exam_example, 0.7, 10),
)


def warm_up() -> None:
    """Load what does not belong to a visitor, and leave nothing behind of the one it was tried with."""
    try:
        _build_pages({})
    except StoreError as problem:  # the kernels will say so to their visitors, or find it mended
        logging.getLogger("sciatica-teach").warning("The warm process found no record store: %s", problem)
        _build_pages({"SCIATICA_TEACH_DATABASE": IN_MEMORY})


def _build_pages(surroundings: dict[str, str]) -> None:
    """Every page for somebody without a record. Only looking writes nothing, so there is none afterwards either."""
    before = dict(os.environ)
    os.environ.update({TOKEN_VARIABLE: new_token(), **surroundings})
    try:
        get_context()
        for build in PAGES:
            build()
    finally:
        os.environ.clear()
        os.environ.update(before)
        get_context.cache_clear()
        widgets.Widget.close_all()
