"""Take the README's pictures again: a fresh server, a fresh learner, the same steps.

    python tools/screenshots.py [--class]

With `--class`, only those of the classroom and of authoring.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import system
from anatomy_pictures import take_anatomy
from classroom_pictures import take_classroom
from clinic_pictures import play_to_history, take_clinic
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from quiz_pictures import take_quiz
from reasoning_pictures import take_reasoning
from symptoms_pictures import take_symptoms

from sciatica_teach.hosting.instructors import keep_made_key

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
READY = re.compile(r"is ready: (http://\S+?)/?\s")


@contextmanager
def server() -> Iterator[tuple[str, str]]:
    """Its address and the instructors' key."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [sys.executable, "-c", "from sciatica_teach.cli import main; main()", "serve", "--port", "0", "--no-open",
             "--public-url", "http://192.168.0.20:8866"],
            env={**os.environ, "SCIATICA_TEACH_HOME": home}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        try:
            assert process.stdout is not None
            url = next(found[1] for line in process.stdout if (found := READY.search(line)))
            yield url, keep_made_key(Path(home))
        finally:
            process.terminate()
            process.wait(30)


def open_page(page: Page, url: str, path: str) -> None:
    page.goto(f"{url}/voila/render/{path}")
    page.wait_for_selector(".st-view .st-part :is(h1, h2, legend)", timeout=60_000)
    page.wait_for_function("() => stPage.state === 'ready'")


def answer_a_question(page: Page, url: str) -> None:
    open_page(page, url, "05_quiz.ipynb?set=first-steps")
    page.locator(".st-choice input[type=radio]").first.check(force=True)
    page.locator(".st-sure label").get_by_text("Fairly sure", exact=True).click()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Next question").wait_for()


def shoot(page: Page, name: str, height: int) -> None:
    """The top of the page, so that the picture is as tall as a page of a book."""
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.mouse.move(0, 0)
    width = page.viewport_size["width"] if page.viewport_size else 1280
    top = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=IMAGES / f"{name}.png", full_page=True, clip=top)


def start_chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=str(system.find_chromium()), args=["--no-sandbox"])


def take_class(url: str, key: str) -> None:
    with sync_playwright() as playwright:
        chromium = start_chromium(playwright)
        take_classroom(chromium, url, key, IMAGES)
        chromium.close()


def take_lessons(url: str, width: int, height: int) -> None:
    with sync_playwright() as playwright:
        chromium = start_chromium(playwright)
        page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
        open_page(page, url, "index.ipynb")
        shoot(page, f"home-{width}", height)
        open_page(page, url, "04_cases.ipynb")
        shoot(page, f"clinic-{width}", height)
        play_to_history(page, url)
        shoot(page, f"case-{width}", height)
        page.emulate_media(color_scheme="dark")
        shoot(page, f"case-dark-{width}", height)
        page.emulate_media(color_scheme="light")
        take_clinic(page, IMAGES, width)
        shoot(page, f"debrief-{width}", height)
        answer_a_question(page, url)
        shoot(page, f"quiz-{width}", height)
        take_quiz(page, url, IMAGES, width)
        take_anatomy(page, url, IMAGES, width)
        take_symptoms(page, url, IMAGES, width)
        take_reasoning(page, url, IMAGES, width)
        chromium.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with server() as (url, key):
        take_class(url, key)
        if "--class" not in sys.argv:
            take_lessons(url, 1280, 1100)
            take_lessons(url, 390, 1100)


if __name__ == "__main__":
    main()
