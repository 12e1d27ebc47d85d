// The figure of the explorer: opened when it has a width, followed by the name of what is under the mouse.

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
    camera: (camera, { byHand = false } = {}) => {
      scratch.look.camera = camera;
      const keep = () => keepLook(ui.model.get("state"), scratch.look);
      clearTimeout(scratch.keeping);
      if (!byHand) return keep(); // what was chosen and where it is seen from are kept together
      scratch.act.leavePreset();
      scratch.keeping = setTimeout(keep, 200); // a hand that turns the scene moves the camera with every frame
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
    scratch.act.leavePreset();
    if (scratch.stage) scratch.stage.fly(moveCamera(scratch.stage.camera, { zoom: Math.exp(event.deltaY / 300) }), true);
  }, { capture: true, passive: false });
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
