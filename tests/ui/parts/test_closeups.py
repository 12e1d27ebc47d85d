"""The close-ups: what is chosen by key is drawn and said; the room of a root is what the geometry says it is."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from ui.parts.bench import Bench
from ui.parts.samples import make
from ui.parts.small_scene import box, part, small_scene

from sciatica_teach.anatomy.shapes.discs import build_discs
from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh
from sciatica_teach.anatomy.shapes.scene import Scene
from sciatica_teach.anatomy.shapes.spine_changes import apply_changes, build_spine, spine_changes
from sciatica_teach.figures.scene import encode_scene
from sciatica_teach.views.parts.scene import read_script

pytestmark = pytest.mark.browser
NO_WEBGL = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return /webgl/.test(kind) ? null : get.call(this, kind, ...rest);
};
"""
VISIBLE = """document.querySelector('.st-stage').data.filter((trace) => trace.visible && trace.type === 'mesh3d')
  .map((trace) => trace.x.length)"""
DISC = "l4-l5-disc"
RADIUS_MM = 2.0


def variant_scene() -> Scene:
    """The sciatic nerve of type A, and a divided one of type B beside the same femur."""
    whole = small_scene()
    nerve, tibial, _, femur, *_ = whole.parts
    muscle = part("piriformis", "muscle", "deep", box((60.0, 60.0, 40.0), 10.0))
    parts = (replace(nerve, variant="a"), replace(tibial, id="b", structure="sciatic", variant="b"), femur, muscle)
    return Scene(parts=parts, needles=(), changes=())


def spine_scene() -> Scene:
    """The disc between L4 and L5 with its changes, and nothing else."""
    changes = tuple(change for change in spine_changes() if change.structure == DISC and change.kind == "herniation")
    return Scene(parts=(part(DISC, "disc", "disc", build_discs()[DISC], side="middle"),), needles=(), changes=changes)


def lay_out(bench: Bench, name: str, scene: Scene) -> Page:
    bench.traits = {"plotly_url": "/plotly.min.js", "scene_url": "/scene.json"}
    bench.files = {"plotly.min.js": read_script(), "scene.json": encode_scene(scene)}
    page = bench.put(name, make(name))
    page.locator(".st-stage[data-shown]").wait_for(timeout=60_000)
    return page


def choose(page: Page, key: str) -> None:
    page.locator(f"[data-key='{key}']").press("Space")


def test_a_type_chosen_by_key_is_drawn_described_and_there_again_after_a_reload(bench):
    page = lay_out(bench, "variants", variant_scene())
    expect(page.get_by_role("img", name="Type A, undivided, below.")).to_be_visible()
    choose(page, "type:b")
    expect(page.get_by_role("heading", name="Type B")).to_be_visible()
    expect(page.locator(".st-stage[data-shown=b]")).to_be_visible()
    assert page.evaluate(VISIBLE) == [8, 8, 8]
    bench.reload()
    expect(page.locator(".st-stage[data-shown=b]")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-key='type:b']")).to_be_checked()


def test_the_parts_of_a_type_are_told_apart_by_colour_and_word(bench):
    page = lay_out(bench, "variants", variant_scene())
    named, legend = page.locator(".annotation-text"), page.locator(".st-key li")
    expect(legend.first).to_have_text("Sciatic nerve, undivided")
    expect(named).to_have_text(["Piriformis", "Sciatic nerve, undivided"])
    choose(page, "type:b")
    expect(legend.first).to_have_text("Tibial part")
    expect(named).to_have_text(["Piriformis", "Tibial part"])


def test_what_is_drawn_can_be_named_by_key(bench):
    page = lay_out(bench, "variants", variant_scene())
    page.get_by_text("What is drawn").press("Enter")
    names = page.locator(".st-drawn button")
    expect(names).to_have_text(["Sciatic nerve", "Femur", "Piriformis"])
    names.first.press("Enter")
    expect(names.first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".annotation-text").first).to_have_text("Sciatic nerve")


def test_the_picture_turns_by_key_and_comes_back(open_bench):
    page = lay_out(open_bench(reduced_motion="reduce"), "variants", variant_scene())
    eye = "document.querySelector('.st-stage')._fullLayout.scene.camera.eye.x"
    first = page.evaluate(eye)
    choose(page, "turn-left")
    page.wait_for_function(f"Math.abs({eye} - ({first})) > 0.05")
    choose(page, "reset")
    page.wait_for_function(f"Math.abs({eye} - ({first})) < 1e-6")


def test_on_paper_a_sentence_stands_for_the_picture_and_no_control_is_left(bench):
    page = lay_out(bench, "variants", variant_scene())
    expect(page.locator(".st-printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".st-printed")).to_contain_text("It showed: Type A, undivided, below.")
    expect(page.locator(".st-controls, .st-stage, .st-drawn").locator("visible=true")).to_have_count(0)


@pytest.mark.parametrize("name", ["variants", "spine"])
def test_without_webgl_the_words_are_there_and_plotly_is_not_fetched(bench, name):
    bench.page.add_init_script(NO_WEBGL)
    bench.traits = {"plotly_url": "/plotly.min.js", "scene_url": "/scene.json"}
    bench.files = {"scene.json": encode_scene(spine_scene())}  # no script: asking for it would be noticed
    page = bench.put(name, make(name))
    expect(page.get_by_text("This browser cannot draw in 3D.")).to_be_visible()
    expect(page.locator(".st-blocks .st-claim").first).to_be_visible()
    if name == "spine":
        expect(page.locator("[data-root=l5-root]")).to_contain_text("mm of room")


def told(page: Page, root: str) -> str:
    return page.locator(f"[data-root={root}]").inner_text()


def engine_room(place: np.ndarray, sizes: dict[str, float]) -> float:
    """Millimetres between a root at that place and the changed disc, every triangle looked at."""
    disc = apply_changes({DISC: build_discs()[DISC]}, sizes)[DISC]
    return float(distance_to_mesh(place, disc, near=len(disc.triangles)).min()) - RADIUS_MM


@pytest.mark.parametrize(("side", "sign"), [("left", 1.0), ("right", -1.0)])
def test_the_room_of_a_root_is_that_of_the_engine_at_every_size(bench, side, sign):
    page = lay_out(bench, "spine", spine_scene())
    choose(page, f"side:{side}")
    for step in (1, 2, 3, 4):
        choose(page, f"size:{step}")
        expect(page.locator(f".st-stage[data-shown='l4-l5 herniation {side} {step}']")).to_be_visible()
        for root, (x, y, z, _) in ((one["id"], one["line"][0]) for one in make("spine")["roots"]):
            room = engine_room(np.array([[sign * x, y, z]]), {f"herniation-l4-l5-{side}": 0.25 * step})
            found = re.search(r"([0-9.]+) mm left", told(page, root))
            if found:
                assert float(found[1]) == pytest.approx(room, abs=0.15 if room < 2 else 0.6)
            else:
                assert room <= 0.1
                assert "touched" in told(page, root)


def test_a_touched_root_says_what_its_lesion_would_show_and_a_free_one_does_not(bench):
    page = lay_out(bench, "spine", spine_scene())
    expect(page.locator("[data-root=l5-root]")).to_contain_text("healthy, with")
    expect(page.locator("[data-root=l5-root]")).not_to_contain_text("Weak toe.")
    choose(page, "size:4")
    expect(page.locator("[data-root=l5-root]")).to_contain_text("touched")
    expect(page.locator("[data-root=l5-root]")).to_contain_text("Weak toe.")
    expect(page.locator("[data-root=l4-root]")).not_to_contain_text("touched")
    expect(page.get_by_role("img", name=re.compile("L5 nerve root: touched"))).to_be_visible()


def narrow_scene() -> Scene:
    """The yellow ligaments and L5 with the narrowing of the canal between L4 and L5."""
    changes = tuple(one for one in spine_changes() if one.kind == "canal-narrowing" and one.level == "l4-l5")
    spine = build_spine()
    parts = tuple(part(one, "spine", tone, spine[one], side="middle")
                  for one, tone in (("ligamentum-flavum", "ligament"), ("l5-vertebra", "bone")))
    return Scene(parts=parts, needles=(), changes=changes)


def test_a_narrow_canal_never_earns_a_tick_and_says_what_it_takes(bench):
    page = lay_out(bench, "spine", narrow_scene())
    choose(page, "kind:canal-narrowing")
    passing = page.locator("[data-root=l5-root]")
    expect(passing).to_have_class("st-tone-plain")
    expect(passing).to_contain_text("healthy")
    named = page.locator(".annotation-text")
    expect(named.filter(has_text="Ligamentum flavum, thickened")).to_have_count(0)
    for step, lost in ((2, "2.7"), (4, "5.3")):
        choose(page, f"size:{step}")
        expect(passing).to_contain_text(f"narrower by up to {lost} mm")
        expect(page.locator(".st-told .st-tone-caution")).to_have_count(2)
        expect(named.filter(has_text="Ligamentum flavum, thickened")).to_have_count(1)
        expect(page.locator(".st-key")).to_contain_text("Ligamentum flavum, thickened")
        expect(page.locator(".st-told")).not_to_contain_text("0.0 mm")
        expect(page.locator(".st-told")).not_to_contain_text("✓")


def test_what_cannot_wait_stands_before_any_verdict_with_its_evidence(bench):
    page = lay_out(bench, "spine", spine_scene())
    choose(page, "kind:central-herniation")
    expect(page.locator(".st-stop")).to_have_count(0)
    for step in (1, 4):
        choose(page, f"size:{step}")
        expect(page.locator(".st-stop")).to_contain_text("Stop: hospital now.")
        expect(page.locator(".st-stop .st-claim")).to_contain_text("Numb saddle.")
        expect(page.locator(".st-stop")).to_contain_text("Both sides are at risk.")
        expect(page.locator(".st-stop + .st-told [data-root=l5-root]")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Stop: hospital now.*L5 nerve root"))).to_be_visible()
    choose(page, "kind:herniation")
    expect(page.locator(".st-stop")).to_have_count(0)


def test_a_scene_that_cannot_be_fetched_is_said_and_can_be_asked_for_again(bench):
    bench.traits = {"plotly_url": "/plotly.min.js", "scene_url": "/scene.json"}
    bench.files = {"plotly.min.js": read_script(), "scene.json": b"{"}
    page = bench.put("spine", make("spine"))
    expect(page.get_by_text("nothing can be measured on it now")).to_be_visible(timeout=60_000)
    bench.files["scene.json"] = encode_scene(spine_scene())
    page.locator("[data-key=again]").click()
    expect(page.locator("[data-root=l5-root]")).to_contain_text("mm of room", timeout=60_000)
