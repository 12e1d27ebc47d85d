"""Quiz items made in code, and random ones, for tests of the graders."""

from __future__ import annotations

from unicodedata import category

from hypothesis import strategies as st

from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.items import (
    Item,
    MatchingItem,
    Mistaken,
    MultipleItem,
    NumericFeedback,
    NumericItem,
    Option,
    OrderingItem,
    Partner,
    Prompt,
    ScriptItem,
    SingleItem,
    SpeedFeedback,
    Step,
    TextItem,
    TriageItem,
)

COMMON = {"stem": "?", "explanation": "So.", "objective": "obj", "mark": "taught", "sources": ("made-up",)}


def options(right: str, wrong: str) -> tuple[Option, ...]:
    """One option per letter; the feedback names its letter."""
    return tuple(
        Option(id=letter, text=letter, right=letter in right, feedback=f"why {letter}")
        for letter in sorted(right + wrong)
    )


def single(right: str = "a", wrong: str = "bcd") -> SingleItem:
    return SingleItem(id="one", options=options(right, wrong), **COMMON)  # type: ignore[arg-type]


def multiple(right: str = "ace", wrong: str = "bd") -> MultipleItem:
    return MultipleItem(id="many", options=options(right, wrong), **COMMON)  # type: ignore[arg-type]


def ordering(steps: str = "abcd") -> OrderingItem:
    lines = tuple(Step(id=letter, text=letter, feedback=f"why {letter}") for letter in steps)
    return OrderingItem(id="order", first="first", last="last", steps=lines, **COMMON)  # type: ignore[arg-type]


def numeric(answer: float = 35.0, tolerance: float = 5.0) -> NumericItem:
    return NumericItem(
        id="number", answer=answer, tolerance=tolerance, unit="%", feedback_right="Yes.", feedback_wrong="No.",
        near=(NumericFeedback(low=60, high=70, feedback="That is the other one."),), **COMMON,  # type: ignore[arg-type]
    )


def matching(partners: str = "uuvw", spare: str = "x") -> MatchingItem:
    """Prompts a, b, c, ... whose right partners are these letters."""
    prompts = tuple(
        Prompt(id=letter, text=letter.upper(), partner=partner, feedback=f"why {letter}")
        for letter, partner in zip(LETTERS, partners, strict=False)
    )
    offered = tuple(Partner(id=letter, text=letter.upper()) for letter in sorted({*partners, *spare}))
    return MatchingItem(id="match", prompts=prompts, partners=offered, **COMMON)  # type: ignore[arg-type]


def triage(needed: str = "urgent", *also: str) -> TriageItem:
    speeds = tuple(SpeedFeedback(speed=speed, feedback=f"why {speed}") for speed in URGENCIES)
    return TriageItem(
        id="speed", needed=needed, also=also, speeds=speeds, meanwhile="Call ahead.", **COMMON,  # type: ignore[arg-type]
    )


def script(ratio: float = 2.4) -> ScriptItem:
    return ScriptItem(
        id="script", thinking_of="a disc", learnt="A sneeze hurts.", ratio_low=ratio / 1.5, ratio=ratio,
        ratio_high=ratio * 1.5, **COMMON,  # type: ignore[arg-type]
    )


def text(*accepted: str, mistaken: tuple[str, ...] = ("tibial nerve",)) -> TextItem:
    return TextItem(
        id="word", asks="Name", accepted=accepted or ("common fibular nerve", "common peroneal nerve"),
        mistaken=tuple(Mistaken(text=one, feedback=f"not {one}") for one in mistaken), feedback_right="Yes.",
        feedback_wrong="No.", **COMMON,  # type: ignore[arg-type]
    )


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


def part_ids(item: Item) -> list[str]:
    match item:
        case SingleItem() | MultipleItem():
            return [option.id for option in item.options]
        case OrderingItem():
            return [step.id for step in item.steps]
        case MatchingItem():
            return [prompt.id for prompt in item.prompts]
        case TriageItem():
            return list(reversed(URGENCIES))
        case ScriptItem():
            return ["-2", "-1", "0", "1", "2"]
        case NumericItem() | TextItem():
            return ["answer"]


@st.composite
def responses(draw: st.DrawFn, item: Item) -> tuple[str, ...]:
    """Any submission that the item accepts, blank ones included."""
    ids = part_ids(item)
    match item:
        case SingleItem() | TriageItem() | ScriptItem():
            return tuple(draw(st.lists(st.sampled_from(ids), max_size=1)))
        case MatchingItem():
            partners = [partner.id for partner in item.partners]
            chosen = draw(st.lists(st.sampled_from(ids), unique=True))
            return tuple(f"{prompt}:{draw(st.sampled_from(partners))}" for prompt in chosen)
        case MultipleItem():
            return tuple(draw(st.lists(st.sampled_from(ids), unique=True)))
        case OrderingItem():
            return tuple(draw(st.permutations(ids))) if draw(st.booleans()) else ()
        case NumericItem():
            return (str(draw(st.integers(0, 100))),) if draw(st.booleans()) else ()
        case TextItem():
            return (draw(st.text(max_size=40).filter(is_typed)),) if draw(st.booleans()) else ()


def is_typed(text: str) -> bool:
    """Whether a keyboard writes it: no control sign."""
    return not any(category(sign) in ("Cc", "Cs") for sign in text)


def solution(item: Item) -> tuple[str, ...]:
    """The submission that earns everything."""
    found: tuple[str, ...] = ()
    match item:
        case SingleItem() | MultipleItem():
            found = tuple(option.id for option in item.options if option.right)
        case OrderingItem():
            found = tuple(step.id for step in item.steps)
        case NumericItem():
            found = (str(item.answer),)
        case MatchingItem():
            found = tuple(f"{prompt.id}:{prompt.partner}" for prompt in item.prompts)
        case TriageItem():
            found = (item.needed,)
        case ScriptItem():
            found = (script_key(item.ratio),)
        case TextItem():
            found = item.accepted[:1]
    return found


def script_key(ratio: float) -> str:
    """By the edges of the ratio itself: 10 to the 0.3 and to the 0.7, and one divided by these."""
    upper = [key for key, edge in (("2", 10**0.7), ("1", 10**0.3)) if ratio >= edge]
    lower = [key for key, edge in (("-2", 10**-0.7), ("-1", 10**-0.3)) if ratio <= edge]
    return [*upper, *lower, "0"][0]
