"""The policy in a real browser: no lesson breaks it, and what was smuggled into a page does not run."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from hosting.conftest import COUNTER, write_lesson
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import Page, expect
from support.instructor import come_in_for
from support.server import Server, bare, full, serve

from sciatica_teach.settings import find_resources

pytestmark = pytest.mark.browser

NOTE_VIOLATIONS = """
window.broken = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
  window.broken.push(`${violatedDirective}: ${blockedURI} at ${sourceFile}:${lineNumber}`));
"""
SMUGGLED = """<p id="smuggled">Shown</p><script>window.hacked = "script"</script>
<img src="x" onerror="window.hacked = 'handler'"><a id="link" href="javascript:window.hacked='link'">Press</a>
<svg onload="window.hacked='svg'"></svg><iframe srcdoc="<script>parent.hacked='frame'</script>"></iframe>
<base href="https://evil.example/"><object data="data:text/html,<script>parent.hacked='object'</script>"></object>"""
LESSONS = sorted(path.stem for path in find_resources("notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(full(), tmp_path_factory.mktemp("shipped")) as running:
        yield running


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Notebooks of a teacher: with the course's kind of widgets, with stock ones, with HTML that was smuggled in."""
    home = tmp_path_factory.mktemp("own")
    write_lesson(home, "counter", ["# Words", COUNTER])
    write_lesson(home, "slider", ["# Words", "import ipywidgets; ipywidgets.IntSlider(description='How far')"])
    show = f"from IPython.display import HTML; HTML('''{SMUGGLED}''')"
    write_lesson(home, "printed", ["# Words", show, COUNTER])
    write_lesson(home, "widget", ["# Words", f"import ipywidgets; ipywidgets.HTML('''{SMUGGLED}''')"])
    prose = new_notebook(cells=[new_markdown_cell(f"# Words\n\n{SMUGGLED}")])
    prose.metadata["kernelspec"] = {"name": "python3", "display_name": "Python"}
    nbformat.write(prose, home / "prose.ipynb")
    with serve(bare(home), home) as running:
        yield running


def open_page(page: Page, server: Server, name: str) -> None:
    page.add_init_script(NOTE_VIOLATIONS)
    page.goto(f"{server.url}/voila/render/{name}.ipynb")
    page.locator("html.st-ready").wait_for(timeout=60_000)


@pytest.mark.parametrize("name", LESSONS)
def test_no_lesson_breaks_the_policy(page: Page, shipped: Server, name: str) -> None:
    come_in_for(page, shipped, name)
    open_page(page, shipped, name)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("broken") == []


@pytest.mark.parametrize(("name", "what"), [("counter", "Python counted 0"), ("slider", "How far")])
def test_a_teachers_own_widgets_work_under_it(page: Page, own: Server, name: str, what: str) -> None:
    open_page(page, own, name)
    expect(page.get_by_text(what)).to_be_visible()
    assert page.evaluate("broken") == []


@pytest.mark.parametrize("name", ["printed", "widget", "prose"])
def test_nothing_smuggled_into_a_page_runs(page: Page, own: Server, name: str) -> None:
    open_page(page, own, name)
    expect(page.get_by_text("Shown")).to_be_visible()
    if page.locator("#link").count():
        page.locator("#link").click()
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.baseURI").startswith(own.url)


def test_a_script_that_is_put_into_the_page_does_not_run(page: Page, own: Server) -> None:
    open_page(page, own, "counter")
    page.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "window.hacked = 1";
        document.body.append(script);
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hacked = 2'>"); }"""
    )
    expect(page.locator("img[src=x]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hacked") is None
    assert any(said.startswith("script-src") for said in page.evaluate("broken"))
