"""`sciatica-teach review`: what no clinician has reviewed yet, and a way to record that one has."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from sciatica_teach.cli.review_page import write_page
from sciatica_teach.content import folders
from sciatica_teach.content.draft import read_draft
from sciatica_teach.content.review_marks import parse_day, parse_name, write_reviewed
from sciatica_teach.content.reviewing import RANKS, ReviewEntry, get_review, list_reviews
from sciatica_teach.errors import BadReview
from sciatica_teach.settings import Settings

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(name="review")
@click.option("--content", type=_FOLDER, help="Your own content, laid over the shipped one.")
@click.option("--all", "whole", is_flag=True, help="Also what has been reviewed.")
@click.option("--claims", is_flag=True, help="Every claim with its mark and sources, and not only how many.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write the sheet for a browser.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--record", "wanted", metavar="ID", multiple=True, help="Record a review of this; may be repeated.")
@click.option("--by", "reviewer", default="", help="With --record: the clinician's name.")
@click.option("--date", "day", default="", help="With --record: the day of the review; today by default.")
def command(
    content: Path | None, page: Path | None, wanted: tuple[str, ...], reviewer: str, day: str, *, whole: bool,
    claims: bool, as_json: bool,
) -> None:
    """A sheet of what awaits a clinician's review, safety first, each with its claims, marks and sources.

    With --record ID --by NAME it writes reviewer and day into that file and changes nothing else in it. Content that
    comes with an installed program is not changed: a copy with the review goes to your own folder (--content DIR).
    """
    own = content or Settings.from_environment(os.environ).content_dir
    entries = list_reviews(folders.choose_folders(own))
    if wanted:
        _record(entries, wanted, reviewer, day, own)
        return
    if reviewer or day:
        raise click.UsageError("--by and --date belong to --record ID.")
    shown = [one for one in entries if whole or not one.is_done]
    if page:
        sources = {one.value.id: one.value for one in read_draft(folders.choose_folders(own)).sources}
        write_page(page, shown, entries, sources)
        click.echo(f"Written: {page}")
    elif as_json:
        click.echo(json.dumps([_as_json(one) for one in shown], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join([*_lines(shown, claims=claims), _count(entries)]))


def _record(entries: Sequence[ReviewEntry], wanted: Sequence[str], reviewer: str, day: str, own: Path | None) -> None:
    today = datetime.now(UTC).date().isoformat()
    name, at = parse_name(reviewer), parse_day(day or today, today)
    for one in [get_review(entries, review_id) for review_id in wanted]:
        if at < one.review.checked:
            raise BadReview(f"{one.id} was changed on {one.review.checked}, after {at}: it has to be reviewed anew.")
        target = _choose_target(one, own)
        write_reviewed(one.file, target, name, at)
        click.echo(f"{one.id}: reviewed by {name}, {at}. Written to {target}")


def _choose_target(one: ReviewEntry, own: Path | None) -> Path:
    """The file itself, where it is one's own or lies in a checkout; else a copy in one's own folder."""
    if own is not None and one.file.is_relative_to(own):
        return one.file
    if own is not None:
        return own / one.file.relative_to(folders.SHIPPED)
    if _is_checkout() and os.access(one.file, os.W_OK):
        return one.file
    raise BadReview(
        "The content that comes with the program is not changed. Name a folder of your own, which then holds a copy "
        "with the review: --content DIR"
    )


def _is_checkout() -> bool:
    return len(folders.SHIPPED.parents) > 3 and (folders.SHIPPED.parents[3] / "pyproject.toml").is_file()


def _lines(entries: Sequence[ReviewEntry], *, claims: bool) -> Iterator[str]:
    for rank, heading in enumerate(RANKS):
        here = [one for one in entries if one.rank == rank]
        if here:
            yield f"{heading} ({len(here)})"
        for one in here:
            yield f"  {one.id}  {one.title}  [{len(one.stated)} claims; {describe(one)}]"
            yield from (_claim_lines(one) if claims else ())
    yield "" if entries else "Nothing awaits a review."


def _claim_lines(one: ReviewEntry) -> Iterator[str]:
    for said in one.stated:
        sources = ", ".join(said.sources) or "no source"
        yield f"    {one.shown}:{said.line}  {said.mark}  {said.words or said.path}  ({sources})"
        yield from (f"      {line}" for line in said.more)
        if said.conflict:
            yield f"      sources conflict: {said.conflict}"


def describe(one: ReviewEntry) -> str:
    """How its review stands, in words."""
    review = one.review
    if not review.clinician:
        return f"checked {review.checked}, never reviewed"
    told = f"reviewed by {review.clinician}, {review.reviewed or 'no day given'}"
    return told if one.is_done else f"{told}; changed {review.checked}"


def _count(entries: Sequence[ReviewEntry]) -> str:
    done = sum(one.is_done for one in entries)
    return f"{done} of {len(entries)} files are reviewed by a clinician, {len(entries) - done} await it."


def _as_json(one: ReviewEntry) -> dict[str, object]:
    return {
        "id": one.id, "title": one.title, "group": RANKS[one.rank], "file": one.shown, "review": asdict(one.review),
        "stated": [asdict(said) for said in one.stated],
    }
