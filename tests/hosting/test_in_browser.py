"""The page around a lesson in a real browser: what it fetches, what it says, and what happens when the kernel dies."""

from __future__ import annotations

import re
import time

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from support.processes import find_below, read_words
from support.server import Server

pytestmark = pytest.mark.browser


def open_lesson(page: Page, server: Server, name: str = "index") -> None:
    page.goto(f"{server.url}/voila/render/{name}.ipynb")
    expect(page.locator("html.st-ready")).to_be_attached()


def find_kernels(server: Server) -> list[psutil.Process]:
    return [child for child in find_below(server.process.pid) if "ipykernel_launcher" in read_words(child)]


def test_a_widget_works_and_nothing_leaves_the_machine_or_complains(page: Page, server: Server) -> None:
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append((message.type, message.text)))
    page.on("pageerror", lambda error: said.append(("error", str(error))))
    open_lesson(page, server)
    page.get_by_role("button", name="Python counted 0").click()
    expect(page.get_by_role("button", name="Python counted 1")).to_be_visible()
    assert [url for url in asked if not url.startswith((server.url, f"blob:{server.url}", "data:"))] == []
    assert [text for kind, text in said if kind == "error"] == []
    assert [text for kind, text in said if kind == "warning"] == []


def test_every_script_of_a_page_is_asked_for_in_its_head_and_no_stock_script_runs(page: Page, server: Server) -> None:
    ran = set()
    devtools = page.context.new_cdp_session(page)
    devtools.on("Debugger.scriptParsed", lambda event: ran.add(event["url"]))
    devtools.send("Debugger.enable")
    open_lesson(page, server)
    expect(page.get_by_role("button", name="Python counted 0")).to_be_visible()
    ahead = set(page.eval_on_selector_all("link[rel=modulepreload]", "links => links.map(link => link.href)"))
    ahead |= set(page.eval_on_selector_all("script[src]", "scripts => scripts.map(script => script.src)"))
    assert ahead == {url for url in ran if "/static/" in url}
    assert [url for url in ran if re.search(r"/static/(voila|extensions)/", url)] == []


def test_the_text_is_readable_while_the_kernel_still_starts(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/voila/render/index.ipynb", wait_until="commit")
    expect(page.get_by_role("heading", name="Leg pain has many roads")).to_be_visible()
    expect(page.get_by_text("Starting your lesson.", exact=True)).to_be_visible()
    assert page.evaluate("stPage.state") != "ready"
    expect(page.get_by_text("Starting your lesson.", exact=True)).to_be_hidden()
    expect(page.locator("#st-live")).to_have_text("The lesson is ready.")


def test_a_killed_kernel_brings_a_banner_within_ten_seconds_and_one_click_resumes(page: Page, server: Server) -> None:
    before = set(find_kernels(server))
    open_lesson(page, server)
    (mine,) = set(find_kernels(server)) - before
    killed_at = time.monotonic()
    mine.kill()
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("The connection to the lesson was lost.")
    assert time.monotonic() - killed_at < 10
    banner.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("button", name="Python counted 0")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_leaving_the_page_ends_its_kernel(page: Page, server: Server) -> None:
    before = set(find_kernels(server))
    open_lesson(page, server)
    mine = set(find_kernels(server)) - before
    assert len(mine) == 1
    page.goto("about:blank")
    _, alive = psutil.wait_procs(list(mine), timeout=15)
    assert alive == []


def test_the_report_of_a_failing_step_can_be_copied(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_lesson(page, server, "04_cases")
    page.get_by_role("button", name="Copy the report").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    report = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"Page: 04_cases\nError: ZeroDivisionError\nMessage: division by zero\n", report)
    assert re.search(r"Sciatica Teach \d.*, Voilà \d", report)


def test_without_javascript_the_text_stands_and_what_is_missing_is_said(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/voila/render/index.ipynb")
    expect(page.get_by_text("The last words.")).to_be_visible()
    expect(page.get_by_text("need JavaScript")).to_be_visible()
    expect(page.get_by_text("Starting your lesson.", exact=True)).to_be_hidden()
    context.close()


def test_without_webgl_the_page_is_marked_so_that_text_takes_the_figures_place(page: Page, server: Server) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    open_lesson(page, server)
    assert "no-webgl" in page.evaluate("document.documentElement.className")


def test_the_first_tab_stop_skips_to_the_lesson(page: Page, server: Server) -> None:
    open_lesson(page, server)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "st-main"


@pytest.mark.parametrize("path", ["voila/render/index.ipynb", "voila/render/04_cases.ipynb", "resume", "nowhere"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (360, "light")])
def test_pages_are_accessible_and_never_scroll_sideways(
    browser: Browser, server: Server, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{server.url}/{path}")
    if path.startswith("voila"):
        expect(page.locator("html.st-ready")).to_be_attached()
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
