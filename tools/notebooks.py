"""Run the notebooks and store them so that two runs are byte for byte the same.

    python tools/notebooks.py build     run every notebook and write it back
    python tools/notebooks.py compare   run every notebook and fail when what is stored differs

Outputs and execution counts stay (strict nbval compares them); what changes from run to run or only bloats goes: widget
state, the widget-view MIME type, timings, the language version. A stored error output is refused. Every run starts from
an empty record, so that a lesson never shows what somebody has played.

Which parts a lesson shows at its start is kept in its metadata, as `sciatica.parts`: the server has their scripts
fetched while the lesson's kernel still starts.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
PART = re.compile(r"sciatica_teach\.views\.parts\.(\w+)\.\w+")
REFERENCE = "IPY_MODEL_"


def run(path: Path) -> str:
    """The notebook's text after a run of all its cells."""
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    return nbformat.writes(strip(notebook)) + "\n"


def strip(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out what differs between two runs."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "sciatica": {**keep_role(notebook), "parts": list_parts(notebook)},
    }
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise SystemExit(f"cell {cell.id} raised {output.ename}: {output.evalue}")
            output.get("data", {}).pop(WIDGET_VIEW, None)
    return notebook


def keep_role(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """For whom the lesson is, where it is not for everybody: the author writes it into its metadata."""
    role = notebook.metadata.get("sciatica", {}).get("role")
    return {"role": role} if role else {}


def list_parts(notebook: nbformat.NotebookNode) -> list[str]:
    """The parts that a lesson shows when its cells have run, in the order in which they stand: desk, card, ..."""
    widgets = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    shown = [output.data[WIDGET_VIEW]["model_id"] for output in outputs if WIDGET_VIEW in output.get("data", {})]
    ids = [widget.get("_anywidget_id", "") for model_id in shown for widget in _walk(widgets, model_id)]
    return list(dict.fromkeys(found[1] for found in map(PART.fullmatch, ids) if found))


def _walk(widgets: dict[str, Any], model_id: str) -> Iterator[dict[str, Any]]:
    """The state of a widget, and those of all that stand in it."""
    state = widgets[model_id]["state"]
    yield state
    for child in state.get("children", ()):
        yield from _walk(widgets, child.removeprefix(REFERENCE))


def compare(path: Path, fresh: str) -> bool:
    stored = path.read_text(encoding="utf-8")
    if stored == fresh:
        return True
    lines = difflib.unified_diff(stored.splitlines(), fresh.splitlines(), "stored", "fresh", lineterm="", n=2)
    print(f"{path.name} is not what a fresh run gives: make notebooks", *list(lines)[:60], sep="\n")
    return False


def main(action: str) -> int:
    same = True
    with tempfile.TemporaryDirectory() as home:
        os.environ["SCIATICA_TEACH_HOME"] = home
        for path in sorted(FOLDER.glob("*.ipynb")):
            fresh = run(path)
            if action == "build":
                path.write_text(fresh, encoding="utf-8")
            else:
                same = compare(path, fresh) and same
            print(f"{path.name}: {'built' if action == 'build' else 'compared'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build"))
