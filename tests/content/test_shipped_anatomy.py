"""The nervous tree that comes with the package: whole, in the ids that all else uses, and true to the bedside."""

from __future__ import annotations

import re

import pytest

from sciatica_teach.model.anatomy import ROOTS, Anatomy, Muscle, Reflex, SkinField
from sciatica_teach.model.knowledge import KnowledgeBase

NERVES = """
    l2-root l3-root l4-root l5-root s1-root s2-root s3-root s4-root lumbar-plexus lumbosacral-trunk sacral-plexus
    sciatic tibial-division fibular-division tibial tibial-at-ankle medial-calcaneal medial-plantar lateral-plantar
    medial-sural-cutaneous sural-communicating sural common-fibular lateral-sural-cutaneous fibular-neck deep-fibular
    superficial-fibular superior-gluteal inferior-gluteal posterior-femoral-cutaneous pudendal nerve-to-piriformis
    nerve-to-obturator-internus nerve-to-quadratus-femoris femoral anterior-femoral-cutaneous saphenous obturator
    lateral-femoral-cutaneous
"""
MUSCLES = """
    iliopsoas quadriceps-femoris sartorius pectineus adductor-longus adductor-brevis adductor-magnus gracilis
    obturator-externus gluteus-maximus gluteus-medius gluteus-minimus tensor-fasciae-latae piriformis obturator-internus
    gemelli quadratus-femoris semitendinosus semimembranosus biceps-femoris-long-head biceps-femoris-short-head
    gastrocnemius soleus plantaris popliteus tibialis-posterior flexor-digitorum-longus flexor-hallucis-longus
    tibialis-anterior extensor-hallucis-longus extensor-digitorum-longus extensor-digitorum-brevis fibularis-longus
    fibularis-brevis fibularis-tertius abductor-hallucis flexor-digitorum-brevis flexor-hallucis-brevis
    abductor-digiti-minimi interossei external-anal-sphincter
"""
FIELDS = """
    anterior-thigh lateral-thigh medial-thigh posterior-thigh medial-leg upper-lateral-leg lower-lateral-leg
    posterior-calf foot-dorsum first-web-space lateral-foot heel medial-sole lateral-sole saddle
"""
STRUCTURES = """
    hip-bone sacrum femur patella tibia fibula foot l1-vertebra l2-vertebra l3-vertebra l4-vertebra l5-vertebra
    l1-l2-disc l2-l3-disc l3-l4-disc l4-l5-disc l5-s1-disc skin ligamentum-flavum
"""


@pytest.fixture(scope="module")
def anatomy(kb: KnowledgeBase) -> Anatomy:
    return kb.anatomy


def share_of(supplied: Muscle | SkinField | Reflex, root: str) -> float:
    return sum(share for supply in supplied.supply for name, share in supply.shares.items() if name == root)


def test_what_the_tree_is_made_of(anatomy: Anatomy) -> None:
    assert set(anatomy.nerve_by_id) == set(NERVES.split())
    assert set(anatomy.muscle_by_id) == set(MUSCLES.split())
    assert set(anatomy.skin_field_by_id) == set(FIELDS.split())
    assert set(anatomy.reflex_by_id) == {"knee-jerk", "ankle-jerk", "medial-hamstring-jerk", "anal-reflex"}
    assert set(anatomy.variant_by_id) == set("abcdef")
    assert set(anatomy.structure_by_id) >= set(STRUCTURES.split())


def test_the_sciatic_nerve_carries_l4_to_s3_and_ends_in_the_foot(anatomy: Anatomy) -> None:
    sciatic = {nerve.id for nerve in anatomy.nerves if nerve.part_of_sciatic}

    assert anatomy.get_nerve("sciatic").carries == ("L4", "L5", "S1", "S2", "S3")
    assert {"tibial", "fibular-neck", "sural", "medial-plantar", "lateral-plantar"} <= sciatic
    assert sciatic.isdisjoint({"superior-gluteal", "inferior-gluteal", "posterior-femoral-cutaneous", "saphenous"})


@pytest.mark.parametrize("root", ROOTS)
def test_every_root_reaches_a_muscle_and_a_field(anatomy: Anatomy, root: str) -> None:
    assert any(share_of(muscle, root) > 0 for muscle in anatomy.muscles)
    assert any(share_of(field, root) > 0 for field in anatomy.skin_fields)


def test_every_segment_that_is_not_passed_through_by_others_serves_something(anatomy: Anatomy) -> None:
    passed = {before for nerve in anatomy.nerves for before in nerve.comes_from}
    supplied = [*anatomy.muscles, *anatomy.skin_fields, *anatomy.reflexes]

    assert {nerve.id for nerve in anatomy.nerves} - passed <= {
        supply.nerve for each in supplied for supply in each.supply}


@pytest.mark.parametrize(("muscle", "root", "least"), [
    ("extensor-hallucis-longus", "L5", 0.65),
    ("tibialis-posterior", "L5", 0.5),
    ("gluteus-medius", "L5", 0.5),
    ("fibularis-longus", "L5", 0.5),
    ("gastrocnemius", "S1", 0.55),
    ("gluteus-maximus", "S1", 0.5),
    ("biceps-femoris-long-head", "S1", 0.55),
    ("biceps-femoris-short-head", "S1", 0.7),
])
def test_the_leading_root_of_a_muscle_at_the_bedside(anatomy: Anatomy, muscle: str, root: str, least: float) -> None:
    assert share_of(anatomy.get_muscle(muscle), root) >= least
    assert max(ROOTS, key=lambda each: share_of(anatomy.get_muscle(muscle), each)) == root


def test_l5_weakens_the_great_toe_most_and_spares_knee_extension_and_tiptoe(anatomy: Anatomy) -> None:
    l5 = {muscle.id: share_of(muscle, "L5") for muscle in anatomy.muscles}

    assert max(l5, key=lambda muscle: l5[muscle]) == "extensor-hallucis-longus"
    assert l5["extensor-hallucis-longus"] > l5["tibialis-anterior"] > l5["gluteus-maximus"] > l5["gastrocnemius"]
    assert l5["quadriceps-femoris"] == 0


def test_no_series_found_l5_in_the_short_head_of_biceps_so_it_has_none(anatomy: Anatomy) -> None:
    short_head = anatomy.get_muscle("biceps-femoris-short-head")

    assert share_of(short_head, "L5") == 0
    assert {supply.nerve for supply in short_head.supply} == {"fibular-division"}


def test_the_jerks_have_their_root(anatomy: Anatomy) -> None:
    assert share_of(anatomy.get_reflex("ankle-jerk"), "S1") == pytest.approx(0.8)
    assert share_of(anatomy.get_reflex("knee-jerk"), "L4") > share_of(anatomy.get_reflex("knee-jerk"), "L3") > 0.3


def test_the_one_strip_below_the_knee_that_is_not_sciatic(anatomy: Anatomy) -> None:
    below = ["medial-leg", "upper-lateral-leg", "lower-lateral-leg", "foot-dorsum", "first-web-space", "lateral-foot",
             "heel", "medial-sole", "lateral-sole"]
    served = {field: {supply.nerve for supply in anatomy.get_skin_field(field).supply} for field in below}

    not_sciatic = {field for field, nerves in served.items()
                   if not all(anatomy.get_nerve(nerve).part_of_sciatic for nerve in nerves)}
    assert not_sciatic == {"medial-leg"}


@pytest.mark.parametrize("muscle", ["tibialis-anterior", "flexor-hallucis-longus", "abductor-hallucis",
                                    "extensor-digitorum-brevis", "quadriceps-femoris", "biceps-femoris-short-head"])
def test_where_sources_disagree_the_reader_is_told(anatomy: Anatomy, muscle: str) -> None:
    assert anatomy.get_muscle(muscle).basis.conflict


def test_shares_are_never_shown_as_measured(anatomy: Anatomy) -> None:
    supplied = [*anatomy.muscles, *anatomy.skin_fields, *anatomy.reflexes]

    assert {each.basis.mark for each in supplied} == {"estimate"}
    assert all(each.basis.sources for each in supplied)


def test_every_nerve_says_what_harms_it(anatomy: Anatomy) -> None:
    assert [nerve.id for nerve in anatomy.nerves if not nerve.damage] == []


@pytest.mark.parametrize("nerve", ["sciatic", "tibial-division", "fibular-division", "common-fibular", "fibular-neck"])
def test_the_first_caution_is_the_stop_signal(anatomy: Anatomy, nerve: str) -> None:
    first = anatomy.get_nerve(nerve).needling[0].text

    assert re.search(r"electric shoot.* stop signal.*withdraw", first)


def test_reported_injuries_stand_where_they_happened(anatomy: Anatomy) -> None:
    def cited(nerve: str) -> set[str]:
        return {source for claim in anatomy.get_nerve(nerve).needling for source in claim.sources}

    assert {"sato-2003", "nerve-lesion-table"} <= cited("fibular-neck")
    assert "nerve-lesion-table" in cited("sciatic")


def test_the_roots_of_the_saddle_send_to_hospital_first(anatomy: Anatomy) -> None:
    for root in ("s2-root", "s3-root", "s4-root"):
        assert "hospital now" in anatomy.get_nerve(root).needling[0].text


def test_only_types_a_and_b_have_pooled_figures(anatomy: Anatomy) -> None:
    pooled = {variant.id: [count for count in variant.counts if "tomaszewski-2016" in count.sources]
              for variant in anatomy.variants}

    assert [(count.percent, count.low, count.high) for count in pooled["a"]] == [(85.2, 78.4, 87.0)]
    assert [(count.percent, count.low, count.high) for count in pooled["b"]] == [(9.8, 6.5, 13.2)]
    assert all(not pooled[each] for each in "cdef")


def test_one_series_has_counts_of_every_type(anatomy: Anatomy) -> None:
    found = {variant.id: count.found for variant in anatomy.variants for count in variant.counts
             if "natsis-2014" in count.sources and count.of == 294}

    assert found == {"a": 275, "b": 12, "c": 1, "d": 1, "e": 0, "f": 1}


@pytest.mark.parametrize("variant", ["a", "b", "c"])
def test_a_variant_proves_no_syndrome(anatomy: Anatomy, variant: str) -> None:
    taught = " ".join(claim.text for claim in anatomy.get_variant(variant).teaching if "smoll-2010" in claim.sources)

    assert "proves no syndrome" in taught
    assert "16.9 %" in taught
    assert "16.2 %" in taught
