"""The page's widgets for a notebook that Voilà serves as it comes."""

import ipywidgets
import plotly.graph_objects as go
from page_content import BUTTON, build_figure, pressed


def show():
    text = ipywidgets.Label(pressed(0))
    button = ipywidgets.Button(description=BUTTON)
    presses = []

    def count(_button):
        presses.append(1)
        text.value = pressed(len(presses))

    button.on_click(count)
    return ipywidgets.VBox([button, text, go.FigureWidget(build_figure())])
