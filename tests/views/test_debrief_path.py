"""The path of belief in the debrief: the figure and its table say the same, and without a belief there is no figure."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.figures.belief_path import draw_belief_path, narrow_layout
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.debrief import build_debrief
from sciatica_teach.views.case import CaseView
from sciatica_teach.views.debrief_path import path_parts, step_labels, step_rooms


@pytest.fixture(scope="module")
def session(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("marek"))


def played(session: CaseSession, *beliefs: float) -> CaseState:
    """A visit that commits a belief in the disc in the first rooms, stops, and treats."""
    state, _ = session.open()
    for belief, finding in zip(beliefs, ("bladder-change", "worse-sitting", "slump"), strict=False):
        state, _ = session.ask(state, finding)
        state, _ = session.state_belief(state, {"lumbar-disc": belief})
        state, _ = session.go_on(state)
    if state.stage != "decide":
        state, _ = session.stop_and_decide(state)
    state, _ = session.decide(state, "treat")
    state, _ = session.plan(state, [])
    return state


def debrief_of(session: CaseSession, state: CaseState):
    return build_debrief(session, state, np.random.default_rng(7))


def test_the_figure_and_its_table_say_the_same(session):
    debrief = debrief_of(session, played(session, 0.2, 0.4, 0.7))
    (name, plot), (_, card) = path_parts(session.kb, session.case, debrief)
    assert name == "path"
    traces = {trace["name"]: trace for trace in plot["figure"]["data"] if trace.get("name")}
    rows = plot["table"]["rows"]
    assert [f"{value:.0f}" for value in traces["Reference"]["y"]] == [f"{float(row[2]):.0f}" for row in rows]
    said = [float(row[1]) for row in rows if row[1]]
    assert [round(value) for value in traces["You"]["y"]] == said == [20, 40, 70]
    assert [row[0] for row in rows] == step_labels(session.kb, debrief)
    assert len(card["blocks"]) == 3


def test_the_rooms_where_a_belief_was_committed_are_named_under_the_axis(session):
    debrief = debrief_of(session, played(session, 0.2, 0.4))
    assert list(step_rooms(debrief).values()) == ["Before the visit", "Safety screen", "History"]
    words = {"yours": "You", "reference": "Reference", "band": "Band"}
    layout = draw_belief_path(debrief.path, step_labels(session.kb, debrief), step_rooms(debrief),
                              words).to_plotly_json()["layout"]
    assert list(layout["xaxis"]["ticktext"]) == ["Before the visit", "Safety screen", "History"]
    narrow = narrow_layout(layout)
    assert list(narrow["xaxis"]["ticktext"]) == list(layout["xaxis"]["ticktext"])
    assert narrow["margin"]["b"] > layout["margin"]["b"]


def test_without_a_belief_a_card_says_so_and_the_table_is_still_there(session):
    debrief = debrief_of(session, played(session))
    [(name, card)] = path_parts(session.kb, session.case, debrief)
    assert name == "path"
    assert "figure" not in card
    assert "committed no belief" in card["blocks"][0]["text"]
    assert len(card["blocks"][1]["blocks"][0]["rows"]) == len(debrief.path)


@pytest.mark.parametrize(("beliefs", "kind"), [((0.2, 0.4), "Plot"), ((), "Card")])
def test_the_view_draws_the_figure_with_the_part_for_figures(session, beliefs, kind):
    state = played(session, *beliefs)
    view = CaseView(session, "case/marek/1", lambda *_: None)
    view.show(state, debrief_of(session, state))
    assert f"{kind}(id='debrief-path')" in [repr(part) for part in view.children[-1].children]
