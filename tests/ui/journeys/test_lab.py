"""In JupyterLab, in a notebook of one's own: a case is played, an item answered, a structure chosen in the scene."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect
from support.processes import find_below, kill_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOKEN = "only-for-this-test"
STARTS_WITHIN_MS = 60_000


def write_notebook(path: Path, *sources: str) -> None:
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), path)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """A JupyterLab with two notebooks: one import and one line for each widget."""
    start = "from sciatica_teach import apps\n"
    write_notebook(tmp_path / "mine.ipynb", f'{start}apps.case("marek")', 'apps.quiz("first-steps")')
    write_notebook(tmp_path / "scene.ipynb", f"{start}apps.nerve_explorer()")
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--port=0",
        f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={tmp_path}", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    # JupyterLab keeps which notebooks are open in its home: two at once would open each other's.
    folders = {
        "SCIATICA_TEACH_HOME": str(tmp_path / "home"), "JUPYTER_RUNTIME_DIR": str(tmp_path / "run"),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
    }
    environment = {**os.environ, **folders}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        address = wait_for_address(process)
        Thread(target=process.stderr.read, daemon=True).start()  # a full pipe would stop the server
        yield address
    finally:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    """Its kernels with it: JupyterLab asks before it stops, and waits for pages that are still open."""
    below = find_below(process.pid)
    process.kill()
    kill_all(below)
    process.wait()


def wait_for_address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if "http://127.0.0.1:" in line or "http://localhost:" in line:
            return line[line.index("http://"):].split("/lab")[0].strip()
    raise AssertionError("JupyterLab did not start")


def run_all_cells(page: Page) -> None:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def open_notebook(page: Page, lab: str, name: str, words: str) -> None:
    """Open it, wait until its kernel is ready, and run it."""
    page.set_default_timeout(STARTS_WITHIN_MS)
    page.goto(f"{lab}/lab/tree/{name}?token={TOKEN}")
    page.get_by_text(words).first.wait_for()
    # The toolbar's sign is idle from the start. Only the status bar knows of the kernel; what is run earlier is lost.
    page.get_by_text("Python 3 (ipykernel) | Idle", exact=True).wait_for()
    run_all_cells(page)


def test_a_case_and_an_item_survive_a_restart_of_the_kernel(lab, open_context):
    page = open_context().new_page()
    open_notebook(page, lab, "mine.ipynb", "apps.quiz")

    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("button", name="when you wipe").click()
    expect(page.locator(".st-asked")).to_have_count(1)
    page.locator(".st-choice input[type=radio]").first.press("Space")
    page.locator(".st-sure input").nth(1).press("Space")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("button", name="Next question")).to_be_visible()

    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Restart Kernel and Run All Cells…", exact=True).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(page.locator(".st-asked")).to_have_count(1)
    expect(page.get_by_role("button", name="Next question")).to_be_visible()


def test_the_scene_comes_through_the_kernel_where_there_is_no_server_of_ours(lab, open_context):
    page = open_context(reduced_motion="reduce").new_page()
    open_notebook(page, lab, "scene.ipynb", "apps.nerve_explorer")
    page.locator(".st-explorer .st-stage[data-ready]").wait_for()
    field = page.get_by_role("combobox", name="Find a structure")
    field.fill("piriformis")
    field.press("Enter")
    expect(page.locator(".st-chosen > h3")).to_have_text("Piriformis")
    expect(page.locator(".st-explorer .annotation-text")).to_have_text("Piriformis")
    expect(page.get_by_role("heading", name="Before a needle comes near")).to_be_visible()
