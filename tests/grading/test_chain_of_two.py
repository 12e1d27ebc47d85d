"""A chain for a patient with two problems at once: what fits a part fits the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sciatica_teach.grading.chain_checks import find_offered_mechanisms
from sciatica_teach.grading.chain_dangers import find_dangers
from sciatica_teach.grading.chain_key import ChainKey
from sciatica_teach.grading.chain_links import grade_mechanism, grade_target
from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.chains import Chain
from sciatica_teach.reasoning.advice import advise

BOTH, CANAL, HIP = "stenosis-and-hip", "lumbar-stenosis", "hip-osteoarthritis"


@pytest.fixture
def task(shipped):
    """Osvaldo, whose canal is narrow, with a worn hip as well."""
    known = shipped.treatment.get_chain_task("osvaldo")
    return replace(known, truth=BOTH, also=(), offered=(*known.offered, BOTH))


@pytest.fixture
def key(shipped, task):
    patient = AdvicePatient(flags=task.flags, observed=task.findings)
    return ChainKey(shipped, task, lambda cause_id: advise(shipped, cause_id, patient))


def mechanisms_of(kb, cause_id):
    return {one.id for one in kb.treatment.mechanisms if cause_id in one.causes}


def test_the_mechanism_of_each_part_fits(shipped, task, key):
    wanted = mechanisms_of(shipped, CANAL) | mechanisms_of(shipped, HIP)
    assert len(wanted) > 1
    for one in shipped.treatment.mechanisms:
        verdict = grade_mechanism(key, Chain(cause=BOTH, mechanism=one.id)).verdict
        assert (verdict == "fits") == (one.id in wanted)
    alone = replace(task, offered=(BOTH,))
    assert set(find_offered_mechanisms(shipped, alone)) == wanted


def test_a_target_of_either_part_fits(key):
    assert key.find_reaches("manual-local", BOTH) == key.find_reaches("manual-local", CANAL)
    assert grade_target(key, Chain(cause=BOTH, target="root-segment")).verdict == "fits"
    assert set(key.find_good_techniques((BOTH,))) == set(key.find_good_techniques((CANAL,))) | set(
        key.find_good_techniques((HIP,)))


def test_points_for_the_canal_serve_the_patient_with_both(key):
    chain = Chain(cause=BOTH, target="root-segment", technique="manual-local")
    assert key.find_points(chain, (BOTH,)) == key.find_points(chain, (CANAL,)) != ()


def test_a_danger_of_a_part_belongs_to_the_plan(shipped, key):
    of_canal = {one.id for one in shipped.treatment.dangers if CANAL in one.causes}
    assert of_canal
    assert of_canal <= {one.id for one in find_dangers(key, Chain(cause=BOTH))}
