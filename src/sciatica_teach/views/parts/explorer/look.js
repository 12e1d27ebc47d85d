// How the learner looks at the scene (side, layers, camera, what is chosen), and what of the scene is to be seen so.
//
// It is kept in this browser, and is there again after a reload.

const KEPT = ["side", "layers", "build", "camera", "preset", "chosen", "step"];

const layersAtStart = (state) => state.layers.filter(({ on }) => on).map(({ id }) => id);

function startLook(state) {
  const kept = storage.get(`st-scene:${state.store}`, {});
  const start = { side: "left", layers: layersAtStart(state), build: "middle", preset: state.presets[0].id };
  const known = Object.fromEntries(KEPT.filter((name) => name in kept).map((name) => [name, kept[name]]));
  if (!state.cards[known.chosen]) delete known.chosen;
  return { ...start, ...known };
}

function keepLook(state, look) {
  storage.set(`st-scene:${state.store}`, Object.fromEntries(KEPT.map((name) => [name, look[name]])));
}

// Which toggle a part belongs to. Muscles have two: those that cover the nerve, and those it lies on.
function layerOf({ layer, tone }) {
  if (layer === "disc") return "spine";
  if (layer === "root") return "nerve";
  return layer === "muscle" ? `muscle-${tone}` : layer;
}

const VARIANTS_SHOWN = ["", "a", undefined];

const mayShow = (part, look) =>
  VARIANTS_SHOWN.includes(part.variant) && (!part.build || part.build === look.build);

// A plexus has no shape of its own: it is the parts that meet there.
const isOf = (state, part, structure) => state.made_of[structure]?.includes(part.id) ?? part.structure === structure;

const partsOf = (state, scene, look, structure) => (scene?.parts ?? []).filter((part) =>
  isOf(state, part, structure) && mayShow(part, look));

const isPoint = (scene, structure) => (scene?.needles ?? []).some(({ corridor }) => corridor === structure);

function viewFor(state, scene, look) {
  const belongs = (part) => mayShow(part, look);
  const point = isPoint(scene, look.chosen);
  return {
    side: look.side, chosen: point ? undefined : look.chosen, belongs,
    lit: (part) => isOf(state, part, look.chosen),
    show: (part) => belongs(part) && look.layers.includes(layerOf(part)), needles: needlesFor(state, scene, look),
    opacity: (group) => opacityOf(group, point ? NEEDLE : partsOf(state, scene, look, look.chosen)[0], look),
    label: (id) => nameOf(state, id),
  };
}

// What covers the nerves lets them through, and what covers a chosen nerve or needle does so too; around a division that
// is the trunk whose sheath it lies in.
const NEEDLE = { layer: "needle" };
const SHINING = ["nerve", "root", "needle"];
const DIVISIONS = ["tibial", "fibular"];
const COVERING = ["bone", "spine", "muscle"];

function opacityOf({ layer, tone }, chosen, look) {
  if (layer === "skin") return 0.14;
  if (layer === "muscle" && tone === "superficial" && look.layers.includes("nerve")) return 0.3;
  if (!SHINING.includes(chosen?.layer)) return 1;
  if (layer === "nerve" && tone === "nerve" && DIVISIONS.includes(chosen.tone)) return 0.35;
  return COVERING.includes(layer) ? 0.3 : 1;
}

// ---- Needles ----

const HANDLE_MM = 45;

// A needle is drawn from its handle, outside the skin, to the deepest place that is looked at.
function needlesFor(state, scene, look) {
  const wanted = ({ corridor, build }) =>
    build === look.build && (look.layers.includes("needle") || corridor === look.chosen);
  return scene.needles.filter(wanted).map((needle) => {
    const { corridor, to } = needle;
    const chosen = corridor === look.chosen;
    return {
      from: along(needle, -HANDLE_MM), to, chosen, name: state.cards[corridor]?.short ?? corridor,
      note: chosen ? depthNote(state, needle) : undefined,
    };
  });
}

// What the needle comes nearest to, said at that place; in words alone, because a depth in a picture is remembered as one
// to needle to.
function depthNote(state, needle) {
  const nearest = [...needle.distances].sort((a, b) => a[2] - b[2])[0];
  if (!nearest) return undefined;
  const [structure, depth] = nearest;
  const { short } = state.cards[needle.corridor];
  return {
    at: along(needle, depth),
    text: say("parts.explorer_needle", { point: short, name: nameOf(state, structure) }),
  };
}
