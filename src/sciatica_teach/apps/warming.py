"""What a process does once, before kernels are forked from it: everything that the first visitor would wait for.

Each page is built for a visitor who does not exist, on a record that nobody reads, and thrown away. What that filled
(modules, the scripts and styles of the parts, words, tables) stays; what would belong to a visitor must not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import ipywidgets as widgets

from sciatica_teach import apps
from sciatica_teach.apps.context import TOKEN_VARIABLE, get_context
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import IN_MEMORY

PAGES: tuple[Callable[[], widgets.Widget], ...] = (
    apps.home, apps.cases, apps.quizzes, apps.progress, apps.search, apps.red_flag_drill, apps.article_check,
    apps.symptom_compare, apps.pain_drawing, apps.evidence_map, apps.belief_playground, apps.guess_then_see,
    apps.lesion_lab, apps.nerve_explorer, apps.variant_explorer, apps.spine_explorer, apps.point_atlas,
    apps.course_planner, apps.technique_cards, apps.pattern_cards, apps.claims_table, apps.caution_gate,
)
NOBODY = "nobody"


def warm_up() -> None:
    """Load what does not belong to a visitor, and leave nothing behind of the one it was tried with."""
    with TemporaryDirectory() as folder, _visitor(f"sqlite:///{Path(folder, 'nobody.sqlite')}"):
        for build in PAGES:
            build()
    widgets.Widget.close_all()
    _load_driver(Settings.from_environment(os.environ).database)


@contextmanager
def _visitor(database: str) -> Iterator[None]:
    """The surroundings of a visitor whose record is in `database`."""
    before = dict(os.environ)
    os.environ.update({"SCIATICA_TEACH_DATABASE": database, TOKEN_VARIABLE: NOBODY})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        get_context.cache_clear()


def _load_driver(database: str) -> None:
    """Import what talks to this database; nothing is connected to."""
    if database != IN_MEMORY:
        from sciatica_teach.store.connecting import build_engine, parse_address  # SQLAlchemy, only where it is wanted

        build_engine(parse_address(database)).dispose()
