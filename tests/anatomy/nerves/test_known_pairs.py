"""What every examiner of a leg knows, asked of the shipped content."""

from __future__ import annotations

import pytest

from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.localise import localise, next_examination
from sciatica_teach.model.deficits import Loss
from sciatica_teach.model.knowledge import KnowledgeBase


def after(graph: NerveGraph, site: str, severity: float = 1.0) -> dict[str, Loss]:
    return {loss.target: loss for loss in lesion(graph, {site: severity}).losses}


def fails(graph: NerveGraph, site: str, target_id: str) -> bool:
    return after(graph, site)[target_id].is_deficit


def best(graph: NerveGraph, **observed: str) -> str:
    return localise(graph, {target_id.replace("_", "-"): seen for target_id, seen in observed.items()})[0].site


@pytest.mark.parametrize("telling", ["tibialis-posterior", "gluteus-medius"])
def test_inversion_and_hip_abduction_tell_the_l5_root_from_the_fibular_neck(body: NerveGraph, telling: str) -> None:
    assert fails(body, "l5-root", telling)
    assert not fails(body, "fibular-neck", telling)
    for site in ("l5-root", "fibular-neck"):
        assert fails(body, site, "tibialis-anterior")
        assert fails(body, site, "extensor-hallucis-longus")


def test_a_foot_drop_is_placed_by_inversion_and_hip_abduction(body: NerveGraph) -> None:
    strong = best(body, tibialis_anterior="1", tibialis_posterior="5", gluteus_medius="5", foot_dorsum="lost")
    assert strong == "fibular-neck"
    weak = best(body, tibialis_anterior="3", extensor_hallucis_longus="2", tibialis_posterior="3", gluteus_medius="3")
    assert weak == "l5-root"


def test_a_cut_l5_root_leaves_a_foot_that_still_lifts_and_a_great_toe_that_is_worse(body: NerveGraph) -> None:
    grades = {target_id: int(loss.value) for target_id, loss in after(body, "l5-root").items() if loss.kind == "muscle"}
    assert 0 < grades["extensor-hallucis-longus"] < grades["tibialis-anterior"] < 5
    assert grades["quadriceps-femoris"] == 5
    assert grades["gastrocnemius"] >= 4


def test_hip_extension_tells_the_s1_root_from_the_tibial_nerve(body: NerveGraph) -> None:
    assert fails(body, "s1-root", "gluteus-maximus")
    assert not fails(body, "tibial", "gluteus-maximus")
    for site in ("s1-root", "tibial"):
        assert fails(body, site, "gastrocnemius")
        assert after(body, site)["ankle-jerk"].value == "absent"


def test_a_lost_ankle_jerk_with_weak_hip_extension_is_the_s1_root(body: NerveGraph) -> None:
    root = best(body, gastrocnemius="3", gluteus_maximus="3", ankle_jerk="absent", tibialis_anterior="5")
    assert root == "s1-root"
    trunk = best(body, gastrocnemius="1", gluteus_maximus="5", ankle_jerk="absent", tibialis_anterior="5",
                 semitendinosus="5")
    assert trunk == "tibial"


@pytest.mark.parametrize("spared", ["gluteus-medius", "gluteus-maximus", "quadriceps-femoris", "medial-leg"])
def test_the_sciatic_nerve_spares_the_hip_the_thigh_and_the_inside_of_the_leg(body: NerveGraph, spared: str) -> None:
    assert after(body, "sciatic")[spared].lost == 0
    assert fails(body, "sacral-plexus", "gluteus-medius")


def test_the_short_head_of_biceps_tells_the_knee_from_the_hip(body: NerveGraph) -> None:
    for site in ("sciatic", "fibular-division"):
        assert after(body, site)["biceps-femoris-short-head"].value == "0"
    for site in ("common-fibular", "fibular-neck"):
        assert after(body, site)["biceps-femoris-short-head"].lost == 0


def test_the_examination_that_separates_knee_from_thigh_is_the_short_head(body: NerveGraph) -> None:
    weak = {"tibialis-anterior": "0", "fibularis-longus": "0", "upper-lateral-leg": "lost"}
    ranked = localise(body, {**weak, "tibialis-posterior": "5"})
    assert [told.site for told in ranked[:2]] == ["common-fibular", "fibular-division"]
    assert next_examination(body, ranked) == "biceps-femoris-short-head"


def test_the_tarsal_tunnel_spares_plantarflexion_and_numbs_the_sole(body: NerveGraph) -> None:
    lost = after(body, "tibial-at-ankle")
    for spared in ("gastrocnemius", "soleus", "tibialis-posterior", "ankle-jerk"):
        assert lost[spared].lost == 0
    assert lost["abductor-hallucis"].value == "0"
    assert lost["medial-sole"].value == lost["lateral-sole"].value == "lost"


def test_the_femoral_nerve_takes_knee_extension_and_the_knee_jerk(body: NerveGraph) -> None:
    lost = after(body, "femoral")
    assert lost["quadriceps-femoris"].value == "0"
    assert lost["knee-jerk"].value == "absent"
    assert lost["medial-leg"].value == "lost"
    assert lost["tibialis-anterior"].lost == 0


def test_the_l4_root_weakens_knee_extension_and_numbs_the_inside_of_the_leg(body: NerveGraph) -> None:
    assert fails(body, "l4-root", "quadriceps-femoris")
    assert fails(body, "l4-root", "knee-jerk")
    assert fails(body, "l4-root", "medial-leg")
    assert not fails(body, "l4-root", "ankle-jerk")


def test_the_lateral_femoral_cutaneous_nerve_takes_skin_and_nothing_else(body: NerveGraph) -> None:
    assert [loss.target for loss in after(body, "lateral-femoral-cutaneous").values() if loss.lost] == ["lateral-thigh"]


def test_in_type_b_piriformis_takes_the_fibular_part_alone(kb: KnowledgeBase) -> None:
    body = build_graph(kb.anatomy, "b")
    lost = after(body, "piriformis")
    assert lost["tibialis-anterior"].value == lost["biceps-femoris-short-head"].value == "0"
    for spared in ("gastrocnemius", "tibialis-posterior", "semitendinosus", "ankle-jerk", "lateral-sole"):
        assert lost[spared].lost == 0
    assert after(body, "sciatic")["gastrocnemius"].value == "0"


def test_in_type_a_piriformis_takes_the_whole_nerve(body: NerveGraph) -> None:
    assert {target: loss.lost for target, loss in after(body, "piriformis").items()} == {
        target: loss.lost for target, loss in after(body, "sciatic").items()
    }


def test_roots_take_what_needle_studies_found_denervated(body: NerveGraph) -> None:
    """Tsao 2003: L5 lesions hit tibialis posterior more often than tibialis anterior, and never the short head."""
    l5, s1 = after(body, "l5-root"), after(body, "s1-root")
    assert l5["tibialis-posterior"].lost > l5["tibialis-anterior"].lost
    assert l5["biceps-femoris-short-head"].value == "5"
    assert s1["biceps-femoris-short-head"].lost > 0.5
    assert not s1["tibialis-posterior"].is_deficit or s1["tibialis-posterior"].lost < l5["tibialis-posterior"].lost


@pytest.mark.parametrize("letter", "abcdef")
def test_every_shipped_lesion_is_found_again(kb: KnowledgeBase, letter: str) -> None:
    body = build_graph(kb.anatomy, letter)
    for site in body.sites:
        observed = {target_id: loss.value for target_id, loss in after(body, site, 0.75).items()}
        ranked = {told.site: told.misfit for told in localise(body, observed)}
        assert ranked[site] == 0
