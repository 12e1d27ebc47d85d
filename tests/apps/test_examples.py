"""The worked examples of the anatomy lesson: what a clinician would check by hand."""

from __future__ import annotations

import pytest

from sciatica_teach import apps
from sciatica_teach.errors import UnknownId


def test_the_way_of_the_sole_runs_from_the_root_through_the_tarsal_tunnel():
    segments = [row[1] for row in apps.route_example("S1", "lateral-sole").rows]
    assert segments[0] == "S1 nerve root"
    assert "Sciatic nerve" in segments
    assert segments[-1] == "Lateral plantar nerve"


def test_inversion_and_hip_abduction_tell_the_root_from_the_nerve():
    table = apps.lesion_example("l5-root", "fibular-neck", targets=("tibialis-posterior", "gluteus-medius"))
    assert [row[2] for row in table.rows] == ["5 of 5", "5 of 5"]
    assert all(row[1] < "5 of 5" for row in table.rows)


def test_a_foot_drop_with_all_else_normal_is_placed_at_the_neck_of_the_fibula():
    table = apps.localise_example(
        "tibialis-anterior=0", "extensor-hallucis-longus=0", "upper-lateral-leg=normal", "tibialis-posterior=5",
        "gluteus-medius=5", "foot-dorsum=lost",
    )
    assert table.rows[0][1:] == ("6 of 6", "0.0", "nothing")
    assert "neck of the fibula" in table.rows[0][0]
    assert "Upper outside of the leg: lost expected, normal seen" in {row[3] for row in table.rows}


def test_an_id_that_nobody_knows_is_named():
    with pytest.raises(UnknownId, match="tibialis-anterio"):
        apps.lesion_example("l5-root", targets=("tibialis-anterio",))
    with pytest.raises(UnknownId, match="l6-root"):
        apps.lesion_example("l6-root", targets=("tibialis-anterior",))


def test_a_table_is_the_same_text_twice():
    assert repr(apps.route_example("L5", "foot-dorsum")) == repr(apps.route_example("L5", "foot-dorsum"))
