"""A question is written, mended, looked at and saved, and a student's next page has it without a restart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from support.server import Server, full, serve
from ui.journeys.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = "an-instructors-key-for-these-tests"
STEM = "Which of these <b>three</b> needs: a hospital now?"
RIGHT = "No feeling between the legs since this morning"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "my-content"
    folder.mkdir()
    return folder


@pytest.fixture
def school(tmp_path: Path, own: Path) -> Iterator[Server]:
    with serve(full(None, "--content", str(own)), tmp_path, {"SCIATICA_TEACH_INSTRUCTOR_KEY": KEY}) as running:
        yield running


def come_in(one: Visit) -> None:
    one.page.goto(f"{one.url}/instructor#{KEY}")
    expect(one.page.get_by_text("known as an instructor’s")).to_be_visible()
    one.open("11_authoring")
    one.heading("Write a question or a case")


def yaml(one: Visit) -> Locator:
    return one.page.get_by_label("The same as YAML")


def begin_question(one: Visit, name: str) -> None:
    one.page.get_by_label("Its name").fill(name)
    one.press("Begin the question")
    expect(yaml(one)).to_have_value(re.compile(name))


def write_it(one: Visit) -> None:
    """Every field that a first text leaves to its author."""
    page = one.page
    page.get_by_label("Question", exact=True).fill(STEM)
    for number, (text, why) in enumerate((
        ("A stiff back in the morning", "This can wait, and it says nothing of the roots."),
        (RIGHT, "It may be the cauda equina, and hours count."),
        ("Pain down the leg on every sneeze", "A root may be pressed, but nothing is being lost."),
    )):
        page.get_by_label("Text", exact=True).nth(number).fill(text)
        page.get_by_label("Why, shown to everybody afterwards").nth(number).fill(why)
    page.get_by_label("Why the right answer is right").fill("Lost feeling in the saddle is pressure on many roots.")
    page.get_by_label("First hint").fill("Which roots end in the saddle?")
    page.get_by_label("Second hint").fill("Ask of each what would be lost by tomorrow.")
    page.get_by_label("What this quiz is about").fill("Words that send somebody to a hospital.")
    page.get_by_label("Safety is at stake").check()
    expect(page.get_by_text("Nothing to mend.")).to_be_visible()


def content_version(one: Visit) -> str:
    return str(json.loads(one.page.request.get(f"{one.url}/healthz").text())["content_version"])


def test_a_question_comes_from_the_form_to_a_student_without_a_restart(
    school: Server, own: Path, visit: Callable[..., Visit], require_accessible: Callable[[Page], None]
) -> None:
    teacher, before = visit(school), None
    come_in(teacher)
    require_accessible(teacher.page)
    before = content_version(teacher)
    begin_question(teacher, "numb-since-morning")
    teacher.page.locator("summary", has_text="What to mend").press("Enter")
    expect(teacher.page.get_by_text("still says “Write here …”").first).to_be_visible()
    expect(teacher.page.get_by_role("button", name="Save")).to_have_attribute("aria-disabled", "true")
    write_it(teacher)
    expect(yaml(teacher)).to_have_value(re.compile(re.escape(STEM)))
    require_accessible(teacher.page)

    yaml(teacher).fill(yaml(teacher).input_value().replace("mark: taught", "mark: tought"))
    expect(teacher.page.get_by_text("'tought' is none of").first).to_be_visible()
    line = yaml(teacher).input_value().splitlines().index("    mark: tought") + 1
    teacher.press(f"Line {line}")
    expect(yaml(teacher)).to_be_focused()
    assert "tought" in teacher.page.evaluate(SELECTED)
    assert not list(own.rglob("*.yaml"))
    teacher.page.get_by_label("How far the answer can be trusted").select_option("taught")
    expect(teacher.page.get_by_text("Nothing to mend.")).to_be_visible()

    teacher.press("See it as a student would")
    teacher.heading("As a student sees it")
    expect(teacher.page.get_by_role("group", name=STEM)).to_be_visible()
    teacher.page.get_by_role("radio", name=RIGHT).press("Space")
    teacher.page.get_by_role("radio", name="Sure", exact=True).press("Space")
    teacher.page.get_by_role("button", name="Answer", exact=True).click()
    expect(teacher.page.get_by_text("It may be the cauda equina").last).to_be_visible()

    teacher.press("Save")
    expect(teacher.page.get_by_text("New pages have it now.")).to_be_visible()
    assert content_version(teacher) != before
    student = visit(school)
    student.open("05_quiz", "item=numb-since-morning")
    expect(student.page.get_by_role("group", name=STEM)).to_be_visible()
    assert student.page.locator("legend b").count() == 0
    assert not any("It may be the cauda equina" in frame for frame in student.frames)


def test_what_is_not_saved_outlives_a_reload_and_nobody_is_written_over(
    school: Server, own: Path, visit: Callable[..., Visit]
) -> None:
    teacher = visit(school, width=390)
    come_in(teacher)
    begin_question(teacher, "kept-over-a-reload")
    write_it(teacher)
    teacher.reload()
    expect(yaml(teacher)).to_have_value(re.compile(re.escape(STEM)))
    expect(teacher.page.get_by_label("Question", exact=True)).to_have_value(STEM)
    assert teacher.page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(teacher.page.get_by_text("Nothing to mend.")).to_be_visible()
    teacher.press("Save")
    expect(teacher.page.get_by_text("was saved at")).to_be_visible()

    file = own / "items" / "my-questions.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Questions of my own", "Theirs"), encoding="utf-8")
    teacher.page.get_by_label("Title").fill("Mine")
    expect(teacher.page.get_by_text("Nothing to mend.")).to_be_visible()
    teacher.press("Save")
    expect(teacher.page.get_by_text("was changed by somebody else").first).to_be_visible()
    assert "title: Theirs" in file.read_text(encoding="utf-8")
    with teacher.page.expect_download() as saved:
        teacher.press("Download")
    assert "title: Mine" in saved.value.path().read_text(encoding="utf-8")

    teacher.press("Discard my changes")
    teacher.press("Yes")
    expect(yaml(teacher)).to_have_value(re.compile("title: Theirs"))
    teacher.page.get_by_label("Title").fill("Both")
    expect(teacher.page.get_by_text("Nothing to mend.")).to_be_visible()
    teacher.press("Save")
    expect(teacher.page.get_by_text("was saved at")).to_be_visible()
    (former,) = (own / ".history" / "items" / "my-questions").glob("*.yaml")
    assert "title: Theirs" in former.read_text(encoding="utf-8")


def test_a_case_is_begun_headed_by_the_form_and_played_before_it_is_saved(
    school: Server, own: Path, visit: Callable[..., Visit], require_accessible: Callable[[Page], None]
) -> None:
    teacher = visit(school)
    come_in(teacher)
    teacher.page.get_by_label("First name of the patient").fill("nora")
    teacher.press("Begin the case")
    expect(yaml(teacher)).to_have_value(re.compile("What the patient might say at the door"))
    teacher.page.get_by_label("Title").fill("I cannot find a chair that fits")
    teacher.page.get_by_label("Age").fill("many")
    expect(teacher.page.get_by_text("'many' stands where this belongs").first).to_be_visible()
    teacher.page.get_by_label("Age").fill("48")
    expect(teacher.page.get_by_text("Nothing to mend.")).to_be_visible()
    expect(yaml(teacher)).to_have_value(re.compile("# What the patient might say at the door"))
    teacher.press("See it as a student would")
    teacher.heading("I cannot find a chair that fits")
    require_accessible(teacher.page)
    teacher.press("Save")
    expect(teacher.page.get_by_text("New pages have it now.")).to_be_visible()
    assert "age: 48" in (own / "cases" / "nora.yaml").read_text(encoding="utf-8")


SELECTED = """() => {
  const area = document.activeElement;
  return area.value.slice(area.selectionStart, area.selectionEnd);
}"""
