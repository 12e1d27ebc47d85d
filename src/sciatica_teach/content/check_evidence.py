"""Where claims come from: sources that can be found, marks that are earned, dates that are dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.evidence import Review

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMID = re.compile(r"[1-9]\d{0,8}")
_OURS = ("estimate", "opinion")
"""Marks that say plainly that nobody else is behind a claim."""


def check_sources(draft: Draft) -> Iterator[Problem]:
    """Identifiers look like identifiers, and the year like a year."""
    for source in draft.sources:
        value = source.value
        if value.doi and not _DOI.fullmatch(value.doi):
            message = f"'{value.doi}' is no DOI: it begins with 10. and has no address in front, like 10.1000/182"
            yield source.problem(("doi",), message)
        if value.pmid and not _PMID.fullmatch(value.pmid):
            yield source.problem(("pmid",), f"'{value.pmid}' is no PMID: it is a number of at most nine digits")
        if value.url and not value.url.startswith(("https://", "http://")):
            yield source.problem(("url",), f"'{value.url}' is no address: it begins with https://")
        if not 1500 <= value.year <= 2100:
            yield source.problem(("year",), f"{value.year} cannot be the year of a source; write it with four digits")


def find_unaddressed_sources(draft: Draft) -> Iterator[Problem]:
    """Notices: sources without an identifier that ought to have one.

    This is no problem, since an identifier that nobody has looked up would be worse than none.
    """
    for source in draft.sources:
        value = source.value
        from_memory = value.kind in ("book", "standard") or value.reading == "not-read"
        if not (value.doi or value.pmid or value.url or from_memory):
            yield source.problem(("id",), f"'{value.id}' has no doi, pmid or url yet; look it up")


def check_marks(draft: Draft) -> Iterator[Problem]:
    """A mark that leans on others names them, and `measured` leans on something that somebody read."""
    unread = {source.value.id for source in draft.sources if source.value.reading == "not-read"}
    for located in draft.all_things():
        for path, found in find_records(located.value):
            if hasattr(found, "mark"):
                yield from _check_mark(located, path, found, unread)


def _check_mark(located: Located[Any], path: Path, found: Any, unread: set[str]) -> Iterator[Problem]:
    if not found.sources and found.mark not in _OURS:
        message = f"the mark '{found.mark}' needs a source; name one, or mark it as an estimate or an opinion"
        yield located.problem((*path, "mark"), message)
    if found.mark == "measured" and found.sources and unread.issuperset(found.sources):
        message = ("'measured' may not rest on sources that nobody read; name one that was read, "
                   "or mark it as taught")
        yield located.problem((*path, "mark"), message)


def check_reviews(draft: Draft) -> Iterator[Problem]:
    """Review dates are dates; a finding that has its group's review is not asked again."""
    for located in draft.all_things():
        for path, found in find_records(located.value):
            own = (*located.base, *path) in located.document.lines
            if isinstance(found, Review) and own and not _is_iso_date(found.checked):
                message = f"'{found.checked}' is no date: write year-month-day, like 2026-11-22"
                yield located.problem((*path, "checked"), message)


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
