"""How each quiz item works: by a made-up class, or by what real learners answered.

    python tools/items.py [--learners 300] [--seed 1] [--csv]
    python tools/items.py --records FOLDER        # of records that learners saved as files
    python tools/items.py --records records.sqlite
    python tools/items.py --records postgresql://...

Per item: mean mark with its 95 % interval, correlation with the learner's other answers, wrong options at work of those
there are, and what is odd. Per set: alpha, over those who answered all of it. Of records only first answers without
hints are used; nobody's name or id is in them, and none is printed.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.grading.item_analysis import Flag, ItemFigures, Reliability, analyse_items, find_reliability
from sciatica_teach.grading.item_answers import Answers, ItemAnswer, code_answers
from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.model.items import Item
from sciatica_teach.model.items.versions import find_versions
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.item_records import find_first_answers
from sciatica_teach.session.learners.answering import answer_all
from sciatica_teach.session.learners.item_parts import list_options
from sciatica_teach.session.record_files import read_record
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store

TOLD: Mapping[Flag, str] = {
    "too-few": "too few to say", "nearly-all": "nearly all have it", "hardly-anybody": "hardly anybody has it",
    "tells-little": "tells little", "backwards": "the weaker do better",
}
COUNTED = ("single", "multiple", "triage", "chain", "lesion", "point")
"""Kinds whose wrong options were each written or made to tempt; elsewhere most of what is offered need not."""

NAMED = 3
"""So many idle options are named in a row."""

COLUMNS = ("item", "kind", "hardness", "answers", "mean", "low", "high", "discrimination", "working", "wrong", "flags")


def read_records(place: str) -> Iterator[tuple[Entry, ...]]:
    """The answers of each learner, from a folder of saved records, a file of SQLite, or the address of a database."""
    path = Path(place)
    if path.is_dir():
        for file in sorted(path.glob("*.json")):
            yield read_record(file.read_text(encoding="utf-8"), now=time.time()).entries
        return
    if "://" not in place and not path.is_file():
        raise SystemExit(f"There is no file and no folder {place}.")
    address = place if "://" in place else f"sqlite:///{path.resolve()}"
    settings = replace(Settings.from_environment(os.environ), database=address)
    yield from open_store(settings).read_everybody(ItemAnswered)


def analyse(
    kb: KnowledgeBase, items: Sequence[Item], given: Sequence[ItemAnswer]
) -> tuple[Answers, list[dict[str, object]]]:
    """The answers in columns, and a row per item in the order of the bank."""
    answers = code_answers(given, {item.id: list_options(item) for item in items})
    rows = [_row(kb, item, figures) for item, figures in zip(items, analyse_items(answers), strict=True)]
    return answers, rows


def _row(kb: KnowledgeBase, item: Item, figures: ItemFigures) -> dict[str, object]:
    is_told = "too-few" not in figures.flags
    wrong = [option for option in figures.options if not option.is_right] if item.kind in COUNTED else []
    flags = [TOLD[flag] for flag in figures.flags]
    if idle := [option.id for option in wrong if option.is_idle]:
        flags.append(f"idle: {', '.join(idle[:NAMED])}{f' and {len(idle) - NAMED} more' if len(idle) > NAMED else ''}")
    flags += [f"takers of {option.id} do better than those of the key" for option in figures.options
              if option.beats_key and is_told]
    numbers = (figures.difficulty, figures.low, figures.high, figures.discrimination)
    kept = [number if is_told else None for number in numbers]
    working: object = sum(not option.is_idle for option in wrong) if is_told and wrong else None
    hardness = kb.get_item(item.id).hardness
    values = (item.id, item.kind, hardness, figures.answers, *kept, working, len(wrong) or None, "; ".join(flags))
    return dict(zip(COLUMNS, values, strict=True))


def find_alphas(kb: KnowledgeBase, answers: Answers) -> dict[str, Reliability]:
    """Set -> its reliability."""
    return {one.id: find_reliability(answers, one.items) for one in kb.item_sets}


def _two(value: object) -> str:
    return "-" if value is None else f"{float(str(value)):.2f}"


def tell(rows: Sequence[Mapping[str, object]], alphas: Mapping[str, Reliability], given: str) -> str:
    """The tables as text."""
    head = f"{'item':<42}{'kind':<10}{'n':>6}{'mean':>6}  {'(95 %)':<15}{'tells':>6}{'works':>7}  odd"
    lines = [
        f"{row['item']:<42}{row['kind']:<10}{row['answers']:>6}{_two(row['mean']):>6}  "
        f"{'(' + _two(row['low']) + ' to ' + _two(row['high']) + ')':<15}{_two(row['discrimination']):>6}"
        f"{_working(row):>7}  {row['flags']}".rstrip() for row in rows
    ]
    sets = [f"{name:<42}{one.items:>6}{one.learners:>10}{_two(one.alpha):>8}" for name, one in alphas.items()]
    return "\n".join([
        f"## Items, {given}", "", head, *lines, "",
        "Mean: of the marks. Tells: corrected point-biserial correlation. Works: wrong options that 5 % or more take; "
        "the others are idle.", "",
        "## Sets, over those who answered all of each", "", f"{'':<42}{'items':>6}{'learners':>10}{'alpha':>8}", *sets,
        "", "## Summary", "", *_sum_up(rows),
    ])


def _working(row: Mapping[str, object]) -> str:
    return "-" if row["working"] is None else f"{row['working']}/{row['wrong']}"


def _sum_up(rows: Sequence[Mapping[str, object]]) -> Iterable[str]:
    flags = Counter(flag for row in rows for flag in str(row["flags"]).split("; ") if flag in TOLD.values())
    named = sum("do better than those of the key" in str(row["flags"]) for row in rows)
    counts = {**{told: flags[told] for told in TOLD.values()}, "a wrong option beats the key": named}
    yield f"{len(rows)} items; " + ", ".join(f"{told}: {count}" for told, count in counts.items())
    known = [float(str(row["discrimination"])) for row in rows if row["discrimination"] is not None]
    if known:
        yield f"mean correlation with the rest {sum(known) / len(known):.2f}, lowest {min(known):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="How each quiz item works.")
    parser.add_argument("--records", help="a folder of saved records, a file of SQLite, or the address of a database")
    parser.add_argument("--learners", type=int, default=300, help="how many the made-up class has, 2 or more")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up class")
    parser.add_argument("--csv", action="store_true", help="print the items as CSV")
    chosen = parser.parse_args()
    if chosen.learners < 2:
        parser.error("a class has two learners at least")
    kb = load_knowledge(Settings.from_environment(os.environ))
    items = [get_posed(kb, item.id) for item in kb.items]
    try:
        given, told = _collect(kb, items, chosen)
    except SciaticaTeachError as error:
        raise SystemExit(str(error)) from error
    answers, rows = analyse(kb, items, given)
    if chosen.csv:
        writer = csv.DictWriter(sys.stdout, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    else:
        print(tell(rows, find_alphas(kb, answers), told))


def _collect(kb: KnowledgeBase, items: Sequence[Item], chosen: argparse.Namespace) -> tuple[Sequence[ItemAnswer], str]:
    """The answers, and in words whose they are."""
    if not chosen.records:
        return answer_all(items, chosen.learners, chosen.seed), f"a made-up class of {chosen.learners}"
    versions = find_versions(kb.items, kb.set_of_item)
    given = tuple(find_first_answers(read_records(chosen.records), {item.id: item for item in items}, versions))
    learners = len({one.learner for one in given})
    return given, f"{len(given)} first answers without hints, {learners} learners"


if __name__ == "__main__":
    main()
