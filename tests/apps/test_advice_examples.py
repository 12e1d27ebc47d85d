"""The worked examples of the reasoning lesson: what a clinician would check by hand."""

from __future__ import annotations

import pytest

from sciatica_teach import apps
from sciatica_teach.errors import UnknownId


def row(table, name):
    """Cells of a row; where a line under the table tells of it, its one word in every column."""
    for note in table.notes:
        word, names = note.removesuffix(".").split(" in every column: ")
        if name in names.split("; "):
            return (word,) * (len(table.head) - 1)
    return next(cells[1:] for cells in table.rows if cells[0] == name)


def test_with_both_cautions_the_stricter_of_the_two_holds(kb):
    table = apps.cautions_example("lumbar-disc", "anticoagulant", "pacemaker")
    assert table.head[1:] == ("No caution", "Anticoagulant", "Pacemaker", "All of them")
    best_first = ("Preferred", "Acceptable", "Not indicated", "Contraindicated")
    assert {len(set(cells[1:])) > 1 for cells in table.rows} == {True}
    told = [one.name for one in kb.treatment.techniques if len(row(table, one.name)) == 4]
    assert len(told) == len(kb.treatment.techniques)
    for name, none, first, second, both in table.rows:
        if name != kb.treatment.get_technique("referral").name:
            assert both == max(first, second, key=best_first.index)
            assert best_first.index(none) <= min(best_first.index(first), best_first.index(second))
    assert row(table, kb.treatment.get_technique("electro-low-back").name)[2:] == ("Contraindicated",) * 2


def test_one_caution_has_no_column_for_all_of_them():
    assert len(apps.cautions_example("lumbar-disc", "pacemaker").head) == 3


def test_what_is_dangerous_in_the_second_cause_is_not_done_while_the_question_is_open(kb):
    table = apps.open_question_example(lumbar_disc=0.6, vascular_claudication=0.3)
    along_the_leg = row(table, kb.treatment.get_technique("manual-distal").name)
    assert along_the_leg == ("Acceptable", "Contraindicated", "Contraindicated")
    assert table.rows[0][0] == "Referral first"
    assert table.rows[0][3].startswith("Refer, routine")
    assert kb.treatment.get_technique("referral").name not in [cells[0] for cells in table.rows]
    local = row(table, kb.treatment.get_technique("manual-local").name)
    assert local == ("Acceptable", "Not indicated", "Acceptable")
    assert "Lumbar disc 60 %" in table.caption


def test_each_rule_of_the_article_stands_beside_what_is_on_record(kb):
    table = apps.article_example()
    assert len(table.rows) == len(kb.treatment.article_rules)
    hand = next(cells for cells in table.rows if cells[1] == kb.treatment.get_technique("hand-points").name)
    assert hand[2] == "tradition"
    assert hand[3].endswith(f" of {len([cause for cause in kb.causes if not cause.parts])} causes")
    assert {source.id for source in table.sources} >= {"clinic-article"}


def test_the_difference_of_the_trial_is_what_one_arm_gained_more_but_for_rounding():
    table = apps.trial_example("tu-2024")
    numbers = [[float(cell.replace("\N{MINUS SIGN}", "-")) for cell in cells[1:4]]
               for cells in table.rows if cells[1] != "–"]
    assert numbers
    for treated, compared, difference in numbers:
        assert treated - compared == pytest.approx(difference, abs=0.15)
    assert table._repr_html_().startswith("<details")  # a guess comes first
    assert row(table, "Leg pain, week 4 (mm of 100)")[2:4] == ("−16.0", "−21.3 to −10.6")


@pytest.mark.parametrize("make", [
    lambda: apps.cautions_example("lumbar-disc", "pacemakr"),
    lambda: apps.cautions_example("lumbar-dsc", "pacemaker"),
    lambda: apps.open_question_example(lumbar_dsc=0.6),
    lambda: apps.trial_example("tu-2025"),
])
def test_an_id_that_nobody_knows_is_named(make):
    with pytest.raises(UnknownId, match="Did you mean"):
        make()
