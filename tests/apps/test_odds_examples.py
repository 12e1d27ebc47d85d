"""The worked examples in odds can be followed with paper and pencil."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from sciatica_teach import apps
from sciatica_teach.apps.examples.odds import read_finding
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.findings import Accuracy, Measure
from sciatica_teach.views.worked import WorkedTable


def number(cell: str) -> float:
    return float(cell.removesuffix(" %"))


def test_each_line_is_the_one_before_times_its_ratio():
    rows = apps.odds_example(
        "over-65", "lumbar-stenosis", "no-pain-seated", "eased-standing-still=absent", "pulses-weak=absent").rows
    for before, after in pairwise(rows):
        assert number(before[4]) * number(after[3]) == pytest.approx(number(after[4]), rel=0.01)
        assert number(after[1]) / number(after[2]) == pytest.approx(number(after[3]), rel=0.02)
        assert number(after[4]) / (1 + number(after[4])) == pytest.approx(number(after[5]) / 100, abs=0.001)


def test_a_second_witness_of_the_same_thing_multiplies_by_one():
    rows = apps.odds_example("over-65", "lumbar-stenosis", "no-pain-seated", "eased-bending-forward=absent").rows
    assert rows[2][1:4] == ("–", "–", "1.00")
    assert rows[2][4:] == rows[1][4:]


def test_the_same_finding_weighs_on_what_walks_in():
    rows = apps.settings_example("lumbar-stenosis", "no-pain-seated").rows
    shares = {row[0]: (number(row[1]), number(row[2]), number(row[3])) for row in rows}
    for before, ratio, after in shares.values():
        odds = before / (100 - before) * ratio
        assert 100 * odds / (1 + odds) == pytest.approx(after, rel=0.05, abs=0.3)  # the shares are rounded
    assert shares["Clinic for people over 65"][2] > 5 * shares["Pregnancy"][2]


def test_one_witness_heard_three_times_is_counted_once():
    rows = dict(apps.witness_example(
        "acupuncture-clinic", "lumbar-disc", "straight-leg-raise", "crossed-straight-leg-raise", "slump").rows)
    shares = [number(share) for share in rows.values()]
    nothing, *alone, multiplied, counted = shares
    assert counted == max(alone) > nothing
    assert multiplied > counted


def test_a_ratio_that_no_source_gives_is_worked_out():
    line = Accuracy(study="A", target="t", reference="r", mark="measured", sources=("s",),
                    sensitivity=Measure(mid=0.92), specificity=Measure(mid=0.28))
    assert line.find_positive() == pytest.approx(1.28, abs=0.005)
    assert line.find_negative() == pytest.approx(0.29, abs=0.005)
    given = Accuracy(study="A", target="t", reference="r", mark="measured", sources=("s",),
                     positive=Measure(mid=7.4), specificity=Measure(mid=1.0), sensitivity=Measure(mid=0.5))
    assert given.find_positive() == 7.4
    assert given.find_negative() == 0.5
    unknown = Accuracy(study="A", target="t", reference="r", mark="measured", sources=("s",),
                       sensitivity=Measure(mid=0.5), specificity=Measure(mid=1.0))
    assert unknown.find_positive() is None


def test_the_sources_of_a_table_stand_under_it_with_their_address():
    table = apps.odds_example("over-65", "lumbar-stenosis", "no-pain-seated")
    assert "suri-2010" in [source.id for source in table.sources]
    assert "https://doi.org/10.1001/jama.2010.1833" in table._repr_html_()
    assert "Suri" not in repr(table)  # what nbval compares are the numbers
    studies = apps.accuracy_example("straight-leg-raise")
    assert len(studies.sources) == len(studies.rows)


def test_what_a_table_holds_is_escaped():
    hostile = replace(apps.accuracy_example("slump").sources[0], citation="<b>A</b>", doi="", pmid="", url="https://x/?a&b")
    html = WorkedTable("<i>", ["<u>", "b"], [["<s>", "5 %"]], [hostile])._repr_html_()
    assert not any(tag in html for tag in ("<b>", "<i>", "<u>", "<s>"))
    assert 'href="https://x/?a&amp;b"' in html


@pytest.mark.parametrize(("text", "error"), [("slumb", UnknownId), ("slump=maybe", ValueError)])
def test_a_finding_that_is_none_is_told(text, error):
    with pytest.raises(error, match="slump"):
        read_finding(text)
