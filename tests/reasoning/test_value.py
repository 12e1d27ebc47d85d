"""What the next question is worth."""

from __future__ import annotations

import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import CLAIM, cause, finding, knowledge, knowledge_bases, observations

from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase, LossTable
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.reasoning.value import rank_questions


def values(kb: KnowledgeBase, observed: dict[str, Answer]) -> dict[str, float]:
    return {q.finding_id: q.value for q in rank_questions(kb, kb.settings[0].prior, observed)}


def emergency_losses() -> LossTable:
    """Only treat and emergency are ever sensible: every other disposition costs 1000."""
    dear = dict.fromkeys(URGENCIES, 1000.0)
    delay = {needed: dict(dear) for needed in URGENCIES}
    delay["treat"].update({"treat": 0, "emergency": 10})
    delay["emergency"].update({"treat": 100, "emergency": 0})
    return LossTable(delay=delay, wrong_target=0, basis=CLAIM)


def test_worked_example_of_the_docstring() -> None:
    kb = knowledge(
        [cause("disc"), cause("cauda-equina", "emergency")],
        [finding("saddle-numbness", 0.05, {"cauda-equina": 0.75})],
        prior={"disc": 0.90, "cauda-equina": 0.10}, losses=emergency_losses(),
    )
    assert values(kb, {})["saddle-numbness"] == pytest.approx(6.05)


def test_the_loss_table_of_the_docstring() -> None:
    delay = {needed: dict.fromkeys(URGENCIES, 0.0) for needed in URGENCIES}
    delay["treat"]["routine"] = 3
    delay["emergency"].update({"treat": 100, "routine": 90})
    kb = knowledge(
        [cause("stenosis"), cause("disc"), cause("cauda-equina", "emergency")], [],
        losses=LossTable(delay=delay, wrong_target=5, basis=CLAIM),
    )
    matrix = LossMatrix.from_knowledge(kb)
    rows = {(a.disposition, a.cause_id): row.tolist() for a, row in zip(matrix.actions, matrix.loss, strict=True)}
    assert rows["treat", "stenosis"] == [0, 5, 100]
    assert rows["routine", ""] == [3, 3, 90]
    assert ("treat", "cauda-equina") not in rows


@given(data=st.data(), kb=knowledge_bases(grouped=False))
def test_value_is_the_loss_saved_on_average(data: st.DataObject, kb: KnowledgeBase) -> None:
    observed = data.draw(observations(kb))
    for finding_id, value in values(kb, observed).items():
        expected = oracle.value_of_asking(kb, observed, kb.get_finding(finding_id))
        assert value == pytest.approx(expected, abs=1e-9)


@given(data=st.data(), kb=knowledge_bases())
def test_asking_is_never_harmful(data: st.DataObject, kb: KnowledgeBase) -> None:
    assert all(value >= 0 for value in values(kb, data.draw(observations(kb))).values())


@given(data=st.data(), kb=knowledge_bases(), background=st.integers(1, 99))
def test_an_irrelevant_question_is_worth_nothing(data: st.DataObject, kb: KnowledgeBase, background: int) -> None:
    wider = knowledge(
        kb.causes, [*kb.findings, finding("left-handed", background / 100)], prior=kb.settings[0].prior
    )
    assert values(wider, data.draw(observations(kb)))["left-handed"] == pytest.approx(0, abs=1e-9)


def stretch_clinic(slr: float, slump: float) -> KnowledgeBase:
    return knowledge(
        [cause("disc"), cause("other")],
        [
            finding("slr", 1 - slr, {"disc": slr}, dependence="stretch"),
            finding("slump", 1 - slump, {"disc": slump}, dependence="stretch"),
        ],
        prior={"disc": 0.6, "other": 0.4},
    )


def test_a_weaker_twin_of_a_known_finding_is_worth_nothing() -> None:
    kb = stretch_clinic(slr=0.7, slump=0.9)
    assert values(kb, {})["slr"] > 0.1
    assert values(kb, {"slump": "present"})["slr"] == 0
    assert values(kb, {"slump": "unknown"})["slr"] == values(kb, {})["slr"]


def test_a_stronger_twin_replaces_the_known_finding() -> None:
    """SLR present leaves disc at 0.78; a negative slump would put it at 0.14 and change the target."""
    kb = stretch_clinic(slr=0.7, slump=0.9)
    disc = 0.6 * 0.7 / (0.6 * 0.7 + 0.4 * 0.3)
    absent = disc * 0.1 + (1 - disc) * 0.9
    afterwards = 0.6 * 0.1 / (0.6 * 0.1 + 0.4 * 0.9)
    gain = kb.losses.wrong_target * ((1 - afterwards) - afterwards)
    assert values(kb, {"slr": "present"})["slump"] == pytest.approx(absent * gain)


def test_of_equally_strong_twins_the_smaller_id_may_still_speak() -> None:
    kb = stretch_clinic(slr=0.8, slump=0.8)
    assert values(kb, {"slump": "present"})["slr"] > 0.1
    assert values(kb, {"slr": "present"})["slump"] == 0


def test_free_safety_questions_come_first_then_value_for_each_minute() -> None:
    kb = knowledge(
        [cause("disc"), cause("other")],
        [
            finding("slow", 0.1, {"disc": 0.9}, minutes=4),
            finding("quick", 0.2, {"disc": 0.8}, minutes=1),
            finding("safety-small", 0.4, {"disc": 0.5}, safety=True, minutes=3),
            finding("safety-large", 0.1, {"disc": 0.8}, safety=True),
            finding("age", 0.1, {"disc": 0.9}, given=True),
        ],
    )
    ranked = rank_questions(kb, kb.settings[0].prior, {})
    assert [q.finding_id for q in ranked] == ["safety-large", "safety-small", "quick", "slow"]
    assert [q.minutes for q in ranked] == [0, 0, 1, 4]
    assert ranked[3].value > ranked[2].value
    assert ranked[3].per_minute == ranked[3].value / 4


def test_what_is_known_is_not_asked_again(clinic: KnowledgeBase) -> None:
    left = values(clinic, {"slump": "unknown", "no-pain-seated": "absent"})
    assert set(left) == {"straight-leg-raise", "left-handed"}
