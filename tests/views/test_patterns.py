"""The patterns of the tradition: the guard stands first, and nothing is said that the content does not say."""

from __future__ import annotations

import json

import pytest

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.views.parts import Card
from sciatica_teach.views.patterns import PatternsView


def cards(view):
    return [part.state for part in view.children if isinstance(part, Card)]


def texts(state):
    return json.dumps(state["blocks"], ensure_ascii=False)


def test_every_pattern_has_its_guard_before_its_signs(kb):
    view = PatternsView(kb, "", "me")
    for pattern in kb.treatment.patterns:
        view.handle("1", {"verb": "pick", "values": {"pattern": pattern.id}})
        guard, told = cards(view)
        assert guard["tone"] == "unsafe"
        assert guard["blocks"][0]["text"] == pattern.guard.text
        assert told["blocks"][0]["text"] == pattern.signs.text
        assert pattern.beside.text in texts(told)
        for cause_id in pattern.resembles:
            assert kb.get_cause(cause_id).name in texts(told)


def test_fever_in_damp_heat_is_asked_for_and_sends(kb):
    guard, told = cards(PatternsView(kb, "damp-heat", "me"))
    assert kb.get_finding("fever-or-chills").ask in texts(guard)
    assert "is left out" in texts(told)  # moxa


def test_a_bladder_that_changed_is_no_deficiency_until_the_cauda_equina_is_excluded(kb):
    guard, _ = cards(PatternsView(kb, "liver-kidney", "me"))
    asked = next(block for block in guard["blocks"] if block["type"] == "list")
    bladder = kb.get_finding("bladder-change")
    assert any(line.startswith(bladder.ask) and "Emergency" in line for line in asked["items"])


def test_another_pattern_is_only_shown_when_it_exists(kb):
    view = PatternsView(kb, "taiyang", "me")
    assert repr(view) == "PatternsView(pattern='taiyang')"
    with pytest.raises(UnknownId, match="Did you mean"):
        view.handle("1", {"verb": "pick", "values": {"pattern": "shaoyan"}})
    with pytest.raises(NotAllowedNow, match="shout"):
        view.handle("1", {"verb": "shout"})
    with pytest.raises(UnknownId):
        PatternsView(kb, "nonsense", "me")
