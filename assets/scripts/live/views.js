// From a widget's id to its element on the page. `done` settles when all of it is drawn; `remove` takes it away again.

import { boxClasses, fillBox } from "./boxes.js";
import { dress } from "./layout.js";
import { isScripted, runScript } from "./scripted.js";

const canDraw = (model) => Boolean(boxClasses(model.kind)) || isScripted(model.kind);

// `refuse(kind)` is called for a widget that is none of ours to draw.
export function makeDrawer(models, refuse) {
  const fill = async (el, id, signal) => {
    const model = await models.when(id);
    if (signal.aborted) return;
    if (!canDraw(model)) {
      refuse(model.kind);
      return;
    }
    const dressed = dress(el, model, models, signal);
    await (isScripted(model.kind) ? runScript(el, model, signal) : fillBox(el, model, draw, signal));
    await dressed;
  };
  function draw(id) {
    const el = document.createElement("div");
    el.className = "jupyter-widgets";
    const leave = new AbortController();
    const remove = () => {
      leave.abort();
      el.remove();
    };
    void models.when(id).then((model) => model.on("destroy", remove));
    return { el, remove, done: fill(el, id, leave.signal) };
  }
  return draw;
}
