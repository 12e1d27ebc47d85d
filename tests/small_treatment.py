"""Small bodies of treatment made in code, and random ones, for tests of the advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st
from small_knowledge import CLAIM, REVIEW, cause, finding, knowledge

from sciatica_teach.model.advice import AdvicePatient, AdviceRules
from sciatica_teach.model.causes import URGENCIES, Cause, Urgency
from sciatica_teach.model.cautions import Caution, CautionLevel, CautionRule
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Depth, Point, PointName, PointUse
from sciatica_teach.model.techniques import STANDINGS, Hazard, Indication, Standing, Technique
from sciatica_teach.model.treatment import Treatment

HAZARDS: tuple[Hazard, ...] = ("skin-break", "current", "heat", "deep")
LEVELS: tuple[CautionLevel, ...] = ("absolute", "students", "relative")


def says(text: str) -> Claim:
    return Claim(text=text, mark="opinion")


RULES = AdviceRules(
    likely_share=0.05, open_share=0.2, shares_basis=CLAIM, emergency=says("An emergency is sent."),
    same_day=says("Seen today first."), urgent=says("Seen within days first."), no_record=says("Nothing on record."),
    no_technique=says("No technique is left."), only_acceptable=says("The techniques are acceptable at most."),
    unknown_elsewhere=says("Nothing speaks for it there."), review=REVIEW,
)


def technique(
    technique_id: str, standings: Mapping[str, Standing], *, kind: str = "needle", hazards: Sequence[Hazard] = (),
    target: str = "",
) -> Technique:
    """A technique with one indication per cause of `standings`."""
    return Technique(
        id=technique_id, order=1, name=technique_id, short=technique_id, kind=kind, hazards=tuple(hazards),
        what=CLAIM, evidence=CLAIM, grade="low", review=REVIEW,
        indications=tuple(
            Indication(causes=(cause_id,), standing=standing, grade="low", target=target,
                       basis=says(f"{technique_id} in {cause_id} is {standing}."))
            for cause_id, standing in standings.items()
        ),
    )


def point(
    point_id: str, standings: Mapping[str, Standing], *, hazards: Sequence[Hazard] = (), target: str = ""
) -> Point:
    return Point(
        id=point_id, code=point_id.upper(), system="who", channel="made up", region="leg",
        name=PointName(pinyin="Jiǎ", han="假", english="Made up", basis=CLAIM), location=CLAIM,
        depth=Depth(low_cun=0.5, high_cun=1.0, student_cun=0.5, printed=CLAIM), angles=("perpendicular",),
        hazards=tuple(hazards), tradition=(CLAIM,), review=REVIEW,
        uses=tuple(
            PointUse(causes=(cause_id,), standing=standing, target=target,
                     basis=says(f"{point_id} in {cause_id} is {standing}."))
            for cause_id, standing in standings.items()
        ),
    )


def caution(
    caution_id: str, level: CautionLevel, *, techniques: Sequence[str] = (), points: Sequence[str] = (),
    hazards: Sequence[Hazard] = (), implies: Sequence[str] = (), refer: Urgency = "treat", finding_id: str = "",
) -> Caution:
    rule = CautionRule(
        techniques=tuple(techniques), points=tuple(points), hazards=tuple(hazards), level=level,
        why=says(f"{caution_id} is {level}."), safer=(says(f"safer with {caution_id}"),) if level == "relative" else (),
    )
    return Caution(
        id=caution_id, name=caution_id, short=caution_id, ask="?", about=CLAIM, implies=tuple(implies), refer=refer,
        refer_why=says(f"{caution_id} is sent.") if refer != "treat" else None, finding=finding_id, rules=(rule,),
        review=REVIEW,
    )


def with_treatment(kb: KnowledgeBase, **parts: object) -> KnowledgeBase:
    return replace(kb, treatment=Treatment(advice_rules=RULES, **parts))


def both_at_once(one: Cause, other: Cause) -> Cause:
    """A composite, "both"; as urgent as the more urgent of its parts."""
    return replace(cause("both", max(one.urgency, other.urgency, key=URGENCIES.index)), parts=(one.id, other.id))


standings = st.sampled_from(STANDINGS)
hazards = st.lists(st.sampled_from(HAZARDS), unique=True, max_size=3)
targets = st.sampled_from(["", "near", "far"])


@st.composite
def treatments(draw: st.DrawFn) -> KnowledgeBase:
    """2-4 causes of any urgency, at times two of them at once; a referral, techniques, points, cautions, a red flag."""
    names = draw(st.lists(st.sampled_from("abcd"), min_size=2, max_size=4, unique=True))
    causes = [cause(name, draw(st.sampled_from(URGENCIES))) for name in names]
    if draw(st.booleans()):
        causes.append(both_at_once(*causes[:2]))
        names.append("both")
    per_cause = st.dictionaries(st.sampled_from(names), standings, min_size=1)
    kb = knowledge(causes, [finding("flag", 0.1, refer=draw(st.sampled_from(URGENCIES[1:]))), finding("plain", 0.1)])
    techniques = [technique("send", {names[0]: "preferred"}, kind="referral")]
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["needle", "heat", "active"]))
        techniques.append(technique(f"t{number}", draw(per_cause), kind=kind, hazards=draw(hazards),
                                    target=draw(targets)))
    points = [point(f"p{number}", draw(per_cause), hazards=draw(hazards), target=draw(targets))
              for number in range(draw(st.integers(1, 3)))]
    cautions = [
        caution(f"c{number}", draw(st.sampled_from(LEVELS)), hazards=draw(hazards),
                techniques=draw(st.lists(st.sampled_from(["t0", "t1", "t2"]), unique=True)),
                points=draw(st.lists(st.sampled_from(["p0", "p1", "p2"]), unique=True)),
                implies=draw(st.lists(st.sampled_from([f"c{n}" for n in range(number)] or ["c0"]), max_size=1)
                             if number else st.just([])),
                refer=draw(st.sampled_from(URGENCIES)), finding_id=draw(st.sampled_from(["", "plain"])))
        for number in range(draw(st.integers(1, 3)))
    ]
    return with_treatment(kb, techniques=tuple(techniques), points=tuple(points), cautions=tuple(cautions))


@st.composite
def patients(draw: st.DrawFn, kb: KnowledgeBase) -> AdvicePatient:
    flags = draw(st.lists(st.sampled_from([one.id for one in kb.treatment.cautions]), unique=True))
    observed = draw(st.dictionaries(st.sampled_from(["flag", "plain"]), st.sampled_from(["present", "absent"])))
    return AdvicePatient(flags=tuple(flags), observed=observed)


@st.composite
def beliefs(draw: st.DrawFn, kb: KnowledgeBase) -> dict[str, float] | None:
    if draw(st.booleans()):
        return None
    weights = [draw(st.integers(0, 10)) for _ in kb.causes]
    total = sum(weights) or 1
    return {one.id: weight / total for one, weight in zip(kb.causes, weights, strict=True)}
