"""What a poll is called, and what is said of it beside its name, for the instructor."""

from __future__ import annotations

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Poll
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.item_making import find_item, get_posed
from sciatica_teach.session.past_votes import Past
from sciatica_teach.views.progress_plots import area_titles
from sciatica_teach.views.words import say


def poll_title(kb: KnowledgeBase, poll: Poll) -> str:
    """The question as the class reads it, or what is asked about which patient; says where it is gone."""
    try:
        if poll.kind == "item":
            return get_posed(kb, poll.subject_id).stem
        return say(f"classroom.poll.{poll.kind}", name=find_case(kb, poll.subject_id).patient.name)
    except SciaticaTeachError:
        return say("classroom.poll.gone", id=poll.subject_id)


def poll_meta(kb: KnowledgeBase, poll: Poll, past: Past) -> str:
    """Field and kind of a question, the wrong belief that it meets, and how earlier classes did; else the options."""
    if poll.kind != "item":
        options = "; ".join(option_words(kb, one) for one in poll.options)
        return say("classroom.options", options=options) if options else ""
    try:
        item = find_item(kb, poll.subject_id)
    except SciaticaTeachError:
        return ""
    objective = kb.objective_by_id.get(item.objective)
    area = area_titles(kb).get(objective.area, objective.area) if objective else ""
    is_added = item.safety and objective is not None and objective.area != "safety"
    parts = [area, say(f"classroom.kind.{item.kind}"), say("classroom.safety") if is_added else ""]
    wrong = kb.misconception_by_id.get(item.misconception)
    meets = say("classroom.meets", belief=wrong.belief) if wrong else ""
    before = past.get(item.id)
    went = say("classroom.went", right=before.right, of=before.of) if before else ""
    return ". ".join(one for one in (" · ".join(part for part in parts if part), meets, went) if one)


def option_words(kb: KnowledgeBase, option_id: str) -> str:
    """What a finding, an open question or a technique is called."""
    if option_id in kb.finding_by_id:
        return kb.get_finding(option_id).name
    if option_id in kb.open_question_by_id:
        return kb.get_open_question(option_id).ask
    technique = next((one for one in kb.treatment.techniques if one.id == option_id), None)
    return technique.name if technique else option_id

