"""Whatever a teacher writes, the check ends with an answer and never with a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from example_content import ExampleContent, read_examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.content.checking import check_content
from sciatica_teach.content.compile import build_knowledge

VALUES = {name: yaml.load(text, Loader=yaml.BaseLoader) for name, text in read_examples().items()}
WORDS = ["other", "lumbar-disc", "worse-sitting", "example-2020", "treat", "single", "ordering", "", "x", "2026-11-22"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", *WORDS]), inner, max_size=2),
    max_leaves=4,
)


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from paths_in(inner, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_value_in_any_place_is_taken_or_told(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    examples = ExampleContent(tmp_path_factory.mktemp("any"))
    name = data.draw(st.sampled_from(sorted(VALUES)))
    document = yaml.safe_load(examples.path(name).read_text().replace("2026-11-22", '"2026-11-22"'))
    path = data.draw(st.sampled_from(list(paths_in(document))))
    examples.write(name, json.dumps(put(document, path, data.draw(anything)), indent=1))

    problems = check_content([examples.folder]).problems

    lines = {str(file): len(file.read_text().splitlines()) for file in examples.folder.rglob("*.yaml")}
    assert all(1 <= problem.line <= max(1, lines.get(problem.file, 1)) for problem in problems)
    if not problems:
        assert build_knowledge([examples.folder]).version
