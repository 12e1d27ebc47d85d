"""The first twenty patients are who they were."""

from __future__ import annotations

from pathlib import Path

from patients import print_patients

from sciatica_teach.model.knowledge import KnowledgeBase

SNAPSHOT = Path(__file__).parents[1] / "snapshots" / "patients.txt"


def test_the_same_number_is_the_same_patient(kb: KnowledgeBase) -> None:
    """After a change that is meant: python tools/patients.py > tests/reasoning/snapshots/patients.txt"""
    assert "\n".join(print_patients(kb)) + "\n" == SNAPSHOT.read_text(encoding="utf-8")
