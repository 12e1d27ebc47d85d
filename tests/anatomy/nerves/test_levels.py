"""From fibres to findings: steps rise, and the worked numbers hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.anatomy.nerves.exposures import onsets
from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.levels import STEPS, VALUES, distance, level_of, read_level
from sciatica_teach.errors import BadSubmission
from sciatica_teach.model.deficits import TargetKind

KINDS = st.sampled_from(list(STEPS))
SHARES = st.floats(0.0, 1.0)


def test_the_worked_number() -> None:
    assert VALUES["muscle"][level_of("muscle", 0.55)] == "3"
    assert VALUES["field"][level_of("field", 0.55)] == "reduced"


@pytest.mark.parametrize("kind", list(STEPS))
def test_there_is_one_step_to_each_value_after_the_first_and_they_rise(kind: TargetKind) -> None:
    assert len(STEPS[kind]) == len(VALUES[kind]) - 1
    assert all(lower < higher for lower, higher in pairwise(STEPS[kind]))


@pytest.mark.parametrize(
    ("lost", "grade"), [(0.0, "5"), (0.1 + 0.04, "5"), (0.15, "4"), (0.94, "1"), (0.95, "0"), (1.0, "0")]
)
def test_a_little_loss_does_not_show_and_only_nearly_all_paralyses(lost: float, grade: str) -> None:
    assert VALUES["muscle"][level_of("muscle", lost)] == grade


def test_shares_that_sum_to_a_step_reach_it() -> None:
    short_of_it = 0.05 + 0.25 + 0.35
    assert short_of_it < 0.65
    assert level_of("muscle", short_of_it) == level_of("muscle", 0.65)


@given(KINDS, SHARES, SHARES)
def test_losing_more_is_never_better(kind: TargetKind, one: float, other: float) -> None:
    assert level_of(kind, min(one, other)) <= level_of(kind, max(one, other))


@pytest.mark.parametrize("kind", list(STEPS))
def test_the_whole_scale_counts_one(kind: TargetKind) -> None:
    worst = len(STEPS[kind])
    assert distance(kind, 0, worst) == distance(kind, worst, 0) == 10
    assert sum(distance(kind, level, level + 1) for level in range(worst)) == 10


def test_the_worked_onsets() -> None:
    assert onsets("muscle", 0.6) == (0.25, 0.75)


@given(KINDS, st.floats(0.01, 1.0), SHARES)
def test_a_level_is_reached_at_its_onset_and_not_before(kind: TargetKind, exposure: float, severity: float) -> None:
    starts = onsets(kind, exposure)
    if all(abs(severity - start) > 1e-6 for start in starts):
        assert level_of(kind, exposure * severity) == sum(start <= severity for start in starts)
    assert [level_of(kind, exposure * start) for start in starts] == [
        sum(other <= start for other in starts) for start in starts
    ]


def test_a_value_of_another_kind_is_refused_with_what_to_write(small_leg: NerveGraph) -> None:
    with pytest.raises(BadSubmission, match=r"'lost' is nothing that Shin muscle can be\. .* 5, 4, 3, 2, 1, 0"):
        read_level(small_leg.get_target("shin-muscle"), "lost")
    with pytest.raises(BadSubmission, match="normal, reduced, lost"):
        read_level(small_leg.get_target("shin-skin"), "absent")
