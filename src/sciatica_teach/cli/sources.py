"""`sciatica-teach sources`: what is cited, what nothing cites, and what cites nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from sciatica_teach.content.citations import Citations, find_citations
from sciatica_teach.content.draft import Draft, read_draft
from sciatica_teach.content.folders import choose_folders
from sciatica_teach.settings import Settings


@click.command(name="sources")
@click.argument("folder", metavar="[DIR]", required=False,
                type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--unused", is_flag=True, help="Only the sources that nothing cites.")
@click.option("--missing", is_flag=True, help="Only the claims and rates that cite nothing, with their marks.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(folder: Path | None, *, unused: bool, missing: bool, as_json: bool) -> None:
    """Each source with the number of places that cite it and how much of it was read.

    DIR is a folder of your own, laid over the shipped content as for `check`. A claim that cites nothing is allowed
    where its mark says that it is ours: an estimate or an opinion.
    """
    draft = read_draft(choose_folders(folder or Settings.from_environment(os.environ).content_dir))
    citations = find_citations(draft)
    if as_json:
        click.echo(json.dumps(_as_json(citations), indent=2, ensure_ascii=False))
        return
    chosen = unused or missing
    lines = [
        *(_cited_lines(draft, citations) if not chosen else ()),
        *(_unused_lines(citations) if unused else ()),
        *(_missing_lines(citations) if missing else ()),
    ]
    click.echo("\n".join(lines))


def _as_json(citations: Citations) -> dict[str, object]:
    return {
        "cited": {source_id: [asdict(place) for place in places] for source_id, places in citations.cited.items()},
        "unused": citations.unused,
        "missing": [asdict(place) for place in citations.uncited],
    }


def _cited_lines(draft: Draft, citations: Citations) -> Iterator[str]:
    reading = {source.value.id: source.value.reading for source in draft.sources}
    width = max((len(source_id) for source_id in citations.cited), default=0)
    for source_id, places in sorted(citations.cited.items(), key=lambda each: (-len(each[1]), each[0])):
        yield f"{source_id:<{width}} {len(places):>4}   {reading.get(source_id, 'there is no such source')}"
    yield f"{len(citations.cited)} sources, {len(citations.unused)} cited by nothing; " \
          f"{len(citations.uncited)} claims and rates cite nothing"


def _unused_lines(citations: Citations) -> Iterator[str]:
    yield from citations.unused
    yield f"{len(citations.unused)} sources are cited by nothing"


def _missing_lines(citations: Citations) -> Iterator[str]:
    yield from map(str, citations.uncited)
    yield f"{len(citations.uncited)} claims and rates cite nothing; each is marked as ours"
