"""The bones of the left leg and pelvis, from the package `musculoskeletal-models`, posed in the common frame.

The atlas (Auckland Bioengineering Institute, MPL-2.0) holds an average adult; the pelvis and the legs lie in frames of
their own, and the legs sit about a centimetre off their sockets. The poses here were fitted once: the pelvis stands
with its hip-joint centres level and its anterior superior iliac spines above the pubis, the leg's femoral head centre
`HEAD` is put into the socket's centre `SOCKET`.

The atlas also averages each bone by itself, so that its shank stands 22 mm too high and the knee runs through itself,
evenly under both condyles. Nerves and landmarks below the knee are measured on the shank, which therefore stays, and
the femoral shaft is shortened: a femur of 440 mm becomes one of 418 mm, its two ends unchanged. Only the left side is
read; the right one is its mirror image.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.content.atlas import read_atlas
from sciatica_teach.errors import BonesMissing
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.record import record

PACKAGE = "musculoskeletal-models"
VERSION = "0.2.4"
SUBDIVISION = 6
"""Cuts along the side of a patch: facets of 3 to 6 mm."""

Floats = NDArray[np.float64]

SOCKET = (84.87, 0.02, -0.10)
"""Centre of the left acetabulum in the common frame."""
HEAD = (114.201, 0.109, 1204.055)
"""Centre of the femoral head in the frame of the leg files."""


@record
class Pose:
    """A rigid motion: turn about `centre`, then put it at `to`."""

    centre: tuple[float, float, float]
    turn: tuple[tuple[float, float, float], ...]
    to: tuple[float, float, float]

    def place(self, mesh: Mesh) -> Mesh:
        moved = (mesh.vertices - np.array(self.centre)) @ _nearest_rotation(self.turn).T + np.array(self.to)
        return Mesh(moved, mesh.triangles)


def _nearest_rotation(turn: tuple[tuple[float, float, float], ...]) -> Floats:
    """The numbers are rounded to five places; this takes the last of the shear out."""
    left, _, right = np.linalg.svd(np.array(turn))
    return np.asarray(left @ right)


PELVIS = Pose(
    centre=(28.273, -1.118, 1202.077),
    turn=((0.99627, -0.02921, -0.0812), (0.04253, 0.98496, 0.16748), (0.07509, -0.17031, 0.98253)),
    to=(0.0, 0.0, 0.0),
)
LEG = Pose(
    centre=HEAD,
    turn=((0.9654, 0.25945, -0.02621), (-0.25398, 0.95829, 0.13106), (0.05912, -0.11986, 0.99103)),
    to=SOCKET,
)

KNEECAP = Pose(centre=(0.0, 0.0, 0.0), turn=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), to=(0.0, -4.0, 0.0))
"""Forward with the thicker cartilage behind it, once the condyles have moved up."""

SHORTENED_BY = 22.0
SHAFT = (-100.0, -320.0)
"""The stretch of the femur, in Z, that gives up those millimetres."""


def shorten_shaft(femur: Mesh) -> Mesh:
    """The femur in the common frame with its shaft made shorter, so that the knee has a joint space."""
    share = np.clip((femur.vertices[:, 2] - SHAFT[0]) / (SHAFT[1] - SHAFT[0]), 0.0, 1.0)
    moved = femur.vertices.copy()
    moved[:, 2] += SHORTENED_BY * share**2 * (3 - 2 * share)
    return Mesh(moved, femur.triangles)


@record
class BonePart:
    """Where in the atlas a bone is: a file, and a run of its patches."""

    mesh: str
    geometry: str
    patches: tuple[int, int]
    """First and one past the last."""
    pose: Pose


_PELVIS_FILES = ("pelvis_combined_cubic_flat", "pelvis_combined_cubic_mean_rigid_LLP26")
_SHANK_FILES = ("tibia_fibula_left_cubic_flat", "tibia_fibula_cubic_left_mean_rigid_LLP26")


def _part(files: tuple[str, str], first: int, end: int, pose: Pose) -> BonePart:
    return BonePart(mesh=files[0], geometry=files[1], patches=(first, end), pose=pose)


PARTS: Mapping[str, BonePart] = MappingProxyType({
    "hip-bone": _part(_PELVIS_FILES, 73, 146, PELVIS),
    "sacrum": _part(_PELVIS_FILES, 146, 260, PELVIS),
    "femur": _part(("femur_left_quartic_flat", "femur_left_mean_rigid_LLP26"), 0, 54, LEG),
    "patella": _part(("patella_11_left", "patella_left_mean_rigid_LLP26"), 0, 9, LEG),
    "tibia": _part(_SHANK_FILES, 0, 46, LEG),
    "fibula": _part(_SHANK_FILES, 46, 88, LEG),
})


def load_bones(subdivision: int = SUBDIVISION) -> Mapping[str, Mesh]:
    """Structure id -> closed surface in the common frame, millimetres; the left side and the sacrum.

    Raises `BonesMissing` where the package is absent or is another version than the poses were fitted to.
    """
    folder = _find_folder()
    atlases = {files: read_atlas(folder, *files) for files in {(part.mesh, part.geometry) for part in PARTS.values()}}
    placed = {
        bone: part.pose.place(atlases[part.mesh, part.geometry].surface(range(*part.patches), subdivision))
        for bone, part in PARTS.items()
    }
    corrected = {"femur": shorten_shaft(placed["femur"]), "patella": KNEECAP.place(placed["patella"])}
    return MappingProxyType(placed | corrected)


def _find_folder() -> Traversable:
    try:
        found = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        raise BonesMissing(PACKAGE, VERSION, None) from None
    if found != VERSION:
        raise BonesMissing(PACKAGE, VERSION, found)
    folder = resources.files("musculoskeletal.models") / "atlas_meshes"
    if not folder.is_dir():
        raise BonesMissing(PACKAGE, VERSION, None)
    return folder
