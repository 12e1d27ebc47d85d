"""Pictures to point at: a window on a plate, the places on it that are no point, and words for any spot.

Units, axes and points are those of `point-places.yaml`. A spot is told from the landmark that is nearest to it: on
the back plate the spot (-102, 3) is 48 units inwards and 12 above the prominence of the greater trochanter at
(-150, 15), so it is "about 1 cm above and 5 cm to the inner side of the prominence of the greater trochanter".
Schematic, like the plates themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import dist
from typing import Final

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.record import record

Spot = tuple[float, float]

FINGER_PX: Final = 44
"""What a finger needs, in dots of the screen."""

PICTURE_PX: Final = 280
"""How wide a picture is on a page 360 dots wide."""

STEP: Final = 5.0
"""Units to which words round: half a centimetre."""


@record
class Picture:
    """What is seen of a plate at once."""

    id: str
    plate: str
    box: tuple[float, float, float, float]
    """Left, top, width and height, in units of the plate."""
    bare: tuple[Spot, ...] = ()
    """Places worth asking about where no point lies."""

    @property
    def gap(self) -> float:
        """Units of the plate that a finger covers: places nearer than that cannot be told apart by touch."""
        return FINGER_PX * self.box[2] / PICTURE_PX

    def holds(self, spot: Spot) -> bool:
        left, top, width, height = self.box
        return left < spot[0] < left + width and top < spot[1] < top + height


PICTURES: Final = (
    Picture(id="loin", plate="back", box=(-94, -230, 112, 150)),
    Picture(id="calf", plate="back", box=(-148, 372, 140, 280), bare=((-80, 480), (-52, 555), (-80, 628))),
    Picture(id="buttock", plate="back", box=(-156, -96, 165, 214),
            bare=((-120, -60), (-44, 63), (-132, 46), (-66, 20))),
    Picture(id="thigh", plate="back", box=(-172, 66, 180, 352),
            bare=((-82, 300), (-124, 160), (-126, 296), (-46, 290))),
    Picture(id="side-leg", plate="side", box=(-75, 384, 190, 280),
            bare=((40, 410), (42, 474), (0, 506), (46, 544), (2, 588))),
    Picture(id="hip", plate="side", box=(-120, -130, 260, 450),
            bare=((17, -1), (52, -66), (4, 110), (-60, 206), (66, 206), (6, 290))),
    Picture(id="shin", plate="front", box=(-6, 340, 172, 260),
            bare=((70, 458), (108, 504), (70, 506), (102, 556), (64, 556))),
    Picture(id="ankle-outer", plate="foot-side", box=(-80, 690, 150, 136),
            bare=((14, 738), (-44, 746), (50, 800), (-38, 806))),
    Picture(id="foot-outer", plate="foot-side", box=(-205, 680, 275, 148), bare=((-158, 802), (-60, 802), (14, 812))),
    Picture(id="ankle-inner", plate="foot-inner", box=(-80, 620, 190, 205),
            bare=((19, 720), (44, 770), (-34, 800), (20, 676), (24, 640))),
    Picture(id="hand-edge", plate="hand-edge", box=(-50, -96, 100, 130), bare=((-17, -46), (2, 10), (-16, -20))),
    Picture(id="hand-back", plate="hand-back", box=(-58, -104, 124, 140)),
)
"""Narrow ones first within a plate."""


@record
class Landmark:
    """What a hand can find, as it is called in "3 cm below ..."."""

    name: str
    spot: Spot


LANDMARKS: Final = {
    "back": (
        Landmark(name="the spinous process of the second lumbar vertebra", spot=(0, -212)),
        Landmark(name="the spinous process of the fourth lumbar vertebra", spot=(0, -152)),
        Landmark(name="the spinous process of the fifth lumbar vertebra", spot=(0, -132)),
        Landmark(name="the posterior superior iliac spine", spot=(-40, -89)),
        Landmark(name="the second posterior foramen of the sacrum", spot=(-24, -62)),
        Landmark(name="the hiatus of the sacrum", spot=(0, -22)),
        Landmark(name="the prominence of the greater trochanter", spot=(-150, 15)),
        Landmark(name="the ischial tuberosity", spot=(-44, 63)),
        Landmark(name="the middle of the fold under the buttock", spot=(-84, 97)),
        Landmark(name="the middle of the crease of the knee", spot=(-78, 394)),
        Landmark(name="the head of the fibula", spot=(-109, 414)),
        Landmark(name="the end of the two bellies of the calf", spot=(-79, 568)),
    ),
    "side": (
        Landmark(name="the anterior superior iliac spine", spot=(-49, -73)),
        Landmark(name="the greater trochanter", spot=(17, -1)),
        Landmark(name="the outer epicondyle of the femur", spot=(11, 367)),
        Landmark(name="the head of the fibula", spot=(36, 416)),
    ),
    "front": (
        Landmark(name="the middle of the knee cap", spot=(80, 374)),
        Landmark(name="the tuberosity of the tibia", spot=(96, 438)),
    ),
    "foot-side": (
        Landmark(name="the outer ankle", spot=(19, 762)),
        Landmark(name="the base of the fifth metatarsal", spot=(-62, 802)),
    ),
    "foot-inner": (Landmark(name="the inner ankle", spot=(19, 747)),),
    "hand-back": (
        Landmark(name="the second knuckle", spot=(26, -80)),
        Landmark(name="the third knuckle", spot=(2, -87)),
        Landmark(name="the fourth knuckle", spot=(-18, -80)),
        Landmark(name="the fifth knuckle", spot=(-34, -70)),
        Landmark(name="the base of the second metacarpal", spot=(16, -25)),
        Landmark(name="the middle of the crease of the wrist", spot=(0, 0)),
    ),
    "hand-edge": (
        Landmark(name="the head of the fifth metacarpal", spot=(4, -71)),
        Landmark(name="the base of the fifth metacarpal", spot=(5, -18)),
        Landmark(name="the end of the crease of the wrist", spot=(2, 3)),
    ),
}
"""Plate -> what its spots are told from. Those of bone stand where the landmarks of the model are, seen flat."""

_UPRIGHT = ("above", "below")
_WAYS: Final = {
    "back": ("to the outer side of", "to the inner side of", *_UPRIGHT),
    "side": ("in front of", "behind", *_UPRIGHT),
    "front": ("to the inner side of", "to the outer side of", *_UPRIGHT),
    "foot-side": ("in front of", "behind", *_UPRIGHT),
    "foot-inner": ("behind", "in front of", *_UPRIGHT),
    "hand-back": ("towards the little finger from", "towards the thumb from", "towards the fingers from",
                  "towards the wrist from"),
    "hand-edge": ("towards the palm from", "towards the back of the hand from", "towards the fingers from",
                  "towards the wrist from"),
}
"""Plate -> what leftwards, rightwards, upwards and downwards are called on it."""


def find_picture(plate: str, spots: Iterable[Spot]) -> Picture:
    """The first picture of a plate that holds all these spots. Raises `UnknownId`."""
    wanted = list(spots)
    for picture in PICTURES:
        if picture.plate == plate and all(picture.holds(spot) for spot in wanted):
            return picture
    raise UnknownId("picture", plate, ())


def describe_spot(plate: str, spot: Spot) -> str:
    """Where a spot is, in words without the name of a point. Raises `UnknownId` for a plate that has no landmarks."""
    if plate not in LANDMARKS:
        raise UnknownId("plate", plate, LANDMARKS)
    landmark = min(LANDMARKS[plate], key=lambda one: dist(one.spot, spot))
    left, right, up, down = _WAYS[plate]
    across, along = (round((there - here) / STEP) * STEP for there, here in zip(spot, landmark.spot, strict=True))
    legs = [f"{in_cm(size)} {way}" for size, way in ((along, down if along > 0 else up),
                                                     (across, right if across > 0 else left)) if size]
    if not legs:
        return f"over {landmark.name}"
    return f"about {' and '.join(legs).replace(' from and', ' and')} {landmark.name}"


def in_cm(units: float) -> str:
    """A length on a plate in words, rounded to half a centimetre; 23 is "2.5 cm"."""
    return f"{round(abs(units) / STEP) * STEP / 10:g} cm"
