"""What a browser that is not ours says to a part: nothing of it changes what the part shows or does."""

from __future__ import annotations

from typing import Any

import pytest

from sciatica_teach.views.parts.base import LONGEST_ID, Part, parse_command

UPDATE = {"method": "update", "state": {"state": {"id": "mine"}, "_esm": "alert(1)", "_css": "x", "layout": None}}


class Heard(Part):
    """A part that remembers the actions it was given."""

    _esm = "export default {}"

    def __init__(self) -> None:
        super().__init__(state={"id": "shown"})
        self.actions: list[dict[str, Any]] = []
        self.on_action(lambda _id, action: self.actions.append(action))


def test_a_browser_sets_neither_the_state_nor_the_script_of_a_part() -> None:
    part = Heard()
    before = part.get_state()
    part._handle_msg({"content": {"data": UPDATE}, "buffers": []})
    assert part.get_state() == before
    part.state = {"id": "by the page"}
    assert part.get_state()["state"] == {"id": "by the page"}


@pytest.mark.parametrize(
    "content",
    [None, 5, "text", [], {}, {"id": "1"}, {"action": {}}, {"id": 1, "action": {}}, {"id": "", "action": {}},
     {"id": "x" * (LONGEST_ID + 1), "action": {}}, {"id": "a\x00b", "action": {}}, {"id": "\ud800", "action": {}},
     {"id": "a\nb", "action": {}}, {"id": "1", "action": None}, {"id": "1", "action": []}, {"id": ["1"], "action": {}}],
)
def test_what_is_no_command_is_given_to_nobody(content: object) -> None:
    part = Heard()
    part._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    assert part.actions == []
    assert parse_command(content) is None


def test_a_command_that_is_repeated_counts_once() -> None:
    part = Heard()
    for _ in range(3):
        said = {"method": "custom", "content": {"id": "1", "action": {"verb": "ask"}}}
        part._handle_msg({"content": {"data": said}, "buffers": []})
    assert part.actions == [{"verb": "ask"}]
