"""The same page of our own parts, for a notebook that our server serves."""

import ipywidgets
from page_content import BUTTON, POINTS, layout, pressed, surface

from sciatica_teach.views.parts.card import Card
from sciatica_teach.views.parts.plot import Plot
from sciatica_teach.views.parts.scene import plotly_in_space


def show_count(times):
    return {
        "id": "presses",
        "blocks": [
            {"type": "buttons", "items": [{"label": BUTTON, "action": {"verb": "press"}}]},
            {"type": "text", "text": pressed(times)},
        ],
    }


def show():
    presses = []
    card = Card(state=show_count(0))

    def count(command_id, _action):
        presses.append(command_id)
        card.state = show_count(len(presses))

    card.on_action(count)
    mesh = {name: one.tolist() for name, one in surface().items()}
    figure = Plot(plotly_url=plotly_in_space(), state={
        "id": "surface", "title": "A bent tube", "label": "A bent tube of 2,000 points",
        "table": {"summary": "In numbers", "head": ["what", "how many"], "rows": [["points", POINTS]]},
        "figure": {"data": [{"type": "mesh3d", **mesh, "color": "#c9a227", "hoverinfo": "skip"}], "layout": layout()},
    })
    return ipywidgets.VBox([card, figure])
