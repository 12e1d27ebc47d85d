// The lumbar discs and what they meet. A change moves vertices by its size times its offsets, and how much room is left
// to each root is measured on what is drawn then.

const SIDES = ["left", "right"];

const find = (items, id) => items.find((item) => item.id === id) ?? items[0];

// The records behind a choice: one kind may move several structures.
function changesFor(scene, state, { level, kind, side }) {
  const { change, middle } = find(state.kinds, kind);
  const wanted = middle ? "middle" : side;
  return (scene?.changes ?? []).filter((one) => one.level === level && one.kind === change && one.side === wanted);
}

function chosenNow(state, ui) {
  const chosen = { ...state.start, ...ui.draft.chosen };
  return { ...chosen, size: state.sizes[chosen.step].value };
}

function choose(ui, change) {
  ui.draft.chosen = { ...ui.draft.chosen, ...change };
  ui.redraw();
  if (!("step" in change)) ui.scratch.closeUp.act.reset();
  announce(toldWords(ui.model.get("state"), ui).join(" "));
}

function radios(ui, legend, name, items, chosen, take) {
  const group = (ui.scratch[`${name}-radios`] ??= newId(name));
  return h("fieldset", {}, h("legend", {}, legend), h("div", { class: "st-chips" },
    items.map((item, index) => h("label", { class: "st-chip" },
      h("input", {
        type: "radio", name: group, value: item.id ?? index, "data-key": `${name}:${item.id ?? index}`,
        checked: (item.id ?? index) === chosen, onchange: () => take(item.id ?? index),
      }), h("span", {}, item.name)))));
}

function controls(state, ui) {
  const { level, kind, side } = chosenNow(state, ui);
  const { scene } = ui.scratch;
  const possible = ({ id }) => !scene || changesFor(scene, state, { level, kind: id, side }).length > 0;
  const sides = SIDES.map((id) => ({ id, name: id === "left" ? say("parts.spine_left") : say("parts.spine_right") }));
  return h("div", { class: "st-controls" },
    radios(ui, say("parts.spine_level"), "level", state.levels, level, (id) => choose(ui, { level: id })),
    radios(ui, say("parts.spine_kind"), "kind", state.kinds.filter(possible), kind, (id) => choose(ui, { kind: id })),
    radios(ui, say("parts.explorer_side"), "side", sides, side, (id) => choose(ui, { side: id })),
    aboveToggle(state, ui));
}

// Beside the picture, where its effect is seen, and above the words, where it is read.
const sizeControl = (state, ui) => h("div", { class: "st-controls" },
  radios(ui, say("parts.spine_size"), "size", state.sizes, chosenNow(state, ui).step,
    (index) => choose(ui, { step: index })));

// ---- The picture ----

// From above the disc and the canal behind it are seen best with the vertebra above taken away.
const isAboveShown = (state, ui) => ui.draft.above ?? find(state.kinds, chosenNow(state, ui).kind).with_above;

function aboveToggle(state, ui) {
  const shown = isAboveShown(state, ui);
  return h("label", { class: "st-check" }, h("input", {
    type: "checkbox", "data-key": "above", checked: shown, onchange: () => { ui.draft.above = !shown; ui.redraw(); },
  }), h("span", {}, say("parts.spine_above")));
}

function spineView(state, ui) {
  const { scene } = ui.scratch;
  const chosen = chosenNow(state, ui);
  const level = find(state.levels, chosen.level);
  const moved = changesFor(scene, state, chosen);
  const above = isAboveShown(state, ui);
  const shown = new Set([level.disc, level.below, level.leaving, level.passing, above && level.above,
    ...(chosen.kind === CANAL ? moved.map(({ structure }) => structure) : [])]);
  const words = [level.name, find(state.kinds, chosen.kind).name, state.sizes[chosen.step].name,
    ...toldWords(state, ui)];
  return {
    key: [chosen.level, chosen.kind, chosen.side, chosen.step].join(" "), describe: words.join(", "),
    show: (part) => shown.has(part.structure),
    opacity: ({ layer, tone }) => ((layer === "spine" && above) || tone === "ligament" ? 0.5 : 1),
    changes: chosen.size ? Object.fromEntries(moved.map(({ id }) => [id, chosen.size])) : {},
    needles: [...rootLabels(state, level), ...ligamentLabels(scene, state, chosen)],
    legend: legendOf(state, scene, level, chosen),
  };
}

function awaitScene(ui) {
  ui.scratch.asked ??= loadScene(ui.model).then((scene) => { ui.scratch.scene = scene; }, (error) => {
    console.warn(error);
    ui.scratch.sceneFailed = true;
  }).then(ui.redraw);
}

function drawSpine(state, ui) {
  awaitScene(ui);
  const title = (ui.scratch.title ??= newId("spine"));
  const chosen = chosenNow(state, ui);
  const level = find(state.levels, chosen.level);
  const kind = find(state.kinds, chosen.kind);
  const here = { ...state, home: { ...level.home, ...kind.turn }, side: chosen.side };
  return h("section", { class: "st-card", "aria-labelledby": title },
    h("h3", { id: title }, state.title), h("p", {}, state.text),
    controls(state, ui),
    h("div", { class: "st-beside" }, drawCloseUp(here, ui, spineView(state, ui)),
      h("div", { class: "st-seen" }, sizeControl(state, ui), stopNotice(state, ui), toldList(state, ui))),
    h("div", { class: "st-blocks st-about" }, h("p", {}, kind.text), renderBlocks([...kind.blocks, ...level.blocks], ui)),
    hintLine(state.note));
}

export default { render: (context) => mountCloseUp(context, "spine", drawSpine) };
