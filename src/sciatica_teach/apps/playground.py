"""The belief playground: nothing it does is recorded, so it needs neither a page nor a learner."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.apps.engine import get_sampled
from sciatica_teach.apps.guard import guarded
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.session.playground import Playground, PlaygroundState
from sciatica_teach.views.playground import PlaygroundView


@guarded
def belief_playground() -> widgets.Widget:
    """Enter findings in any order and watch the belief move, with its band, its reasons, and what must be done."""
    return PlaygroundPage(Playground(get_knowledge(), get_sampled())).view


class PlaygroundPage:
    """Holds the state between two actions. An action that fails leaves everything as it was."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.state = playground.open()
        self.cause_id = ""
        self.view = PlaygroundView(playground.kb, self.handle, playground.read(self.state))

    def handle(self, command_id: str, action: dict[str, Any]) -> None:  # noqa: ARG002  # nothing here is recorded
        """One action of the learner."""
        cause_id = str(action["cause"]) if action.get("verb") == "look" else self.cause_id
        state = self._act(action)
        reading = self.playground.read(state, cause_id)
        self.state, self.cause_id = state, cause_id
        self.view.show(reading, pinned=bool(cause_id))

    def _act(self, action: dict[str, Any]) -> PlaygroundState:
        playground, state = self.playground, self.state
        match action.get("verb"):
            case "look":
                after = state
            case "enter":
                after = playground.enter(state, str(action["finding"]), str(action["answer"]))
            case "screen":
                after = playground.clear_screen(state)
            case "take-back":
                after = playground.take_back(state, str(action["finding"]))
            case "setting":
                after = playground.choose_setting(state, str(action["setting"]))
            case "clear":
                after = PlaygroundState(setting_id=state.setting_id)
            case "restore":
                after = playground.restore(str(action["setting"]), parse_entries(action["entries"]))
            case verb:
                raise NotAllowedNow(f"The playground does not know the action “{verb}”.")
        return after


def parse_entries(kept: Any) -> list[tuple[str, str]]:
    """Pairs of finding and answer from a browser's storage, which anybody may have written to."""
    pairs = [entry for entry in kept if isinstance(entry, list) and len(entry) == 2]
    return [(str(finding_id), str(answer)) for finding_id, answer in pairs]
