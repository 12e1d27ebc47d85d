// The card of what is chosen.

// Sources travel once, and the distances stand in the scene file: both are put into the blocks here.
function fillBlock(block, state, scene) {
  const filled = { ...block };
  if (block.blocks) filled.blocks = block.blocks.map((one) => fillBlock(one, state, scene));
  if (block.sources) filled.sources = block.sources.map((id) => state.sources[id]);
  if (block.corridor) filled.rows = needleRows(block, state, scene);
  return filled;
}

// One row for each structure: its depth in every build, and how far the needle's line passes from it.
function needleRows({ corridor }, state, scene) {
  const needles = state.builds.map(({ id }) =>
    (scene?.needles ?? []).find((needle) => needle.corridor === corridor && needle.build === id));
  if (!needles.every(Boolean)) return [];
  const millimetres = (value) => say("parts.explorer_mm", { value: Math.round(value) });
  return needles[0].distances.map(([structure], row) => {
    const clearance = Math.min(...needles.map(({ distances }) => distances[row][2]));
    return [
      nameOf(state, structure), ...needles.map(({ distances }) => millimetres(distances[row][1])),
      clearance <= 0 ? say("parts.explorer_hit") : millimetres(clearance),
    ];
  });
}

// The same card stays the same element, so that what was opened in it stays open.
function cardFor(state, ui, look) {
  const key = [look.chosen, Boolean(ui.scratch.scene)].join();
  if (ui.scratch.card?.key !== key) ui.scratch.card = { key, element: drawChosen(state, ui, look) };
  return ui.scratch.card.element;
}

function drawChosen(state, ui, look) {
  const { scene } = ui.scratch;
  const card = state.cards[look.chosen];
  if (!card) return h("div", { class: "st-card st-empty" }, quiet(say("parts.explorer_empty")));
  const drawn = !scene || partsOf(state, scene, look, look.chosen).length || isPoint(scene, look.chosen);
  const title = newId("card");
  return h("section", { class: "st-card st-chosen", "aria-labelledby": title, tabindex: "0" },
    h("p", { class: "st-eyebrow" }, card.eyebrow), h("h3", { id: title }, withScript(card.title)),
    h("div", { class: "st-blocks" }, !drawn && quiet(say("parts.explorer_undrawn")),
      renderBlocks(card.blocks.map((block) => fillBlock(block, state, scene)), ui)),
    h("div", { class: "st-buttons" }, button(say("parts.explorer_close"), {
      key: "close-card", onclick: () => ui.scratch.act.choose(undefined),
    })));
}
