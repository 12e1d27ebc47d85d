"""Plotly figures as widgets that do not carry plotly with them.

A stock FigureWidget sends its 5 MB bundle from the kernel through the websocket for every figure. On our server the
browser fetches that file once, from an address that never changes its content; elsewhere (JupyterLab) the stock way
is used.
"""

from __future__ import annotations

import json
import os
from typing import Any

import ipywidgets as widgets
import plotly.graph_objects as go

from sciatica_teach.figures.belief_path import draw_belief_path
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views.debrief_cards import step_labels, step_rooms
from sciatica_teach.views.words import say

PLOTLY_VARIABLE = "SCIATICA_TEACH_PLOTLY_URL"

_STUB = """
export default async () => {
  // This module is a blob and has no base of its own, so the address has to be whole.
  const found = (await import(new URL(%(url)s, document.baseURI).href)).default;
  const widget = typeof found === "function" ? await found() : found;
  return {
    ...widget,
    async render(context) {
      context.el.setAttribute("role", "img");
      context.el.setAttribute("aria-label", %(label)s);
      const stop = await widget.render(context);
      requestAnimationFrame(() => window.dispatchEvent(new Event("resize"))); // take the width of the page
      return stop;
    },
  };
};
"""


def build_figure_widget(figure: go.Figure, label: str) -> widgets.DOMWidget:
    """`figure` as a widget; `label` is its text alternative for a screen reader."""
    url = os.environ.get(PLOTLY_VARIABLE, "")
    if not url:
        return go.FigureWidget(figure)
    stub = _STUB % {"url": json.dumps(url), "label": json.dumps(label)}
    light: type[Any] = type("LightFigureWidget", (go.FigureWidget,), {"_esm": stub})
    return light(figure)


class BeliefFigure(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The learner's belief beside the reference; the table of the same stands in the card above it."""

    def __init__(self, debrief: Debrief, kb: KnowledgeBase, cause_name: str) -> None:
        words = {key: say(f"debrief.path_{key}") for key in ("yours", "reference", "band")}
        figure = draw_belief_path(debrief.path, step_labels(kb, debrief), step_rooms(debrief), words)
        label = say("debrief.path_caption", cause=cause_name)
        figure_widget = build_figure_widget(figure, label)
        figure_widget._config = {"displayModeBar": False, "responsive": True}
        super().__init__([figure_widget])
        self.add_class("st-figure")

    def __repr__(self) -> str:
        return "BeliefFigure()"
