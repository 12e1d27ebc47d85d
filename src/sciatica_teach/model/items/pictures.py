"""Pictures of structures to point at: which window on which plate, and what is offered in it.

What a picture offers is fixed beforehand. The right structure decides only which picture is shown, so that nothing in a
picture tells which of its structures is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.record import record


@record
class StructurePicture:
    """A window on a plate, and the structures drawn in it."""

    id: str
    plate: str
    box: tuple[float, float, float, float]
    ids: tuple[str, ...]


STRUCTURE_PICTURES: Final = (
    StructurePicture(
        id="gluteal-muscles", plate="back", box=(-170, -130, 190, 330),
        ids=("gluteus-maximus", "gluteus-medius", "gluteus-minimus", "piriformis", "gemelli", "obturator-internus",
             "quadratus-femoris", "tensor-fasciae-latae"),
    ),
    StructurePicture(
        id="gluteal-nerves", plate="back", box=(-156, -110, 172, 230),
        ids=("lumbosacral-trunk", "superior-gluteal", "inferior-gluteal", "pudendal", "nerve-to-obturator-internus",
             "nerve-to-quadratus-femoris", "sciatic", "posterior-femoral-cutaneous"),
    ),
    StructurePicture(
        id="thigh-muscles", plate="back", box=(-172, 20, 180, 430),
        ids=("semitendinosus", "semimembranosus", "biceps-femoris-long-head", "biceps-femoris-short-head",
             "adductor-magnus", "gracilis"),
    ),
    StructurePicture(
        id="calf-muscles", plate="back", box=(-148, 350, 140, 450),
        ids=("gastrocnemius", "soleus", "popliteus", "tibialis-posterior", "flexor-digitorum-longus",
             "flexor-hallucis-longus"),
    ),
    StructurePicture(
        id="shin-muscles", plate="front", box=(10, 384, 150, 400),
        ids=("tibialis-anterior", "extensor-digitorum-longus", "extensor-hallucis-longus", "fibularis-longus",
             "fibularis-brevis", "soleus"),
    ),
    StructurePicture(
        id="thigh-nerves", plate="back", box=(-176, -160, 196, 570),
        ids=("femoral", "obturator", "lateral-femoral-cutaneous", "anterior-femoral-cutaneous", "tibial-division",
             "fibular-division", "posterior-femoral-cutaneous"),
    ),
    StructurePicture(
        id="leg-nerves", plate="back", box=(-148, 330, 140, 440),
        ids=("tibial", "common-fibular", "medial-sural-cutaneous", "sural-communicating", "lateral-sural-cutaneous",
             "sural", "saphenous"),
    ),
    StructurePicture(
        id="fibular-nerves", plate="side", box=(-90, 344, 200, 440),
        ids=("common-fibular", "fibular-neck", "deep-fibular", "superficial-fibular", "lateral-sural-cutaneous",
             "sural", "tibial"),
    ),
    StructurePicture(
        id="foot-nerves", plate="foot-inner", box=(-80, 630, 290, 200),
        ids=("tibial", "tibial-at-ankle", "medial-calcaneal", "medial-plantar", "lateral-plantar", "saphenous"),
    ),
    StructurePicture(
        id="roots", plate="back", box=(-74, -270, 96, 250),
        ids=("l2-root", "l3-root", "l4-root", "l5-root", "s1-root", "s2-root", "s3-root", "s4-root"),
    ),
)
"""Six to fifteen of one kind in each; where several have a structure, the misses foreseen decide."""


def find_structure_picture(places: Iterable[str], near: Iterable[str] = ()) -> StructurePicture:
    """Of the pictures that have all `places`, the one that has the most of `near`. Raises `UnknownId`."""
    wanted, foreseen = set(places), set(near)
    fitting = [picture for picture in STRUCTURE_PICTURES if wanted <= set(picture.ids)]
    if not fitting:
        raise UnknownId("picture with the structures", ", ".join(sorted(wanted)),
                        (each for picture in STRUCTURE_PICTURES for each in picture.ids))
    return max(fitting, key=lambda picture: len(foreseen.intersection(picture.ids)))
