"""Plans for live rooms: what their check refuses, and that the shipped ones can be asked as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import POLL_KINDS

FILE = "plans.yaml"


@pytest.fixture
def content(tmp_path: Path) -> ExampleContent:
    return ExampleContent(tmp_path)


@pytest.mark.parametrize(("old", "new", "path", "said"), [
    ("subject_id: most-urgent", "subject_id: most-urgnt", "subject_id", "there is no quiz item called 'most-urgnt'"),
    ("belief, subject_id: ann", "belief, subject_id: bob", "subject_id", "there is no case called 'bob'"),
    ("worse-sitting, story]", "worse-siting, story]", "options", "Did you mean 'worse-sitting'?"),
    (", worse-sitting, story]", "]", "options", "1 options; give 2 to 6"),
    ("worse-sitting, story]", "story, story]", "options", "'story' is offered twice"),
    ("belief, subject_id: ann", "belief, subject_id: ann, options: [story]", "options", "remove this key"),
    ("belief, subject_id: ann", "technique, subject_id: ann, options: [story]", "options", "no technique called"),
    ("belief, subject_id: ann", "item, subject_id: most-urgent", "polls", "is asked already"),
    ("lesson: cases\n    minutes: 25", "lesson: dance\n    minutes: 25", "lesson", "'dance'"),
    ("- id: safety-and-ann", "- id: Safety", "id", "is no id"),
])
def test_a_plan_that_could_not_be_asked_is_refused_with_the_way_out(content, old, new, path, said):
    content.edit(FILE, old, new)
    found = [problem for problem in check_content([content.folder]).problems if said in problem.message]
    assert found != []
    assert path in found[0].path
    assert found[0].file.endswith(FILE)


def test_shipped_plans_follow_the_lessons_and_have_four_to_six_polls(kb: KnowledgeBase):
    assert len(kb.room_plans) >= 6
    assert all(4 <= len(plan.polls) <= 6 for plan in kb.room_plans)
    assert {plan.lesson for plan in kb.room_plans} >= {"anatomy", "symptoms", "reasoning", "cases"}
    assert {poll.kind for plan in kb.room_plans for poll in plan.polls} == set(POLL_KINDS)


def test_a_plan_is_found_by_its_id_or_named_as_missing(kb: KnowledgeBase):
    first = kb.room_plans[0]
    assert kb.get_room_plan(first.id) is first
    with pytest.raises(UnknownId, match="room plan"):
        kb.get_room_plan("nothing")
