"""The two figures of the progress page, each with the same as a table: where objectives stand, what certainty meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sciatica_teach.figures.certainty_bands import draw_certainty
from sciatica_teach.figures.objective_standings import StandRow, draw_standings
from sciatica_teach.grading.certainty_levels import LEAST_ANSWERS, LevelRecord
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.standings import ENOUGH, CertaintyRecord, Stand
from sciatica_teach.views.numbers import percent_range, plain, signed
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def area_titles(kb: KnowledgeBase) -> dict[str, str]:
    """Field -> what it is called."""
    return {area.id: area.title for area in kb.blueprint.areas} if kb.blueprint else {}


def stands_state(kb: KnowledgeBase, stands: Sequence[Stand]) -> PartState:
    """A dot and a line for every objective, field by field."""
    titles = area_titles(kb)
    rows: list[StandRow] = []
    for area, group in groupby(stands, lambda one: one.objective.area):
        rows.append(StandRow(name=titles.get(area, area)))
        rows += [_stand_row(one) for one in group]
    little = [say("progress.stands_little", enough=ENOUGH)] if not all(one.is_enough for one in stands) else []
    words = {"enough": say("progress.stands_enough"), "little": say("progress.stands_few"),
             "share": say("progress.stands_share")}
    head = ("objective", "field", "answers", "share", "interval")
    return {
        "level": 2, "title": say("progress.stands_title"), "text": [say("progress.stands_text"), *little],
        "note": say("progress.stands_note"), "label": say("progress.stands_label"),
        "figure": draw_standings(rows, words),
        "table": {
            "summary": say("progress.as_table"), "numeric": [2, 3, 4],
            "head": [say(f"progress.stands_head_{name}") for name in head],
            "rows": [_stand_cells(one, titles) for one in stands],
        },
    }


def _stand_row(one: Stand) -> StandRow:
    standing = one.standing
    return StandRow(name=one.objective.name, share=standing.share, low=standing.low, high=standing.high,
                    is_enough=one.is_enough)


def _stand_cells(one: Stand, titles: dict[str, str]) -> list[str]:
    standing = one.standing
    share = _whole(standing.share) if one.is_enough else say("progress.stands_unknown")
    return [one.objective.name, titles.get(one.objective.area, one.objective.area), str(standing.answers), share,
            percent_range(standing.low, standing.high)]


def _whole(share: float) -> str:
    return f"{100 * share:.0f} %"


# ---- Certainty ----

def certainty_missing(found: CertaintyRecord) -> str:
    """How many answers are missing until something can be said; empty when there are enough."""
    missing = LEAST_ANSWERS - found.count
    return say("progress.sure_so_far", count=found.count, least=LEAST_ANSWERS, missing=missing) if missing > 0 else ""


def certainty_plot(found: CertaintyRecord) -> PartState:
    """Each level on its band; in words what the intervals allow to say."""
    labels = [_label(one) for one in found.levels]
    verdicts = [_lean_words(one) for one in found.levels if one.lean != "neither"] or [say("progress.sure_neither")]
    words = {name: say(f"progress.sure_{name}") for name in ("band", "yours", "share")}
    head = ("level", "count", "share", "interval", "band")
    return {
        "level": 2, "title": say("progress.sure_title"), "text": [*verdicts, marks_words(found)],
        "note": say("progress.sure_note"), "label": f"{say('progress.sure_label')} {' '.join(verdicts)}",
        "figure": draw_certainty(found.levels, labels, words),
        "table": {
            "summary": say("progress.as_table"), "numeric": [1, 2, 3, 4],
            "head": [say(f"progress.sure_head_{name}") for name in head],
            "rows": [_level_cells(one) for one in found.levels],
        },
    }


def marks_words(found: CertaintyRecord) -> str:
    """Certainty marks beside plain marks."""
    return say("progress.sure_marks", marks=signed(found.marks), earned=plain(found.earned),
               possible=f"{found.possible:g}", count=found.count)


def _label(one: LevelRecord) -> str:
    return say(f"certainty.{one.level}")


def _lean_words(one: LevelRecord) -> str:
    return say(f"progress.sure_{one.lean}", label=_label(one), count=one.count, share=_number(one.share),
               low=_number(one.low), high=_number(one.high), start=_number(one.start), end=_number(one.end))


def _level_cells(one: LevelRecord) -> list[str]:
    if not one.count:
        return [_label(one), "0", say("progress.sure_none"), "–", f"{_number(one.start)}–{_number(one.end)} %"]
    return [_label(one), str(one.count), f"{_number(one.share)} %", f"{_number(one.low)}–{_number(one.high)} %",
            f"{_number(one.start)}–{_number(one.end)} %"]


def _number(share: float) -> str:
    return f"{100 * share:.0f}"
