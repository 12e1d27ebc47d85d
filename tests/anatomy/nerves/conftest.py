"""The small leg, and the shipped tree under every variant."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from small_anatomy import leg, passing

from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.model.knowledge import KnowledgeBase


@pytest.fixture
def small_leg() -> NerveGraph:
    return build_graph(leg())


@pytest.fixture
def ways() -> Mapping[str, NerveGraph]:
    """The small sciatic nerve under each variant."""
    return {letter: build_graph(passing(), letter) for letter in "abcdef"}


@pytest.fixture(scope="session")
def body(kb: KnowledgeBase) -> NerveGraph:
    return build_graph(kb.anatomy)
