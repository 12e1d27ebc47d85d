"""What can be done, in a lesson: the gate keeps its key until the answer, and the cards and the map say the same."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect
from support.server import Server, full, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSONS = {
    "gate": ("apps.caution_gate()",),
    "treatment": ('apps.technique_cards("electro-low-back")', "apps.claims_table()"),
}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of two lessons: the gate alone, and the two that show everything."""
    folder = tmp_path_factory.mktemp("lesson")
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for name, calls in LESSONS.items():
        cells = [new_markdown_cell(f"# {name}"), new_code_cell("from sciatica_teach import apps"),
                 *(new_code_cell(call) for call in calls)]
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / f"{name}.ipynb")
    with serve(full(folder), home=tmp_path_factory.mktemp("home")) as running:
        yield running


def test_the_gate_by_keys_alone_keeps_its_key_until_the_answer(visit, lesson, kb, require_accessible):
    guest = visit(lesson)
    guest.open("gate")
    page = guest.page
    guest.heading("A patient at the gate")
    require_accessible(page)
    rules = kb.treatment.get_caution("neuropathy").rules
    why = next(rule.why.text for rule in rules if rule.level == "absolute")[:40]
    assert not [frame for frame in guest.frames if why in frame]

    guest.choose_by_key("Cupping", "Space")
    guest.choose_by_key("Commit")
    expect(page.get_by_role("heading", name="Contraindicated, and you would have done it: 2")).to_be_focused()
    assert [frame for frame in guest.frames if why in frame]
    require_accessible(page)

    guest.choose_by_key("Another patient")
    expect(page.get_by_role("heading", name="A patient at the gate")).to_be_focused()
    expect(page.get_by_role("button", name="Commit")).to_be_disabled()
    expect(page.get_by_role("checkbox", name="Cupping").last).not_to_be_checked()


def test_the_cards_and_the_map_by_mouse_on_a_phone(visit, lesson, kb, require_accessible):
    guest = visit(lesson, width=390)
    guest.open("treatment")
    page = guest.page
    guest.heading(kb.treatment.get_technique("electro-low-back").name)
    expect(page.locator(".st-plot .st-stage[data-ready]")).to_be_visible()
    page.get_by_label("Which cause", exact=True).select_option("cauda-equina")
    line = page.get_by_role("button", name=kb.treatment.get_technique("electro-low-back").short)
    expect(line).to_contain_text("Contraindicated")
    line.click()
    expect(page.get_by_text("This is an emergency.").last).to_be_visible()
    page.locator("label", has_text=kb.treatment.get_technique("cupping").short).first.click()
    guest.heading(kb.treatment.get_technique("cupping").name)
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
