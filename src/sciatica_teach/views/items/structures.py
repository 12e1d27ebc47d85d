"""Structures of the model seen flat, to be pointed at: their outlines, and a place for each one's letter.

A muscle is the outline of its fibres, a nerve its centre line; nothing is measured here.

A spindle 20 mm wide that runs straight down from (0, 0) to (0, 100) reaches 10 units to either side at its thickest, at
42 of the 100.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.bellies import find_swell
from sciatica_teach.anatomy.shapes.chains import COMMON
from sciatica_teach.anatomy.shapes.corridors import gather_centre_lines
from sciatica_teach.anatomy.shapes.curves import place, smooth
from sciatica_teach.model.courses import Belly
from sciatica_teach.model.items.pictures import StructurePicture
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.atlas import FLAT

PartState = dict[str, Any]
Flat = NDArray[np.float64]

STEP_MM = 12.0
EXTRA_MM = 1.0
"""Nerves are drawn this much wider than they are, so that they are seen."""
STOPS = np.linspace(0.0, 1.0, 11)
"""Where along a spindle its outline has points."""
ROOM = 0.12
"""Share of the picture's width that a letter wants around it on its own line; twice that to the next letter."""
EDGE = 0.06
"""Letters keep this share of the picture's width away from its edge."""


def draw_structures(kb: KnowledgeBase, picture: StructurePicture) -> PartState:
    """The picture as JSON: its window, and each structure's lines in the order to be drawn, and its letter's place."""
    courses = [one for one in kb.anatomy.courses if one.structure in picture.ids]
    nerves = gather_centre_lines(courses, STEP_MM, COMMON)
    bellies = {one: [each for each in kb.anatomy.bellies if each.structure == one] for one in picture.ids}
    lines = {one: [_flatten(picture.plate, nerves[one][0])] if one in nerves
             else [_outline_belly(picture.plate, belly) for belly in bellies[one]] for one in picture.ids}
    letters = _place_letters(picture, lines, closed=not nerves)
    return {
        "plate": picture.plate, "box": list(picture.box),
        "shapes": [
            {"id": one, "kind": "nerve" if one in nerves else "muscle",
             "wide": round(2.0 * nerves[one][1] + EXTRA_MM, 1) if one in nerves else 0.0,
             "at": np.round(letters[one], 1).tolist(), "lines": [np.round(line, 1).tolist() for line in lines[one]]}
            for one in sorted(picture.ids, key=lambda each: -sum(_area(line) for line in lines[each]))
        ],
    }


def _flatten(plate: str, points: Any) -> Flat:
    """Points of the model as across and down on a plate."""
    axis, sign = FLAT[plate]
    at = np.asarray(points, dtype=np.float64)
    return np.column_stack([sign * at[:, axis], -at[:, 2]])


def _outline_belly(plate: str, belly: Belly) -> Flat:
    if belly.form == "sheet":
        return _outline_sheet([_flatten(plate, line) for line in belly.lines])
    centre = place(smooth(belly.lines[0], 4.0), STOPS)
    return outline_spindle(_flatten(plate, centre), belly.width_mm * find_swell(STOPS, belly.tendon_share) / 2.0)


def outline_spindle(centre: Flat, half: Flat) -> Flat:
    """A closed line around a centre line, `half` to either side of each of its points."""
    ahead = np.gradient(centre, axis=0)
    across = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    return np.vstack([centre + half[:, None] * across, (centre - half[:, None] * across)[::-1]])


def _outline_sheet(lines: list[Flat]) -> Flat:
    """Along the first fibre, over the insertions, back along the last fibre and over the origins."""
    between = lines[1:-1]
    return np.vstack([lines[0], *[line[-1:] for line in between], lines[-1][::-1],
                      *[line[:1] for line in reversed(between)]])


def _area(line: Flat) -> float:
    """Of the polygon through these points."""
    x, y = line[:, 0], line[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2.0)


def _place_letters(picture: StructurePicture, lines: dict[str, list[Flat]], *, closed: bool) -> dict[str, Flat]:
    """A place for each letter on its own structure: away from other letters and off other lines, short ones first."""
    spots = {one: np.vstack([_spots(picture, line, closed=closed) for line in lines[one]]) for one in picture.ids}
    room = ROOM * picture.box[2]
    placed: dict[str, Flat] = {}
    for one in sorted(picture.ids, key=lambda each: len(spots[each])):
        others = [spots[each] for each in picture.ids if each != one and not closed]
        free = np.minimum(_gaps(spots[one], list(placed.values())), 2.0 * room)
        alone = np.minimum(_gaps(spots[one], others), room)
        placed[one] = spots[one][int((free + alone).argmax())]
    return placed


def _gaps(spots: Flat, others: list[Flat]) -> Flat:
    """From each spot to the nearest of the others; far where there are none."""
    if not others:
        return np.full(len(spots), np.inf)
    return np.asarray(np.linalg.norm(spots[:, None] - np.vstack(others)[None], axis=2).min(axis=1))


def _spots(picture: StructurePicture, line: Flat, *, closed: bool) -> Flat:
    """Where a letter may stand: on the line, or amid the two sides of an outline and off its ends; in the picture."""
    half, end = len(line) // 2, len(line) // 8
    path = (line[:half] + line[::-1][:half])[end:half - end] / 2.0 if closed else line
    dense = np.vstack([*(path[:-1] + share * np.diff(path, axis=0) for share in (0.0, 0.33, 0.67)), path[-1:]])
    left, top, width, height = picture.box
    edge = EDGE * width
    inside = ((dense > (left + edge, top + edge)) & (dense < (left + width - edge, top + height - edge))).all(axis=1)
    return np.asarray(dense[inside])
