"""The scene as a user of Panel would show it: the same faces in one plotly figure, with layers and views beside it.

    BOKEH_RESOURCES=server panel serve anatomy_panel.py --warm          SCENE_NPZ names the file of faces
"""

import os

import numpy as np
import panel as pn
import plotly.graph_objects as go

pn.extension("plotly")
WIDTH, HEIGHT = 760, 640
EYES = {"Whole leg, from behind": (0.2, 2.4, 0.2), "Gluteal region": (0.4, 1.2, 0.6)}


@pn.cache
def load_groups():
    """Name of a layer -> the arrays of its one trace."""
    with np.load(os.environ["SCENE_NPZ"]) as stored:
        names = sorted({key.split("/")[0] for key in stored})
        return {name: {part: stored[f"{name}/{part}"] for part in ("x", "y", "z", "i", "j", "k", "intensity")}
                for name in names}


def build_figure(groups, on):
    figure = go.Figure([
        go.Mesh3d(**arrays, name=name, visible=name in on, showscale=False, hoverinfo="name", cmin=0, cmax=255)
        for name, arrays in groups.items()
    ])
    x, y, z = EYES["Whole leg, from behind"]
    figure.update_layout(width=WIDTH, height=HEIGHT, margin=dict.fromkeys("lrtb", 0), scene={
        "aspectmode": "data", "camera": {"eye": {"x": x, "y": y, "z": z}}, "xaxis": {"visible": False},
        "yaxis": {"visible": False}, "zaxis": {"visible": False}})
    return figure


groups = load_groups()
on = [name for name in os.environ["SCENE_ON"].split(",") if name in groups]
figure = build_figure(groups, on)
pane = pn.pane.Plotly(figure, width=WIDTH, height=HEIGHT)
layers = pn.widgets.CheckBoxGroup(options=list(groups), value=on)


def show_layers(event):
    for trace in figure.data:
        trace.visible = trace.name in event.new
    pane.param.trigger("object")


def look(name):
    x, y, z = EYES[name]
    figure.layout.scene.camera.eye = {"x": x, "y": y, "z": z}
    pane.param.trigger("object")


layers.param.watch(show_layers, "value")
buttons = [pn.widgets.Button(name=name, on_click=lambda _event, name=name: look(name)) for name in EYES]
pn.Row(pane, pn.Column(layers, *buttons)).servable()
