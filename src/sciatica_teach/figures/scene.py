"""The scene as a file for the browser: small over the wire, and drawn without further work.

Coordinates are rounded to whole steps of 0.05 mm, half of which no eye sees on a pelvis 300 mm wide. Neighbouring
vertices lie close together, and so do the corners of neighbouring triangles, so both are kept as differences from the
one before; the high bytes of all of them are then nearly all the same, and come first.

Worked: the numbers 10, 12, 9 differ by 10, 2 and -3. In two's complement of 16 bits that is 0x000A, 0x0002, 0xFFFD:
high bytes 00 00 FF, low bytes 0A 02 FD.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.scene import Needle, Scene, ScenePart
from sciatica_teach.anatomy.shapes.spine_changes import SpineChange

FORMAT = 1
UNIT_MM = 0.05
FARTHEST_MM = 32767 * UNIT_MM


def encode_scene(scene: Scene, missing: str = "") -> bytes:
    """The scene as JSON. `missing` says in words what could not be built, and is shown to whoever looks.

    Raises ValueError where a vertex lies farther than 1638 mm from the origin, or a part has more than 65,536 vertices.
    """
    meshes = [part.mesh for part in scene.parts]
    vertices = _steps(np.concatenate([np.zeros((0, 3)), *(mesh.vertices for mesh in meshes)]))
    triangles = np.concatenate([np.zeros((0, 3), np.int32), *(mesh.triangles for mesh in meshes)])
    if triangles.size and triangles.max() > 0xFFFF:
        raise ValueError("A part of the scene has more than 65,536 vertices.")
    shades = np.concatenate([np.zeros(0, np.uint8), *(part.shade for part in scene.parts)])
    whole = {
        "format": FORMAT, "unit": UNIT_MM, "missing": missing,
        "parts": [_describe(part) for part in scene.parts],
        "axes": [pack_numbers(column) for column in vertices.T],
        "corners": [pack_numbers(column) for column in triangles.T],
        "shades": _text(shades.astype(np.uint8).tobytes()),
        "needles": [_describe_needle(needle) for needle in scene.needles],
        **_encode_changes(scene.changes),
    }
    return json.dumps(whole, separators=(",", ":")).encode("ascii")


def pack_numbers(values: NDArray[Any]) -> str:
    """Whole numbers as differences modulo 65,536: all high bytes, then all low bytes, in base 64."""
    wide = np.asarray(values, dtype=np.int64)
    differences = (np.diff(wide, prepend=0) & 0xFFFF).astype(np.uint16)
    return _text((differences >> 8).astype(np.uint8).tobytes() + (differences & 0xFF).astype(np.uint8).tobytes())


def _steps(millimetres: NDArray[np.float64]) -> NDArray[np.int64]:
    if millimetres.size and np.abs(millimetres).max() > FARTHEST_MM:
        raise ValueError("A part of the scene lies too far from the origin for its file.")
    return np.round(millimetres / UNIT_MM).astype(np.int64)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _describe(part: ScenePart) -> dict[str, Any]:
    names = ("id", "structure", "layer", "side", "tone", "variant", "build", "paired")
    counts = {"vertices": len(part.mesh.vertices), "triangles": len(part.mesh.triangles)}
    return {name: value for name in names if (value := getattr(part, name))} | counts


def _describe_needle(needle: Needle) -> dict[str, Any]:
    return {
        "corridor": needle.corridor, "build": needle.build,
        "from": [round(float(value), 1) for value in needle.entry],
        "to": [round(float(value), 1) for value in needle.tip],
        "distances": [
            [risk.structure, round(float(risk.depth_mm), 1), round(float(risk.clearance_mm), 1)]
            for risk in needle.distances
        ],
    }


def _encode_changes(changes: Sequence[SpineChange]) -> dict[str, Any]:
    """Only the vertices that move by a step or more are kept."""
    steps = [_steps(np.asarray(change.offsets)) for change in changes]
    moved = [np.flatnonzero(step.any(axis=1)) for step in steps]
    offsets = np.concatenate([np.zeros((0, 3), np.int64), *(step[at] for step, at in zip(steps, moved, strict=True))])
    described = [
        {"id": change.id, "kind": change.kind, "level": change.level, "side": change.side,
         "structure": change.structure, "count": len(at)}
        for change, at in zip(changes, moved, strict=True)
    ]
    return {
        "changes": described,
        "moved": pack_numbers(np.concatenate([np.zeros(0, np.int64), *moved])),
        "offsets": [pack_numbers(column) for column in offsets.T],
    }
