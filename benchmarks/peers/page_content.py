"""What every page of the comparison shows: a sentence, a button with the count of its presses, and one surface."""

import numpy as np

PROSE = (
    "The sciatic nerve leaves the pelvis below the piriformis muscle, passes between the ischial tuberosity and the "
    "greater trochanter, and divides above the knee."
)
BUTTON = "Press me"
AROUND, ALONG = 50, 40
POINTS = AROUND * ALONG
HEIGHT = 480


def pressed(times):
    """The line of text that the server writes anew after each press."""
    return f"The button was pressed {times} times."


def surface():
    """A bent tube of 2,000 points: float32 `x y z`, int32 triangles `i j k`."""
    angle, way = (grid.ravel() for grid in np.meshgrid(
        np.linspace(0, 2 * np.pi, AROUND, endpoint=False), np.linspace(0, 4, ALONG)))
    width = 0.6 + 0.2 * np.sin(3 * way)
    x, y, z = width * np.cos(angle) + np.sin(way), width * np.sin(angle), way
    start = np.arange(POINTS - AROUND)
    beside = start - start % AROUND + (start + 1) % AROUND
    above, above_beside = start + AROUND, beside + AROUND
    i, j, k = (np.concatenate(pair) for pair in ((start, beside), (beside, above_beside), (above, above)))
    points = {name: one.astype(np.float32) for name, one in zip("xyz", (x, y, z), strict=True)}
    return points | {name: one.astype(np.int32) for name, one in zip("ijk", (i, j, k), strict=True)}


def layout():
    return {"height": HEIGHT, "margin": dict.fromkeys("lrtb", 0), "scene": {"aspectmode": "data"}}


def build_figure():
    import plotly.graph_objects as go

    return go.Figure([go.Mesh3d(**surface(), color="#c9a227", hoverinfo="skip")], layout())
