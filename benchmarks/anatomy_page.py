"""The anatomy figure: time until it is drawn, bytes, camera views and layers, ours against the same faces in Panel.

    python benchmarks/anatomy_page.py [VISITS]

Both pages show the same triangles with plotly in the same browser (without a graphics card: WebGL in software). What
counts is the ratio of the medians in one run on one machine. "First visit" starts with an empty browser cache. Panel
gets an environment of its own under `.venv/peers`, made on the first run.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from browsing import fresh_browser, new_visitor, watch_network
from playwright.sync_api import Browser, Page, sync_playwright
from servers import OURS, PAGES, RESULTS, ROOT, free_port, require_environment, running, write_lesson
from verdicts import spread

from sciatica_teach.anatomy.shapes.scene import Scene, ScenePart, build_scene
from sciatica_teach.content.bones import load_bones
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.settings import Settings
from sciatica_teach.views.explorer import LAYERS_AT_START

PORTS = {"ours": free_port(), "panel": free_port()}
ADDRESSES = {"ours": "/voila/render/explorer.ipynb", "panel": "/anatomy_panel"}
CELL = "from sciatica_teach.apps.anatomy import nerve_explorer\n\nnerve_explorer()"
LESSON = "/voila/render/01_anatomy.ipynb"
VIEW = "Gluteal region"
LAYERS = {"ours": ("button", "Bones"), "panel": ("checkbox", "bone")}
SKIN_SHOWN = "middle"
WARM_BUILDS = 5

FIGURE = """(() => {
  const find = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.classList.contains("js-plotly-plot")) return element;
      const found = element.shadowRoot && find(element.shadowRoot);
      if (found) return found;
    }
  };
  return find(document);
})()"""
DRAWN = f"""() => {{
  const traces = Object.values({FIGURE}?._fullLayout?.scene?._scene?.traces ?? {{}});
  return traces.some(({{ data }}) => data?.type === "mesh3d" && data.visible === true && data.x?.length > 1000);
}}"""
WATCH = f"""() => {{
  const figure = {FIGURE};
  const {{ _scene: scene }} = figure._fullLayout.scene;
  const look = () => JSON.stringify([scene.getCamera(), figure._fullData.map(({{ visible }}) => visible)]);
  const start = performance.now();
  const watch = (window.watch = {{ first: undefined, last: undefined, now: () => performance.now() - start }});
  let before = look();
  const frame = () => {{
    const after = look();
    // A frame is on screen when the next one begins.
    if (after !== before) requestAnimationFrame(() => {{ watch.first ??= watch.now(); watch.last = watch.now(); }});
    before = after;
    if (window.watch === watch) requestAnimationFrame(frame);
  }};
  requestAnimationFrame(frame);
}}"""
SETTLED = "() => window.watch.last !== undefined && window.watch.now() - window.watch.last > 600"


@dataclass
class Measured:
    """The visits to one page."""

    first_s: list[float] = field(default_factory=list)
    repeat_s: list[float] = field(default_factory=list)
    first_kb: list[float] = field(default_factory=list)
    repeat_kb: list[float] = field(default_factory=list)
    view_begins_ms: list[float] = field(default_factory=list)
    view_ms: list[float] = field(default_factory=list)
    layer_ms: list[float] = field(default_factory=list)
    layer_kb: list[float] = field(default_factory=list)


# ---- What both show ----


def time_builds() -> tuple[Scene, list[float]]:
    """The scene, and how long a warm process takes to build it again, in milliseconds."""
    anatomy = load_knowledge(Settings.from_environment(os.environ)).anatomy
    scene = build_scene(anatomy, load_bones())
    times = []
    for _ in range(WARM_BUILDS):
        started = time.perf_counter()
        build_scene(anatomy, load_bones())
        times.append(1000 * (time.perf_counter() - started))
    return scene, times


def is_shared(part: ScenePart) -> bool:
    return part.variant in {"", "a"} and part.build in {"", SKIN_SHOWN}


def group_of(part: ScenePart) -> str:
    """Ours counts discs to the spine, and tells two layers of muscles apart."""
    renamed = {"disc": "spine", "root": "nerve", "muscle": f"muscle-{part.tone}"}
    return renamed.get(part.layer, part.layer)


def write_faces(scene: Scene, path: Path) -> tuple[int, list[str]]:
    """The faces for Panel, one trace for each layer; how many there are, and the layers."""
    groups: dict[str, list[ScenePart]] = {}
    for part in filter(is_shared, scene.parts):
        groups.setdefault(group_of(part), []).append(part)
    arrays: dict[str, Any] = {}
    for name, parts in groups.items():
        ends = np.cumsum([0, *(len(part.mesh.vertices) for part in parts)])
        vertices = np.concatenate([part.mesh.vertices for part in parts]).astype(np.float32)
        triangles = np.concatenate([part.mesh.triangles + end for part, end in zip(parts, ends, strict=False)])
        arrays |= {f"{name}/{axis}": vertices[:, n] for n, axis in enumerate("xyz")}
        arrays |= {f"{name}/{axis}": triangles[:, n].astype(np.int32) for n, axis in enumerate("ijk")}
        arrays[f"{name}/intensity"] = np.concatenate([part.shade for part in parts])
    np.savez(path, **arrays)
    return sum(len(part.mesh.triangles) for part in scene.parts if is_shared(part)), sorted(groups)


def write_lessons(folder: Path) -> None:
    """A folder of lessons with the explorer alone on a page, as the figure is alone on Panel's."""
    for lesson in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(lesson, folder)
    write_lesson(folder / "explorer.ipynb", CELL)


def commands(lessons: Path) -> dict[str, list[str]]:
    panel = str(require_environment("panel") / "panel")
    return {
        "ours": [*OURS, "--port", str(PORTS["ours"]), "--notebooks", str(lessons)],
        "panel": [panel, "serve", str(PAGES / "anatomy_panel.py"), "--warm", "--port", str(PORTS["panel"])],
    }


# ---- Visits ----


def visit(browser: Browser, name: str, into: Measured) -> None:
    """One visitor: a first visit, a view, a layer off and on, and a repeat visit."""
    visitor = new_visitor(browser)
    page = visitor.new_page()
    _, moved = watch_network(page)
    into.first_s.append(time_to_figure(page, name))
    into.first_kb.append(moved.all_bytes / 1024)
    first, last = time_press(page, page.get_by_role("button", name=VIEW))
    into.view_begins_ms.append(first)
    into.view_ms.append(last)
    for _ in range(2):
        moved.clear()
        role, label = LAYERS[name]
        into.layer_ms.append(time_press(page, page.get_by_role(role, name=label, exact=True))[1])
        into.layer_kb.append(moved.all_bytes / 1024)
    moved.clear()
    into.repeat_s.append(time_to_figure(page, name))
    into.repeat_kb.append(moved.all_bytes / 1024)
    visitor.close()


def time_to_figure(page: Page, name: str) -> float:
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORTS[name]}{ADDRESSES[name]}", wait_until="commit")
    page.wait_for_function(DRAWN)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - started


def time_press(page: Page, control: Any) -> tuple[float, float]:
    """Milliseconds from the press to the first and to the last frame that it changes."""
    control.scroll_into_view_if_needed()
    page.evaluate(WATCH)
    control.press("Space")
    page.wait_for_function(SETTLED)
    return tuple(page.evaluate("() => [window.watch.first, window.watch.last]"))


def lesson_bytes(browser: Browser) -> float | None:
    """KB of a first visit to the whole lesson, until its figure is drawn."""
    if not (ROOT / "notebooks" / "01_anatomy.ipynb").exists():
        return None
    page = new_visitor(browser).new_page()
    _, moved = watch_network(page)
    page.goto(f"http://127.0.0.1:{PORTS['ours']}{LESSON}", wait_until="networkidle")
    page.wait_for_function(DRAWN)
    return moved.all_bytes / 1024


# ---- Report ----

ROWS = [
    ("first visit, figure drawn, s", "first_s", "{:.2f}"),
    ("repeat visit, figure drawn, s", "repeat_s", "{:.2f}"),
    ("bytes of a first visit, KB", "first_kb", "{:.0f}"),
    ("bytes of a repeat visit, KB", "repeat_kb", "{:.0f}"),
    ("view pressed to first new picture, ms", "view_begins_ms", "{:.0f}"),
    ("view pressed to last new picture, ms", "view_ms", "{:.0f}"),
    ("layer pressed to picture, ms", "layer_ms", "{:.0f}"),
    ("bytes to and from the server for a layer, KB", "layer_kb", "{:.1f}"),
]


def report(measured: dict[str, Measured]) -> str:
    lines = ["| median (least to most) | ours | Panel | ratio |", "| --- | --- | --- | --- |"]
    for label, name, shape in ROWS:
        ours, panel = (getattr(measured[key], name) for key in ("ours", "panel"))
        theirs = statistics.median(panel)
        ratio = f"{statistics.median(ours) / theirs:.2f}" if theirs else "-"
        lines.append(f"| {label} | {spread(ours, shape)} | {spread(panel, shape)} | {ratio} |")
    return "\n".join(lines)


def run(visits: int, scene_file: Path, lessons: Path, layers: list[str]) -> tuple[dict[str, Measured], float | None]:
    os.environ |= {
        "SCENE_NPZ": str(scene_file), "BOKEH_RESOURCES": "server",
        "SCENE_ON": ",".join(layer for layer in layers if layer in LAYERS_AT_START),
    }
    measured = {name: Measured() for name in PORTS}
    lesson = None
    for name, command in commands(lessons).items():
        with tempfile.TemporaryDirectory() as home, running(command, PORTS[name], home), sync_playwright() as p:
            for index in range(visits):
                with fresh_browser(p) as browser:
                    visit(browser, name, measured[name])
                print(f"{name}: visit {index + 1} of {visits}", file=sys.stderr)
            if name == "ours":
                with fresh_browser(p) as browser:
                    lesson = lesson_bytes(browser)
    return measured, lesson


def main(visits: int) -> None:
    scene, builds = time_builds()
    with tempfile.TemporaryDirectory() as folder:
        lessons = Path(folder) / "lessons"
        lessons.mkdir()
        write_lessons(lessons)
        faces, layers = write_faces(scene, Path(folder) / "scene.npz")
        measured, lesson = run(visits, Path(folder) / "scene.npz", lessons, layers)
    machine = f"Python {platform.python_version()}, {psutil.cpu_count()} cores, WebGL in software"
    own = [f"The scene is built in {spread(builds, '{:.0f}')} ms in a warm process."]
    if lesson is not None:
        own.append(f"A first visit of the whole lesson moves {lesson:.0f} KB.")
    text = f"{visits} visits each, {faces} faces, {machine}\n\n{report(measured)}\n\n{' '.join(own)}\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "anatomy_page.md").write_text(text, encoding="utf-8")
    (RESULTS / "anatomy_page.json").write_text(
        json.dumps({name: vars(one) for name, one in measured.items()}, indent=2), encoding="utf-8"
    )
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
