"""Which ids the phrases of generated patients name, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sciatica_teach.content.problems import Path
from sciatica_teach.content.treatment_references import Reference
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.drawn_people import (
    AgeSign,
    CausePeople,
    CountSign,
    Implication,
    PersonSign,
    PlaceSign,
    Rules,
    SettingMix,
    TimeSign,
    YoungSign,
)
from sciatica_teach.model.drawn_plans import Lessons, Plans, TechniqueAction
from sciatica_teach.model.phrases import Instead, Occupation, OpenTemplate, Phrase, Phrases, Saying, Talk, Withheld

_KEYS: Final[dict[type, dict[str, str]]] = {
    SettingMix: {"setting": "setting"},
    CausePeople: {"cause": "cause", "settings": "setting"},
    Rules: {"female": "finding", "apart": "finding", "narrow": "finding", "both_sides": "finding"},
    AgeSign: {"finding": "finding"},
    PersonSign: {"finding": "finding"},
    YoungSign: {"finding": "finding"},
    TimeSign: {"finding": "finding"},
    Implication: {"present": "finding", "then": "finding"},
    CountSign: {"finding": "finding", "of": "finding"},
    PlaceSign: {"findings": "finding"},
    Occupation: {"settings": "setting"},
    Phrase: {"asserts": "finding"},
    Instead: {"asserts": "finding"},
    Saying: {"finding": "finding"},
    OpenTemplate: {"question": "open question", "findings": "finding"},
    Withheld: {"finding": "finding", "until": "finding"},
    Talk: {"scan_question": "open question"},
    Plans: {"must_ask": "finding"},
    TechniqueAction: {"technique": "technique"},
    Lessons: {"objectives": "objective"},
}
"""Type -> field with one id, a list of them, a list of lists, or ids as keys -> kind."""


def find_phrase_references(value: object) -> Iterator[Reference]:
    """Path, kind and id of everything that is named."""
    if isinstance(value, Phrases):
        for path, found in find_records(value):
            for key, kind in _KEYS.get(type(found), {}).items():
                for inner, wanted in _find_ids(getattr(found, key), (*path, key)):
                    yield inner, kind, wanted


def _find_ids(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case str():
            if value:
                yield path, value
        case dict():
            for key in value:
                yield (*path, key), key
        case tuple():
            for index, entry in enumerate(value):
                yield from _find_ids(entry, (*path, index))
