"""Generated patients pass every check that a written case has to pass."""

from __future__ import annotations

from dataclasses import replace

from sciatica_teach.content.check_ids import check_ids
from sciatica_teach.content.checking import CHECKS
from sciatica_teach.content.draft import Located, read_draft
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.content.reading import Document
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.generator.patient import generate_case

COUNT = 400


def test_four_hundred_of_them_have_no_problem(kb: KnowledgeBase) -> None:
    draft = read_draft([SHIPPED])
    draft.things["case"] = [
        Located(generate_case(kb, seed), Document("drawn", f"cases/patient-{seed}.yaml")) for seed in range(COUNT)
    ]
    found = [problem for check in CHECKS if check is not check_ids for problem in check(draft)]
    assert [str(problem) for problem in found if problem.file == "drawn"] == []


def test_the_checks_would_have_found_something(kb: KnowledgeBase) -> None:
    """The same way of looking names a patient who is broken on purpose."""
    case = generate_case(kb, 0)
    broken = replace(case, must_ask=(*case.must_ask, "worse-sitting"), flags=("pace-maker",))
    draft = read_draft([SHIPPED])
    draft.things["case"] = [Located(broken, Document("drawn", "cases/patient-0.yaml"))]
    found = {problem.path for check in CHECKS if check is not check_ids for problem in check(draft)
             if problem.file == "drawn"}
    assert found >= {f"must_ask[{len(case.must_ask)}]", "flags[0]"}
