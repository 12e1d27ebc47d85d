"""One item of each kind, and a case to grade; the shipped content for what is marked against it."""

from __future__ import annotations

import os

import pytest
from small_knowledge import case, cause, finding, knowledge

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.settings import Settings


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """What learners really play; `kb` is made up on this floor."""
    return load_knowledge(Settings.from_environment(os.environ))


@pytest.fixture
def saddle_case() -> Case:
    """A disc with a red flag beside it: everything a gate can object to is on offer."""
    return case(
        truth="disc", present=["slump", "foot-lift-weak"], must_ask=["saddle-numbness", "past-cancer"],
        key_findings=["slump", "foot-lift-weak", "past-cancer"], right=["same-day"], unsafe=["treat"],
        plan={
            "write-letter": "critical", "safety-net": "critical", "explain": "recommended", "tea": "neutral",
            "imaging": "unnecessary", "needle-now": "harmful",
        },
    )


@pytest.fixture
def kb(saddle_case: Case) -> KnowledgeBase:
    return knowledge(
        [cause("disc"), cause("stenosis"), cause("cauda-equina", "emergency"), cause("other")],
        [
            finding("saddle-numbness", 0.02, {"cauda-equina": 0.75}, safety=True, refer="emergency"),
            finding("past-cancer", 0.05, safety=True),
            finding("fever", 0.05, safety=True),
            finding("pacemaker", 0.05, safety=True),
            finding("age-over-65", 0.30, {"stenosis": 0.80}, given=True),
            finding("slump", 0.17, {"disc": 0.84}, minutes=2),
            finding("no-pain-seated", 0.07, {"stenosis": 0.46}),
            finding("left-handed", 0.10),
            finding("foot-lift-weak", 0.05, {"disc": 0.30}, refer="same-day"),
        ],
        prior={"disc": 0.40, "stenosis": 0.40, "cauda-equina": 0.01, "other": 0.19},
        cases=[saddle_case],
    )
