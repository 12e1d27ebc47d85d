// The ways past piriformis. The choice stays in this browser and is there again after a reload.

const KEPT_TYPE = "st-variant";
const PIRIFORMIS = "piriformis";

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

// Tone -> what is painted so here.
const painted = () => ({
  nerve: say("parts.variants_whole"), tibial: say("parts.variants_tibial"), fibular: say("parts.variants_fibular"),
  deep: say("parts.variants_muscles"), other: say("parts.variants_other"), bone: say("parts.variants_bone"),
});

const legendFor = (parts) => Object.entries(painted()).map(([tone, name]) => ({ tone, name }))
  .filter(({ tone }) => parts.some((part) => part.tone === tone));

// How far up its course a nerve is named, so that the names of two that run together keep apart.
const NAMED_AT = { nerve: 0.5, tibial: 0.35, fibular: 0.75 };

const NAMED_OUT = 0.85; // piriformis, on its way to the trochanter: clear of the nerve

// The vertex at a share of the extent of some parts along an axis: 0 across, 2 up.
function pointAlong(parts, axis, share) {
  const [low, high] = boundsOf(parts)[axis];
  const away = (point) => Math.abs(point[axis] - low - share * (high - low));
  const points = parts.flatMap(({ x, y, z }) => Array.from(x, (across, n) => [across, y[n], z[n]]));
  return points.reduce((best, point) => (away(point) < away(best) ? point : best));
}

// Named in the picture: the muscle, and what makes this type.
function namesFor(parts, type) {
  const muscle = parts.filter(({ structure }) => structure === PIRIFORMIS);
  const middle = muscle.length && pointAlong(muscle, 0, NAMED_OUT);
  const nerves = Object.entries(NAMED_AT).flatMap(([tone, share]) => {
    const those = parts.filter((part) => part.tone === tone && part.variant === type.id);
    const at = those.length && pointAlong(those, 2, share);
    return at ? [{ from: at, to: at, note: { at, text: painted()[tone] } }] : [];
  });
  return middle ? [{ from: middle, to: middle, name: say("parts.variants_piriformis") }, ...nerves] : nerves;
}

function typeView({ structures }, type, scene) {
  const shown = new Set(structures.map(({ id }) => id));
  const show = (part) => shown.has(part.structure) && (!part.variant || part.variant === type.id);
  const parts = (scene?.parts ?? []).filter((part) => show(part) && !part.opposite);
  return {
    key: type.id, describe: type.seen, opacity: ({ layer }) => (layer === "muscle" ? 0.55 : 1), show,
    needles: namesFor(parts, type), legend: legendFor(parts),
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
      drawCloseUp(state, ui, typeView(state, type, ui.scratch.scene))),
    hintLine(state.note),
    h("section", { "aria-labelledby": heading },
      h("h4", { id: heading }, type.name), h("div", { class: "st-blocks st-about" }, renderBlocks(type.blocks, ui))));
}

export default { render: (context) => mountCloseUp(context, "variants", drawVariants) };
