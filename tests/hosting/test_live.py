"""The widgets of a page on our own runtime, in a real browser; and Voilà's scripts where a page needs them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from support.cutter import Cutter
from support.server import Server, bare, serve

from .conftest import write_lesson
from .live_lessons import LESSONS

pytestmark = pytest.mark.browser

STOCK = "script[src$='/voila.js']"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("live")
    for name, sources in LESSONS.items():
        write_lesson(folder, name, sources)
    with serve(bare(folder), tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def cutter(server: Server) -> Iterator[Cutter]:
    with Cutter(urlsplit(server.url).port or 0).running() as line:
        yield line


def open_lesson(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/voila/render/{name}.ipynb")
    expect(page.locator("html.st-ready")).to_be_attached()


def button(page: Page, name: str, index: int = 0):
    return page.get_by_role("button", name=name, exact=True).nth(index)


def test_a_widget_counts_up_and_is_told_in_every_place_where_it_is_shown(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "counter")
    for count in range(3):
        button(page, f"Python counted {count}").click()
    expect(page.get_by_role("button", name="Python counted 3")).to_have_count(2)
    expect(page.locator(STOCK)).to_have_count(0)


def test_two_pages_at_once_keep_their_counts_apart(browser: Browser, server: Server) -> None:
    contexts = [browser.new_context(), browser.new_context()]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        open_lesson(page, server.url, "counter")
    button(pages[0], "Python counted 0").click()
    expect(button(pages[0], "Python counted 1")).to_be_visible()
    expect(pages[1].get_by_role("button", name="Python counted 0")).to_have_count(2)
    for context in contexts:
        context.close()


def test_a_child_that_stays_keeps_its_text_and_the_focus_while_others_come_and_go(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "boxes")
    expect(page.get_by_role("textbox")).to_have_count(3)
    page.get_by_label("second").fill("half an answer")
    page.evaluate("document.querySelector('[aria-label=third] + button').click()")
    expect(page.get_by_label("made later")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(2)
    expect(page.get_by_label("second")).to_have_value("half an answer")
    expect(page.get_by_label("second")).to_be_focused()
    names = page.get_by_role("textbox").evaluate_all("fields => fields.map(field => field.ariaLabel)")
    assert names == ["made later", "second"]


def test_bytes_travel_both_ways_in_states_and_in_messages(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "buffers")
    expect(page.get_by_text("data 0 1 254")).to_be_visible()
    button(page, "Set").click()
    expect(page.get_by_text("data 255 8 7")).to_be_visible()
    button(page, "Send").click()
    expect(page.get_by_text("sums 3 3")).to_be_visible()


def test_style_sheet_layout_and_classes_hold_and_follow_python(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "looks")
    expect(page.locator(".painted")).to_have_css("color", "rgb(1, 2, 3)")
    frame = page.locator(".jupyter-widgets")
    expect(frame).to_have_css("width", "321px")
    expect(frame).to_have_css("margin", "7px")
    expect(frame).to_have_class("jupyter-widgets st-half")
    page.locator(".painted").click()
    expect(frame).to_have_css("width", "123px")
    expect(frame).to_have_css("margin", "0px")
    expect(frame).to_have_class("jupyter-widgets other")


def test_a_script_is_told_when_its_view_and_when_its_widget_is_gone(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "leaving")
    start = page.title()
    assert sorted(start.split()[-4:]) == ["initialized", "initialized", "rendered", "rendered"]
    button(page, "Hide").click()
    expect(page.get_by_role("button", name="Hide")).to_have_count(1)
    expect(page).to_have_title(f"{start} left")
    button(page, "Close").click()
    expect(page.get_by_role("button", name="Hide")).to_have_count(0)
    assert sorted(page.title().removeprefix(f"{start} left ").split()) == ["forgotten", "left"]


def test_a_script_that_fails_shows_a_card_and_the_rest_of_the_page_lives(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "broken")
    expect(page.get_by_role("alert")).to_contain_text("could not be shown")
    expect(page.get_by_role("alert")).to_contain_text("the ink ran out")
    button(page, "Python counted 0").click()
    expect(button(page, "Python counted 1")).to_be_visible()


def test_a_page_with_a_widget_we_do_not_draw_gets_the_stock_scripts_and_works(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "slider")
    expect(page.locator(STOCK)).to_have_count(1)
    page.get_by_role("slider").press("ArrowRight")
    expect(page.get_by_text("depth 4")).to_be_visible()
    button(page, "Python counted 0").click()
    expect(page.get_by_role("button", name="Python counted 1")).to_have_count(2)


def test_a_widget_we_do_not_draw_may_come_later_and_the_kernel_stays_the_same(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "later")
    expect(page.locator(STOCK)).to_have_count(0)
    button(page, "Python counted 0").click()
    expect(page.get_by_text("pressed 1")).to_be_visible()
    expect(button(page, "Python counted 1")).to_be_visible()
    button(page, "Python counted 1").click()
    expect(page.get_by_text("pressed 2")).to_be_visible()


def test_a_figure_widget_is_drawn(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "figure")
    expect(page.locator(".gtitle")).to_have_text("A figure")


def test_what_a_cell_prints_as_html_is_read_and_not_run(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "html")
    expect(page.get_by_role("cell", name="0.62")).to_be_visible()
    assert page.title() not in {"ran", "1"}
    assert page.locator(".jp-OutputArea script, .jp-OutputArea [onerror]").count() == 0


def test_each_of_two_widgets_with_the_same_script_keeps_what_is_its_own(page: Page, server: Server) -> None:
    open_lesson(page, server.url, "twins")
    for name in ("one", "two"):
        button(page, f"Leave {name}").click()
        expect(button(page, f"Yes: Leave {name}")).to_be_visible()
    expect(button(page, "Yes: Leave one")).to_be_visible()


def test_a_kernel_that_answers_no_widget_is_told_after_a_while_with_a_way_on(page: Page, server: Server) -> None:
    page.clock.install()
    page.goto(f"{server.url}/voila/render/silent.ipynb")
    expect(page.get_by_text("Connecting to it")).to_be_visible()
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("alert")).to_contain_text("The connection to the lesson was lost.")
    page.clock.fast_forward(10_000)  # the kernel is asked whether it lives, and it does
    with page.expect_navigation():
        page.get_by_role("alert").get_by_role("button", name="Resume").click()


def test_a_question_that_a_cut_swallowed_is_asked_again(page: Page, server: Server) -> None:
    lines = []

    def pass_on(line) -> None:
        lines.append(line)
        upstream = line.connect_to_server()
        lost = len(lines) == 1
        line.on_message(lambda said: line.close() if lost else upstream.send(said))

    page.route_web_socket("**/channels*", pass_on)
    open_lesson(page, server.url, "counter")
    expect(page.get_by_role("button", name="Python counted 0")).to_have_count(2)
    assert len(lines) > 1


def test_a_page_without_widgets_is_ready_and_asks_its_kernel_nothing(page: Page, server: Server) -> None:
    said: list[str | bytes] = []
    page.on("websocket", lambda line: line.on("framesent", lambda frame: said.append(frame)))
    open_lesson(page, server.url, "plain")
    expect(page.get_by_text("only text")).to_be_visible()
    expect(page.locator(STOCK)).to_have_count(0)
    assert said == []


def test_a_line_that_is_cut_comes_back_by_itself_and_nothing_is_lost(page: Page, cutter: Cutter) -> None:
    lines = []
    page.on("websocket", lambda line: lines.append(line.url))
    open_lesson(page, f"http://127.0.0.1:{cutter.port}", "counter")
    button(page, "Python counted 0").click()
    expect(button(page, "Python counted 1")).to_be_visible()
    with page.expect_event("websocket"):
        assert cutter.cut() > 0
    button(page, "Python counted 1").click()
    expect(button(page, "Python counted 2")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(lines) == 2
