"""The draws behind the bands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import cause, finding, knowledge, rate

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import update
from sciatica_teach.reasoning.draws import sample_rates, triangular
from sciatica_teach.reasoning.table import LikelihoodTable


def test_worked_example_of_the_docstring() -> None:
    value = triangular(np.array([0.125]), np.array([0.60]), np.array([0.75]), np.array([0.90]))
    assert value == pytest.approx([0.675])


@given(
    corners=st.tuples(*[st.floats(0.01, 0.99)] * 3).map(sorted),
    shares=st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_a_triangle_turned_round_gives_its_share_back(corners: list[float], shares: list[float]) -> None:
    """The distribution function, written out from its definition, undoes the draw."""
    low, mid, high = corners
    for share in shares:
        x = float(triangular(np.array(share), np.array(low), np.array(mid), np.array(high)))
        assert low - 1e-12 <= x <= high + 1e-12
        if high - low < 1e-3 or not low < x < high:
            continue
        below = (x - low) ** 2 / ((high - low) * (mid - low)) if x < mid else None
        above = (high - x) ** 2 / ((high - low) * (high - mid)) if x > mid else None
        if below is not None:
            assert below == pytest.approx(share, abs=1e-6)
        if above is not None:
            assert 1 - above == pytest.approx(share, abs=1e-6)


def test_causes_with_the_background_rate_share_their_draw(clinic: KnowledgeBase, rng: np.random.Generator) -> None:
    sampled = sample_rates(LikelihoodTable.from_knowledge(clinic), rng)
    stenosis, disc, other = sampled.present[:, 0, :].T
    assert np.array_equal(disc, other)
    assert abs(np.corrcoef(stenosis, disc)[0, 1]) < 0.2
    assert len(stenosis) == 400


def test_the_band_is_the_5th_to_95th_percentile() -> None:
    """One uncertain rate against one exact rate: the posterior rises with it, so its percentiles are known exactly."""
    kb = knowledge([cause("disc"), cause("other")], [finding("slump", 0.20, {"disc": rate(0.50, 0.20, 0.80)})])
    low, high = update(kb, {"disc": 0.5, "other": 0.5}, {"slump": "present"}, np.random.default_rng(3)).band["disc"]
    tail = np.sqrt(0.05 * 0.60 * 0.30)
    assert low == pytest.approx((0.20 + tail) / (0.40 + tail), abs=0.02)
    assert high == pytest.approx((0.80 - tail) / (1.00 - tail), abs=0.02)


def test_a_lopsided_triangle_still_holds_its_mid() -> None:
    """With the mid at the upper end, the 95th percentile lies below it: the band is widened."""
    kb = knowledge([cause("disc"), cause("other")], [finding("slump", 0.20, {"disc": rate(0.80, 0.10, 0.80)})])
    inference = update(kb, {"disc": 0.5, "other": 0.5}, {"slump": "present"}, np.random.default_rng(3))
    assert inference.band["disc"][1] == inference.posterior["disc"] == pytest.approx(0.8)


def test_the_same_generator_state_gives_the_same_band(clinic: KnowledgeBase) -> None:
    first, again, other = (
        update(clinic, {"disc": 0.5, "stenosis": 0.5}, {"no-pain-seated": "present"}, np.random.default_rng(seed)).band
        for seed in (1, 1, 2)
    )
    assert first == again != other
