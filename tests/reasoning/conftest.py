"""The three-cause clinic that the docstrings of the engines count through."""

from __future__ import annotations

import numpy as np
import pytest
from small_knowledge import cause, finding, knowledge, rate

from sciatica_teach.model.knowledge import KnowledgeBase


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def clinic() -> KnowledgeBase:
    """Stenosis 0.30, disc 0.60, other 0.10; two nerve tests that depend on each other; a question that says nothing."""
    return knowledge(
        [cause("stenosis"), cause("disc"), cause("other")],
        [
            finding("no-pain-seated", rate(0.07, 0.05, 0.10), {"stenosis": rate(0.46, 0.30, 0.62)}),
            finding("straight-leg-raise", 0.50, {"disc": 0.75}, dependence="nerve-stretch"),
            finding("slump", 0.17, {"disc": 0.84}, dependence="nerve-stretch"),
            finding("left-handed", 0.10),
        ],
        prior={"stenosis": 0.30, "disc": 0.60, "other": 0.10},
    )
