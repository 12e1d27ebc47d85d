"""The home page offers the first lesson to whoever has not begun, and otherwise what was left off."""

from __future__ import annotations

from sciatica_teach.session.progress import all_progress
from sciatica_teach.settings import find_resources
from sciatica_teach.views.home import ANATOMY_PAGE, left_off_state


def test_a_newcomer_is_offered_the_anatomy_lesson_first(kb):
    *_, links = left_off_state(kb, all_progress(kb, []))["blocks"]
    assert links["items"][0]["href"] == ANATOMY_PAGE
    assert (find_resources("notebooks") / ANATOMY_PAGE).is_file()
    assert all("action" not in line for line in links["items"])  # other pages: ordinary links
