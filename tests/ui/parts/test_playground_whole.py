"""The whole playground with its real engine behind the bench: what is pressed in the browser moves the belief."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect
from ui.parts.bench import Bench

from sciatica_teach.apps.playground import PlaygroundPage
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.playground import Playground
from sciatica_teach.views.words import say

pytestmark = pytest.mark.browser


class Live:
    """A playground on the bench: `settle` lets the kernel hear what was sent and shows what came of it."""

    def __init__(self, bench: Bench, playground: Playground) -> None:
        self.bench, view = bench, PlaygroundPage(playground).view
        self.parts = {"answers": view.answers, "shares": view.shares, "nomogram": view.moved}
        self.heard = dict.fromkeys(self.parts, 0)
        catalogue: dict[str, Any] = {}
        for part in self.parts.values():
            catalogue |= part.catalogue
        bench.traits = {"catalogue": catalogue}  # of all three parts at once
        first, *more = [(name, part.state) for name, part in self.parts.items()]
        self.page = bench.put(*first, *more)

    def settle(self, name: str) -> None:
        """Part `name` has sent one more command."""
        count = self.heard[name] + 1
        self.page.wait_for_function("([name, count]) => window.models[name].sent.length >= count", arg=[name, count])
        replies: list[dict[str, Any]] = []
        self.parts[name].send = replies.append
        self.parts[name]._handle_custom_msg(self.bench.sent(name)[count - 1], [])
        self.heard[name] = count
        for shown, part in self.parts.items():
            self.bench.show(shown, part.state)
        for reply in replies:
            self.bench.answer(name, reply)

    def enter(self, name: str, answer: str) -> None:
        """Search for a finding and press an answer by keyboard."""
        self.page.get_by_role("searchbox").fill(name)
        self.found(name).get_by_role("button", name=answer).press("Space")
        self.settle("answers")

    def found(self, name: str) -> Any:
        return self.page.locator(".st-find + div").get_by_role("group", name=name, exact=True)


@pytest.fixture(scope="module")
def playground(kb):
    return Playground(kb, sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED)))


@pytest.fixture
def live(bench, playground):
    return Live(bench, playground)


def name_of(kb, finding_id):
    return kb.get_finding(finding_id).name


def text_of_shares(live):
    return live.page.locator(".st-shares li").all_inner_texts()


def test_a_finding_moves_the_belief_and_taking_it_back_moves_it_back(live, kb):
    before = text_of_shares(live)
    live.enter(name_of(kb, "slump"), say("answer.present"))
    expect(live.page.get_by_role("radio", name="Lumbar disc")).to_be_checked()
    assert text_of_shares(live) != before
    expect(live.page.get_by_role("heading", name="The last step: Slump test, present")).to_be_visible()
    live.page.get_by_role("button", name="Take back: Slump test, present").press("Enter")
    live.settle("answers")
    assert text_of_shares(live) == before


def test_a_red_flag_changes_the_rule_at_once_and_benign_findings_leave_it(live, kb):
    expect(live.page.locator(".st-rule")).to_contain_text("open safety questions")
    expect(live.page.get_by_text(say("playground.advice_ask"))).to_be_visible()
    live.enter(name_of(kb, "saddle-numbness"), say("answer.present"))
    rule = live.page.locator(".st-rule")
    expect(rule).to_contain_text(f"Must refer: {say('urgency.emergency')}")
    for finding_id in ("bladder-change", "bowel-change", "both-legs-sciatica"):
        live.enter(name_of(kb, finding_id), say("answer.absent"))
    expect(rule).to_contain_text(f"Must refer: {say('urgency.emergency')}")
    expect(live.page.locator("#st-live")).to_contain_text("Must refer")


def test_what_cannot_be_true_together_is_refused_where_it_was_entered(live, kb):
    first = next(one for one in kb.findings if one.excludes)
    second = kb.get_finding(first.excludes[0])
    live.enter(first.name, say("answer.present"))
    shares = text_of_shares(live)
    live.enter(second.name, say("answer.present"))
    row = live.page.locator(".st-find + div li").filter(has=live.page.get_by_text(second.name, exact=True))
    expect(row).to_contain_text("cannot both be present")
    expect(live.page.get_by_role("button", name=f"Take back: {first.name}, present")).to_be_visible()
    assert text_of_shares(live) == shares


def test_a_finding_outside_the_setting_is_refused_and_set_aside_on_a_change(live, kb):
    setting = next(one for one in kb.settings if one.outside)
    name = name_of(kb, setting.outside[0])
    live.enter(name, say("answer.present"))
    live.page.get_by_role("radio", name=setting.name).press("Space")
    live.settle("answers")
    expect(live.page.locator(".st-aside-note")).to_contain_text(name)
    live.found(name).get_by_role("button", name=say("answer.present")).press("Space")
    live.settle("answers")
    expect(live.page.locator(".st-fate")).to_contain_text(f"cannot be present in the setting “{setting.name}”")


def test_a_proposed_safety_question_is_answered_by_mouse_and_leaves_the_list(live):
    proposed = live.page.locator("section section ul").first.locator(".st-finding strong")
    asked = proposed.first.inner_text()
    live.page.get_by_role("group", name=asked).get_by_role("button", name=say("answer.absent")).click()
    live.settle("answers")
    expect(live.page.get_by_role("button", name=f"Take back: {asked}, absent")).to_be_visible()
    assert asked not in proposed.all_inner_texts()


def test_two_quick_enters_answer_one_question_and_the_next_one_has_the_focus(live):
    groups = live.page.locator("[data-key^='row:next:']")
    asked = groups.first.get_attribute("data-key")
    groups.first.get_by_role("button", name=say("answer.absent")).focus()
    live.page.keyboard.press("Enter")
    live.page.keyboard.press("Enter")  # before the kernel has heard of the first
    live.settle("answers")
    expect(groups.first).to_be_focused()  # the order may have changed: whatever comes first now
    assert groups.first.get_attribute("data-key") != asked
    live.page.keyboard.press("Enter")  # and after
    live.page.keyboard.press("Space")
    assert len(live.bench.actions("answers")) == 1
    expect(live.page.get_by_role("button", name="Take back")).to_have_count(1)
    live.page.keyboard.press("Tab")
    expect(groups.first.get_by_role("button").first).to_be_focused()


def test_the_focus_stays_near_when_everything_is_taken_back(live, kb):
    rest = live.page.get_by_role("heading", name=say("parts.answers_entered"))
    for finding_id in ("slump", "night-pain"):
        live.enter(name_of(kb, finding_id), say("answer.present"))
    live.page.get_by_role("button", name=say("parts.answers_clear")).press("Enter")
    live.settle("answers")
    expect(rest).to_be_focused()
    live.enter(name_of(kb, "slump"), say("answer.present"))
    live.page.get_by_role("button", name="Take back: Slump test, present").press("Enter")
    live.settle("answers")
    expect(rest).to_be_focused()


def test_pregnancy_is_counted_by_a_switch_of_the_setting(live, kb):
    live.enter(name_of(kb, "pregnant"), say("answer.present"))
    expect(live.page.get_by_role("heading", name="The last step")).to_be_visible()
    expect(live.page.locator("svg")).to_have_count(0)
    setting = kb.get_setting("pregnancy").name
    live.page.get_by_role("button", name=say("playground.caution_switch", setting=setting)).press("Enter")
    live.settle("answers")
    expect(live.page.get_by_role("radio", name=setting)).to_be_checked()
    expect(live.page.locator(".st-aside-note")).to_contain_text(say("playground.caution_here"))


def test_a_closer_look_at_an_emergency_shows_its_own_step(live, kb):
    live.enter(name_of(kb, "saddle-numbness"), say("answer.present"))
    live.page.get_by_role("radio", name="Cord compression").press("Space")
    live.settle("shares")
    expect(live.page.get_by_role("heading", name="What moved it: Cord compression")).to_be_visible()
    expect(live.page.get_by_role("img", name="Before: Cord compression")).to_be_visible()
    live.page.get_by_role("button", name="Follow the leading cause").press("Enter")
    live.settle("shares")
    expect(live.page.get_by_role("heading", name="What moved it: Cord compression")).to_have_count(0)


def test_a_new_start_of_the_page_comes_back_to_what_was_entered(live, kb, playground):
    live.enter(name_of(kb, "slump"), say("answer.present"))
    again = Live(live.bench, playground)
    again.settle("answers")
    expect(again.page.get_by_role("button", name="Take back: Slump test, present")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_whole_of_the_content_is_accessible_and_fits(open_bench, playground, kb, require_accessible, width):
    live = Live(open_bench(width=width), playground)
    live.enter(name_of(kb, "slump"), say("answer.present"))
    live.enter(name_of(kb, "saddle-numbness"), say("answer.present"))
    live.page.get_by_role("searchbox").fill("e")  # nearly every finding
    live.page.get_by_role("button", name="Show all").press("Enter")
    require_accessible(live.page)
    assert live.page.evaluate("document.documentElement.scrollWidth") <= width
