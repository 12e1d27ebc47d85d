"""The twelve patients of the chains: story, findings and answer belong together, and no story tells."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.chains import ChainTask
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable

TELLING = {
    "ilir": ("disc", "l5", "root"),
    "bettina": ("disc", "s1", "root"),
    "osvaldo": ("stenosis", "narrow", "canal"),
    "henk": ("artery", "arteries", "vascular", "claudication", "ischaem"),
    "noor": ("spondylo", "slip", "vertebra"),
    "carmel": ("facet", "joint", "referred"),
    "yewande": ("girdle",),
    "sanna": ("gluteal", "piriformis"),
    "farid": ("cauda", "emergency"),
    "margit": ("metasta", "malignan", "spread", "tumour"),
    "dale": ("infection", "abscess", "discitis"),
    "xiulan": ("fibular", "peroneal", "drop"),
}
"""Task -> beginnings of words that would tell the answer before it is given."""

REFER = {
    "ilir": "treat", "bettina": "treat", "osvaldo": "routine", "henk": "routine", "noor": "routine",
    "carmel": "treat", "yewande": "routine", "sanna": "treat", "farid": "emergency",
    "margit": "same-day", "dale": "emergency", "xiulan": "same-day",
}


@pytest.fixture(scope="module")
def sampled(kb: KnowledgeBase) -> SampledTable:
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))


def present(task: ChainTask) -> set[str]:
    return {finding_id for finding_id, answer in task.findings.items() if answer == "present"}


def test_there_are_twelve_in_order(kb: KnowledgeBase) -> None:
    tasks = kb.treatment.chain_tasks
    assert {task.id for task in tasks} == set(REFER) == set(TELLING)
    assert [task.order for task in tasks] == list(range(1, 13))
    names = [one.patient.name for one in (*tasks, *kb.cases)]
    assert len(set(names)) == len(names)


def test_whoever_must_be_sent_stands_anywhere_but_first(kb: KnowledgeBase) -> None:
    """So that the place in the list tells nothing."""
    sent = [REFER[task.id] in {"same-day", "emergency"} for task in kb.treatment.chain_tasks]
    assert kb.treatment.chain_tasks[0].id == "ilir"
    assert not sent[0]
    assert all(any(sent[at:at + 4]) and not all(sent[at:at + 4]) for at in (0, 4, 8))
    assert not sent[-1]


@pytest.mark.parametrize("task_id", REFER)
def test_what_is_known_of_a_patient_makes_the_answer_the_likeliest_of_all(
    kb: KnowledgeBase, sampled: SampledTable, task_id: str
) -> None:
    task = kb.treatment.get_chain_task(task_id)
    setting = kb.get_setting(task.setting)
    belief = infer(sampled, setting.prior, setting.leave_out_counted(task.findings)).posterior
    assert max(belief, key=belief.__getitem__) in {task.truth, *task.also}


@pytest.mark.parametrize("task_id", REFER)
def test_a_patient_is_sent_as_fast_as_the_case_demands(kb: KnowledgeBase, task_id: str) -> None:
    task = kb.treatment.get_chain_task(task_id)
    patient = AdvicePatient(flags=task.flags, observed=task.findings)
    assert advise(kb, task.truth, patient).refer == REFER[task_id]


@pytest.mark.parametrize("task_id", REFER)
def test_no_title_and_no_story_tells_the_answer(kb: KnowledgeBase, task_id: str) -> None:
    task = kb.treatment.get_chain_task(task_id)
    words = f"{task.title} {task.story}".lower().replace("“", " ").replace("(", " ").split()
    assert [word for word in words if word.startswith(TELLING[task_id])] == []


@pytest.mark.parametrize("task_id", REFER)
def test_what_is_present_can_be_present_together(kb: KnowledgeBase, task_id: str) -> None:
    task = kb.treatment.get_chain_task(task_id)
    for one, other in combinations(sorted(present(task)), 2):
        assert other not in kb.get_finding(one).excludes, (one, other)
        assert one not in kb.get_finding(other).excludes, (one, other)


@pytest.mark.parametrize("task_id", REFER)
def test_what_is_given_fits_the_patient(kb: KnowledgeBase, task_id: str) -> None:
    task = kb.treatment.get_chain_task(task_id)
    assert ("age-over-65" in present(task)) == (task.patient.age > 65)
    assert ("age-over-70" in present(task)) == (task.patient.age > 70)
    assert ("age-under-60" in present(task)) == (task.patient.age < 60)
    assert ("female" in present(task)) == (task.patient.sex == "female")


def test_every_caution_that_a_finding_asks_for_is_flagged(kb: KnowledgeBase) -> None:
    for task in kb.treatment.chain_tasks:
        held = {*task.flags} | {i for flag in task.flags for i in kb.treatment.get_caution(flag).implies}
        for caution in kb.treatment.cautions:
            if caution.finding in present(task):
                assert caution.id in held, (task.id, caution.id)


def test_the_patients_differ_in_what_forbids_something(kb: KnowledgeBase) -> None:
    flags = [flag for task in kb.treatment.chain_tasks for flag in task.flags]
    assert {"pacemaker", "anticoagulant", "pregnancy-later", "first-visit", "epilepsy"} <= set(flags)


def test_a_device_rules_out_the_current_that_the_article_would_use(kb: KnowledgeBase) -> None:
    task = kb.treatment.get_chain_task("bettina")
    advice = advise(kb, task.truth, AdvicePatient(flags=task.flags, observed=task.findings))
    assert advice.get_technique("electro-low-back").standing == "contraindicated"
    assert advice.get_technique("manual-local").standing == "acceptable"


def test_every_answer_stands_among_its_likes(kb: KnowledgeBase) -> None:
    for task in kb.treatment.chain_tasks:
        assert 5 <= len(task.offered) <= 7, task.id
        assert task.offered[0] != task.truth, task.id
        assert {task.truth, *task.also} < set(task.offered), task.id


@pytest.mark.parametrize("task_id", REFER)
def test_a_cause_that_cannot_wait_is_among_the_wrong_answers_too(kb: KnowledgeBase, task_id: str) -> None:
    """Else the one dangerous name in a list would be the answer, and a list without one would say: nothing serious."""
    task = kb.treatment.get_chain_task(task_id)
    wrong = set(task.offered) - {task.truth, *task.also}
    assert {kb.get_cause(cause_id).urgency for cause_id in wrong} & {"emergency", "same-day", "urgent"}, task_id


def test_who_wishes_for_a_treatment_is_not_told_apart_from_who_must_be_sent(kb: KnowledgeBase) -> None:
    wishes = re.compile(r"needle|\bcups\b|hand points|treatments")
    wishing = {task.id for task in kb.treatment.chain_tasks if wishes.search(task.story)}
    sent_today = {task_id for task_id, urgency in REFER.items() if urgency in ("emergency", "same-day")}
    others = set(REFER) - sent_today

    assert wishing & sent_today
    assert len(wishing & sent_today) / len(sent_today) <= len(wishing & others) / len(others)
