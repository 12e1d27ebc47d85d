"""Items answered by pointing: each place is one, on the body map or in the model, and either right or a near miss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sciatica_teach.content.draft import Located
from sciatica_teach.content.problems import Path, Problem, list_words, suggest
from sciatica_teach.content.treatment_references import DRAWN, Reference
from sciatica_teach.model.causes import Region
from sciatica_teach.model.items import HotspotItem
from sciatica_teach.model.items.pictures import STRUCTURE_PICTURES


def find_place_references(value: object) -> Iterator[Reference]:
    """The structures that an item on the scene names."""
    if isinstance(value, HotspotItem) and value.surface == "scene":
        for path, place in _places(value):
            yield path, DRAWN, place


def check_places(located: Located[object], item: HotspotItem) -> Iterator[Problem]:
    """Regions that the body map lacks, and places given twice."""
    regions = get_args(Region)
    seen: set[str] = set()
    for path, place in _places(item):
        if item.surface == "body" and place not in regions:
            hint = suggest(place, regions) or " Name a region of the body map."
            yield located.problem(path, f"there is no region called '{place}'.{hint}")
        if place in seen:
            yield located.problem(path, f"'{place}' is named twice; a place is right, or a near miss, once")
        seen.add(place)
    if item.surface == "scene" and not any(set(item.places) <= set(picture.ids) for picture in STRUCTURE_PICTURES):
        offered = sorted({one for picture in STRUCTURE_PICTURES for one in picture.ids})
        message = f"no picture shows {list_words(item.places)}{' together' if len(item.places) > 1 else ''}"
        yield located.problem(("places",), f"{message}; the pictures show {list_words(offered)}")


def _places(item: HotspotItem) -> Iterator[tuple[Path, str]]:
    for index, place in enumerate(item.places):
        yield ("places", index), place
    for index, near in enumerate(item.near):
        yield ("near", index, "place"), near.place
