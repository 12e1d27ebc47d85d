// What a change means: first what cannot wait, then how near it comes to each root.

const CLOSE_MM = 2;
const LEAST_MM = 0.3; // less is no change that anybody would see
const TOUCH_MM = 0.05; // less would read 0.0
const CANAL = "canal-narrowing";
const LIGAMENT = "ligamentum-flavum";

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

// How much the ligament takes from the canal behind the roots, in millimetres: the farthest that any of it moves.
function canalLost(scene, state, chosen) {
  const slabs = changesFor(scene, state, chosen).filter(({ structure }) => structure === LIGAMENT);
  const moves = slabs.flatMap(({ x, y, z }) => Array.from(x, (along, n) => Math.hypot(along, y[n], z[n])));
  return chosen.size * Math.max(0, ...moves);
}

// A tick stands only where a change of one side leaves a root its room; what lies in the middle never earns one. Where
// a root grazes the bone in the healthy drawing already, there is no room to tell, only what the change takes away.
function judgeRoom(state, { scene }, chosen, { room, taken }) {
  const lost = canalLost(scene, state, chosen);
  const words = { room: room.toFixed(room < CLOSE_MM ? 1 : 0), taken: taken.toFixed(1), canal: lost.toFixed(1) };
  const grazes = room + taken < LEAST_MM;
  if (!chosen.size) return ["plain", say(grazes ? "parts.spine_healthy_grazes" : "parts.spine_healthy", words)];
  if (taken >= LEAST_MM && room < TOUCH_MM) {
    return ["unsafe", say(grazes ? "parts.spine_touched_grazes" : "parts.spine_touched", words)];
  }
  if (chosen.kind === CANAL) return ["caution", say(grazes ? "parts.spine_canal_grazes" : "parts.spine_canal", words)];
  if (grazes) return ["info", say("parts.spine_spared_grazes")];
  if (taken < LEAST_MM) return [find(state.kinds, chosen.kind).middle ? "info" : "right", say("parts.spine_free", words)];
  return room < CLOSE_MM ? ["caution", say("parts.spine_close", words)] : ["info", say("parts.spine_nearer", words)];
}

function toldRoots(state, ui) {
  if (!ui.scratch.scene) return [];
  const chosen = chosenNow(state, ui);
  const { leaving, passing } = find(state.levels, chosen.level);
  const roles = [[passing, say("parts.spine_passing")], [leaving, say("parts.spine_leaving")]];
  return roles.map(([root, role]) => {
    const [tone, word] = judgeRoom(state, ui.scratch, chosen, roomOf(state, ui, root));
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
