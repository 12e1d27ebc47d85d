"""The points and sets of points that come with the package: complete, found by any spelling, and safe to read."""

from __future__ import annotations

import re
import unicodedata

import pytest

from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.model.techniques import Protocol

LOW_BACK = "bl23 bl52 bl25 bl26 ex-b2 gv3 gv4"
SACRUM_AND_BUTTOCK = "bl32 bl53 bl54 gb30 gb29"
THIGH_AND_KNEE = "bl36 bl37 gb31 bl40"
LEG_AND_FOOT = "gb34 st36 bl57 bl58 gb39 sp6 bl60 bl62 gb40 gb41 ki3"
TUNG = "tung-22-04 tung-22-05 tung-22-06 tung-22-07 tung-22-08 tung-22-09"
HAND = f"{TUNG} si3 ex-ue7 si4 te3 li4 li3"
LEFT_ALONE_IN_PREGNANCY = "li4 li3 sp6 bl60 bl32 tung-22-04 tung-22-05"
PROTOCOLS = (
    "delphi-2021 qin-local article-five tung-sciatica tung-low-back yaotong-sprain taiyang-distal shaoyang-distal"
)
TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
USED = ("acceptable", "preferred")


def of(kb: KnowledgeBase, ids: str) -> list[Point]:
    return [kb.treatment.get_point(point_id) for point_id in ids.split()]


def get_protocol(kb: KnowledgeBase, protocol_id: str) -> Protocol:
    return next(protocol for protocol in kb.treatment.protocols if protocol.id == protocol_id)


def bare(text: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]", "", "".join(letters).lower())


def standing_for(point: Point, cause_id: str) -> str:
    return next((use.standing for use in point.uses if cause_id in use.causes), "")


def drawn_at_risk(point: Point) -> set[str]:
    return {tissue.structure for tissue in point.at_risk if tissue.structure}


def has_hazard(kb: KnowledgeBase, hazard: str) -> set[str]:
    return {point.id for point in kb.treatment.points if hazard in point.hazards}


def test_every_point_and_every_set_is_there(kb: KnowledgeBase) -> None:
    expected = f"{LOW_BACK} {SACRUM_AND_BUTTOCK} {THIGH_AND_KNEE} {LEG_AND_FOOT} {HAND}".split()

    assert len(expected) == 39
    assert {point.id for point in kb.treatment.points} == set(expected)
    assert {protocol.id for protocol in kb.treatment.protocols} == set(PROTOCOLS.split())


def test_every_syllable_has_its_tone_and_its_character(kb: KnowledgeBase) -> None:
    for point in kb.treatment.points:
        tones = [letter for letter in unicodedata.normalize("NFD", point.name.pinyin) if letter in TONES]
        assert len(tones) == len(point.name.han), point.id
        assert unicodedata.is_normalized("NFC", point.name.pinyin), point.id
        if point.name.traditional:
            assert len(point.name.traditional) == len(point.name.han), point.id


def test_a_point_is_found_without_tones_in_one_word_or_several(kb: KnowledgeBase) -> None:
    for point in kb.treatment.points:
        plain = [also for also in point.name.also if bare(also) == bare(point.name.pinyin) and also.isascii()]
        assert {" " in also for also in plain} == {True, False}, point.id
        assert len(set(point.name.also)) == len(point.name.also), point.id


@pytest.mark.parametrize(("spelling", "point_id"), [
    ("UB40", "bl40"), ("B23", "bl23"), ("Shènshù", "bl23"), ("Huatuojiaji", "ex-b2"), ("DU3", "gv3"), ("SJ3", "te3"),
    ("Juegu", "gb39"), ("BL50", "bl36"), ("Yaotongxue", "ex-ue7"), ("Tung 22.05", "tung-22-05"), ("K3", "ki3"),
])
def test_other_spellings_and_codes_lead_to_the_point(kb: KnowledgeBase, spelling: str, point_id: str) -> None:
    assert [point.id for point in kb.treatment.points if spelling in point.name.also] == [point_id]


def test_no_spelling_leads_to_two_points(kb: KnowledgeBase) -> None:
    owners: dict[str, set[str]] = {}
    for point in kb.treatment.points:
        for spelling in (point.code, point.name.pinyin, point.name.han, *point.name.also):
            owners.setdefault(spelling.lower(), set()).add(point.id)

    assert {spelling: ids for spelling, ids in owners.items() if len(ids) > 1} == {}


def test_the_printed_range_is_the_one_that_the_words_say(kb: KnowledgeBase) -> None:
    for point in kb.treatment.points:
        said = re.search(r"([\d.]+) to ([\d.]+) cun", point.depth.printed.text)
        assert said, point.id
        assert (float(said[1]), float(said[2])) == (point.depth.low_cun, point.depth.high_cun), point.id


def test_students_stay_at_the_shallow_end(kb: KnowledgeBase) -> None:
    for point in kb.treatment.points:
        assert point.depth.student_cun <= point.depth.low_cun + 0.1 + 1e-9, point.id
    for point in of(kb, HAND):
        assert point.depth.student_cun <= 0.5, point.id


def test_where_the_shallow_end_is_deep_no_depth_is_called_safe(kb: KnowledgeBase) -> None:
    deep = [point for point in kb.treatment.points if point.depth.low_cun > 1.0]

    assert {point.id for point in deep} == {"gb30", "bl54"}
    for point in deep:
        assert point.depth.student_cun <= 1.0, point.id
        assert "no depth is known to be safe" in point.depth.printed.text, point.id
        assert "students stay short of it" in point.depth.printed.text, point.id


def test_no_student_goes_deeper_than_one_cun_anywhere(kb: KnowledgeBase) -> None:
    assert max(point.depth.student_cun for point in kb.treatment.points) <= 1.0


def test_a_point_that_no_student_uses_says_so_beside_its_depth(kb: KnowledgeBase) -> None:
    point = kb.treatment.get_point("bl32")

    assert {use.standing for use in point.uses}.isdisjoint(USED)
    assert "Students do not use this point" in point.depth.printed.text


def test_where_a_needle_can_reach_a_root_the_root_is_feared(kb: KnowledgeBase) -> None:
    """A registered trial looks for the shock at BL25; the canal itself lies further in than these two points."""
    for point in of(kb, "bl25 bl26"):
        assert "near-nerve" in point.hazards, point.id
        assert "near-spine" not in point.hazards, point.id
        assert any(structure.endswith("-root") for structure in drawn_at_risk(point)), point.id
    assert "stop sign" in kb.treatment.get_point("bl25").depth.printed.conflict


def test_a_lineage_s_deeper_needle_is_not_for_students(kb: KnowledgeBase) -> None:
    for point in of(kb, "tung-22-04 tung-22-05 tung-22-08 tung-22-09"):
        assert "not for students" in point.depth.printed.conflict, point.id


def test_a_printed_range_beyond_one_and_a_half_cun_is_a_hazard(kb: KnowledgeBase) -> None:
    beyond = {point.id for point in kb.treatment.points if point.depth.high_cun > 1.5}

    assert beyond <= has_hazard(kb, "deep")
    assert {"bl32", "tung-22-05"} <= has_hazard(kb, "deep")  # through the sacrum; through the hand


def test_a_nerve_at_risk_makes_a_stop_sign_that_stands_first(kb: KnowledgeBase) -> None:
    nerves = {nerve.id for nerve in kb.anatomy.nerves}
    near = has_hazard(kb, "near-nerve")

    assert {point.id for point in kb.treatment.points if drawn_at_risk(point) & nerves} <= near
    assert set(HAND.split()) <= near
    for point_id in near:
        first = kb.treatment.get_point(point_id).dangers[0].text
        for word in ("electric", "stop sign", "ithdraw", "not manipulate", "no current"):
            assert word in first, (point_id, word)


def test_every_point_says_what_can_be_met_and_what_to_know_first(kb: KnowledgeBase) -> None:
    for point in kb.treatment.points:
        assert point.at_risk, point.id
        assert len(point.dangers) >= 2, point.id


def test_what_a_drawn_needle_meets_first_is_named(kb: KnowledgeBase) -> None:
    for corridor in kb.anatomy.corridors:
        if corridor.id in kb.treatment.point_by_id:
            point = kb.treatment.get_point(corridor.id)
            assert corridor.code == point.code
            assert corridor.at_risk[0] in drawn_at_risk(point), point.id
            assert bare(corridor.name).startswith(bare(point.name.pinyin)), point.id


def test_points_left_alone_in_pregnancy_say_so(kb: KnowledgeBase) -> None:
    assert has_hazard(kb, "labour-list") == set(LEFT_ALONE_IN_PREGNANCY.split())
    for point_id in has_hazard(kb, "labour-list") | has_hazard(kb, "lumbosacral"):
        point = kb.treatment.get_point(point_id)
        assert any("pregnan" in danger.text for danger in point.dangers), point_id
        assert standing_for(point, "pelvic-girdle-pain") == "contraindicated", point_id


def test_low_back_and_sacrum_are_lumbosacral_and_the_kidney_has_a_wrong_side(kb: KnowledgeBase) -> None:
    assert has_hazard(kb, "lumbosacral") == {*LOW_BACK.split(), "bl32", "bl53", "bl54"}
    assert has_hazard(kb, "near-kidney") == {"bl23", "bl52"}
    assert has_hazard(kb, "hand") == set(HAND.split())
    for point in of(kb, "bl23 bl52"):
        assert [wrong.angle for wrong in point.wrong_angles] == ["away-from-midline"]


def test_the_neck_of_the_fibula_and_the_pelvis_are_wrong_directions(kb: KnowledgeBase) -> None:
    assert "downward" in {wrong.angle for wrong in kb.treatment.get_point("gb34").wrong_angles}
    for point in of(kb, "bl54 bl32 gb30"):
        assert "towards-midline" in {wrong.angle for wrong in point.wrong_angles}, point.id


def test_a_use_reaches_something_that_a_needle_technique_is_for(kb: KnowledgeBase) -> None:
    """A point that no technique would needle for that cause would be a promise that nobody keeps."""
    aims = {
        (cause_id, indication.target)
        for technique in kb.treatment.techniques if technique.kind == "needle"
        for indication in technique.indications if indication.standing in USED for cause_id in indication.causes
    }
    for point in kb.treatment.points:
        promised = {(cause_id, use.target) for use in point.uses if use.standing in USED for cause_id in use.causes}
        assert promised <= aims, point.id


@pytest.mark.parametrize(("ids", "targets"), [
    (LOW_BACK, {"root-segment", "low-back-muscle"}),
    (SACRUM_AND_BUTTOCK, {"gluteal-muscle", "leg-channel"}),
    (THIGH_AND_KNEE, {"leg-channel", "gluteal-muscle"}),
    (LEG_AND_FOOT, {"leg-channel", "opposite-side"}),
    (HAND, {"opposite-hand", "low-back-muscle"}),
])
def test_a_point_aims_at_what_its_region_is_used_for(kb: KnowledgeBase, ids: str, targets: set[str]) -> None:
    assert {use.target for point in of(kb, ids) for use in point.uses if use.standing in USED} == targets


def test_only_the_points_of_the_same_side_reach_the_back_from_the_hand(kb: KnowledgeBase) -> None:
    to_the_back = {point.id for point in of(kb, HAND) for use in point.uses if use.target == "low-back-muscle"}

    assert to_the_back == {"ex-ue7"}


def test_preferred_is_earned_by_a_study(kb: KnowledgeBase) -> None:
    preferred = [(point.id, use) for point in kb.treatment.points for use in point.uses if use.standing == "preferred"]

    assert {point_id for point_id, _ in preferred} == {"bl25", "ex-b2"}
    assert all(use.basis.mark == "measured" for _, use in preferred)


@pytest.mark.parametrize(("cause_id", "ids"), [
    ("common-fibular", "gb34"),
    ("deep-vein-thrombosis", f"{THIGH_AND_KNEE} {LEG_AND_FOOT}"),
    ("acute-limb-ischaemia", f"gb30 bl54 gb29 {THIGH_AND_KNEE} {LEG_AND_FOOT}"),
    ("vascular-claudication", f"gb30 bl54 gb29 {THIGH_AND_KNEE} {LEG_AND_FOOT}"),
    ("herpes-zoster", f"{LOW_BACK} {SACRUM_AND_BUTTOCK} {THIGH_AND_KNEE} {LEG_AND_FOOT}"),
    ("spinal-infection", f"{LOW_BACK} bl32"),
    ("vertebral-fracture", f"{LOW_BACK} bl32"),
    ("nerve-sheath-tumour", "gb30 bl54 bl36 bl37 bl40"),
    ("polyneuropathy", "bl60 bl62 gb40 gb41 ki3"),
    ("spondylolisthesis", "gv3"),
])
def test_what_must_not_be_needled_is_not(kb: KnowledgeBase, cause_id: str, ids: str) -> None:
    for point in of(kb, ids):
        assert standing_for(point, cause_id) == "contraindicated", point.id


@pytest.mark.parametrize("cause_id", ["tarsal-tunnel", "meralgia-paraesthetica", "common-fibular", "polyneuropathy"])
def test_no_needle_is_offered_at_a_nerve_that_fails(kb: KnowledgeBase, cause_id: str) -> None:
    assert {standing_for(point, cause_id) for point in kb.treatment.points}.isdisjoint(USED)


def test_nothing_that_tradition_says_is_told_as_more(kb: KnowledgeBase) -> None:
    assert {claim.mark for point in kb.treatment.points for claim in point.tradition} == {"tradition"}
    for point in of(kb, TUNG):
        assert {use.basis.mark for use in point.uses if use.standing in USED} == {"tradition"}, point.id


def test_the_article_s_points_stay_unnamed(kb: KnowledgeBase) -> None:
    article = get_protocol(kb, "article-five")

    assert (article.points, article.unnamed, article.side) == ((), 5, "opposite")


def test_the_lineage_s_pair_at_the_edge_of_the_hand_is_not_used_together(kb: KnowledgeBase) -> None:
    for protocol in kb.treatment.protocols:
        assert not {"tung-22-08", "tung-22-09"} <= set(protocol.points), protocol.id


def test_the_points_for_a_sprained_back_are_on_the_same_side_and_the_lineage_s_on_the_other(kb: KnowledgeBase) -> None:
    sides = {protocol.id: protocol.side for protocol in kb.treatment.protocols}

    assert sides["yaotong-sprain"] == "same"
    assert sides["tung-sciatica"] == sides["tung-low-back"] == "opposite"


def test_a_hand_protocol_holds_hand_points_and_no_protocol_needs_current(kb: KnowledgeBase) -> None:
    for protocol in kb.treatment.protocols:
        assert (protocol.technique == "hand-points") == (protocol.id.split("-")[0] in ("article", "tung", "yaotong"))
        if protocol.technique == "hand-points":
            assert set(protocol.points) <= set(HAND.split()), protocol.id
        assert "current" not in kb.treatment.get_technique(protocol.technique).hazards, protocol.id


def test_a_protocol_that_prints_a_depth_says_that_it_is_not_for_students(kb: KnowledgeBase) -> None:
    printing = [protocol for protocol in kb.treatment.protocols if re.search(r"\d (cun|mm)", say(protocol.how))]

    assert {protocol.id for protocol in printing} == {"qin-local", "tung-sciatica", "tung-low-back"}
    assert all("not for students" in protocol.how.conflict for protocol in printing)


def say(claim: Claim) -> str:
    return f"{claim.text} {claim.conflict}"
