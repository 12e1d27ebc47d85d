"""A long round of practice does not grow: what is over and done with leaves the kernel."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets
import pytest

from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.parts import Card


class Steps(AssembledView):
    """Shows one card a step, and a header that stays."""

    def show(self, step: int) -> None:
        header = self._part("header", Card, {"title": "Round", "blocks": []})
        self._arrange(header, self._part(f"q{step}", Card, {"title": f"Question {step}", "blocks": []}))


@pytest.fixture
def steps() -> Iterator[Steps]:
    view = Steps("st-quiz", "quiz:x", lambda *_: None)
    yield view
    view.close()


def test_a_hundred_steps_leave_as_many_widgets_as_three(steps: Steps) -> None:
    counted = []
    for step in range(100):
        steps.show(step)
        counted.append(len(widgets.widget._instances))
    assert counted[99] == counted[3]


def test_what_stays_is_the_same_part_and_what_was_just_left_can_still_answer(steps: Steps) -> None:
    steps.show(1)
    header, first = steps.children
    steps.show(2)
    assert steps.children[0] is header
    assert first.comm is not None
    steps.show(3)
    assert first.comm is None
    assert header.comm is not None
