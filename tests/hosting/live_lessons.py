"""Small notebooks for the widgets of a page, one for each thing that they must do."""

from __future__ import annotations

from .conftest import COUNTER

PAIR = '''
import anywidget, traitlets
import ipywidgets as widgets

class Field(anywidget.AnyWidget):
    """A text field with a name, and a button that tells Python its name."""
    _esm = """
    export default { render({ model, el }) {
      const field = document.createElement("input");
      field.setAttribute("aria-label", model.get("name"));
      const button = document.createElement("button");
      button.textContent = `Press ${model.get("name")}`;
      button.onclick = () => model.send({ pressed: model.get("name") });
      el.append(field, button);
    } }
    """
    name = traitlets.Unicode().tag(sync=True)
'''
BOXES = f'''{PAIR}
first, second, third = (Field(name=name) for name in ("first", "second", "third"))
row = widgets.HBox([second, third])
box = widgets.VBox([first, row])

def hear(field, content, buffers):
    if content["pressed"] == "third":
        row.children = [Field(name="made later"), second]
        box.children = [row]

for field in (first, second, third):
    field.on_msg(hear)
box
'''
BUFFERS = '''
import anywidget, traitlets

class Bytes(anywidget.AnyWidget):
    _esm = """
    const list = (view) => [...new Uint8Array(view.buffer, view.byteOffset, view.byteLength)].join(" ");
    export default { render({ model, el }) {
      const [shown, heard] = ["p", "p"].map((tag) => document.createElement(tag));
      const draw = () => { shown.textContent = `data ${list(model.get("data"))}`; };
      const button = (textContent, onclick) => {
        el.append(Object.assign(document.createElement("button"), { textContent, onclick }));
      };
      model.on("change:data", draw);
      model.on("msg:custom", (message, [buffer]) => { heard.textContent = `${message.told} ${list(buffer)}`; });
      button("Set", () => { model.set("up", new Uint8Array([7, 8, 255])); model.save_changes(); });
      button("Send", () => model.send({ kind: "sum" }, undefined, [new Uint8Array([1, 2]), new Uint8Array([3])]));
      draw();
      el.append(shown, heard);
    } }
    """
    data = traitlets.Bytes(bytes([0, 1, 254])).tag(sync=True)
    up = traitlets.Any(None).tag(sync=True)

def answer(part, content, buffers):
    part.send({"told": "sums"}, [bytes(sum(bytes(buffer)) for buffer in buffers)])

part = Bytes()
part.observe(lambda change: setattr(part, "data", bytes(reversed(bytes(change.new)))), "up")
part.on_msg(answer)
part
'''
LOOKS = '''
import anywidget, traitlets
import ipywidgets as widgets

class Painted(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      const button = document.createElement("button");
      Object.assign(button, { className: "painted", textContent: "Painted", onclick: () => model.send({}) });
      el.append(button);
    } }
    """
    _css = ".painted { color: rgb(1, 2, 3); }"

part = Painted(layout=widgets.Layout(width="321px", margin="7px"))
part.add_class("st-half")

def change(*_rest):
    part.layout.width = "123px"
    part.layout.margin = None
    part.remove_class("st-half")
    part.add_class("other")

part.on_msg(change)
part
'''
LEAVING = '''
import anywidget, traitlets
import ipywidgets as widgets

class Leaver(anywidget.AnyWidget):
    _esm = """
    const tell = (text) => { document.title = `${document.title} ${text}`; };
    export default () => ({
      initialize() { tell("initialized"); return () => tell("forgotten"); },
      render({ model, el }) {
        tell("rendered");
        const make = (textContent) => Object.assign(document.createElement("button"), { textContent });
        const [hide, close] = ["Hide", "Close"].map(make);
        hide.onclick = () => model.send({ what: "hide" });
        close.onclick = () => model.send({ what: "close" });
        el.append(hide, close);
        return () => tell("left");
      },
    });
    """

def hear(part, content, buffers):
    box.children = [] if content["what"] == "hide" else box.children
    if content["what"] == "close":
        part.close()

parts = Leaver(), Leaver()
for part in parts:
    part.on_msg(hear)
box = widgets.VBox([parts[0]])
widgets.VBox([box, parts[1]])
'''
BROKEN = '''
import anywidget

class Broken(anywidget.AnyWidget):
    _esm = "export default { render() { throw new Error('the ink ran out'); } }"

Broken()
'''
SLIDER = '''
import ipywidgets as widgets
slider = widgets.IntSlider(value=3, description="Depth")
told = widgets.Label("depth 3")
slider.observe(lambda change: setattr(told, "value", f"depth {change.new}"), "value")
widgets.VBox([slider, told, counter])
'''
LATER_SLIDER = '''
import ipywidgets as widgets
box = widgets.VBox([counter])

def add(change):
    box.children = [counter, widgets.Label(f"pressed {change.new}")]

counter.observe(add, "pressed")
box
'''
FIGURE = '''
import plotly.graph_objects as go
figure = go.FigureWidget(go.Scatter(x=[1, 2, 3], y=[2, 1, 3], name="line"), layout={"title": {"text": "A figure"}})
figure
'''
HTML = '''
from IPython.display import HTML, display
display(HTML("<table><tr><td>0.62</td></tr></table>"))
display(HTML("<script>document.title = 'ran'</script><img src='x' onerror='document.title = 1'>"))
'''
TWINS = '''
import ipywidgets as widgets
from sciatica_teach.views.parts import Card

def leave(name):
    ask = {"label": f"Leave {name}", "action": {"verb": name}, "confirm": f"Really {name}?"}
    return Card(state={"id": name, "title": name, "blocks": [{"type": "buttons", "items": [ask]}]})

widgets.VBox([leave("one"), leave("two")])
'''
# Silent before any widget is made: a page's line may stand while the cells still run, and hears what they tell.
SILENT = """
from ipykernel.comm.comm import BaseComm
BaseComm.publish_msg = lambda *told, **more: None
"""
LESSONS = {
    "counter": ["# Counter", COUNTER, "Between.", "counter"],
    "boxes": ["# Boxes", BOXES],
    "buffers": ["# Buffers", BUFFERS],
    "looks": ["# Looks", LOOKS],
    "leaving": ["# Leaving", LEAVING],
    "broken": ["# Broken", BROKEN, COUNTER],
    "slider": ["# Slider", COUNTER, SLIDER],
    "later": ["# Later", COUNTER.removesuffix("counter\n"), LATER_SLIDER],
    "figure": ["# Figure", FIGURE],
    "html": ["# HTML", HTML],
    "twins": ["# Twins", TWINS],
    "silent": ["# Silent", SILENT, COUNTER],
    "plain": ["# Nothing to press", "print('only text')"],
}
