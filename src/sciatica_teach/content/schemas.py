"""JSON Schemas of the content files, so that an editor completes keys and underlines mistakes while typing.

The schemas know one file at a time; what holds between files is `sciatica-teach check`'s part.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sciatica_teach.content.shapes import FILES, FOLDERS, Shape

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export_schemas(folder: Path) -> tuple[Path, ...]:
    """Write one schema per kind of file into the folder and return their paths.

    `findings.schema.json` is for the files under `findings/`, `losses.schema.json` for `losses.yaml`, and so on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, shape in {**FOLDERS, **FILES}.items():
        path = folder / f"{name.removesuffix('.yaml')}.schema.json"
        text = json.dumps(build_schema(shape), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


def build_schema(shape: Shape) -> dict[str, Any]:
    """The schema of one file, with the schema of its entries in place."""
    schema = TypeAdapter(shape.type).json_schema()
    if shape.entries:
        entry = TypeAdapter(shape.entry_type).json_schema()
        schema.setdefault("$defs", {}).update(entry.pop("$defs", {}))
        if shape.shares_review:
            entry["required"].remove("review")  # the file's counts
        schema["properties"][shape.entries]["items"] = entry
    return {"$schema": _DIALECT, **schema, "title": f"Sciatica Teach: {shape.kind}"}
