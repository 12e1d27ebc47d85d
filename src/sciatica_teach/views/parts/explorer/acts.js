// What the learner does with the scene, by whatever hand: each act changes the look, keeps it, and shows it.

const showLook = ({ scratch, model }) => scratch.stage?.show(viewFor(model.get("state"), scratch.scene, scratch.look));

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
  // A view is pressed as long as the camera stands where it says. The page is not drawn again for it: that would take
  // the scene out of the hand that turns it.
  const leavePreset = () => {
    look.preset = "";
    for (const tool of ui.root.querySelectorAll("[data-key^='view:']")) tool.setAttribute("aria-pressed", "false");
  };
  const lookAt = (structure, from) => {
    const camera = cameraFor(state(), scratch.scene, look, structure, from);
    if (!camera) return;
    leavePreset();
    fly(cameraAt(camera, look.side, aspect()));
  };
  const presetOf = (id) => state().presets.find((one) => one.id === id) ?? state().presets[0];
  const presetCamera = (id) => cameraAt(presetOf(id), look.side, aspect());
  return {
    presetCamera,
    leavePreset,
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
      leavePreset();
      if (scratch.stage) fly(moveCamera(scratch.stage.camera, motion));
    },
    choose(id, { pan = true } = {}) {
      if (id) announce(say("parts.explorer_chosen", { name: nameOf(state(), id) }));
      settle({ chosen: id, step: undefined, layers: layersWith(look, scratch.scene, id) });
      if (id && pan) lookAt(id);
    },
    follow(step) {
      const { structure, ...from } = state().follow[step];
      announce(say("parts.explorer_step", { step: step + 1, count: state().follow.length, name: nameOf(state(), structure) }));
      settle({ step, chosen: structure });
      lookAt(structure, from);
    },
    reset() {
      Object.assign(look, { side: "left", build: "middle", chosen: undefined, step: undefined, layers: layersAtStart(state()) });
      this.preset(state().presets[0].id);
      announce(say("parts.explorer_reset_done"));
    },
  };
}

// Whoever chooses a needle point wants to see needles.
function layersWith({ layers }, scene, id) {
  return isPoint(scene, id) && !layers.includes("needle") ? [...layers, "needle"] : layers;
}

// Where to stand to see a structure, or the way of a needle.
function cameraFor(state, scene, look, structure, from = state.seen_from[structure]) {
  const parts = partsOf(state, scene, look, structure).filter(({ opposite }) => !opposite);
  if (parts.length) return viewOf(parts, from);
  const needle = (scene?.needles ?? []).find(({ corridor, build }) => corridor === structure && build === look.build);
  return needle && viewOfNeedle(needle);
}
