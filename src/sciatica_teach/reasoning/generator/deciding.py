"""What is right for a generated patient: how fast to send, what must be asked, which findings count.

How fast help is needed is what the advice says: the most urgent of the must-refer rule over everything that is so,
the cause itself, and a caution that refers. Every decision is then acceptable that costs next to nothing more than
the right one, and unsafe from a set loss on. A stenosis (routine) that is treated loses 2: not right, not unsafe.
With an acceptable loss of 1 and an unsafe one of 10, an urgent patient (treat 20, routine 10, urgent 0, same-day 1,
emergency 2) may be seen within days or today, and fails the gate if treated or written about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sciatica_teach.model.cases import Decision
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.findings import Answer
from sciatica_teach.reasoning.generator.learner import ROUNDING, Search
from sciatica_teach.reasoning.generator.person import Person
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.referral import referral_floor

MOST_KEY_FINDINGS = 8
ASKED_BY_LEARNER = 5


def build_decision(ground: Ground, needed: Urgency, answers: Mapping[str, Answer]) -> Decision:
    """Right and unsafe dispositions; none that the must-refer rule forbids is right."""
    plans, delay = ground.phrases.plans, ground.kb.losses.delay[needed]
    floor = URGENCIES.index(referral_floor(ground.kb, answers).urgency)
    right = [one for one in URGENCIES if delay[one] <= plans.right_loss and URGENCIES.index(one) >= floor]
    unsafe = tuple(one for one in URGENCIES if delay[one] >= plans.unsafe_loss and one not in right)
    return Decision(right=tuple(right), unsafe=unsafe, why=_explain(ground, needed, answers))


def find_deciding(ground: Ground, needed: Urgency, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The signs by which help is needed this fast; none where the cause or a caution alone demands it."""
    floor = referral_floor(ground.kb, answers)
    return floor.finding_ids if floor.urgency == needed else ()


def _explain(ground: Ground, needed: Urgency, answers: Mapping[str, Answer]) -> Claim:
    """Why it is as fast as this, with the names of the signs that demand it."""
    why, deciding = ground.phrases.plans.why[needed], find_deciding(ground, needed, answers)
    if not deciding:
        return why
    signs = "; ".join(ground.kb.get_finding(one).name for one in deciding)
    return replace(why, text=f"{why.text.strip()} {ground.phrases.plans.deciding.format(signs=signs)}")


def find_must_ask(
    ground: Ground, person: Person, answers: Mapping[str, Answer], also: tuple[str, ...]
) -> tuple[str, ...]:
    """What everybody is asked, what this person can have, and what is so here; `also` are asked to get at the truth."""
    able = {sign.finding for sign in ground.phrases.rules.people
            if sign.sex in ("", person.sex) and sign.ages_from <= person.age <= sign.ages_to and sign.sex}
    wanted = {*ground.phrases.plans.must_ask, *also, *able}
    return tuple(one.id for one in ground.kb.findings
                 if one.safety and (one.id in wanted or answers[one.id] == "present"))


def find_key_findings(
    ground: Ground, truth: str, answers: Mapping[str, Answer], found: Search, also: tuple[str, ...]
) -> tuple[str, ...]:
    """What `also` names: what decides how fast help is needed, and what is asked to get at the truth. Then what the
    learner asked first, then what speaks most for the cause.

    They take half of the visit at the most.
    """
    able = [one for one in ground.kb.findings if not (one.safety or one.given or one.kind == "caution")]
    weight = {one.id: round(_speak(ground, truth, one.id, answers[one.id]), ROUNDING) for one in able}
    strongest = sorted((one.id for one in able if answers[one.id] == "present"), key=lambda one: (-weight[one], one))
    wanted = dict.fromkeys(one for one in (*also, *found.asked[:ASKED_BY_LEARNER], *strongest) if one in weight)
    left, chosen = ground.phrases.minutes / 2, list[str]()
    for finding_id in wanted:
        minutes = ground.kb.get_finding(finding_id).minutes
        if minutes <= left and len(chosen) < MOST_KEY_FINDINGS:
            chosen.append(finding_id)
            left -= minutes
    return tuple(chosen)


def _speak(ground: Ground, truth: str, finding_id: str, answer: Answer) -> float:
    rate, background = ground.rate[truth][finding_id], ground.background[finding_id]
    return rate / background if answer == "present" else (1 - rate) / (1 - background)
