"""From anatomical content to the bytes of the scene's file, with the bones or without them."""

from __future__ import annotations

from sciatica_teach.anatomy.shapes.scene import build_scene
from sciatica_teach.content.bones import load_bones
from sciatica_teach.errors import BonesMissing
from sciatica_teach.figures.scene import encode_scene
from sciatica_teach.model.anatomy import Anatomy

SUBDIVISION = 4
"""Cuts along a patch of bone: half the triangles that the atlas is read with elsewhere, and no edge to be seen."""


def build_scene_file(anatomy: Anatomy) -> bytes:
    """The whole scene. Where the bone package is missing, everything else, and words that say so."""
    try:
        bones, missing = load_bones(SUBDIVISION), ""
    except BonesMissing as problem:
        bones, missing = {}, str(problem)
    return encode_scene(build_scene(anatomy, bones), missing)
