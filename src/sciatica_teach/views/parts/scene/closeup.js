// A close-up: one place of the scene to turn about, with a button for each thing the hand does, and a list of what is
// drawn that names each structure by key as a click on it does by mouse.
//
// The figure is made when it comes near the window, because a browser keeps few of them alive. Where nothing can be
// drawn the words beside it say all the same.

const NEAR_PX = "300px";

// `state` tells where to look from (home, side) and how structures are called.
// `view`: key (what it shows, in one word), describe (the same for a screen reader), show(part), opacity(group), changes,
// needles (names in the picture), legend ({ tone, name } each).
function drawCloseUp(state, ui, view) {
  const closeUp = (ui.scratch.closeUp ??= makeCloseUp(ui));
  Object.assign(closeUp, { state, view });
  closeUp.host.setAttribute("aria-label", view.describe);
  if (closeUp.stage) showCloseUp(state, ui);
  return h("div", { class: "st-closeup" },
    h("p", { class: "st-printed" }, say("parts.closeup_printed", { words: view.describe })),
    h("div", { class: "st-frame" }, closeUp.able && h("div", { class: "st-picture" }, closeUp.host), closeUpNotice(ui),
      closeUp.stage && turnTools(closeUp.act)),
    closeUp.stage && colourKey(view), closeUp.stage && closeUpList(state, ui));
}

// What is painted how: { tone, name } each.
const colourKey = ({ legend = [] }) => h("ul", { class: "st-key" }, legend.map(({ tone, name }) => h("li", {},
  h("span", { class: "st-swatch", style: `background: var(--st-${TONE_TOKENS[tone]})`, "aria-hidden": "true" }), name)));

function makeCloseUp(ui) {
  const closeUp = { able: canDraw(), host: h("div", { class: "st-stage", role: "img" }) };
  const fly = (camera) => closeUp.stage?.fly(camera(closeUp.stage));
  closeUp.act = {
    turn: (motion) => fly((stage) => moveCamera(stage.camera, motion)),
    reset: () => fly((stage) => homeOf(closeUp.state, stage.aspect())),
  };
  if (closeUp.able) whenNear(closeUp, () => void openCloseUp(ui, closeUp));
  return closeUp;
}

const homeOf = ({ home, side }, aspect) => cameraAt(home, side, aspect);

function closeUpNotice(ui) {
  const { able, failed, stage, missing } = ui.scratch.closeUp;
  const notice = (tone, ...content) => h("div", { class: `st-notice st-tone-${tone}` }, icon(SHAPES[tone]),
    h("div", {}, content));
  if (!able) return notice("info", h("p", {}, say("parts.closeup_no_webgl")));
  if (failed) {
    return notice("caution", h("p", {}, say("parts.explorer_failed")), button(say("parts.explorer_again"), {
      key: "again", onclick: () => void openCloseUp(ui, ui.scratch.closeUp),
    }));
  }
  if (!stage) return h("p", { class: "st-loading" }, say("parts.explorer_loading"));
  return missing ? notice("caution", h("p", {}, missing)) : null;
}

function nameStructure(ui, structure) {
  const { draft } = ui;
  draft.named = draft.named === structure.id ? undefined : structure.id;
  if (draft.named) announce(structure.name);
  ui.redraw();
}

function closeUpList(state, ui) {
  const { stage, view } = ui.scratch.closeUp;
  const isDrawn = ({ id }) => stage.scene.parts.some((part) => part.structure === id && view.show(part));
  const one = (structure) => h("li", {}, button(structure.name, {
    key: `name:${structure.id}`, "aria-pressed": ui.draft.named === structure.id,
    onclick: () => nameStructure(ui, structure),
  }));
  const details = h("details", {
    class: "st-drawn", open: ui.scratch.listOpen,
  }, h("summary", { "data-key": "drawn", onclick: () => { ui.scratch.listOpen = !details.open; } }, say("parts.closeup_drawn")),
    h("ul", { class: "st-buttons" }, state.structures.filter(isDrawn).map(one)));
  return details;
}

function showCloseUp(state, ui) {
  const { stage, view, host } = ui.scratch.closeUp;
  return stage.show({
    side: state.side, chosen: ui.draft.named, label: (id) => nameOf(state, id), belongs: view.show, opacity: () => 1,
    ...view,
  }).then(() => { host.dataset.shown = view.key; });
}

async function openCloseUp(ui, closeUp) {
  const { host, state } = closeUp;
  closeUp.failed = false;
  try {
    const [plotly, scene] = await Promise.all([loadPlotly(ui.model), loadScene(ui.model)]);
    ui.scratch.scene = scene;
    closeUp.missing = scene.missing;
    const lit = liftShades(scene, state.lift ?? 0);
    const camera = homeOf(state, host.clientWidth / Math.max(1, host.clientHeight));
    const pick = (id) => {
      const structure = state.structures.find((one) => one.id === id);
      if (structure) nameStructure(ui, structure);
    };
    closeUp.stage = await openStage(host, plotly, lit, { camera, watch: { pick } });
  } catch (error) {
    console.warn(error);
    closeUp.failed = true;
  }
  ui.redraw();
}

// Shade was worked out with everything in its place. Where most of it is taken away, more light comes in: `lift` is the
// share of each shadow that goes.
function liftShades(scene, lift) {
  const lighten = (shades) => Uint8Array.from(shades, (shade) => 255 - (255 - shade) * (1 - lift));
  return { ...scene, parts: scene.parts.map((part) => ({ ...part, shades: lighten(part.shades) })) };
}

// Calls once, as soon as the element has a width and is near the part of the page that is looked at.
function whenNear(closeUp, open) {
  closeUp.watching = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    closeUp.watching.disconnect();
    const fit = () => closeUp.host.clientWidth && closeUp.stage?.plotly.Plots.resize(closeUp.host); // put away: no width
    closeUp.watching = new ResizeObserver(fit);
    closeUp.watching.observe(closeUp.host);
    open();
  }, { rootMargin: NEAR_PX });
  closeUp.watching.observe(closeUp.host);
}

// A part around a close-up: painted again when the theme changes, and its figure given back when the part goes.
function mountCloseUp(context, name, draw) {
  let ui;
  const unmount = mount(context, name, (state, mounted) => draw(state, (ui = mounted)));
  const theme = matchMedia("(prefers-color-scheme: dark)");
  theme.addEventListener("change", ui.redraw);
  return () => {
    theme.removeEventListener("change", ui.redraw);
    unmount();
    ui.scratch.closeUp?.watching?.disconnect(); // a part may wait to be asked for its picture
    ui.scratch.closeUp?.stage?.close();
  };
}
