// The point on the model: a needle where there is a corridor, a pin on the skin where there is none. Nothing is fetched
// for it until the learner asks to see it.

const PIN_MM = 34;
const SHOWN_LAYERS = ["bone", "spine", "disc", "nerve", "root"];
const COMMON_WAY = ["", "a", undefined];

function needleOf(point, scene, build) {
  const { at, to, corridor } = point.space;
  const found = corridor && (scene?.needles ?? []).find((one) => one.corridor === corridor && one.build === build);
  return found ? { from: found.from, to: found.to, distances: found.distances } : { from: at, to };
}

// The thick handle ends on the skin, where the dot of its label is; under it a needle of the model goes on, thin.
function drawnNeedles(point, { from, to }) {
  const handle = { from: along({ from, to }, -PIN_MM), to: from, chosen: true, name: point.code,
    note: { at: from, text: point.code } };
  return point.space.corridor ? [handle, { from, to }] : [handle];
}

const nearestOf = (distances) => [...(distances ?? [])].sort((one, other) => one[2] - other[2])[0];

// What the picture shows, in words below it: a label in it would be cut off on a phone.
function spaceNote(state, point, { distances }) {
  const nearest = nearestOf(distances);
  return nearest ? say("parts.explorer_needle", { point: point.code, name: nameOf(state, nearest[0]) })
    : say("parts.atlas_pin", { point: point.code });
}

function spaceView(point, needle, build) {
  const show = (part) => (part.layer === "skin" ? part.build === build
    : SHOWN_LAYERS.includes(part.layer) && COMMON_WAY.includes(part.variant));
  return {
    key: `${point.id} ${build}`, describe: say("parts.atlas_space_words", { code: point.code, pinyin: point.pinyin }), show,
    opacity: ({ layer }) => (layer === "skin" ? 0.16 : 1), needles: drawnNeedles(point, needle),
  };
}

function buildRadios(ui, builds, build) {
  const name = (ui.scratch.builds ??= newId("build"));
  return h("fieldset", { class: "st-controls" }, h("legend", {}, say("parts.atlas_build")),
    h("div", { class: "st-atlas-builds" }, builds.map((one) => h("label", { class: "st-check" }, h("input", {
      type: "radio", name, value: one.id, "data-key": `build:${one.id}`, checked: one.id === build,
      onchange: () => { ui.draft.build = one.id; announce(one.name); ui.redraw(); },
    }), h("span", {}, one.name)))));
}

function drawInSpace(catalogue, point, ui) {
  if (!point.space) return quiet(say("parts.atlas_flat_only"));
  const words = { code: point.code, pinyin: point.pinyin };
  const toggle = (open) => {
    ui.draft.space = open;
    announce(say(open ? "parts.atlas_space_words" : "parts.atlas_space_closed", words));
    ui.redraw();
  };
  const key = "space";
  if (!ui.draft.space) return button(say("parts.atlas_open"), { key, onclick: () => toggle(true) });
  const build = point.space.corridor ? (ui.draft.build ?? "middle") : "middle";
  const home = viewOfNeedle({ from: point.space.at, to: point.space.to });
  const state = { id: "atlas", structures: catalogue.structures, home, side: "left", lift: 0 };
  const needle = needleOf(point, ui.scratch.scene, build);
  const picture = drawCloseUp(state, ui, spaceView(point, needle, build));
  return h("div", { class: "st-atlas-space" },
    button(say("parts.atlas_close"), { key, onclick: () => toggle(false) }),
    point.space.corridor && buildRadios(ui, catalogue.builds, build), picture,
    hintLine(spaceNote(state, point, needle), ". ", say("parts.atlas_space_key")));
}

// Another point is looked at from where it is seen best: flown to once the picture has its place and width on the page.
function flyToPoint(ui, id) {
  const { closeUp, flownTo } = ui.scratch;
  if (!closeUp?.stage || !closeUp.host.clientWidth || flownTo === id) return;
  ui.scratch.flownTo = id;
  if (flownTo) closeUp.act.reset();
}
