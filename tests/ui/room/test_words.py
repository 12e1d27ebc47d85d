"""What the pages of a live room say stands in the catalogue, and none of it lies idle."""

from __future__ import annotations

import re

from sciatica_teach.settings import find_resources
from sciatica_teach.views.words import load_words

ASSETS = find_resources("assets")
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ASSETS / "scripts" / "room").glob("*.js"))}
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / "template").glob("*.html")))
WORDS = load_words()["live_script"]


def test_every_word_that_a_page_says_is_in_the_catalogue():
    said = {key for text in SCRIPTS.values() for key in re.findall(r"\bsay\(\"([a-z_]+)\"", text)}
    said |= set(re.findall(r"live\.words\.([a-z_]+)", TEMPLATES))
    assert len(said) > 40
    assert said <= WORDS.keys()


def test_no_word_lies_idle():
    named = set(re.findall(r"\"([a-z_]+)\"", "\n".join(SCRIPTS.values())))
    named |= set(re.findall(r"live\.words\.([a-z_]+)", TEMPLATES))
    listed = re.search(r"for key in \(([^)]*)\)", (ASSETS / "template" / "wall.html").read_text(encoding="utf-8"))
    named |= {f"keys_{key}" for key in re.findall(r"\"(\w+)\"", listed[1])}
    assert WORDS.keys() - named == set()


def test_no_script_sets_html():
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert [name for name, text in SCRIPTS.items() if word in text] == []
