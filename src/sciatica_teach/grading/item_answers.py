"""Answers to many items as columns of numbers, for what is computed over a whole class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.record import record

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@record
class ItemOption:
    """Something that can be chosen; options of one part exclude one another, or stand in for one another."""

    id: str
    """As it stands in a response."""
    part: str = ""
    is_right: bool = False


@record
class ItemAnswer:
    """The answer of a learner to an item, each learner at most once."""

    learner: int
    item_id: str
    response: tuple[str, ...]
    mark: float


@dataclass(frozen=True)
class Answers:
    """Many answers as columns of codes."""

    items: tuple[str, ...]
    options: tuple[tuple[int, ItemOption], ...]
    """Each with the code of its item."""
    item: Ints
    learner: Ints
    mark: Floats
    pick_answer: Ints
    """For each thing chosen, the answer (a row of the columns above) ..."""
    pick_option: Ints
    """... and the option."""


def code_answers(given: Sequence[ItemAnswer], options: Mapping[str, Sequence[ItemOption]]) -> Answers:
    """Answers as columns. `options`: item id -> what can be chosen there; anything else in a response is not counted.

    Raises KeyError for an item that is not in `options`, ValueError for a learner who answers an item twice.
    """
    if len({(one.learner, one.item_id) for one in given}) < len(given):
        raise ValueError("a learner answers an item once; leave out later answers")
    items = {item_id: index for index, item_id in enumerate(options)}
    listed = [(items[item_id], option) for item_id, choices in options.items() for option in choices]
    codes = {(item, option.id): index for index, (item, option) in enumerate(listed)}
    picks = [
        (row, codes[items[one.item_id], chosen])
        for row, one in enumerate(given) for chosen in one.response if (items[one.item_id], chosen) in codes
    ]
    return Answers(
        items=tuple(items), options=tuple(listed), item=_ints(items[one.item_id] for one in given),
        learner=_ints(one.learner for one in given), mark=np.array([one.mark for one in given], dtype=np.float64),
        pick_answer=_ints(row for row, _ in picks), pick_option=_ints(option for _, option in picks))


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
