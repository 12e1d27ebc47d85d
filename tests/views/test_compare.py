"""Causes side by side: what the parts are given, and what the learner's choices do to it."""

from __future__ import annotations

import json
from itertools import pairwise
from math import log

import pytest
import reasoning_oracle as oracle

from sciatica_teach.apps.engine import get_sampled
from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.reasoning.contrast import rank_contrasts
from sciatica_teach.reasoning.updates import LogRatio
from sciatica_teach.views.compare import FEW, CompareView
from sciatica_teach.views.compare_rows import contrast_state, move_words

PAIR = ("lumbar-disc", "lumbar-stenosis")
PER_CAUSE = ("story", "worse", "better", "needling")


@pytest.fixture(scope="module")
def sampled():
    return get_sampled()


def states(view):
    return [part.state for part in view.children]


def pick(view, *cause_ids):
    values = {f"cause-{at}": cause_id for at, cause_id in enumerate([*cause_ids, "none", "none"][:3], start=1)}
    view.handle("c", {"verb": "pick", "values": values})


def test_a_disc_and_a_narrow_canal_side_by_side(kb, sampled):
    view = CompareView(kb, sampled, PAIR, "anna")
    picker, columns, apart = states(view)
    assert repr(view) == "CompareView(causes='lumbar-disc, lumbar-stenosis')"
    assert picker["values"] == {"cause-1": "lumbar-disc", "cause-2": "lumbar-stenosis", "cause-3": "none"}
    assert [cause["name"] for cause in columns["causes"]] == [kb.get_cause(one).name for one in PAIR]
    assert columns["warnings"] == []
    assert len(apart["rows"]) == FEW


def test_every_claim_of_both_causes_stands_in_its_cell_with_mark_and_sources(kb, sampled):
    _, columns, _ = states(CompareView(kb, sampled, PAIR, "anna"))
    for at, cause in enumerate(map(kb.get_cause, PAIR)):
        said = {claim["text"]: claim for row in columns["rows"] for claim in row["cells"][at]["claims"]}
        single = (cause.summary, cause.mechanism, cause.age, cause.onset, cause.pain_map.basis)
        for claim in (*single, *(one for name in PER_CAUSE for one in getattr(cause, name))):
            shown = said[claim.text]
            assert (shown["mark"], tuple(shown["sources"])) == (claim.mark, claim.sources)
            assert set(claim.sources) <= set(columns["sources"])


def test_the_body_maps_are_shaded_by_the_shares_and_drawn_to_one_size(kb, sampled):
    _, columns, _ = states(CompareView(kb, sampled, ("lumbar-disc", "hip-osteoarthritis"), "anna"))
    [row] = [row for row in columns["rows"] if row["legend"]]
    maps = [cell["map"] for cell in row["cells"]]
    assert len({"sole" in one["shares"] for one in maps}) == 1
    for one, cause_id in zip(maps, ("lumbar-disc", "hip-osteoarthritis"), strict=True):
        own = kb.get_cause(cause_id).pain_map.shares
        assert {name: share for name, share in one["shares"].items() if share} == {n: s for n, s in own.items() if s}


def test_an_emergency_is_said_first(kb, sampled):
    _, columns, _ = states(CompareView(kb, sampled, ("lumbar-disc", "cauda-equina"), "anna"))
    [warning] = columns["warnings"]
    assert warning["title"].startswith(kb.get_cause("cauda-equina").name)
    assert "Emergency department" in warning["title"]


def test_the_best_finding_stands_first_with_both_answers_as_numbers_that_can_be_checked(kb, sampled):
    apart = states(CompareView(kb, sampled, PAIR, "anna"))[2]
    best = apart["rows"][0]
    finding = kb.get_finding(best["id"])
    for sign in ("present", "absent"):
        ratio = oracle.chance(finding, PAIR[0], sign) / oracle.chance(finding, PAIR[1], sign)
        assert best[sign]["mid"] == pytest.approx(log(ratio), abs=1e-3)
        winner = best["left"] if ratio > 1 else best["right"]
        assert f"towards {winner}" in best[sign]["words"]
    expected = [
        sum((oracle.chance(f, PAIR[0], v) + oracle.chance(f, PAIR[1], v)) / 2
            * abs(log(oracle.chance(f, PAIR[0], v) / oracle.chance(f, PAIR[1], v))) for v in ("present", "absent"))
        for f in map(kb.get_finding, (row["id"] for row in apart["rows"]))
    ]
    own = sum(not row["borrowed"] for row in apart["rows"])
    for part in (expected[:own], expected[own:]):
        assert all(one >= other for one, other in pairwise(part))


def test_a_must_refer_sign_says_so_beside_its_odds(kb, sampled):
    view = CompareView(kb, sampled, ("lumbar-disc", "cauda-equina"), "anna")
    for _ in range(30):
        view.handle("c", {"verb": "more"})
    for row in states(view)[2]["rows"]:
        assert bool(row["refer"]) == bool(kb.get_finding(row["id"]).refer)
    assert any(row["refer"] for row in states(view)[2]["rows"])


def test_a_must_refer_sign_that_stands_further_down_is_named_at_the_top(kb, sampled):
    view = CompareView(kb, sampled, ("lumbar-disc", "cauda-equina"), "anna")
    apart = states(view)[2]
    assert "Numbness in the saddle area" in apart["refer"]
    assert not any(row["name"] in apart["refer"] for row in apart["rows"])
    for _ in range(30):
        view.handle("c", {"verb": "more"})
    assert states(view)[2]["refer"] == ""


def test_what_measures_the_same_says_so_where_it_comes_second(kb, sampled):
    view = CompareView(kb, sampled, PAIR, "anna")
    for _ in range(30):
        view.handle("c", {"verb": "more"})
    rows = states(view)[2]["rows"]
    seen: set[str] = set()
    for row in rows:
        group = kb.get_finding(row["id"]).dependence
        assert bool(row["alike"]) == (group in seen and bool(group))
        seen.add(group)
    assert states(view)[2]["more"] is None
    assert any(row["alike"] for row in rows)
    order = [(row["borrowed"], bool(row["alike"])) for row in rows]
    assert order == sorted(order)


def test_figures_of_both_causes_come_first_and_what_borrows_one_side_in_a_part_of_its_own(kb, sampled):
    view = CompareView(kb, sampled, PAIR, "anna")
    for _ in range(30):
        view.handle("c", {"verb": "more"})
    apart = states(view)[2]
    borrows = [not set(PAIR) <= set(kb.get_finding(row["id"]).differs) for row in apart["rows"]]
    assert [row["borrowed"] for row in apart["rows"]] == borrows == sorted(borrows)
    assert set(borrows) == {False, True}
    assert all(any("borrowed from leg pain" in rate["name"] for rate in row["rates"]) == row["borrowed"]
               for row in apart["rows"])
    assert apart["none"] == ""
    assert apart["borrowed"]["title"] == "One side borrowed from leg pain in general"


def test_two_causes_without_a_common_figure_say_so(kb, sampled):
    borrowed = [contrast for contrast in rank_contrasts(sampled, PAIR) if contrast.borrowed]
    causes = [kb.get_cause(cause_id) for cause_id in PAIR]
    assert contrast_state(kb, causes, borrowed, 3, "")["none"].startswith("No finding has a figure")


def test_each_rate_has_its_mark_and_its_sources_beside_it(kb, sampled):
    apart = states(CompareView(kb, sampled, PAIR, "anna"))[2]
    for row in apart["rows"]:
        finding = kb.get_finding(row["id"])
        used = [finding.differs.get(cause_id, finding.background) for cause_id in PAIR]
        assert [rate["mark"] for rate in row["rates"]] == [rate.mark for rate in used]
        assert set(row["sources"]) == {source for rate in used for source in rate.sources}
        assert set(row["sources"]) <= set(apart["sources"])


def test_other_causes_more_findings_and_a_card(kb, sampled):
    view = CompareView(kb, sampled, PAIR, "anna")
    pick(view, "lumbar-disc", "hip-osteoarthritis", "cauda-equina")
    picker, columns, apart = states(view)
    assert len(columns["causes"]) == 3
    taken = {option["value"] for option in picker["fields"][0]["options"]}
    assert {"hip-osteoarthritis", "cauda-equina", "other"}.isdisjoint(taken)
    assert "lumbar-disc" in taken
    assert {(row["left"], row["right"]) for row in apart["rows"]} - {("Lumbar disc", "Hip joint")}
    view.handle("c", {"verb": "more"})
    assert len(states(view)[2]["rows"]) == 2 * FEW
    view.handle("c", {"verb": "finding", "finding": "slump"})
    assert states(view)[2]["opened"]["id"] == "slump"
    view.handle("c", {"verb": "finding", "finding": ""})
    assert states(view)[2]["opened"] is None


def test_what_cannot_be_compared_is_refused_and_leaves_the_page_as_it_was(kb, sampled):
    view = CompareView(kb, sampled, PAIR, "anna")
    before = states(view)
    for wrong in (("lumbar-disc", "lumbar-disc"), ("lumbar-disc", "other"), ("lumbar-disc",)):
        with pytest.raises(NotAllowedNow):
            pick(view, *wrong)
    with pytest.raises(UnknownId):
        pick(view, "lumbar-disc", "nobody")
    with pytest.raises(UnknownId):
        view.handle("c", {"verb": "finding", "finding": "nothing"})
    with pytest.raises(NotAllowedNow):
        view.handle("c", {"verb": "dance"})
    assert states(view) == before


def test_a_page_stays_light(kb, sampled):
    view = CompareView(kb, sampled, ("lumbar-disc", "lumbar-stenosis", "cauda-equina"), "anna")
    assert sum(len(json.dumps(state).encode()) for state in states(view)) < 80_000


def test_a_ratio_says_which_way_and_how_sure():
    left, right = "Disc", "Canal"
    one_way = LogRatio(low=log(3.8), mid=log(6.6), high=log(9))
    assert move_words(one_way, left, right) == "×6.6 towards Disc, against Canal (3.8 to 9.0)"
    assert move_words(LogRatio(low=-log(9), mid=-log(6.6), high=-log(3.8)), left, right) == (
        "×6.6 towards Canal, against Disc (3.8 to 9.0)")
    across = move_words(LogRatio(low=-log(1.5), mid=log(2), high=log(4)), left, right)
    assert across == "×2.0 towards Disc, against Canal (may reach ×4.0 towards Disc or ×1.5 towards Canal)"
    nothing = move_words(LogRatio(low=0, mid=0, high=0), left, right)
    assert nothing == "moves nothing between Disc and Canal (1.0 to 1.0)"
