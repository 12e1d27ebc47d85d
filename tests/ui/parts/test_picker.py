"""Labelled choices: every change goes up with all values, none is lost, and what is refused stands as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIELDS = [
    {"id": "sign", "kind": "radio", "label": "What was found", "options": [
        {"value": "present", "label": "present"}, {"value": "absent", "label": "absent"}]},
    {"id": "group", "kind": "select", "label": "Causes", "options": [
        {"value": "all", "label": "All"}, {"value": "joint", "label": "Joints", "group": "One family"},
        {"value": "nerve", "label": "Nerves", "group": "One family"}]},
    {"id": "causes", "kind": "many", "label": "Single causes", "options": [
        {"value": "disc", "label": "Disc"}, {"value": "hip", "label": "Hip"}, {"value": "canal", "label": "Canal"}]},
]
VALUES = {"sign": "present", "group": "all", "causes": ["disc"]}


def state(**values: Any) -> dict[str, Any]:
    return {"subject": "", "id": "picker", "title": "What to show", "text": ["Everything follows."], "fields": FIELDS,
            "values": {**VALUES, **values}}


def picked(bench) -> list[dict[str, Any]]:
    return [action["values"] for action in bench.actions("picker")]


def test_a_select_and_a_radio_by_key_send_all_values(bench):
    page = bench.put("picker", state())
    bench.reply_always("ack")
    page.get_by_label("Causes", exact=True).select_option("joint")
    page.get_by_role("radio", name="present").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="absent")).to_be_focused()
    assert picked(bench) == [{**VALUES, "group": "joint"}, {**VALUES, "group": "joint", "sign": "absent"}]
    expect(page.locator("optgroup[label='One family'] option")).to_have_text(["Joints", "Nerves"])


def test_tick_boxes_are_folded_away_and_sent_in_the_order_shown(bench):
    page = bench.put("picker", state())
    bench.reply_always("ack")
    page.get_by_text("Single causes (1 chosen)").press("Enter")
    page.get_by_role("checkbox", name="Canal").press("Space")
    page.get_by_role("checkbox", name="Hip").press("Space")
    page.get_by_role("checkbox", name="Disc").press("Space")
    assert [values["causes"] for values in picked(bench)] == [["disc", "canal"], ["disc", "hip", "canal"],
                                                              ["hip", "canal"]]
    expect(page.get_by_text("Single causes (2 chosen)")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Disc")).to_be_focused()


def test_what_is_chosen_while_a_change_is_on_its_way_is_sent_after_it(bench):
    page = bench.put("picker", state())
    page.get_by_label("Causes", exact=True).select_option("joint")
    page.get_by_role("radio", name="absent").press("Space")
    assert len(picked(bench)) == 1
    bench.reply_always("ack")
    bench.show("picker", state(group="joint"))
    bench.answer("picker", {"ack": bench.sent("picker")[0]["id"]})
    page.wait_for_function("window.models.picker.sent.length === 2")
    assert picked(bench)[-1] == {**VALUES, "group": "joint", "sign": "absent"}
    expect(page.get_by_role("radio", name="absent")).to_be_checked()


def test_a_refused_choice_goes_back_and_says_why(bench):
    page = bench.put("picker", state())
    page.get_by_label("Causes", exact=True).select_option("nerve")
    bench.answer("picker", {"refused": bench.sent("picker")[0]["id"], "why": "The map needs at least one cause."})
    expect(page.locator(".st-fate")).to_have_text("✕Not taken. The map needs at least one cause.")
    expect(page.get_by_label("Causes", exact=True)).to_have_value("all")
    bench.reply_always("ack")
    page.get_by_label("Causes", exact=True).select_option("joint")
    expect(page.get_by_label("Causes", exact=True)).to_have_value("joint")
    expect(page.locator(".st-fate")).to_have_count(0)


def test_another_state_brings_its_values(bench):
    page = bench.put("picker", state())
    bench.show("picker", state(group="nerve", causes=["hip", "canal"]))
    expect(page.get_by_label("Causes", exact=True)).to_have_value("nerve")
    expect(page.get_by_text("Single causes (2 chosen)")).to_be_visible()


def kept(page) -> str:
    return page.evaluate("localStorage.getItem('st-picker:anna:map')")


def test_what_the_kernel_has_taken_is_asked_for_again_after_a_reload(bench):
    page = bench.put("picker", state() | {"store": "anna:map"})
    assert kept(page) is None
    bench.reply_always("ack")
    page.get_by_label("Causes", exact=True).select_option("joint")
    bench.show("picker", state(group="joint", causes=["hip"]) | {"store": "anna:map"})
    page.wait_for_function("localStorage.getItem('st-picker:anna:map')?.includes('hip')")
    bench.put("picker", state() | {"store": "anna:map"})
    page.wait_for_function("window.models.picker.sent.length === 1")
    assert picked(bench) == [{**VALUES, "group": "joint", "causes": ["hip"]}]
    bench.put("picker", state() | {"store": "ben:map"})
    expect(page.get_by_label("Causes", exact=True)).to_have_value("all")
    assert picked(bench) == []


def test_a_kept_choice_that_is_refused_gives_way_and_one_with_other_fields_is_not_sent(bench):
    put = lambda **kept: (  # noqa: E731  # local shorthand
        bench.context.add_init_script(f"localStorage.setItem('st-picker:anna:map', '{json.dumps(kept)}')"),
        bench.put("picker", state() | {"store": "anna:map"}),
    )[1]
    page = put(**{**VALUES, "group": "gone"})
    page.wait_for_function("window.models.picker.sent.length === 1")
    bench.answer("picker", {"refused": bench.sent("picker")[0]["id"], "why": "The map has no such choice."})
    expect(page.get_by_label("Causes", exact=True)).to_have_value("all")
    page.wait_for_function("localStorage.getItem('st-picker:anna:map') === JSON.stringify(" + json.dumps(VALUES) + ")")
    page = put(sign="absent")
    expect(page.get_by_role("radio", name="present")).to_be_checked()
    assert picked(bench) == []
