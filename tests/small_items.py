"""Quiz items made in code, and random ones, for tests of the graders."""

from __future__ import annotations

from hypothesis import strategies as st

from sciatica_teach.model.items import (
    Item,
    MultipleItem,
    NumericFeedback,
    NumericItem,
    Option,
    OrderingItem,
    SingleItem,
    Step,
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


LETTERS = "abcdefgh"


@st.composite
def items(draw: st.DrawFn, *kinds: str) -> Item:
    """An item of any size and of any of these kinds; without any named, of all there are."""
    size = draw(st.integers(3, len(LETTERS)))
    letters = LETTERS[:size]
    kind = draw(st.sampled_from(kinds or ("single", "multiple", "ordering", "numeric")))
    if kind == "numeric":
        return numeric(draw(st.integers(0, 100)), draw(st.integers(0, 10)))
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
        case NumericItem():
            return ["answer"]


@st.composite
def responses(draw: st.DrawFn, item: Item) -> tuple[str, ...]:
    """Any submission that the item accepts, blank ones included."""
    ids = part_ids(item)
    match item:
        case SingleItem():
            return tuple(draw(st.lists(st.sampled_from(ids), max_size=1)))
        case MultipleItem():
            return tuple(draw(st.lists(st.sampled_from(ids), unique=True)))
        case OrderingItem():
            return tuple(draw(st.permutations(ids))) if draw(st.booleans()) else ()
        case NumericItem():
            return (str(draw(st.integers(0, 100))),) if draw(st.booleans()) else ()


def solution(item: Item) -> tuple[str, ...]:
    """The submission that earns everything."""
    match item:
        case SingleItem() | MultipleItem():
            return tuple(option.id for option in item.options if option.right)
        case OrderingItem():
            return tuple(step.id for step in item.steps)
        case NumericItem():
            return (str(item.answer),)
