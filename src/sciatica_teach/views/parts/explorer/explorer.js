// The explorer: the scene, its tools, the list of every structure, and the card of the one that is chosen.
//
// All of it happens in the browser. How the learner looks at the scene (side, layers, camera, what is chosen) is kept in
// this browser, and is there again after a reload.

const KEPT = ["side", "layers", "build", "camera", "preset", "chosen", "step"];

function startLook(state) {
  const kept = storage.get(`st-scene:${state.store}`, {});
  const start = { side: "left", layers: state.layers.filter(({ on }) => on).map(({ id }) => id), build: "middle",
    preset: state.presets[0].id };
  const known = Object.fromEntries(KEPT.filter((name) => name in kept).map((name) => [name, kept[name]]));
  if (!state.cards[known.chosen]) delete known.chosen;
  return { ...start, ...known };
}

function keepLook(state, look) {
  storage.set(`st-scene:${state.store}`, Object.fromEntries(KEPT.map((name) => [name, look[name]])));
}

// ---- What is shown ----

// Which toggle a part belongs to. Muscles have two: those that cover the nerve, and those it lies on.
function layerOf({ layer, tone }) {
  if (layer === "disc") return "spine";
  if (layer === "root") return "nerve";
  return layer === "muscle" ? `muscle-${tone}` : layer;
}

const VARIANTS_SHOWN = ["", "a", undefined];

const mayShow = (part, look) =>
  VARIANTS_SHOWN.includes(part.variant) && (!part.build || part.build === look.build);

function viewFor(state, scene, look) {
  const belongs = (part) => mayShow(part, look);
  const point = scene.needles.some(({ corridor }) => corridor === look.chosen);
  return {
    side: look.side, chosen: point ? undefined : look.chosen, belongs, needles: needlesFor(state, scene, look, point),
    show: (part) => belongs(part) && look.layers.includes(layerOf(part)),
    opacity: (group) => opacityOf(group, scene, look), label: (id) => nameOf(state, id),
  };
}

// What covers the nerves lets them through, and what covers a chosen nerve does so too.
const NERVOUS = ["nerve", "root"];
const COVERING = ["bone", "spine", "muscle"];

function opacityOf({ layer, tone }, scene, look) {
  const chosen = scene.parts.find(({ structure }) => structure === look.chosen);
  if (layer === "skin") return 0.14;
  if (layer === "muscle" && tone === "superficial" && look.layers.includes("nerve")) return 0.3;
  return COVERING.includes(layer) && NERVOUS.includes(chosen?.layer) ? 0.45 : 1;
}

const HANDLE_MM = 45;

// A needle is drawn from its handle, outside the skin, to the deepest place that is looked at; a chosen one alone.
function needlesFor(state, scene, look, point) {
  if (!point && !look.layers.includes("needle")) return [];
  const wanted = ({ corridor, build }) => build === look.build && (!point || corridor === look.chosen);
  return scene.needles.filter(wanted).map(({ corridor, from, to }) => {
    const way = to.map((value, axis) => value - from[axis]);
    const length = Math.hypot(...way);
    const handle = from.map((value, axis) => value - (way[axis] / length) * HANDLE_MM);
    return { id: corridor, from: handle, to, name: state.cards[corridor]?.short ?? corridor };
  });
}

// ---- The card ----

// Sources travel once, and the distances stand in the scene file: both are put into the blocks here.
function fillBlock(block, state, scene) {
  const filled = { ...block };
  if (block.blocks) filled.blocks = block.blocks.map((one) => fillBlock(one, state, scene));
  if (block.sources) filled.sources = block.sources.map((id) => state.sources[id]);
  if (block.corridor) filled.rows = needleRows(block, state, scene);
  return filled;
}

function needleRows({ corridor }, state, scene) {
  const millimetres = (value) => say("parts.explorer_mm", { value: Math.round(value) });
  return (scene?.needles ?? []).filter((needle) => needle.corridor === corridor).flatMap(({ build, distances }) =>
    distances.map(([structure, depth, clearance]) => [
      state.builds.find(({ id }) => id === build).name, nameOf(state, structure), millimetres(depth),
      clearance <= 0 ? say("parts.explorer_hit") : millimetres(clearance),
    ]));
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
  const drawn = !scene || scene.parts.some(({ structure }) => structure === look.chosen)
    || scene.needles.some(({ corridor }) => corridor === look.chosen);
  const title = newId("card");
  return h("section", { class: "st-card st-chosen", "aria-labelledby": title, tabindex: "0" },
    h("p", { class: "st-eyebrow" }, card.eyebrow), h("h3", { id: title }, card.title),
    h("div", { class: "st-blocks" }, !drawn && quiet(say("parts.explorer_undrawn")),
      renderBlocks(card.blocks.map((block) => fillBlock(block, state, scene)), ui)),
    h("div", { class: "st-buttons" }, button(say("parts.explorer_close"), {
      key: "close-card", onclick: () => ui.scratch.act.choose(undefined),
    })));
}

// ---- What the learner does ----

function makeActs(ui) {
  const state = () => ui.model.get("state");
  const { scratch } = ui;
  const { look } = scratch;
  const settle = (change) => {
    Object.assign(look, change);
    keepLook(state(), look);
    ui.redraw();
    showLook(ui);
  };
  const fly = (camera) => scratch.stage?.fly(camera);
  const aspect = () => scratch.stage?.aspect() ?? 1;
  const lookAt = (structure, from) => {
    const direction = from ?? state().seen_from[structure];
    const parts = (scratch.scene?.parts ?? []).filter((part) => part.structure === structure && mayShow(part, look)
      && !part.opposite);
    const needle = (scratch.scene?.needles ?? []).find(({ corridor }) => corridor === structure);
    if (parts.length) fly(cameraAt(viewOf(parts, direction), look.side, aspect()));
    else if (needle) fly(cameraAt(viewOfPoint(needle.to, direction), look.side, aspect()));
  };
  const presetCamera = (id) => cameraAt(state().presets.find((one) => one.id === id), look.side, aspect());
  return {
    presetCamera,
    preset(id) {
      fly(presetCamera(id));
      settle({ preset: id });
    },
    layer: (id) => settle({
      layers: look.layers.includes(id) ? look.layers.filter((one) => one !== id) : [...look.layers, id],
    }),
    side(side) {
      if (side === look.side) return;
      if (scratch.stage) scratch.stage.fly(mirrorCamera(scratch.stage.camera), true);
      settle({ side });
    },
    build: (build) => settle({ build }),
    turn: (motion) => {
      if (scratch.stage) fly(moveCamera(scratch.stage.camera, motion));
    },
    choose(id, { pan = true } = {}) {
      if (id) announce(say("parts.explorer_chosen", { name: nameOf(state(), id) }));
      settle({ chosen: id, step: undefined });
      if (id && pan) lookAt(id);
    },
    follow(step) {
      const { structure, ...from } = state().follow[step];
      announce(say("parts.explorer_step", { step: step + 1, count: state().follow.length, name: nameOf(state(), structure) }));
      settle({ step, chosen: structure });
      lookAt(structure, from);
    },
    reset() {
      Object.assign(look, { side: "left", build: "middle", chosen: undefined, step: undefined,
        layers: state().layers.filter(({ on }) => on).map(({ id }) => id) });
      this.preset(state().presets[0].id);
      announce(say("parts.explorer_reset_done"));
    },
  };
}

const showLook = ({ scratch, model }) => scratch.stage?.show(viewFor(model.get("state"), scratch.scene, scratch.look));

// ---- The figure ----

async function openScene(ui) {
  const { scratch, model } = ui;
  scratch.failed = undefined;
  try {
    const [plotly, scene] = await Promise.all([loadPlotly(model), loadScene(model)]);
    scratch.scene = scene;
    const camera = scratch.look.camera ?? scratch.act.presetCamera(scratch.look.preset);
    scratch.stage = await openStage(scratch.host, plotly, scene, { camera, watch: watchStage(ui) });
    if (!scratch.look.camera) scratch.stage.fly(scratch.act.presetCamera(scratch.look.preset), true);
    await showLook(ui);
    scratch.host.dataset.ready = "yes";
  } catch (error) {
    console.warn(error);
    scratch.failed = true;
  }
  ui.redraw();
}

function watchStage(ui) {
  const { scratch } = ui;
  return {
    pick: (id) => scratch.act.choose(id, { pan: false }),
    hover: (id, event) => showTip(ui, id, event),
    camera: (camera) => {
      scratch.look.camera = camera;
      clearTimeout(scratch.keeping);
      scratch.keeping = setTimeout(() => keepLook(ui.model.get("state"), scratch.look), 200);
    },
  };
}

function showTip({ scratch, model }, id, event) {
  const { tip, host } = scratch;
  tip.hidden = !id;
  host.classList.toggle("st-over", Boolean(id));
  if (!id) return;
  const frame = host.getBoundingClientRect();
  tip.textContent = nameOf(model.get("state"), id);
  tip.style.translate = `${(event?.clientX ?? frame.left) - frame.left + 14}px ${(event?.clientY ?? frame.top) - frame.top + 14}px`;
}

// The figure needs to know its width, so it is opened when it has one, and follows it afterwards.
function makeHost(ui) {
  const { scratch } = ui;
  scratch.host = h("div", { class: "st-stage", role: "img" });
  scratch.tip = h("p", { class: "st-tip", "aria-hidden": "true", hidden: true });
  if (!(scratch.able = canDraw())) return;
  let opened = false;
  scratch.watching = new ResizeObserver(() => {
    if (!scratch.host.clientWidth) return;
    if (!opened) openScene(ui);
    else if (scratch.stage) scratch.stage.plotly.Plots.resize(scratch.host);
    opened = true;
  });
  scratch.watching.observe(scratch.host);
  scratch.host.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // without the key the page scrolls; a pinch on a touchpad comes with it
    event.preventDefault();
    if (scratch.stage) scratch.stage.fly(moveCamera(scratch.stage.camera, { zoom: Math.exp(event.deltaY / 300) }), true);
  }, { passive: false });
  scratch.theme = matchMedia("(prefers-color-scheme: dark)");
  scratch.repaint = () => showLook(ui);
  scratch.theme.addEventListener("change", scratch.repaint);
}

function stageNotice(state, ui) {
  const { able, failed, scene, stage } = ui.scratch;
  const notice = (tone, ...content) => h("div", { class: `st-notice st-tone-${tone}` }, icon(SHAPES[tone]),
    h("div", {}, content));
  if (!able) return notice("info", h("p", {}, say("parts.explorer_no_webgl")));
  if (failed) {
    return notice("caution", h("p", {}, say("parts.explorer_failed")),
      button(say("parts.explorer_again"), { key: "again", onclick: () => openScene(ui) }));
  }
  if (!stage) return h("p", { class: "st-loading" }, say("parts.explorer_loading"));
  return scene.missing ? notice("caution", h("p", {}, scene.missing)) : null;
}

function drawFrame(state, ui) {
  const { scratch } = ui;
  const { look, act } = scratch;
  const side = look.side === "right" ? say("parts.explorer_right") : say("parts.explorer_left");
  scratch.host.setAttribute("aria-label", [state.title, side, look.chosen && nameOf(state, look.chosen)]
    .filter(Boolean).join(", "));
  return h("div", { class: "st-frame" },
    scratch.able && h("div", { class: "st-picture" }, scratch.host, scratch.tip), stageNotice(state, ui),
    scratch.able && turnTools(act));
}

function drawExplorer(state, ui) {
  const { scratch } = ui;
  if (!scratch.look) {
    scratch.look = startLook(state);
    scratch.act = makeActs(ui);
    makeHost(ui);
  }
  const { look, act } = scratch;
  const title = (scratch.title ??= newId("explorer"));
  const choose = (id) => act.choose(id);
  return h("section", { "aria-labelledby": title },
    h("h2", { id: title }, state.title), hintLine(state.intro),
    h("div", { class: "st-explorer-grid" },
      h("div", { class: "st-seen" }, drawFrame(state, ui), viewTools(state, look, act), layerTools(state, look, act),
        h("div", { class: "st-tool-row" }, sideTools(look, act), buildTools(state, look, act)),
        h("details", { class: "st-described" }, h("summary", { "data-key": "described" }, say("parts.explorer_described")),
          state.description.map((text) => h("p", {}, text)))),
      h("div", { class: "st-told" }, searchField(state, ui, choose), followTools(state, look, act),
        cardFor(state, ui, look), structureList(state, ui, look.chosen, choose))));
}

function renderExplorer(context) {
  let ui;
  const leave = mount(context, "explorer", (state, mounted) => drawExplorer(state, (ui = mounted)));
  return () => {
    ui.scratch.watching?.disconnect();
    ui.scratch.theme?.removeEventListener("change", ui.scratch.repaint);
    ui.scratch.stage?.close();
    leave();
  };
}

export default { render: renderExplorer };
