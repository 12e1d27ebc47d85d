"""The lessons as files: thin, stored with outputs that strict nbval really compares."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from sciatica_teach.settings import find_resources

LESSONS = sorted(find_resources("notebooks").glob("*.ipynb"))
WORD_ID = re.compile(r"[a-z]+(-[a-z]+)*")


def code_cells(path: Path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_code_cells_are_one_line_calls(path):
    for cell in code_cells(path):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.For | ast.While | ast.ClassDef), cell.id
        assert "<" not in cell.source, "no HTML in a lesson"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_code_cell_has_a_count_and_an_output_for_nbval_to_compare(path):
    for cell in code_cells(path):
        assert cell.execution_count, cell.id
        assert any("text/plain" in output.get("data", {}) for output in cell.outputs), cell.id


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_cells_are_named_with_words_and_nothing_bloats_the_file(path):
    notebook = nbformat.read(path, as_version=4)
    assert all(WORD_ID.fullmatch(cell.id) for cell in notebook.cells)
    assert "widgets" not in notebook.metadata
    assert path.stat().st_size < 60_000


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_says_what_it_teaches_and_that_it_awaits_review(path):
    prose = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    assert prose.startswith("# ")
    assert "What you will be able to do" in prose
    assert "worked example" in prose.lower()
    assert "awaiting a clinician's review" in prose or "awaits a clinician's review" in prose


@pytest.mark.slow
def test_nbval_fails_when_a_stored_number_is_tampered_with(tmp_path):
    text = (find_resources("notebooks") / "05_quiz.ipynb").read_text(encoding="utf-8")
    assert "+0.80" in text
    tampered = tmp_path / "tampered.ipynb"
    tampered.write_text(text.replace("+0.80", "+0.81"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", str(tampered)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "+0.81" in done.stdout
