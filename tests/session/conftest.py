from __future__ import annotations

import pytest

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.quiz import QuizSession


@pytest.fixture(scope="session")
def disc(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("marek"))


@pytest.fixture(scope="session")
def cauda(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("graham"))


@pytest.fixture(scope="session")
def first_steps(kb: KnowledgeBase) -> QuizSession:
    return QuizSession(kb, kb.get_item_set("first-steps"))
