"""What a clinician has reviewed of the content, and what still waits: one entry for each file that holds a review.

Safety comes first on the sheet: what refers a patient, what stops a needle, patients who must be sent on; then what is
done to a patient; then the rest. A review counts while the content is as it was: where the authors checked a file after
the day of its review, it waits again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from sciatica_teach.content.folders import find_files
from sciatica_teach.content.problems import write_path
from sciatica_teach.content.reading import Document, read_document
from sciatica_teach.errors import ContentError, UnknownId
from sciatica_teach.model.evidence import Review, is_reviewed

Rank = Literal[0, 1, 2]
"""0 where a mistake may hurt a patient at once, 1 where it reaches a patient, 2 elsewhere."""
RANKS: Final = ("Safety first", "What is done and decided", "Everything else")

_ALWAYS_SAFETY: Final = {"referral", "cautions", "dangers", "vignettes", "corridors"}
_REACHES_PATIENTS: Final = {
    "cases", "causes", "techniques", "points", "chains", "items", "findings", "protocols", "follow-up", "advice",
    "article", "patterns",
}
_SOON: Final = {"emergency", "same-day", "urgent"}
_WORDS: Final = ("text", "reason", "why", "basis", "stem", "name", "title")
"""Where the words of something with an evidence mark may stand, the first that is there."""
_NOT_WORDS: Final = {"id", "kind", "mark", "sources", "conflict", "objective", "misconception", "hardness", "review"}
"""Keys whose values say nothing that could be right or wrong."""


@dataclass(frozen=True)
class Stated:
    """One claim, rate or item, with its mark."""

    line: int
    path: str
    words: str
    mark: str
    sources: tuple[str, ...]
    conflict: str
    more: tuple[str, ...] = ()
    """What else stands in it, each with its path: whether it is right, why, options with their feedback."""


@dataclass(frozen=True)
class ReviewEntry:
    """One file of the content and its review."""

    id: str
    """As `review --record` takes it: the path below the content folder, without its ending."""
    title: str
    rank: Rank
    review: Review
    file: Path
    shown: str
    stated: tuple[Stated, ...]

    @property
    def is_done(self) -> bool:
        return is_reviewed(self.review)


def list_reviews(folders: Sequence[Path]) -> tuple[ReviewEntry, ...]:
    """Every file with a review, what matters most first. Raises ContentError for files that cannot be read."""
    entries, problems = [], []
    for relative, path in find_files(folders).items():
        document, found = read_document(path, relative)
        problems += found
        if isinstance(document.value, dict) and isinstance(document.value.get("review"), dict):
            entries.append(_describe(document, path))
    if problems:
        raise ContentError(tuple(problems))
    return tuple(sorted(entries, key=lambda one: (one.rank, one.id)))


def get_review(entries: Sequence[ReviewEntry], wanted: str) -> ReviewEntry:
    """The entry of this id. Raises UnknownId, naming the nearest."""
    by_id = {one.id: one for one in entries}
    if wanted not in by_id:
        raise UnknownId("reviewed content", wanted, by_id)
    return by_id[wanted]


def _describe(document: Document, path: Path) -> ReviewEntry:
    value = document.value
    told = value["review"]
    review = Review(**{key: str(told.get(key) or "") for key in ("checked", "clinician", "reviewed")})
    where = PurePosixPath(document.relative)
    title = next((str(value[key]) for key in ("title", "name") if isinstance(value.get(key), str)), where.stem)
    stated = tuple(_list_stated(document, value, ()))
    return ReviewEntry(str(where.with_suffix("")), title, _rank(where.parts[0].split(".")[0], value), review, path,
                       document.file, stated)


def _rank(kind: str, value: dict[str, Any]) -> Rank:
    if kind in _ALWAYS_SAFETY or _is_urgent(value) or (kind == "findings" and _asks_for_safety(value)):
        return 0
    return 1 if kind in _REACHES_PATIENTS else 2


def _is_urgent(value: dict[str, Any]) -> bool:
    """Whether it is a cause or a case that must not wait."""
    decision = value.get("decision")
    right = decision.get("right") if isinstance(decision, dict) else None
    return value.get("urgency") in _SOON or (isinstance(right, list) and bool(_SOON & set(map(str, right))))


def _asks_for_safety(value: dict[str, Any]) -> bool:
    return any(isinstance(one, dict) and (one.get("safety") is True or one.get("kind") == "red-flag")
               for one in value.get("findings") or ())


def _list_stated(document: Document, value: Any, path: tuple[Any, ...]) -> Iterator[Stated]:
    if isinstance(value, dict):
        if isinstance(value.get("mark"), str):
            words = next((value[key] for key in _WORDS if isinstance(value.get(key), str)), "")
            sources = tuple(str(one) for one in value.get("sources") or ())
            yield Stated(document.line_of(path), write_path(path), words, value["mark"], sources,
                         str(value.get("conflict") or ""), tuple(_list_more(value, words)))
        for key, inner in value.items():
            yield from _list_stated(document, inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _list_stated(document, inner, (*path, number))


def _list_more(value: Any, words: str, path: tuple[Any, ...] = ()) -> Iterator[str]:
    """What is said in it, down to the next thing with a mark of its own, which has a line of its own."""
    if isinstance(value, dict) and not (path and "mark" in value):
        for key, inner in value.items():
            if key not in _NOT_WORDS:
                yield from _list_more(inner, words, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _list_more(inner, words, (*path, number))
    elif value is not None and not isinstance(value, dict) and value != words:
        yield f"{write_path(path)}: {value}"
