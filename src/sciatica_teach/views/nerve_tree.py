"""The nerve tree as a drawing: where each segment stands, how heavy its line is and what it is called there.

It is the plate of an atlas, seen from behind on the right: roots on top, the inner side of the leg on the left, the
sole at the foot of the page. So the places are chosen by eye and written down here; a nerve that the table does not
know (from a folder of one's own) stands below the nerve it comes from. Units: the sheet is 720 wide and 960 high.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sciatica_teach.model.anatomy import Nerve
from sciatica_teach.model.record import record
from sciatica_teach.views.words import load_words, say

Label = Literal["above", "below", "left", "right"]
Line = Literal["sciatic", "tibial", "fibular", "sural", "other"]
Spot = tuple[float, float, Label, str]

SPOTS: Mapping[str, Spot] = {
    "l2-root": (70, 44, "above", "roots"), "l3-root": (130, 44, "above", "roots"),
    "l4-root": (195, 44, "above", "roots"), "l5-root": (290, 44, "above", "roots"),
    "s1-root": (370, 44, "above", "roots"), "s2-root": (432, 44, "above", "roots"),
    "s3-root": (494, 44, "above", "roots"), "s4-root": (556, 44, "above", "roots"),
    "lumbar-plexus": (130, 150, "left", "plexus"), "lumbosacral-trunk": (270, 150, "left", "plexus"),
    "sacral-plexus": (385, 240, "left", "plexus"),
    "lateral-femoral-cutaneous": (60, 300, "below", "thigh"), "femoral": (140, 285, "right", "thigh"),
    "anterior-femoral-cutaneous": (66, 450, "below", "thigh"), "obturator": (222, 288, "below", "thigh"),
    "saphenous": (100, 800, "below", "leg"),
    "superior-gluteal": (560, 226, "right", "hip"), "inferior-gluteal": (560, 264, "right", "hip"),
    "nerve-to-piriformis": (560, 302, "right", "hip"), "nerve-to-obturator-internus": (560, 340, "right", "hip"),
    "nerve-to-quadratus-femoris": (560, 378, "right", "hip"), "posterior-femoral-cutaneous": (560, 416, "right", "hip"),
    "pudendal": (560, 454, "right", "hip"),
    "sciatic": (385, 410, "left", "hip"), "sciatic-tibial-part": (335, 430, "left", "hip"),
    "sciatic-fibular-part": (435, 430, "right", "hip"),
    "tibial-division": (330, 540, "left", "thigh"), "fibular-division": (445, 540, "right", "thigh"),
    "tibial": (290, 640, "left", "leg"), "common-fibular": (490, 640, "right", "leg"),
    "medial-sural-cutaneous": (365, 745, "left", "leg"), "sural-communicating": (445, 745, "right", "leg"),
    "lateral-sural-cutaneous": (655, 670, "below", "leg"), "fibular-neck": (570, 755, "right", "leg"),
    "sural": (405, 870, "below", "leg"), "deep-fibular": (515, 870, "below", "leg"),
    "superficial-fibular": (625, 870, "below", "leg"),
    "tibial-at-ankle": (255, 800, "left", "foot"), "medial-plantar": (165, 905, "below", "foot"),
    "medial-calcaneal": (250, 864, "below", "foot"), "lateral-plantar": (335, 905, "below", "foot"),
}
LINES: Mapping[str, Line] = {
    "sciatic": "sciatic", "sciatic-tibial-part": "tibial", "sciatic-fibular-part": "fibular",
    "tibial-division": "tibial", "fibular-division": "fibular",
    "medial-sural-cutaneous": "sural", "sural-communicating": "sural", "sural": "sural",
}
"""Where a line begins; whatever comes from there carries it on."""

STEP = 60.0
"""How far below its origin a nerve stands that the table does not know."""

BELOW = 38.0
"""How far below the dots of the parts the bar lies that stands for all of them."""

WEIGHTS = (1.6, 0.9, 4.0, 8.0)
"""Width of a line: this, plus that for each ending it reaches, up to a limit off the sciatic nerve and on it."""


@record
class Place:
    """Where a segment stands on the sheet and how it is drawn."""

    x: float
    y: float
    label: Label
    region: str
    """Key of the region in the catalogue: the group in which it is listed."""
    line: Line
    weight: float


@dataclass(frozen=True)
class Span:
    """A site that stands for several segments, or lies across one: drawn as a bar over them."""

    site: str
    name: str
    over: Sequence[str]


def place_nerves(nerves: Mapping[str, Nerve]) -> dict[str, Place]:
    """Segment id -> its place. `nerves` in any order; what a nerve comes from need not be among them."""
    places: dict[str, Place] = {}
    for nerve_id in sort_downwards(nerves):
        nerve = nerves[nerve_id]
        origins = [places[origin] for origin in nerve.comes_from if origin in places]
        x, y, label, region = SPOTS.get(nerve_id) or find_spot(origins, taken={(p.x, p.y) for p in places.values()})
        line = LINES.get(nerve_id) or (origins[0].line if origins and nerve.part_of_sciatic else "other")
        places[nerve_id] = Place(
            x=x, y=y, label=label, region=region, line=line, weight=weigh(nerves, nerve_id)
        )
    return places


def sort_downwards(nerves: Mapping[str, Nerve]) -> list[str]:
    """Ids with every segment behind those it comes from, otherwise in the order given."""
    done: dict[str, None] = {}

    def visit(nerve_id: str) -> None:
        if nerve_id in done or nerve_id not in nerves:
            return
        for origin in nerves[nerve_id].comes_from:
            visit(origin)
        done[nerve_id] = None

    for nerve_id in nerves:
        visit(nerve_id)
    return list(done)


def find_spot(origins: Sequence[Place], taken: set[tuple[float, float]]) -> Spot:
    """A free spot below what the nerve comes from, or on the right edge."""
    x, y, region = (origins[0].x, origins[0].y + STEP, origins[0].region) if origins else (660.0, STEP, "plexus")
    while (x, y) in taken:
        x += STEP
    return x, y, "below", region


def weigh(nerves: Mapping[str, Nerve], nerve_id: str) -> float:
    """Width of the line: the more endings hang on it, the heavier. The sciatic nerve (7 endings) gets 7.9."""
    base, step, limit, limit_sciatic = WEIGHTS
    heaviest = limit_sciatic if nerves[nerve_id].part_of_sciatic else limit
    return round(min(base + step * len(find_endings(nerves, nerve_id)), heaviest), 1)


def find_endings(nerves: Mapping[str, Nerve], nerve_id: str) -> set[str]:
    """The segments without a continuation that are reached from here; the segment itself if it is one."""
    onward = [other.id for other in nerves.values() if nerve_id in other.comes_from]
    return set().union(*(find_endings(nerves, other) for other in onward)) if onward else {nerve_id}


def build_tree(nerves: Mapping[str, Nerve], spans: Sequence[Span] = ()) -> list[dict[str, Any]]:
    """The `nodes` of the part Tree, from the roots to the sole: every segment, and a bar for every span."""
    places = place_nerves(nerves)
    nodes = [draw_segment(nerves[nerve_id], place) for nerve_id, place in places.items()]
    nodes += [draw_span(span, [places[one] for one in span.over]) for span in spans]
    regions = [say(f"tree.region.{region}") for region in load_words()["tree"]["region"]]
    return sorted(nodes, key=lambda node: (regions.index(node["region"]), node["place"][1], node["place"][0]))


def draw_segment(nerve: Nerve, place: Place) -> dict[str, Any]:
    return {
        "id": nerve.id, "name": nerve.name, "short": shorten(nerve.id, nerve.name), "kind": nerve.kind,
        "place": [place.x, place.y], "from": list(nerve.comes_from), "sciatic": nerve.part_of_sciatic,
        "label": place.label, "region": say(f"tree.region.{place.region}"), "line": place.line,
        "weight": place.weight,
    }


def draw_span(span: Span, over: Sequence[Place]) -> dict[str, Any]:
    """A bar across the lines of `over`."""
    return {
        "id": span.site, "name": span.name, "short": shorten(span.site, span.name), "kind": "span",
        "place": find_crossing(span.site, over), "from": [], "over": list(span.over), "sciatic": True,
        "label": "left",
        "region": say("tree.region.hip"), "line": "muscle" if span.site == "piriformis" else "sciatic", "weight": 0,
        "reach": (max(place.x for place in over) - min(place.x for place in over)) / 2,
    }


def find_crossing(site: str, over: Sequence[Place]) -> list[float]:
    """Middle of the bar: at piriformis half way down from the plexus, otherwise a little below the parts' own dots."""
    top_x, top_y = SPOTS["sacral-plexus"][:2]
    x = sum(place.x for place in over) / len(over)
    y = sum(place.y for place in over) / len(over)
    return [(x + top_x) / 2, (y + top_y) / 2] if site == "piriformis" else [x, y + BELOW]


def shorten(site: str, name: str) -> str:
    """What stands beside the line: the catalogue's short form, else the name without its kind."""
    short = load_words()["tree"]["short"].get(site)
    return str(short) if short else name.removesuffix(" nerve root").removesuffix(" nerve")
