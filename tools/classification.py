"""How the engine does on thousands of patients from its own table, and from tables that are not quite its own.

    python tools/classification.py

For each setting 20,000 patients are generated and believed about. Three things are told:

- calibration: of all patients whose likeliest cause was given 60 to 70 %, did it turn out to be true in 60 to 70 %?
- emergencies, judged by what is done and not by the likeliest cause: how many were sent as fast as they had to be, and
  which were missed, with the findings they showed;
- the same when the rates are not those of the table but anywhere within their intervals: what still holds.

Of 36 bins one lies outside its 99.9 % interval by chance in about one content out of thirty, and any edit of the
content draws new patients. So a setting with a bin outside is looked at again with ten times as many patients, under a
seed that was fixed beforehand as well: chance hardly strikes the same bin twice, and what is wrong shows more clearly.

A patient's findings are asked for as a careful colleague would: the whole safety screen, what is known without asking,
and one member of each dependence group besides. Calibration is looked at without the other members, since counting
only the strongest of a group is a choice of ours about how to be wrong, and not a property of patients.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.causes import URGENCIES, Setting
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.intervals import Z_999, wilson_interval
from sciatica_teach.reasoning.patients import (
    Flags,
    Patients,
    floors,
    generate_patients,
    group_rows,
    posteriors,
    recommendations,
)
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.settings import Settings

COUNT = 20_000
SEEDS = {"acupuncture-clinic": 101, "over-65": 102, "pregnancy": 103, "sport": 104}
"""Fixed before the first run, and not to be changed because of what a run says."""
WORLDS = 10
"""Tables drawn within the intervals, for each setting."""
EDGES = np.linspace(0, 1, 11)
LEAST_IN_BIN = 100
SHOWN = 5
"""So many missed patients are told of one by one."""


@dataclass(frozen=True)
class Bin:
    """The patients whose likeliest cause was given a share between two edges."""

    low: float
    high: float
    patients: int
    believed: float
    """Mean share of the likeliest cause."""
    true: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson_interval(self.true, self.patients, z=Z_999)

    @property
    def is_calibrated(self) -> bool:
        low, high = self.interval
        return low <= self.believed <= high


@dataclass(frozen=True)
class Emergencies:
    """The patients whose true cause is an emergency, and what was done."""

    patients: int
    sent: int
    flagged: int
    """Those with a finding that demands the emergency department, alone or by a rule."""
    flagged_sent: int
    missed: dict[str, int]
    """Cause -> how many were not sent as an emergency."""
    stories: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    setting: Setting
    top: float
    """Share of patients whose likeliest cause is the true one."""
    top_three: float
    bins: tuple[Bin, ...]
    emergencies: Emergencies
    needless: float
    """Share of the patients without an emergency who are sent as one."""


def study(kb: KnowledgeBase, setting: Setting, patients: Patients, rng: np.random.Generator) -> Result:
    """Believe about every patient, and decide."""
    table = patients.table
    asked = one_of_each_group(table, len(patients.cause), rng)
    calibrated = posteriors(table, setting.prior, asked & ~held(table, setting), patients.present)
    screened = asked | np.array([finding.safety for finding in table.findings])
    believed = posteriors(table, setting.prior, screened & ~held(table, setting), patients.present)
    floor = floors(kb, screened, patients.present)
    done = recommendations(kb, believed, floor)
    ranked = np.argsort(-calibrated, axis=1)
    emergency = np.array([cause.urgency == "emergency" for cause in kb.causes])[patients.cause]
    return Result(
        setting=setting,
        top=float((ranked[:, 0] == patients.cause).mean()),
        top_three=float((ranked[:, :3] == patients.cause[:, None]).any(axis=1).mean()),
        bins=tuple(sort_into_bins(calibrated, patients)),
        emergencies=judge_emergencies(kb, patients, emergency, floor, done, screened),
        needless=float((done[~emergency] == URGENCIES.index("emergency")).mean()),
    )


def held(table: LikelihoodTable, setting: Setting) -> Flags:
    """Findings that the prior of the setting holds already."""
    return np.array([finding.id in setting.counted for finding in table.findings])


def one_of_each_group(table: LikelihoodTable, count: int, rng: np.random.Generator) -> Flags:
    """For each patient one member of each dependence group, drawn at random."""
    asked = np.zeros((count, len(table.findings)), dtype=np.bool_)
    for rows in group_rows(table).values():
        asked[np.arange(count), rng.choice(rows, size=count)] = True
    return asked


def sort_into_bins(believed: np.ndarray, patients: Patients) -> Iterator[Bin]:
    share, leading = believed.max(axis=1), believed.argmax(axis=1)
    for low, high in pairwise(EDGES):
        inside = (share > low) & (share <= high)
        if inside.sum() >= LEAST_IN_BIN:
            yield Bin(low, high, int(inside.sum()), float(share[inside].mean()),
                      int((leading == patients.cause)[inside].sum()))


def judge_emergencies(
    kb: KnowledgeBase, patients: Patients, emergency: Flags, floor: np.ndarray, done: np.ndarray, asked: Flags
) -> Emergencies:
    fastest = URGENCIES.index("emergency")
    sent = done == fastest
    flagged = emergency & (floor == fastest)
    missed = emergency & ~sent
    causes = [kb.causes[column].id for column in patients.cause[missed]]
    return Emergencies(
        patients=int(emergency.sum()), sent=int((emergency & sent).sum()),
        flagged=int(flagged.sum()), flagged_sent=int((flagged & sent).sum()),
        missed={cause_id: causes.count(cause_id) for cause_id in sorted(set(causes))},
        stories=tuple(tell_story(kb, patients, asked, index) for index in np.flatnonzero(missed)[:SHOWN]),
    )


def tell_story(kb: KnowledgeBase, patients: Patients, asked: Flags, index: int) -> str:
    shown = [finding.name for row, finding in enumerate(kb.findings)
             if asked[index, row] and patients.present[index, row]]
    return f"{kb.causes[patients.cause[index]].short}: {'; '.join(shown) or 'no finding at all'}"


def as_the_table_says(kb: KnowledgeBase, setting: Setting) -> Result:
    """Patients generated from the very table that the engine believes in."""
    rng = np.random.default_rng(SEEDS[setting.id])
    table = LikelihoodTable.from_knowledge(kb)
    return study(kb, setting, generate_patients(table, setting.prior, COUNT, rng), rng)


def looked_at_again(kb: KnowledgeBase, setting: Setting) -> Result:
    """The same with ten times as many patients, under a seed of its own: for a setting with a bin outside."""
    rng = np.random.default_rng(SEEDS[setting.id] + 2000)
    table = LikelihoodTable.from_knowledge(kb)
    return study(kb, setting, generate_patients(table, setting.prior, 10 * COUNT, rng), rng)


def in_other_worlds(kb: KnowledgeBase, setting: Setting) -> list[Result]:
    """Patients whose findings follow rates drawn evenly within the intervals, while the engine keeps to its table."""
    rng = np.random.default_rng(SEEDS[setting.id] + 1000)
    table = LikelihoodTable.from_knowledge(kb)
    results = []
    for _ in range(WORLDS):
        own, background = rng.random(table.mid.shape), rng.random((len(table.findings), 1))
        place = np.where(table.shared, background, own)
        rates = table.low + place * (table.high - table.low)
        patients = generate_patients(table, setting.prior, COUNT // WORLDS, rng, rates=rates)
        results.append(study(kb, setting, patients, rng))
    return results


def print_bins(result: Result) -> None:
    print("given        believed   true      99.9 % interval    patients")
    for one in result.bins:
        low, high = one.interval
        print(f"{one.low:.0%} to {one.high:<5.0%} {one.believed:>8.1%} {one.true / one.patients:>8.1%}   "
              f"{low:.1%} to {high:.1%}   {one.patients:>7}{'' if one.is_calibrated else '   OUTSIDE'}")


def print_result(result: Result) -> None:
    print(f"\n## {result.setting.name}\n")
    print(f"likeliest cause true {result.top:.1%}, among the three likeliest {result.top_three:.1%}")
    print_bins(result)
    told = result.emergencies
    print(f"emergencies {told.patients}, sent at once {told.sent}; with a must-refer finding {told.flagged}, "
          f"of these sent {told.flagged_sent}; others sent needlessly {result.needless:.1%}")
    print(f"missed: {told.missed or 'none'}")
    for story in told.stories:
        print(f"  {story}")


def print_worlds(results: list[Result]) -> None:
    tops = [result.top for result in results]
    three = [result.top_three for result in results]
    patients = sum(result.emergencies.patients for result in results)
    sent = sum(result.emergencies.sent for result in results)
    flagged = sum(result.emergencies.flagged for result in results)
    flagged_sent = sum(result.emergencies.flagged_sent for result in results)
    print(f"rates anywhere within their intervals, {len(results)} worlds: likeliest cause true {min(tops):.1%} to "
          f"{max(tops):.1%}, among three {min(three):.1%} to {max(three):.1%}; emergencies sent {sent} of {patients}, "
          f"with a must-refer finding {flagged_sent} of {flagged}")


def main() -> None:
    kb = load_knowledge(Settings.from_environment(os.environ))
    for setting in kb.settings:
        result = as_the_table_says(kb, setting)
        print_result(result)
        if any(not one.is_calibrated for one in result.bins):
            print("\nA bin lies outside; with ten times as many patients:")
            print_bins(looked_at_again(kb, setting))
        print_worlds(in_other_worlds(kb, setting))


if __name__ == "__main__":
    main()
