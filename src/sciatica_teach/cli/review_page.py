"""The review sheet as a page that can be printed and written on: every claim with its mark, sources and a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from sciatica_teach.content.reviewing import RANKS, ReviewEntry, Stated
from sciatica_teach.errors import BadReview
from sciatica_teach.model.evidence import Source

STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1E2A32;background:#FBF8F2}"
    "h3{margin-bottom:0}p{margin:.25rem 0}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #C9C2B4}"
    ".quiet,.more{color:#5B6770}.more{margin:0 0 0 1rem;font-size:.875rem}tr{break-inside:avoid}"
)


def write_page(
    path: Path, shown: Sequence[ReviewEntry], entries: Sequence[ReviewEntry], sources: Mapping[str, Source]
) -> None:
    """Write the sheet. Texts of the content stand in it as text. Raises BadReview where nothing can be written."""
    html = Element("html", lang="en")
    head, body = SubElement(html, "head"), SubElement(html, "body")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "title", "Content that awaits a clinician's review")
    _add(head, "style", STYLE)
    _add(body, "h1", "Content that awaits a clinician's review")
    done = sum(one.is_done for one in entries)
    _add(body, "p", f"{done} of {len(entries)} files are reviewed. For education only; not medical advice.")
    for rank, heading in enumerate(RANKS):
        here = [one for one in shown if one.rank == rank]
        if here:
            _add(body, "h2", f"{heading} ({len(here)})")
        for one in here:
            _add_entry(body, one)
    _add_sources(body, shown, sources)
    try:
        path.write_bytes(b"<!DOCTYPE html>\n" + tostring(html, encoding="utf-8", method="html"))
    except OSError as error:
        raise BadReview(f"The sheet cannot be written to {path}: {error.strerror}.") from error


def _add(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    made = SubElement(parent, tag, attributes)
    made.text = text
    return made


def _add_entry(body: Element, one: ReviewEntry) -> None:
    _add(body, "h3", f"{one.title}")
    review = one.review
    by = f"Reviewed by {review.clinician}, {review.reviewed}" if review.clinician else "Never reviewed"
    _add(body, "p", f"{one.id} · checked {review.checked} · {by}", **{"class": "quiet"})
    table = SubElement(body, "table")
    row = SubElement(table, "tr")
    for heading in ("", "Claim", "Mark", "Sources"):
        _add(row, "th", heading, scope="col")
    for said in one.stated:
        _add_claim(table, said)
    _add(body, "p", "Reviewed by ______________________  on ______________")


def _add_claim(table: Element, said: Stated) -> None:
    row = SubElement(table, "tr")
    conflict = f" (Sources conflict: {said.conflict})" if said.conflict else ""
    _add(row, "td", "☐")
    cell = SubElement(row, "td")
    _add(cell, "p", f"{said.words or said.path}{conflict}")
    for line in said.more:
        _add(cell, "p", line, **{"class": "more"})
    _add(row, "td", said.mark)
    _add(row, "td", ", ".join(said.sources) or "none")


def _add_sources(body: Element, shown: Sequence[ReviewEntry], sources: Mapping[str, Source]) -> None:
    """What is cited above, in full, and how much of it was read."""
    cited = {name for one in shown for said in one.stated for name in said.sources}
    _add(body, "h2", "Sources")
    for source in (sources[name] for name in sorted(cited & set(sources))):
        found = f"doi:{source.doi}" if source.doi else f"PMID {source.pmid}" if source.pmid else source.url
        _add(body, "p", f"{source.id}: {source.citation} {found} (read: {source.reading})")
