"""Print who the first twenty generated patients are, one line each, as the stored copy of the tests has it.

    python tools/patients.py > tests/reasoning/snapshots/patients.txt

Number, setting, age and sex, cause, and what is present.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.generator.patient import write_patient
from sciatica_teach.settings import Settings

COUNT = 20


def print_patients(kb: KnowledgeBase) -> Iterator[str]:
    for seed in range(COUNT):
        drawn = write_patient(kb, seed).drawn
        person = drawn.person
        present = " ".join(sorted(one for one, value in drawn.answers.items() if value == "present"))
        yield f"{seed} {person.setting} {person.age} {person.sex} {person.cause}: {present}"


if __name__ == "__main__":
    for line in print_patients(load_knowledge(Settings.from_environment(os.environ))):
        print(line)
