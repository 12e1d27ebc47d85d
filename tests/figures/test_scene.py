"""The scene's file: everything comes back out of it within the rounding, and it is small."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui.parts.small_scene import box, part, small_scene

from sciatica_teach.anatomy.shapes.scene import Scene
from sciatica_teach.anatomy.shapes.spine_changes import SpineChange
from sciatica_teach.figures.scene import UNIT_MM, encode_scene, pack_numbers


def unpack(text: str, kind: type) -> np.ndarray:
    """The way the browser does it: two planes of bytes, then a running sum that wraps round."""
    data = np.frombuffer(base64.b64decode(text), np.uint8).astype(np.uint16)
    high, low = np.split(data, 2)
    return np.cumsum((high << 8) | low, dtype=np.uint16).astype(kind)


def test_the_worked_numbers_of_the_docstring():
    assert base64.b64decode(pack_numbers(np.array([10, 12, 9]))) == bytes.fromhex("0000ff0a02fd")


@given(st.lists(st.integers(-32768, 32767), max_size=40))
def test_numbers_come_back_whatever_they_are(numbers):
    assert unpack(pack_numbers(np.array(numbers, dtype=np.int64)), np.int16).tolist() == numbers


def test_every_vertex_and_triangle_comes_back():
    scene = small_scene()
    file = json.loads(encode_scene(scene))
    vertices = np.stack([unpack(text, np.int16) for text in file["axes"]], axis=1) * file["unit"]
    triangles = np.stack([unpack(text, np.uint16) for text in file["corners"]], axis=1)
    assert np.abs(vertices - np.concatenate([one.mesh.vertices for one in scene.parts])).max() <= UNIT_MM / 2 + 1e-9
    assert np.array_equal(triangles, np.concatenate([one.mesh.triangles for one in scene.parts]))
    assert [one["vertices"] for one in file["parts"]] == [len(one.mesh.vertices) for one in scene.parts]


def test_needles_and_their_distances_come_in_words_of_the_file():
    [first, *_] = json.loads(encode_scene(small_scene()))["needles"]
    assert first == {"corridor": "gb30", "build": "slim", "from": [60.0, 160.0, 0.0], "to": [60.0, 60.0, 0.0],
                     "distances": [["sciatic", 40.0, 3.0]]}


def test_only_the_vertices_that_move_are_kept_of_a_change():
    offsets = np.zeros((8, 3))
    offsets[5] = (1.0, -2.0, 0.5)
    change = SpineChange(
        id="bulge-l4-l5", kind="bulge", level="l4-l5", side="middle", structure="disc", offsets=offsets)
    disc = part("disc", "disc", "disc", box((0.0, 0.0, 0.0), 10.0))
    file = json.loads(encode_scene(Scene(parts=(disc,), needles=(), changes=(change,))))
    assert file["changes"][0]["count"] == 1
    assert unpack(file["moved"], np.uint16).tolist() == [5]
    assert [unpack(text, np.int16)[0] * UNIT_MM for text in file["offsets"]] == pytest.approx([1.0, -2.0, 0.5])


def test_what_does_not_fit_the_file_is_refused():
    far = part("far", "bone", "bone", box((2000.0, 0.0, 0.0), 10.0))
    with pytest.raises(ValueError, match="too far"):
        encode_scene(Scene(parts=(far,), needles=(), changes=()))


def test_an_empty_scene_is_a_file_too():
    file = json.loads(encode_scene(Scene(parts=(), needles=(), changes=()), "No bones."))
    assert (file["parts"], file["missing"]) == ([], "No bones.")
