"""What a learner may do next, read from the screen alone.

An answer need not be right, only one that the page would let through: something chosen, something typed, each prompt
given a partner. Which is tried is drawn, so that a class does not move in step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from load.screen import Screen, ShownPart

State = dict[str, Any]
Action = dict[str, Any]

ASKS_BEFORE_BELIEVING = 4
"""How many questions of a case's room are asked before the learner says what they believe, and goes on."""
ONWARD = ("next", "another", "leave-chain", "again")
"""Buttons that lead to the next thing to answer."""

UNWANTED = ("treat",)
"""Who decides to treat has to build a chain of reasoning next, by hand."""


@dataclass(frozen=True)
class Move:
    """An action and the part that it is sent to."""

    part: ShownPart
    action: Action

    @property
    def subject(self) -> str:
        """What the record calls the attempt; empty for a step through menus, which is not kept."""
        return str(self.part.state.get("subject", ""))


def find_move(screen: Screen, rng: Random) -> Move | None:
    """An answer where one is due, else a question to the patient, else a way on; None where there is nothing."""
    parts = screen.parts
    for look in (_answers, _steps_with_patient, _buttons):
        moves = list(look(parts, rng))
        if moves:
            return moves[0]
    return None


def _answers(parts: list[ShownPart], rng: Random) -> Iterator[Move]:
    for part in parts:
        submit = part.state.get("submit")
        if not isinstance(submit, dict) or "certainty" not in part.state or part.state.get("locked"):
            continue
        chosen = choose(part.state, rng)
        if chosen:
            sure = {"certainty": rng.choice((1, 2, 3))} if part.state["certainty"].get("ask") else {}
            yield Move(part, {**submit["action"], "chosen": chosen, **sure})


def choose(state: State, rng: Random) -> list[str]:
    """A response that the open question in `state` takes; empty where its kind is not known."""
    for field, give in _GIVERS.items():
        if state.get(field):
            return give(state, rng)
    return ["12"] if {"unit", "low", "high"} & state.keys() else []


def _one_of(field: str) -> Callable[[State, Random], list[str]]:
    return lambda state, rng: [rng.choice([str(one["id"]) for one in state[field] if one["id"] not in UNWANTED])]


def _pair(state: State, rng: Random) -> list[str]:
    partners = [one["id"] for one in state["partners"]]
    return [f"{prompt['id']}:{rng.choice(partners)}" for prompt in state["prompts"]]


def _arrange(state: State, rng: Random) -> list[str]:
    order = [str(step["id"]) for step in state["steps"]]
    rng.shuffle(order)
    return order


def _link(state: State, rng: Random) -> list[str]:
    return [rng.choice([str(one["id"]) for one in link["options"]]) for link in state["links"]]


_GIVERS: dict[str, Callable[[State, Random], list[str]]] = {
    "prompts": _pair, "steps": _arrange, "links": _link, "sites": _one_of("sites"), "places": _one_of("places"),
    "options": _one_of("options"), "asks": lambda *_: ["something"],
}
"""Field that tells the kind of question -> how it is answered."""


def _steps_with_patient(parts: list[ShownPart], rng: Random) -> Iterator[Move]:
    asking = next((part for part in parts if part.kind == "Questions"), None)
    if asking is None:
        return
    believing = next((part for part in parts if part.kind == "Belief"), None)
    here = [one for group in asking.state["groups"] if group["open"] for one in group["questions"]]
    unasked = [one for one in here if not one["asked"]]
    asked = len(here) - len(unasked)
    if unasked and asked < ASKS_BEFORE_BELIEVING:
        one = rng.choice(unasked)
        yield Move(asking, one.get("action") or {"verb": "ask", "finding": one["id"]})
    elif believing is not None and not believing.state["done"]:
        yield Move(believing, {**believing.state["submit"]["action"], "belief": _believe(believing.state, rng)})
    else:
        yield Move(asking, {"verb": "go-on"})


def _believe(state: State, rng: Random) -> dict[str, float]:
    first, second = rng.sample([str(cause["id"]) for cause in state["causes"]], 2)
    return {first: 0.5, second: 0.25}


def _buttons(parts: list[ShownPart], _rng: Random) -> Iterator[Move]:
    found = [(part, action) for part in parts for action in _actions_in(part.state.get("blocks") or ())]
    for verb in ONWARD:
        for part, action in found:
            if action.get("verb") == verb:
                yield Move(part, action)


def _actions_in(blocks: Iterable[State]) -> Iterator[Action]:
    for block in blocks:
        if block.get("type") == "buttons":
            yield from (button["action"] for button in block["items"])
