"""What a lesson's head has fetched ahead of its widgets is what they need at the start, no more and no less."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.instructor import come_in_for

from sciatica_teach.settings import find_resources

pytestmark = pytest.mark.browser

LESSONS = sorted(path.stem for path in find_resources("notebooks").glob("*.ipynb"))
AHEAD = "link[rel=modulepreload][href*='/static/parts/'], link[rel=preload][href*='/static/parts/']"
DRAWN = "link[rel=stylesheet][href*='/static/parts/']"
"""Each part that is drawn has added its sheet."""
HREFS = "links => links.map(link => link.href)"


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_parts_fetched_ahead_are_those_that_the_lesson_begins_with(visit, server, lesson):
    here = visit(server)
    come_in_for(here.page, server, lesson)
    asked = []
    here.page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    here.open(lesson)
    expect(here.page.locator("html.st-ready")).to_be_attached()
    ahead = here.page.eval_on_selector_all(AHEAD, HREFS)
    assert ahead
    assert {url for url in asked if "/static/parts/" in url} == set(ahead)
    sheets = here.page.eval_on_selector_all(DRAWN, HREFS)
    assert {url for url in ahead if url.endswith(".css")} == set(sheets)
    assert {url for url in ahead if url.endswith(".js")} == {url.removesuffix(".css") + ".js" for url in sheets}
