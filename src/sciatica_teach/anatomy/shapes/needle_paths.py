"""How near a needle at each point comes to each nerve it can meet, in a schematic body of every build.

These are the needle corridors as plain values: for each point with a corridor, each build, and each structure at risk,
how far along the needle it is nearest and how wide the gap then is. What reasons about points can read them without
knowing of shapes.

Worked: GB30 and BL40 have three structures at risk each, which in three builds makes 2 * 3 * 3 = 18 paths. At BL40 the
tibial nerve lies straight under the point, so the clearance is below 0 in every build; only the depth differs, because
a larger body has more under its skin.

The distances are those of the schematic model. They are nobody's measurements, and no depth for a needle follows from
them. Only nerves have courses in the model; vessels, kidney and pleura are told in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.anatomy.shapes.chains import COMMON
from sciatica_teach.anatomy.shapes.corridors import STEP_MM, CentreLines, gather_centre_lines, measure_corridor
from sciatica_teach.anatomy.shapes.skin import PADDING, Build, build_skin
from sciatica_teach.model.advice import NeedlePath
from sciatica_teach.model.anatomy import Anatomy


def measure_needle_paths(anatomy: Anatomy) -> tuple[NeedlePath, ...]:
    """All of them in millimetres: builds from slim to large, points and structures in the order of the content.

    Raises ValueError for a corridor outside the skin, and `UnknownId` for a structure at risk without a course.
    """
    lines = gather_centre_lines(anatomy.courses, STEP_MM, COMMON)
    return tuple(path for build in PADDING for path in _measure_build(anatomy, build, lines))


def _measure_build(anatomy: Anatomy, build: Build, lines: CentreLines) -> Iterator[NeedlePath]:
    skin = build_skin(build)
    for corridor in anatomy.corridors:
        for risk in measure_corridor(corridor, skin, lines).distances:
            yield NeedlePath(
                point=corridor.id, build=build, structure=risk.structure, depth_mm=risk.depth_mm,
                clearance_mm=risk.clearance_mm,
            )
