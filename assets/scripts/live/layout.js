// What every widget on screen has: classes, a layout, a tooltip.

const KEYS = ["align_content", "align_items", "align_self", "border_top", "border_right", "border_bottom", "border_left",
  "bottom", "display", "flex", "flex_flow", "height", "justify_content", "justify_items", "left", "margin", "max_height",
  "max_width", "min_height", "min_width", "overflow", "order", "padding", "right", "top", "visibility", "width",
  "object_fit", "object_position", "grid_auto_columns", "grid_auto_flow", "grid_auto_rows", "grid_gap",
  "grid_template_rows", "grid_template_columns", "grid_template_areas", "grid_row", "grid_column", "grid_area"];

export const REFERENCE = "IPY_MODEL_";
export const idOf = (reference) => reference.slice(REFERENCE.length);

// Listen until the view is gone.
export function listen(model, events, hear, signal) {
  model.on(events, hear);
  signal.addEventListener("abort", () => model.off(events, hear));
}

// Dress `el` and keep it dressed. The layout is a widget of its own, which may be exchanged for another.
export function dress(el, model, models, signal) {
  const wear = () => {
    const { given = [] } = el;
    const wanted = model.get("_dom_classes") ?? [];
    el.classList.remove(...given.filter((name) => !wanted.includes(name)));
    el.classList.add(...wanted);
    el.given = wanted;
    el.title = model.get("tooltip") ?? "";
    if (!el.title) el.removeAttribute("title");
  };
  listen(model, "change:_dom_classes change:tooltip", wear, signal);
  wear();
  let leave = new AbortController();
  const lay = async () => {
    leave.abort();
    leave = new AbortController();
    const { signal: left } = leave;
    const reference = model.get("layout");
    if (!reference) return;
    const layout = await models.when(idOf(reference));
    if (left.aborted || signal.aborted) return;
    const apply = () => { for (const key of KEYS) el.style[cssName(key)] = layout.get(key) ?? ""; };
    listen(layout, "change", apply, left);
    apply();
  };
  signal.addEventListener("abort", () => leave.abort());
  listen(model, "change:layout", lay, signal);
  return lay();
}

const cssName = (key) => key.replace(/_(\w)/g, (_whole, letter) => letter.toUpperCase());
