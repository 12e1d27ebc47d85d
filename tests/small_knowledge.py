"""Small knowledge bases made in code, and random ones, for tests of the engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from sciatica_teach.model.cases import ActionClass, Case, Decision, Patient, PlanAction, Reveal
from sciatica_teach.model.causes import URGENCIES, Cause, PainMap, Setting, Urgency
from sciatica_teach.model.evidence import Claim, Review
from sciatica_teach.model.findings import Answer, Finding, Rate
from sciatica_teach.model.items import ItemBank
from sciatica_teach.model.knowledge import KnowledgeBase, LossTable
from sciatica_teach.model.marking import Marking
from sciatica_teach.model.referral import ReferralRule

CLAIM = Claim(text="Made up for a test.", mark="opinion")
REVIEW = Review(checked="2026-11-22")
ANSWERS: tuple[Answer, ...] = ("present", "absent", "unknown")

LOSSES = LossTable(
    delay={
        needed: {chosen: 25.0 * (n - c) if n > c else 2.5 * (c - n) for c, chosen in enumerate(URGENCIES)}
        for n, needed in enumerate(URGENCIES)
    },
    wrong_target=6.0,
    basis=CLAIM,
)
"""25 for each step too slow, 2.5 for each step too fast."""


def rate(mid: float, low: float | None = None, high: float | None = None) -> Rate:
    """A rate; without a range it is exact."""
    return Rate(
        low=mid if low is None else low, mid=mid, high=mid if high is None else high,
        mark="estimate", sources=("made-up",), reason="made up for a test",
    )


def cause(cause_id: str, urgency: Urgency = "treat") -> Cause:
    return Cause(
        id=cause_id, name=cause_id.capitalize(), short=cause_id, family="root", urgency=urgency,
        summary=CLAIM, story=(CLAIM,), mechanism=CLAIM, age=CLAIM, onset=CLAIM,
        pain_map=PainMap(shares={"buttock": 0.5}, basis=CLAIM), review=REVIEW,
    )


def finding(
    finding_id: str,
    background: float | Rate,
    differs: Mapping[str, float | Rate] | None = None,
    *,
    dependence: str = "",
    minutes: float = 1.0,
    safety: bool = False,
    given: bool = False,
    refer: Urgency | str = "",
) -> Finding:
    as_rate = lambda value: value if isinstance(value, Rate) else rate(value)  # noqa: E731  # local shorthand
    return Finding(
        id=finding_id, name=finding_id.replace("-", " "), kind="symptom", topic="Made up", ask="?", positive="yes",
        says_present="Yes.", says_absent="No.", minutes=minutes, safety=safety, given=given, dependence=dependence,
        background=as_rate(background), differs={c: as_rate(v) for c, v in (differs or {}).items()},
        refer=refer, review=REVIEW,
    )


MARKING = Marking(
    weights={"reasoning": 0.25, "updating": 0.15, "data_gathering": 0.20, "efficiency": 0.10, "plan": 0.30},
    gate_cap=40, actions={"critical": 3, "recommended": 1, "neutral": 0, "unnecessary": -1, "harmful": -4},
    chain_share=0.5, basis=CLAIM, review=REVIEW,
)
"""The same numbers as in the shipped content, written down once more: the tests calculate with them."""


def rule(rule_id: str, *all_of: str, refer: Urgency) -> ReferralRule:
    return ReferralRule(id=rule_id, all_of=all_of, refer=refer, why=CLAIM, review=REVIEW)


def knowledge(
    causes: Sequence[Cause],
    findings: Sequence[Finding],
    *,
    prior: Mapping[str, float] | None = None,
    counted: Sequence[str] = (),
    rules: Sequence[ReferralRule] = (),
    losses: LossTable = LOSSES,
    cases: Sequence[Case] = (),
) -> KnowledgeBase:
    """A knowledge base with one setting, "clinic"; every cause is equally likely unless `prior` says otherwise."""
    even = {c.id: 1 / len(causes) for c in causes}
    clinic = Setting(
        id="clinic", name="Clinic", description="Made up.", prior=dict(prior or even), counted=tuple(counted),
        basis=CLAIM, review=REVIEW,
    )
    return KnowledgeBase(
        version="test", sources=(), causes=tuple(causes), settings=(clinic,), findings=tuple(findings),
        referral_rules=tuple(rules), cases=tuple(cases), objectives=(), misconceptions=(), item_sets=(),
        items=ItemBank(), losses=losses, marking=MARKING,
    )


def case(
    *,
    truth: str,
    present: Sequence[str],
    must_ask: Sequence[str],
    key_findings: Sequence[str],
    right: Sequence[Urgency],
    unsafe: Sequence[Urgency] = (),
    plan: Mapping[str, ActionClass],
) -> Case:
    return Case(
        id="made-up", order=1, title="Made up", setting="clinic", opening="It hurts.", truth=truth, minutes=20,
        difficulty="first", review=REVIEW, lessons=(CLAIM,),
        patient=Patient(name="A", age=50, sex="female", occupation="baker", side="left", pain=("calf",)),
        reveals={name: Reveal(value="present") for name in present},
        must_ask=tuple(must_ask), key_findings=tuple(key_findings),
        decision=Decision(right=tuple(right), unsafe=tuple(unsafe), why=CLAIM),
        plan=tuple(
            PlanAction(id=name, text=name, action_class=worth, why="made up", mark="opinion")
            for name, worth in plan.items()
        ),
    )


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    low, mid, high = sorted(draw(st.tuples(*[st.integers(0, 100)] * 3)))
    return rate(mid / 100, low / 100, high / 100)


@st.composite
def knowledge_bases(draw: st.DrawFn, *, grouped: bool = True) -> KnowledgeBase:
    """2-5 causes of any urgency (one of them "other"), 1-6 findings, some of them in dependence groups."""
    names = ["other", *draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True))]
    causes = [cause(name, draw(st.sampled_from(URGENCIES))) for name in names]
    words = st.sampled_from(["", "nerve", "root"]) if grouped else st.just("")
    findings = [
        finding(
            f"f{number}",
            draw(rates()),
            {name: draw(rates()) for name in names[1:] if draw(st.booleans())},
            dependence=draw(words),
            minutes=draw(st.sampled_from([0.5, 1.0, 2.0])),
            safety=draw(st.booleans()),
        )
        for number in draw(st.permutations(range(draw(st.integers(1, 6)))))
    ]
    parts = [draw(st.integers(1, 50)) for _ in names]
    return knowledge(causes, findings, prior={name: part / sum(parts) for name, part in zip(names, parts, strict=True)})


@st.composite
def observations(draw: st.DrawFn, kb: KnowledgeBase) -> dict[str, Answer]:
    """Answers to some of the findings, in any order."""
    asked = draw(st.lists(st.sampled_from([f.id for f in kb.findings]), unique=True))
    return {finding_id: draw(st.sampled_from(ANSWERS)) for finding_id in asked}
