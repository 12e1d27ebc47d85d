from __future__ import annotations

from collections.abc import Sequence

import pytest

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.generator.patient import write_patient
from sciatica_teach.reasoning.generator.rates import Ground, find_ground
from sciatica_teach.reasoning.generator.writing import Written

MANY = 5000


@pytest.fixture(scope="session")
def ground(kb: KnowledgeBase) -> Ground:
    return find_ground(kb)


@pytest.fixture(scope="session")
def many(kb: KnowledgeBase) -> Sequence[Written]:
    """The patients 0 to 4999."""
    return [write_patient(kb, seed) for seed in range(MANY)]
