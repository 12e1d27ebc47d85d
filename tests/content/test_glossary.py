"""The glossary: what its check refuses, and that every term of the shipped one leads somewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content
from sciatica_teach.model.glossary import find_alike
from sciatica_teach.model.knowledge import KnowledgeBase

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
FILE = "glossary.yaml"
PAGES = {"anatomy": "01_anatomy", "symptoms": "02_symptoms", "reasoning": "03_reasoning", "cases": "04_cases",
         "quiz": "05_quiz", "home": "index"}


@pytest.fixture
def content(tmp_path: Path) -> ExampleContent:
    return ExampleContent(tmp_path)


def problems(content: ExampleContent) -> list[str]:
    return [problem.message for problem in check_content([content.folder]).problems]


@pytest.mark.parametrize(("old", "new", "said"), [
    ("also: [nerve roots]", "also: [Cauda equina]", "'cauda equina' is a name of 'nerve-root' already"),
    ("also: [nerve roots]", "also: [nerve root]", "'nerve root' is a name of 'nerve-root' already"),
    ("see: [cauda-equina]", "see: [cauda-equine]", "there is no term called 'cauda-equine'"),
    ("see: [cauda-equina]", "see: [nerve-root]", "a term cannot be seen under itself"),
    ("[disc, disk]", "[disc, Disk]", "write 'Disk' as one word in small letters"),
    ("[disc, disk]", "[disc, soft disc]", "write 'soft disc' as one word in small letters"),
    ("- [disc, disk]", "- [disc, disk]\n  - [disk, diskus]", "'disk' stands in two places"),
    ("lesson: anatomy", "lesson: surgery", "'surgery'"),
])
def test_what_would_mislead_a_reader_is_named(content, old, new, said):
    content.edit(FILE, old, new)
    assert [message for message in problems(content) if said in message] != []


def test_the_example_of_the_manual_has_no_problem(content):
    assert problems(content) == []


def test_words_alike_stand_for_each_other_and_no_others():
    groups = (("fibular", "peroneal"), ("disc", "disk"))
    assert find_alike(groups, "peroneal") == ("fibular",)
    assert find_alike(groups, "disk") == ("disc",)
    assert find_alike(groups, "tibial") == ()


def headings(page: str) -> set[str]:
    cells = json.loads((NOTEBOOKS / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    lines = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown").splitlines()
    return {line.lstrip("#").strip() for line in lines if line.startswith("#")}


def test_every_section_that_a_term_names_is_a_heading_of_its_lesson(kb: KnowledgeBase):
    found = {lesson: headings(page) for lesson, page in PAGES.items()}
    assert [term.id for term in kb.terms if term.section and term.section not in found[term.lesson]] == []


def test_there_are_terms_of_every_field_and_none_is_hedged_with_a_guess(kb: KnowledgeBase):
    assert 80 <= len(kb.terms) <= 110
    assert {term.meaning.mark for term in kb.terms} <= {"taught", "tradition", "measured"}
    assert all(term.meaning.sources for term in kb.terms)
    assert {"cauda-equina-syndrome", "likelihood-ratio", "sham", "de-qi", "pacemaker"} <= {one.id for one in kb.terms}


def test_definitions_are_short_and_need_no_number_of_depth(kb: KnowledgeBase):
    for term in kb.terms:
        assert len(term.meaning.text) <= 260, term.id
        assert " mm" not in term.meaning.text, term.id
