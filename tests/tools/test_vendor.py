"""What lies in `assets/vendor` is what the manifest says, and draws what our figures ask for."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import vendor
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "sciatica_teach"
MANIFEST = {line["file"]: line for line in json.loads((vendor.FOLDER / "manifest.json").read_text(encoding="utf-8"))}
IN_SPACE, FLAT = "plotly-gl3d.min.js", "plotly-cartesian.min.js"
NO_TRACES = {"Figure"}


def constructed(folder: Path) -> set[str]:
    """Trace types that the Python of a folder makes: `go.Scatter(...)` or `{"type": "scatter", "mode": ...}`."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    built = set(re.findall(r"\bgo\.([A-Z]\w*)", source)) - NO_TRACES
    written = re.findall(r"\"type\": \"(\w+)\",\s*\"(?:mode|orientation|name|x|y|z)\"", source)
    return {name.lower() for name in built} | set(written)


def test_the_files_are_those_of_the_manifest():
    scripts = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in vendor.FOLDER.glob("*.js")}
    assert scripts == {file: line["sha256"] for file, line in MANIFEST.items()}
    assert set(MANIFEST) == set(vendor.BUNDLES)
    assert {line["licence"] for line in MANIFEST.values()} == {"MIT"}
    assert "Plotly Technologies" in (vendor.FOLDER / vendor.LICENCE).read_text(encoding="utf-8")
    assert all(line["package"] in (ROOT / "NOTICE").read_text(encoding="utf-8") for line in MANIFEST.values())


def test_they_speak_the_language_of_the_installed_plotly():
    spoken = vendor.spoken_version().split(".")[:2]
    assert {tuple(line["version"].split(".")[:2]) for line in MANIFEST.values()} == {tuple(spoken)}, (
        "run `python tools/vendor.py`"
    )


def test_every_flat_figure_is_of_types_that_its_bundle_draws():
    used = constructed(PACKAGE / "figures") | constructed(PACKAGE / "views")
    assert {"scatter", "bar", "heatmap"} <= used
    assert used <= set(MANIFEST[FLAT]["traces"])


def test_the_counts_of_variants_are_drawn_by_the_bundle_of_their_page():
    used = set(re.findall(r"go\.([A-Z]\w*)", (PACKAGE / "figures" / "variant_counts.py").read_text(encoding="utf-8")))
    assert {name.lower() for name in used - NO_TRACES} <= set(MANIFEST[IN_SPACE]["traces"])


def test_every_figure_in_space_is_of_types_that_its_bundle_draws():
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "views/parts/scene").glob("*.js"))
    used = set(re.findall(r"type: \"(\w+3d)\"", scripts))
    assert used == {"mesh3d", "scatter3d"}
    assert used <= set(MANIFEST[IN_SPACE]["traces"])


@pytest.mark.browser
@pytest.mark.parametrize("file", [IN_SPACE, FLAT])
def test_a_bundle_draws_what_the_manifest_says(browser: Browser, file: str):
    page = browser.new_page()
    page.add_script_tag(path=vendor.FOLDER / file)
    assert sorted(page.evaluate("Object.keys(Plotly.PlotSchema.get().traces)")) == MANIFEST[file]["traces"]
    assert page.evaluate("Plotly.version") == MANIFEST[file]["version"]
    page.close()


def test_a_package_that_was_altered_on_the_way_is_refused(monkeypatch: pytest.MonkeyPatch):
    def answer(*words: str, folder: Path | None = None) -> str:
        if folder:
            (folder / "package.tgz").write_bytes(b"something else")
        return "sha512-AAAA" if words[0] == "view" else ""

    monkeypatch.setattr(vendor, "ask_npm", answer)
    with pytest.raises(SystemExit, match="Nothing was kept"):
        vendor.fetch_package("plotly.js-gl3d-dist-min", "4.1.1")
