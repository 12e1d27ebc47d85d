"""Quiz items made in code, and random ones, for tests of the graders."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log
from typing import Any
from unicodedata import category

from hypothesis import strategies as st

from sciatica_teach.grading.items.hotspot import BODY_REGIONS
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.items import (
    ChainItem,
    ChainLink,
    HotspotItem,
    Item,
    LesionItem,
    MatchingItem,
    Mistaken,
    MultipleItem,
    NumericFeedback,
    NumericItem,
    Option,
    OrderingItem,
    Partner,
    PlacedOption,
    PointItem,
    Prompt,
    ScriptItem,
    SingleItem,
    Site,
    SpeedFeedback,
    Step,
    TextItem,
    TriageItem,
    UpdateItem,
)

Responses = st.SearchStrategy[tuple[str, ...]]

COMMON = {"stem": "?", "explanation": "So.", "objective": "obj", "mark": "taught", "sources": ("made-up",)}


def options(right: str, wrong: str) -> tuple[Option, ...]:
    """One option per letter; the feedback names its letter."""
    return tuple(
        Option(id=letter, text=letter, right=letter in right, feedback=f"why {letter}")
        for letter in sorted(right + wrong)
    )


def single(right: str = "a", wrong: str = "bcd") -> SingleItem:
    return SingleItem(id="one", options=options(right, wrong), **COMMON)


def multiple(right: str = "ace", wrong: str = "bd") -> MultipleItem:
    return MultipleItem(id="many", options=options(right, wrong), **COMMON)


def ordering(steps: str = "abcd") -> OrderingItem:
    lines = tuple(Step(id=letter, text=letter, feedback=f"why {letter}") for letter in steps)
    return OrderingItem(id="order", first="first", last="last", steps=lines, **COMMON)


def numeric(answer: float = 35.0, tolerance: float = 5.0) -> NumericItem:
    return NumericItem(
        id="number", answer=answer, tolerance=tolerance, unit="%", feedback_right="Yes.", feedback_wrong="No.",
        near=(NumericFeedback(low=60, high=70, feedback="That is the other one."),), **COMMON,
    )


def matching(partners: str = "uuvw", spare: str = "x") -> MatchingItem:
    """Prompts a, b, c, ... whose right partners are these letters."""
    prompts = tuple(
        Prompt(id=letter, text=letter.upper(), partner=partner, feedback=f"why {letter}")
        for letter, partner in zip(LETTERS, partners, strict=False)
    )
    offered = tuple(Partner(id=letter, text=letter.upper()) for letter in sorted({*partners, *spare}))
    return MatchingItem(id="match", prompts=prompts, partners=offered, **COMMON)


def triage(needed: str = "urgent", *also: str) -> TriageItem:
    speeds = tuple(SpeedFeedback(speed=speed, feedback=f"why {speed}") for speed in URGENCIES)
    return TriageItem(
        id="speed", needed=needed, also=also, speeds=speeds, meanwhile="Call ahead.", **COMMON,
    )


def script(ratio: float = 2.4) -> ScriptItem:
    return ScriptItem(
        id="script", thinking_of="a disc", learnt="A sneeze hurts.", ratio_low=ratio / 1.5, ratio=ratio,
        ratio_high=ratio * 1.5, **COMMON,
    )


def text(*accepted: str, mistaken: tuple[str, ...] = ("tibial nerve",)) -> TextItem:
    return TextItem(
        id="word", asks="Name", accepted=accepted or ("common fibular nerve", "common peroneal nerve"),
        mistaken=tuple(Mistaken(text=one, feedback=f"not {one}") for one in mistaken), feedback_right="Yes.",
        feedback_wrong="No.", **COMMON,
    )


def chain(*sizes: int, harmful: tuple[str, ...] = ()) -> ChainItem:
    """Links l0, l1, ... with so many options each; "a" is always the right one. `harmful`: "l0:b"."""
    links = tuple(
        ChainLink(
            id=f"l{number}", asks=f"link {number}?", options=options("a", "bcd"[: size - 1]),
            harmful=tuple(one.partition(":")[2] for one in harmful if one.startswith(f"l{number}:")),
        )
        for number, size in enumerate(sizes or (3, 3, 4))
    )
    return ChainItem(id="chain", links=links, **COMMON)


def lesion(*earned: float) -> LesionItem:
    """Sites s0, s1, ... that earn this."""
    sites = tuple(
        Site(id=f"s{number}", text=f"site {number}", credit=credit, feedback=f"why s{number}")
        for number, credit in enumerate(earned or (0.3, 1.0, 0.0))
    )
    found = (("Power: foot inversion (tibialis posterior)", "5 of 5"), ("Feeling: heel", "lost"))
    return LesionItem(id="where", observed=found, sites=sites, **COMMON)


def update(before: int = 24, low: int = 36, due: int = 44, high: int = 54) -> UpdateItem:
    """All in per cent, as they are shown."""
    start = log(before / (100 - before))
    moves = {name: log(share / (100 - share)) - start for name, share in (("low", low), ("mid", due), ("high", high))}
    return UpdateItem(
        id="share", cause="Lumbar disc", before=before / 100, **moves, low_percent=1, high_percent=99,
        feedback_right="Yes.", feedback_less="Less.", feedback_more="More.", feedback_against="Against.",
        feedback_blank="Blank.",
        **{**COMMON, "stem": "Clinic.\nNew: a sign.\nWhere does it stand now?"},
    )


def hotspot(place: str = "calf") -> HotspotItem:
    return HotspotItem(id="spot", surface="body", places=(place,), feedback_right="Yes.", feedback_wrong="No.",
                       **COMMON)


def point(*earned: float) -> PointItem:
    """Places a, b, ... that earn this."""
    places = tuple(
        PlacedOption(id=letter, spot=(10.0 * number, 0.0), words=letter, credit=credit, feedback=f"why {letter}")
        for number, (letter, credit) in enumerate(zip(LETTERS, earned or (0.5, 1.0, 0.0), strict=False))
    )
    return PointItem(id="point", plate="back", options=places, **COMMON)


LETTERS = "abcdefgh"


@st.composite
def matchings(draw: st.DrawFn) -> MatchingItem:
    """Three to eight prompts with at least two different partners among them."""
    partners = draw(st.lists(st.sampled_from("uvwxyz"), min_size=3, max_size=len(LETTERS)))
    if len(set(partners)) == 1:
        partners[0] = "u" if partners[0] != "u" else "v"
    return matching("".join(partners), draw(st.sampled_from(["uvw", "xyz"])))


SPEEDS = st.sampled_from(URGENCIES)
OWN_WAY = {
    "numeric": st.builds(numeric, st.integers(0, 100), st.integers(0, 10)),
    "matching": matchings(),
    "triage": st.builds(lambda needed, also: triage(needed, *also), SPEEDS, st.lists(SPEEDS, max_size=1)),
    "script": st.builds(script, st.floats(0.02, 50)),
    "text": st.sampled_from([text(), text("L5"), text("gluteus medius", mistaken=("gluteus minimus",))]),
    "chain": st.lists(st.integers(3, 4), min_size=3, max_size=5).map(lambda sizes: chain(*sizes)),
    "lesion": st.lists(st.sampled_from([0.0, 0.25, 0.5]), min_size=2, max_size=7).map(lambda some: lesion(1.0, *some)),
    "hotspot": st.builds(hotspot, st.sampled_from(BODY_REGIONS)),
    "point": st.lists(st.sampled_from([0.0, 0.5]), min_size=2, max_size=5).map(lambda some: point(*some, 1.0)),
    "update": st.builds(update, st.integers(5, 90), st.integers(1, 33), st.integers(34, 66), st.integers(67, 99)),
}
"""Kinds that are not made from letters split into right and wrong."""


@st.composite
def items(draw: st.DrawFn, *kinds: str) -> Item:
    """An item of any size and of any of these kinds; without any named, of all there are."""
    size = draw(st.integers(3, len(LETTERS)))
    letters = LETTERS[:size]
    kind = draw(st.sampled_from(kinds or ("single", "multiple", "ordering", *OWN_WAY)))
    if kind in OWN_WAY:
        return draw(OWN_WAY[kind])
    if kind == "ordering":
        return ordering(letters)
    shuffled = "".join(draw(st.permutations(letters)))
    split = 1 if kind == "single" else draw(st.integers(1, size - 1))
    return (single if kind == "single" else multiple)(shuffled[:split], shuffled[split:])


def all_choices(item: ChainItem) -> list[str]:
    return [f"{link.id}:{option.id}" for link in item.links for option in link.options]


PARTS: dict[type, Callable[[Any], list[str]]] = {
    **dict.fromkeys((SingleItem, MultipleItem), lambda item: [option.id for option in item.options]),
    **dict.fromkeys((NumericItem, TextItem, UpdateItem), lambda _item: ["answer"]),
    OrderingItem: lambda item: [step.id for step in item.steps],
    MatchingItem: lambda item: [prompt.id for prompt in item.prompts],
    TriageItem: lambda _item: list(reversed(URGENCIES)),
    ScriptItem: lambda _item: ["-2", "-1", "0", "1", "2"],
    ChainItem: all_choices,
    LesionItem: lambda item: [site.id for site in item.sites],
    HotspotItem: lambda item: list(item.places),
    PointItem: lambda item: [option.id for option in item.options],
}
"""Kind of item -> the criteria of its verdicts, in their order."""


def part_ids(item: Item) -> list[str]:
    return PARTS[type(item)](item)


def at_most_one(item: Item) -> Responses:
    return st.lists(st.sampled_from(part_ids(item)), max_size=1).map(tuple)


@st.composite
def pairs(draw: st.DrawFn, item: MatchingItem | ChainItem) -> tuple[str, ...]:
    """Of some prompts or links a partner or an option each."""
    if isinstance(item, MatchingItem):
        offered = {prompt.id: item.partners for prompt in item.prompts}
    else:
        offered = {link.id: link.options for link in item.links}
    chosen = draw(st.lists(st.sampled_from(list(offered)), unique=True))
    return tuple(f"{one}:{draw(st.sampled_from(offered[one])).id}" for one in chosen)


def whole(low: int) -> Responses:
    return st.just(()) | st.integers(low, 99).map(lambda number: (str(number),))


def is_typed(text: str) -> bool:
    """Whether a keyboard writes it: no control sign."""
    return not any(category(sign) in ("Cc", "Cs") for sign in text)


TYPED_TEXT = st.text(max_size=40).filter(is_typed)
RESPONSES: dict[type, Callable[[Any], Responses]] = {
    **dict.fromkeys((SingleItem, TriageItem, ScriptItem, LesionItem, PointItem), at_most_one),
    **dict.fromkeys((MatchingItem, ChainItem), pairs),
    MultipleItem: lambda item: st.lists(st.sampled_from(part_ids(item)), unique=True).map(tuple),
    OrderingItem: lambda item: st.just(()) | st.permutations(part_ids(item)).map(tuple),
    NumericItem: lambda _item: whole(0) | st.just(("100",)),
    UpdateItem: lambda _item: whole(1),
    HotspotItem: lambda _item: st.lists(st.sampled_from(BODY_REGIONS), max_size=1).map(tuple),
    TextItem: lambda _item: st.just(()) | TYPED_TEXT.map(lambda text: (text,)),
}
"""Kind of item -> any submission that it accepts."""


def responses(item: Item) -> Responses:
    """Any submission that the item accepts, blank ones included."""
    return RESPONSES[type(item)](item)


def share_due(item: UpdateItem) -> str:
    odds = exp(item.mid) * item.before / (1 - item.before)
    return str(round(100 * odds / (1 + odds)))


def right_choices(item: ChainItem) -> tuple[str, ...]:
    return tuple(f"{link.id}:{option.id}" for link in item.links for option in link.options if option.right)


SOLUTIONS: dict[type, Callable[[Any], tuple[str, ...]]] = {
    **dict.fromkeys(
        (SingleItem, MultipleItem), lambda item: tuple(option.id for option in item.options if option.right)),
    OrderingItem: lambda item: tuple(step.id for step in item.steps),
    NumericItem: lambda item: (str(item.answer),),
    MatchingItem: lambda item: tuple(f"{prompt.id}:{prompt.partner}" for prompt in item.prompts),
    TriageItem: lambda item: (item.needed,),
    ScriptItem: lambda item: (script_key(item.ratio),),
    TextItem: lambda item: item.accepted[:1],
    ChainItem: right_choices,
    LesionItem: lambda item: tuple(site.id for site in item.sites if site.credit == 1),
    UpdateItem: lambda item: (share_due(item),),
    HotspotItem: lambda item: item.places[:1],
    PointItem: lambda item: tuple(option.id for option in item.options if option.credit == 1),
}
"""Kind of item -> the submission that earns everything."""


def solution(item: Item) -> tuple[str, ...]:
    return SOLUTIONS[type(item)](item)


def script_key(ratio: float) -> str:
    """By the edges of the ratio itself: 10 to the 0.3 and to the 0.7, and one divided by these."""
    upper = [key for key, edge in (("2", 10**0.7), ("1", 10**0.3)) if ratio >= edge]
    lower = [key for key, edge in (("-2", 10**-0.7), ("-1", 10**-0.3)) if ratio <= edge]
    return [*upper, *lower, "0"][0]
