"""Templates are compiled once for all environments, and again when they are edited."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from sciatica_teach.hosting.compiled import CompiledTemplates


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were compiled, in order."""
    sources: list[str] = []
    compile_ = Environment.compile

    def counting(self: Environment, source: str, *rest: object, **more: object) -> object:
        sources.append(source)
        return compile_(self, source, *rest, **more)

    monkeypatch.setattr(Environment, "compile", counting)
    return sources


def test_another_environment_compiles_nothing_again_and_keeps_its_own_filters(compiled):
    cache = CompiledTemplates()
    for add in (1, 2):
        page = Environment(loader=DictLoader({"page": "{{ years | grow }}"}), bytecode_cache=cache)
        page.filters["grow"] = lambda number, add=add: number + add
        assert page.get_template("page").render(years=20) == str(20 + add)
    assert compiled == ["{{ years | grow }}"]


def test_an_edited_template_is_compiled_anew(compiled):
    cache = CompiledTemplates()
    for words in ("old", "new", "new"):
        page = Environment(loader=DictLoader({"page": words}), bytecode_cache=cache)
        assert page.get_template("page").render() == words
    assert compiled == ["old", "new"]
