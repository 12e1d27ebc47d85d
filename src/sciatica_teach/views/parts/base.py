"""The base of all parts, and the promise about answers that it keeps.

The browser writes every command down before it sends it, and goes on sending until it hears of it, so a part must
answer each command by its id:

    {"id": "7f3a…", "action": {"verb": "ask", "finding": "worse-sitting"}}     up
    {"ack": "7f3a…"}                            down: it is in the record, forget it
    {"retry": "7f3a…", "why": "…"}              down: the record cannot be written now, keep it and try again
    {"refused": "7f3a…", "why": "…"}            down: it will never be taken; with "report" when the fault is ours

A command that was taken once is acknowledged again without being carried out again, because the browser repeats itself
whenever an acknowledgement is late.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from sciatica_teach import __version__
from sciatica_teach.errors import SciaticaTeachError, StoreReadOnly, StoreUnavailable
from sciatica_teach.views.words import say

Handler = Callable[[str, dict[str, Any]], None]
"""Takes a command id and its action; raises when the action cannot be taken."""

LONGEST_ID = 200
"""Characters of a command's id."""

log = logging.getLogger(__name__)


class Part(anywidget.AnyWidget):
    """A browser component: `state` down, actions up."""

    state = traitlets.Dict().tag(sync=True)
    """All that is drawn, as JSON. Assign a new dict to redraw; changing it in place does nothing."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._handler: Handler | None = None
        self._taken: set[str] = set()
        self.on_msg(self._on_message)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.state.get('id', '')!r})"

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """What a part shows is decided here: a browser that sets a trait is not followed."""
        log.warning("%s does not take %d traits from a browser", type(self).__name__, len(sync_data))

    def on_action(self, handler: Handler) -> None:
        """Call `handler(command_id, action)` for every command; a later handler replaces an earlier one."""
        self._handler = handler

    def _on_message(self, _part: Any, content: Any, _buffers: Any) -> None:
        """Answer a message from the browser; one that is no command is logged and otherwise ignored."""
        command = parse_command(content)
        if command is None:
            log.warning("%r ignored a message that is no command: %.200r", self, content)
            return
        self.send(self._answer(*command))

    def _answer(self, command_id: str, action: dict[str, Any]) -> dict[str, str]:
        """Carry the command out, and say how it went."""
        if command_id in self._taken:
            return {"ack": command_id}
        try:
            self._carry_out(command_id, action)
        except (StoreUnavailable, StoreReadOnly) as problem:
            return {"retry": command_id, "why": str(problem)}
        except SciaticaTeachError as problem:
            return {"refused": command_id, "why": str(problem)}
        except Exception:  # a fault of ours must reach the learner as words, never as a page that stopped answering
            log.exception("%r failed on %r", self, action)
            return {"refused": command_id, "why": say("parts.our_fault"), "report": write_report(self, action)}
        self._taken.add(command_id)
        return {"ack": command_id}

    def _carry_out(self, command_id: str, action: dict[str, Any]) -> None:
        if self._handler is None:
            raise RuntimeError(f"{self!r} has no action handler")
        self._handler(command_id, action)


def parse_command(content: Any) -> tuple[str, dict[str, Any]] | None:
    """The id and action of a message from the browser, or None if it is no command."""
    if not isinstance(content, Mapping):
        return None
    command_id, action = content.get("id"), content.get("action")
    if not isinstance(command_id, str) or not _is_id(command_id) or not isinstance(action, dict):
        return None
    return command_id, action


def _is_id(text: str) -> bool:
    """Whether it can be kept as an id: some databases refuse what cannot be printed."""
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def write_report(part: Part, action: Mapping[str, Any]) -> str:
    """What a learner can copy into a message to us: version, part, action, and where it went wrong."""
    return f"Sciatica Teach {__version__}\n{part!r}\n{dict(action)!r}\n\n{traceback.format_exc()}"
