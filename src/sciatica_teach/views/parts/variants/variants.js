// The ways past piriformis. The choice stays in this browser and is there again after a reload.

const KEPT_TYPE = "st-variant";

function chosenType({ types }, ui) {
  const wanted = ui.draft.type ?? storage.get(KEPT_TYPE, "");
  return types.find(({ id }) => id === wanted) ?? types[0];
}

function chooseType(ui, type) {
  ui.draft.type = type.id;
  storage.set(KEPT_TYPE, type.id);
  announce(type.name);
  ui.redraw();
}

function typeRadio(type, chosen, ui) {
  return h("label", { class: "st-type" },
    h("input", {
      type: "radio", name: (ui.scratch.name ??= newId("type")), value: type.id, "data-key": `type:${type.id}`,
      checked: type === chosen, onchange: () => chooseType(ui, type),
    }),
    h("span", {}, h("strong", {}, type.letter), " ", type.way));
}

function typeView({ structures }, type) {
  const shown = new Set(structures.map(({ id }) => id));
  return {
    key: type.id, describe: type.seen, opacity: ({ layer }) => (layer === "muscle" ? 0.55 : 1),
    show: (part) => shown.has(part.structure) && (!part.variant || part.variant === type.id),
  };
}

function drawVariants(state, ui) {
  const type = chosenType(state, ui);
  const title = (ui.scratch.title ??= newId("variants"));
  const heading = (ui.scratch.heading ??= newId("type"));
  return h("section", { class: "st-card", "aria-labelledby": title },
    h("h3", { id: title }, state.title), h("p", {}, state.text),
    h("div", { class: "st-beside" },
      h("fieldset", { class: "st-controls" }, h("legend", {}, state.legend),
        state.types.map((one) => typeRadio(one, type, ui))),
      drawCloseUp(state, ui, typeView(state, type))),
    hintLine(state.note),
    h("section", { "aria-labelledby": heading },
      h("h4", { id: heading }, type.name), h("div", { class: "st-blocks st-about" }, renderBlocks(type.blocks, ui))));
}

export default { render: (context) => mountCloseUp(context, "variants", drawVariants) };
