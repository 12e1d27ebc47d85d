"""The best site for some findings, against an oracle that tries every site on a grid of severities."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nerve_oracle import least_misfit, misfit, value
from small_anatomy import graphs, muscle, nerve, root

from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.levels import VALUES, kind_of
from sciatica_teach.anatomy.nerves.localise import explain, localise, next_examination
from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.deficits import Contradiction


def values_after(graph: NerveGraph, lesions: Mapping[str, float]) -> dict[str, str]:
    return {loss.target: loss.value for loss in lesion(graph, lesions).losses}


@st.composite
def examinations(draw: st.DrawFn, graph: NerveGraph) -> dict[str, str]:
    """Some findings, possible or not, in any order."""
    looked_at = draw(st.lists(st.sampled_from(list(graph.targets)), unique=True))
    return {target_id: draw(st.sampled_from(VALUES[kind_of(graph.targets[target_id])])) for target_id in looked_at}


def test_the_worked_number() -> None:
    graph = build_graph(Anatomy(
        nerves=(root("L5"), root("S1"), nerve("knot", ["l5-root"], "L5")),
        muscles=(
            muscle("lifter", {"knot": {"L5": 1.0}}),
            muscle("inverter", {"knot": {"L5": 0.5}, "s1-root": {"S1": 0.5}}),
        ),
    ))
    told = explain(graph, "knot", {"lifter": "3", "inverter": "5"})
    assert (told.severity, told.up_to, told.misfit) == (0.15, 0.30, pytest.approx(0.2))
    assert told.contradicts == (Contradiction(target="lifter", observed="3", predicted="4"),)
    for severity, off in ((0.0, 0.4), (0.15, 0.2), (0.30, 0.4), (0.45, 0.2)):
        assert misfit(graph, "knot", severity, {"lifter": "3", "inverter": "5"}) == pytest.approx(off)


def test_what_fits_what_contradicts_and_what_should_fail_too(small_leg: NerveGraph) -> None:
    told = explain(small_leg, "shin-nerve", {"inverter": "3", "shin-muscle": "0", "heel-jerk": "absent"})
    assert told.fits == ("shin-muscle",)
    assert told.contradicts == (
        Contradiction(target="heel-jerk", observed="absent", predicted="normal"),
        Contradiction(target="inverter", observed="3", predicted="5"),
    )
    assert told.misfit == pytest.approx(1.4)
    assert told.unexamined == ("shin-skin",)


def test_a_root_is_told_from_a_nerve_by_what_is_normal(small_leg: NerveGraph) -> None:
    """The shin is weak in both; hip and inversion are strong where the nerve is damaged."""
    weak = {"shin-muscle": "3"}
    nerve_like = localise(small_leg, {**weak, "hip-muscle": "5", "inverter": "5"})
    assert (nerve_like[0].site, nerve_like[0].misfit) == ("shin-nerve", 0)
    root_like = localise(small_leg, {"shin-muscle": "3", "hip-muscle": "0", "inverter": "3"})
    assert (root_like[0].site, root_like[0].misfit) == ("l5-root", 0)


def test_of_equal_sites_the_one_that_predicts_least_beyond_what_was_seen_comes_first(small_leg: NerveGraph) -> None:
    ranked = localise(small_leg, {"shin-muscle": "0"})
    exact = [told.site for told in ranked if told.misfit == 0]
    assert exact == ["shin-nerve", "trunk", "plexus"]


def test_nothing_failing_needs_no_damage(small_leg: NerveGraph) -> None:
    for told in localise(small_leg, dict.fromkeys(["hip-muscle", "shin-muscle"], "5")):
        assert (told.severity, told.misfit, told.contradicts, told.unexamined) == (0, 0, (), ())


def test_the_next_examination_is_the_one_that_separates_the_first_two(small_leg: NerveGraph) -> None:
    """Shin nerve and trunk both stop the shin; the heel jerk and the calf muscles are lost with the trunk alone."""
    ranked = localise(small_leg, {"shin-muscle": "0"})
    wanted = next_examination(small_leg, ranked)
    assert wanted == "inverter"
    told = {told.site: told.unexamined for told in ranked[:2]}
    assert wanted in told["trunk"]
    assert wanted not in told["shin-nerve"]


def test_no_examination_is_asked_for_where_none_separates(small_leg: NerveGraph) -> None:
    everything = values_after(small_leg, {"calf-nerve": 1.0})
    assert next_examination(small_leg, localise(small_leg, everything)) is None
    assert next_examination(small_leg, localise(small_leg, everything)[:1]) is None


def test_two_names_of_one_place_are_not_to_be_separated(ways: Mapping[str, NerveGraph]) -> None:
    ranked = localise(ways["a"], {"foot-lifter": "0", "calf": "0"})
    assert [told.site for told in ranked[:2]] == ["sciatic", "piriformis"]
    assert next_examination(ways["a"], ranked) == "piriformis"  # the muscle: it fails with the plexus alone


def test_unknown_findings_and_impossible_values_are_refused(small_leg: NerveGraph) -> None:
    with pytest.raises(UnknownId, match="shin-muscle"):
        localise(small_leg, {"shin-muscles": "0"})
    with pytest.raises(BadSubmission, match="Heel jerk"):
        localise(small_leg, {"heel-jerk": "0"})
    with pytest.raises(UnknownId, match="trunk"):
        explain(small_leg, "trunks", {})


@given(graphs(), st.data())
def test_no_severity_on_the_grid_explains_better(graph: NerveGraph, data: st.DataObject) -> None:
    observed = data.draw(examinations(graph))
    for told in localise(graph, observed):
        assert told.misfit == pytest.approx(misfit(graph, told.site, told.severity, observed))
        assert told.misfit <= least_misfit(graph, told.site, observed) + 1e-9
        between = [percent / 100 for percent in range(101) if told.severity <= percent / 100 < told.up_to]
        for severity in between:
            assert misfit(graph, told.site, severity, observed) == pytest.approx(told.misfit)


@given(graphs(), st.data())
def test_every_finding_is_accounted_for(graph: NerveGraph, data: st.DataObject) -> None:
    observed = data.draw(examinations(graph))
    for told in localise(graph, observed):
        assert {*told.fits, *(wrong.target for wrong in told.contradicts)} == set(observed)
        lesions = {told.site: told.severity}
        assert all(value(graph, lesions, target_id) == observed[target_id] for target_id in told.fits)
        for wrong in told.contradicts:
            assert wrong.predicted == value(graph, lesions, wrong.target) != wrong.observed == observed[wrong.target]
        assert all(value(graph, lesions, target_id) not in {"5", "normal"} for target_id in told.unexamined)
        assert not set(told.unexamined) & set(observed)


@given(graphs(), st.data())
def test_sites_are_ranked_by_misfit_then_by_what_they_predict_beyond(graph: NerveGraph, data: st.DataObject) -> None:
    ranked = localise(graph, data.draw(examinations(graph)))
    keys = [(told.misfit, len(told.unexamined), graph.sites.index(told.site)) for told in ranked]
    assert keys == sorted(keys)
    assert {told.site for told in ranked} == set(graph.sites)


@given(graphs(), st.data())
def test_a_lesion_is_found_again(graph: NerveGraph, data: st.DataObject) -> None:
    site = data.draw(st.sampled_from(graph.sites))
    severity = data.draw(st.integers(0, 100)) / 100
    ranked = {told.site: told for told in localise(graph, values_after(graph, {site: severity}))}
    assert ranked[site].misfit == 0
    assert ranked[site].severity <= severity + 1e-9


@given(graphs(), st.data())
def test_the_order_of_findings_does_not_matter(graph: NerveGraph, data: st.DataObject) -> None:
    observed = data.draw(examinations(graph))
    shuffled = dict(data.draw(st.permutations(list(observed.items()))))
    assert localise(graph, observed) == localise(graph, shuffled)
