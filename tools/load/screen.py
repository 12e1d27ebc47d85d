"""What is on screen: the widgets of one page, kept in step with what the kernel says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

REFERENCE = "IPY_MODEL_"
State = dict[str, Any]


@dataclass(frozen=True)
class ShownPart:
    """A part that the learner sees."""

    model_id: str
    kind: str
    """Name of its class: "Choice", "Desk"."""
    state: State
    """What it draws, as the kernel sent it."""


class Screen:
    """The widgets of a page by their model ids."""

    def __init__(self) -> None:
        self._models: dict[str, State] = {}

    def replace(self, states: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the reply to `request_states` as the whole truth."""
        self._models = {model_id: dict(one["state"]) for model_id, one in states.items()}

    def hear(self, kind: str, content: Mapping[str, Any]) -> None:
        """A message of the kernel: a widget made, changed or gone. Others are ignored."""
        model_id, data = str(content.get("comm_id", "")), content.get("data", {})
        if kind == "comm_open" and content.get("target_name") == "jupyter.widget":
            self._models[model_id] = dict(data.get("state", {}))
        elif kind == "comm_msg" and data.get("method") == "update" and model_id in self._models:
            self._models[model_id] |= data["state"]
        elif kind == "comm_close":
            self._models.pop(model_id, None)

    @property
    def parts(self) -> list[ShownPart]:
        """What can be seen, from top to bottom: the widgets under each view, and no leftovers of earlier views."""
        views = [model_id for model_id, state in self._models.items() if "st-view" in state.get("_dom_classes", ())]
        return [part for view in views for part in self._walk(view)]

    @property
    def desk(self) -> ShownPart | None:
        """The page's own part: it takes left-over commands, and answers pings."""
        return next((part for part in self.parts if part.kind == "Desk"), None)

    def _walk(self, model_id: str) -> Iterator[ShownPart]:
        state = self._models.get(model_id, {})
        if isinstance(state.get("state"), dict):
            kind = str(state.get("_anywidget_id", "")).rpartition(".")[2]
            yield ShownPart(model_id=model_id, kind=kind, state=state["state"])
        for child in state.get("children") or ():
            yield from self._walk(str(child).removeprefix(REFERENCE))
