// What a change means: first what cannot wait, then how near it comes to each root.

const CLOSE_MM = 2;
const LEAST_MM = 0.3; // less is no change that anybody would see

// ---- What cannot wait ----

function stopNow(state, ui) {
  const { kind, size } = chosenNow(state, ui);
  return size ? find(state.kinds, kind).stop : undefined;
}

function stopNotice(state, ui) {
  const stop = stopNow(state, ui);
  return stop && h("div", { class: "st-stop st-tone-unsafe" }, icon(SHAPES.unsafe),
    h("div", { class: "st-blocks" }, h("p", {}, h("strong", {}, stop.title)), renderBlocks(stop.blocks, ui),
      h("p", {}, stop.both)));
}

// ---- What it touches ----

// Of one root: room as it is and as it was before the change, in millimetres; measured once for each choice.
function roomOf(state, ui, root) {
  const { scene, rooms = (ui.scratch.rooms = {}) } = ui.scratch;
  const chosen = chosenNow(state, ui);
  const changes = changesFor(scene, state, chosen);
  const measure = (size) => {
    const key = [root, chosen.level, chosen.kind, chosen.side, size].join(" ");
    return (rooms[key] ??= measureRoom(scene, changes, size, find(state.roots, root).line, chosen.side));
  };
  return { room: measure(chosen.size), taken: measure(0) - measure(chosen.size) };
}

// Where a root grazes the bone already in the drawing, only what the change takes away counts.
function judgeRoom({ room, taken }) {
  const words = { room: Math.max(room, 0).toFixed(room < CLOSE_MM ? 1 : 0), taken: taken.toFixed(1) };
  if (taken < LEAST_MM) return ["right", say("parts.spine_free", words)];
  if (room <= 0) return ["unsafe", say("parts.spine_touched")];
  return room < CLOSE_MM ? ["caution", say("parts.spine_close", words)] : ["info", say("parts.spine_nearer", words)];
}

function toldRoots(state, ui) {
  if (!ui.scratch.scene) return [];
  const { leaving, passing } = find(state.levels, chosenNow(state, ui).level);
  const roles = [[passing, say("parts.spine_passing")], [leaving, say("parts.spine_leaving")]];
  return roles.map(([root, role]) => {
    const [tone, word] = judgeRoom(roomOf(state, ui, root));
    return { root, name: find(state.roots, root).name, role, tone, word };
  });
}

// What cannot wait is heard first as well.
function toldWords(state, ui) {
  const stop = stopNow(state, ui);
  return [...(stop ? [stop.title, ...stop.blocks.map(({ text }) => text), stop.both] : []),
    ...toldRoots(state, ui).map(({ name, word }) => `${name}: ${word}.`)];
}

function toldList(state, ui) {
  const told = toldRoots(state, ui);
  if (!told.length) return quiet(ui.scratch.sceneFailed ? say("parts.spine_unknown") : say("parts.explorer_loading"));
  return h("ul", { class: "st-verdicts st-told" }, told.map(({ root, name, role, tone, word }) => h("li", {
    class: `st-tone-${tone}`, "data-root": root,
  }, icon(SHAPES[tone]), h("div", {}, h("p", {}, h("strong", {}, name), `, ${role}: `, h("span", {}, word)),
    ["unsafe", "caution"].includes(tone) && quiet(find(state.roots, root).signs)))));
}
