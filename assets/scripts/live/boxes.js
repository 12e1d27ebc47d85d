// Boxes: widgets that hold other widgets. A child that stays keeps its element, and with it what was typed into it, the
// focus and where it was scrolled to; only what came is drawn and only what went is taken away.

import { idOf, listen } from "./layout.js";

const CLASSES = { Box: [], VBox: ["widget-vbox"], HBox: ["widget-hbox"] };

export const boxClasses = (kind) => CLASSES[/^@jupyter-widgets\/controls\/(V?H?Box)Model$/.exec(kind)?.[1]];

export function fillBox(el, model, draw, signal) {
  el.classList.add("widget-box", ...boxClasses(model.kind));
  let views = new Map();
  const arrange = () => {
    const before = views;
    views = keyed(model.get("children") ?? []);
    for (const [key, id] of views) views.set(key, before.get(key) ?? draw(id));
    for (const [key, view] of before) if (!views.has(key)) view.remove();
    let place = el.firstChild;
    for (const { el: child } of views.values()) {
      if (child === place) place = place.nextSibling;
      else el.insertBefore(child, place);
    }
    return Promise.all([...views.values()].map((view) => view.done));
  };
  listen(model, "change:children", arrange, signal);
  signal.addEventListener("abort", () => { for (const view of views.values()) view.remove(); });
  return arrange();
}

// The same widget may stand in a box twice: the second time it goes by another name.
function keyed(references) {
  const ids = new Map();
  for (const reference of references) {
    const id = idOf(reference);
    let key = id;
    while (ids.has(key)) key += "+";
    ids.set(key, id);
  }
  return ids;
}
