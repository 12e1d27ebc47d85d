"""From a recipe to a question: where is this point?

The recipe's seed picks a point of its region, one of the pictures that show it, and four to six places: the true one,
the nearest other point that a finger can tell from it, more points of the picture, and places where no point lies.
Letters are dealt by the seed as well, and each place is told in words by the same rule, so that neither tells anything.

A point is not asked for where sources differ on its place, or where it is several: a key has to be one place.

Worked: BL53 and BL54 lie 26 units apart, more than one cun (22), so that taking the one for the other earns nothing.
BL25 and BL26 lie 18 units apart, which earns half.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from math import dist
from typing import Final

import numpy as np

from sciatica_teach.errors import UnknownId
from sciatica_teach.grading.items.point import CUN, find_credit
from sciatica_teach.model.items import PlacedOption, PointItem, PointRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.session.item_making.pictures import PICTURES, Picture, Spot, describe_spot, in_cm

LETTERS: Final = "abcdef"
FEWEST: Final = 4

SEVERAL: Final = frozenset({"ex-b2", "ex-ue7"})
"""Points that are a row or a pair of spots."""

NUDGE = "Find the landmark first that its place is measured from: a bone, a crease or a tendon."
SCAFFOLD = (
    "Say the place to yourself before you look at the letters: which height, then how far to the side or to the front, "
    "then look for the place that fits both."
)


def make_point(kb: KnowledgeBase, recipe: PointRecipe) -> PointItem:
    """The question of a recipe. Raises `UnknownId` where the region has no point that can be asked for."""
    rng = np.random.default_rng([zlib.crc32(recipe.region.encode()), recipe.seed])
    askable = find_askable(kb, recipe.region)
    if not askable:
        raise UnknownId("point with a place that can be asked for, of the region", recipe.region, ())
    point = askable[rng.integers(len(askable))]
    pictures = find_pictures(kb, point)
    picture = pictures[rng.integers(len(pictures))]
    spots = _choose_spots(kb, point, picture, int(rng.integers(FEWEST, len(LETTERS) + 1)), rng)
    dealt = [spots[place] for place in rng.permutation(len(spots))]
    return PointItem(
        id=recipe.id, stem=f"Where does {_name(point)} lie?", explanation=f"{_name(point)}: {point.location.text}",
        nudge=NUDGE, scaffold=SCAFFOLD, objective=recipe.objective, misconception=recipe.misconception,
        safety=recipe.safety, hardness=recipe.hardness, mark=point.location.mark, sources=point.location.sources,
        plate=picture.plate,
        options=tuple(_option(kb, point, picture, letter, spot)
                      for letter, spot in zip(LETTERS, dealt, strict=False)),
    )


def find_askable(kb: KnowledgeBase, region: str) -> list[Point]:
    """The points of a region that have one place, and one that sources agree on, in a picture with enough others."""
    agreed = (point for point in kb.treatment.points if point.id not in SEVERAL and not point.location.conflict)
    return [point for point in agreed if point.region == region and find_pictures(kb, point)]


def find_pictures(kb: KnowledgeBase, point: Point) -> list[Picture]:
    """The pictures in which this point can be asked for."""
    place = kb.treatment.place_by_id.get(point.id)
    if place is None or not point.location.sources:
        return []
    return [
        picture for picture in PICTURES
        if picture.plate == place.plate and picture.holds(place.spot)
        and len(_keep_apart([place.spot, *_offer(kb, picture)], picture.gap, len(LETTERS))) >= FEWEST
    ]


def _offer(kb: KnowledgeBase, picture: Picture) -> list[Spot]:
    """All that can be offered: the points of the picture first, then its bare places."""
    return [*_points_in(kb, picture), *picture.bare]


def _points_in(kb: KnowledgeBase, picture: Picture) -> dict[Spot, str]:
    """Spot -> id of the point there."""
    return {place.spot: place.id for place in kb.treatment.point_places
            if place.plate == picture.plate and picture.holds(place.spot)}


def _choose_spots(kb: KnowledgeBase, point: Point, picture: Picture, most: int, rng: np.random.Generator) -> list[Spot]:
    true = kb.treatment.place_by_id[point.id].spot
    others = sorted((spot for spot in _points_in(kb, picture) if dist(spot, true) >= picture.gap),
                    key=lambda spot: dist(spot, true))
    bare = [picture.bare[place] for place in rng.permutation(len(picture.bare))]
    mixed = [others[1 + place] for place in rng.permutation(len(others) - 1)] if others else []
    kept = _keep_apart([true, *others[:1], *mixed, *bare], picture.gap, most)
    return kept if len(kept) >= FEWEST else _keep_apart([true, *_offer(kb, picture)], picture.gap, most)


def _keep_apart(spots: Iterable[Spot], gap: float, most: int) -> list[Spot]:
    """Spots in their order, each at least `gap` away from those before it, and no more than `most`."""
    kept: list[Spot] = []
    for spot in spots:
        if len(kept) < most and all(dist(spot, one) >= gap for one in kept):
            kept.append(spot)
    return kept


def _option(kb: KnowledgeBase, point: Point, picture: Picture, letter: str, spot: Spot) -> PlacedOption:
    away = dist(spot, kb.treatment.place_by_id[point.id].spot)
    return PlacedOption(
        id=letter, spot=spot, words=describe_spot(picture.plate, spot), credit=find_credit(away),
        feedback=_say_what_lies_there(kb, point, _points_in(kb, picture).get(spot), away),
    )


def _say_what_lies_there(kb: KnowledgeBase, point: Point, there: str | None, away: float) -> str:
    if there == point.id:
        return f"This is {_name(point)}."
    found = f"{_name(kb.treatment.get_point(there))} lies here" if there else "None of the points taught here lies here"
    off = f"about {in_cm(away)} or {away / CUN:.1f} cun from {point.code}"
    half = ", near enough for half the mark" if find_credit(away) else ""
    return f"{found}, {off}{half}."


def _name(point: Point) -> str:
    return f"{point.code} {point.name.pinyin}"
