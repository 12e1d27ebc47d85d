// The lumbar discs and what they meet. A change moves vertices by its size times its offsets; how near it then comes to
// each root was measured when the scene was built, and stands in its file.

const CLOSE_MM = 2;
const SIDES = ["left", "right"];

const find = (items, id) => items.find((item) => item.id === id) ?? items[0];

// The records behind a choice: one kind may move several structures, and what has no side is drawn for both.
function changesFor(scene, { level, kind, side }) {
  const fits = (one) => one.level === level && one.kind === kind;
  return (scene?.changes ?? []).filter((one) => fits(one) && (!SIDES.includes(one.side) || one.side === side));
}

function chosenNow(state, ui) {
  const chosen = { ...state.start, ...ui.draft.chosen };
  return { ...chosen, size: state.sizes[chosen.step].value };
}

function choose(ui, change) {
  ui.draft.chosen = { ...ui.draft.chosen, ...change };
  ui.redraw();
  if (change.level || change.side) ui.scratch.closeUp.act.reset();
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
  const { level, kind, side, step } = chosenNow(state, ui);
  const { scene } = ui.scratch;
  const possible = ({ id }) => !scene || scene.changes.some((one) => one.level === level && one.kind === id);
  const sides = SIDES.map((id) => ({ id, name: id === "left" ? say("parts.explorer_left") : say("parts.explorer_right") }));
  return h("div", { class: "st-controls" },
    radios(ui, say("parts.spine_level"), "level", state.levels, level, (id) => choose(ui, { level: id })),
    radios(ui, say("parts.spine_kind"), "kind", state.kinds.filter(possible), kind, (id) => choose(ui, { kind: id })),
    radios(ui, say("parts.explorer_side"), "side", sides, side, (id) => choose(ui, { side: id })),
    radios(ui, say("parts.spine_size"), "size", state.sizes, step, (index) => choose(ui, { step: index })));
}

// ---- What it touches ----

// Root -> millimetres between it and what is drawn, at this size; nothing where it was not measured.
function roomFor(state, ui) {
  const chosen = chosenNow(state, ui);
  const rooms = changesFor(ui.scratch.scene, chosen).flatMap(({ rooms: measured }) => Object.entries(measured ?? {}));
  const nearest = {};
  for (const [root, steps] of rooms) nearest[root] = Math.min(nearest[root] ?? Infinity, steps[chosen.step]);
  return nearest;
}

function judgeRoom(room) {
  if (room <= 0) return ["unsafe", say("parts.spine_touched")];
  const words = { room: room.toFixed(room < 1 ? 1 : 0) };
  return room < CLOSE_MM ? ["caution", say("parts.spine_close", words)] : ["right", say("parts.spine_free", words)];
}

function toldRoots(state, ui) {
  const { level } = chosenNow(state, ui);
  const rooms = roomFor(state, ui);
  const { leaving, passing } = find(state.levels, level);
  const roles = [[passing, say("parts.spine_passing")], [leaving, say("parts.spine_leaving")]];
  return roles.filter(([root]) => root in rooms).map(([root, role]) => {
    const [tone, word] = judgeRoom(rooms[root]);
    return { root, name: state.roots[root].name, role, tone, word };
  });
}

const toldWords = (state, ui) => toldRoots(state, ui).map(({ name, word }) => `${name}: ${word}.`);

function toldList(state, ui) {
  const told = toldRoots(state, ui);
  if (!told.length) return quiet(ui.scratch.sceneFailed ? say("parts.spine_unknown") : say("parts.explorer_loading"));
  return h("ul", { class: "st-verdicts st-told" }, told.map(({ root, name, role, tone, word }) => h("li", {
    class: `st-tone-${tone}`, "data-root": root,
  }, icon(SHAPES[tone]), h("div", {}, h("p", {}, h("strong", {}, name), `, ${role}: `, h("span", {}, word)),
    tone !== "right" && quiet(state.roots[root].signs)))));
}

// ---- The picture ----

function spineView(state, ui) {
  const { scene } = ui.scratch;
  const chosen = chosenNow(state, ui);
  const shown = new Set(state.structures.map(({ id }) => id));
  const moved = changesFor(scene, chosen);
  const words = [find(state.levels, chosen.level).name, find(state.kinds, chosen.kind).name,
    state.sizes[chosen.step].name, ...toldWords(state, ui)];
  return {
    key: [chosen.level, chosen.kind, chosen.side, chosen.step].join(" "), describe: words.join(", "),
    show: (part) => shown.has(part.structure),
    opacity: ({ layer }) => (layer === "spine" ? 0.4 : 1),
    changes: chosen.size ? Object.fromEntries(moved.map(({ id }) => [id, chosen.size])) : {},
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
  const here = { ...state, home: level.home, side: chosen.side };
  return h("section", { class: "st-card", "aria-labelledby": title },
    h("h3", { id: title }, state.title), h("p", {}, state.text),
    h("div", { class: "st-beside" }, controls(state, ui),
      h("div", { class: "st-seen" }, drawCloseUp(here, ui, spineView(state, ui)), toldList(state, ui))),
    h("div", { class: "st-blocks" }, h("p", {}, find(state.kinds, chosen.kind).text), renderBlocks(level.blocks, ui)),
    hintLine(state.note));
}

export default { render: (context) => mountCloseUp(context, "spine", drawSpine) };
