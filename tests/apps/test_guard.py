"""What a learner sees when a page cannot be made."""

from __future__ import annotations

import ipywidgets as widgets
import pytest

from sciatica_teach.apps.guard import guarded
from sciatica_teach.content.problems import Problem
from sciatica_teach.errors import ContentError, NotAllowedNow


def shown(error: Exception) -> list[dict[str, str]]:
    @guarded
    def page() -> widgets.Widget:
        raise error

    (card,) = page().children[-1:]
    blocks: list[dict[str, str]] = card.state["blocks"]
    return blocks


def test_broken_content_is_told_without_its_files_which_stand_in_the_report() -> None:
    problem = Problem("/srv/teach/kb/causes/lumbar-disc.yaml", 3, "urgency", "'soon' is none of the urgencies")
    words, report = shown(ContentError((problem,)))
    assert "Your answers are safe" in words["text"]
    assert "/srv" not in words["text"]
    assert "/srv/teach/kb/causes/lumbar-disc.yaml:3" in report["text"]


def test_an_expected_error_is_told_in_its_own_words() -> None:
    (words,) = shown(NotAllowedNow("Choose a case first."))
    assert words["text"] == "Choose a case first."


def test_a_fault_of_ours_is_told_with_a_report_that_names_no_learner(caplog: pytest.LogCaptureFixture) -> None:
    words, report = shown(ZeroDivisionError("a/b"))
    assert "ZeroDivisionError" in report["text"]
    assert words["text"]
    assert "could not be made" in caplog.text
