"""What is being read stays where it is while the interactive parts of a lesson appear around it.

Layout shift as browsers measure it (https://web.dev/articles/cls): below .1 is called good.
"""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

GOOD = 0.1
WATCH = """
window.shifted = 0;
new PerformanceObserver((seen) => {
  for (const shift of seen.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lesson", ["02_symptoms", "04_cases", "05_quiz", "06_progress"])
def test_a_lesson_does_not_jump_while_its_parts_appear(visit, open_context, server, lesson, width):
    context = open_context(width=width)
    context.add_init_script(WATCH)
    here = visit(server, context=context)
    here.open(lesson)
    # The observer is told of a frame's shifts in the frames after it.
    here.page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    assert here.page.evaluate("window.shifted") < GOOD
