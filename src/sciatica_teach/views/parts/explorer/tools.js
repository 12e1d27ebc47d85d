// The tools around the scene: views, layers, side, build, turning, and the walk along the nerve.

function toggles(label, items, press) {
  return h("div", { class: "st-tools", role: "group", "aria-label": label },
    h("span", { class: "st-tools-label", "aria-hidden": "true" }, label),
    h("div", {}, items.map(({ key, name, pressed }) => h("button", {
      type: "button", class: "st-tool", "data-key": key, "aria-pressed": pressed, onclick: () => press(key),
    }, name))));
}

const keyOfTool = (key) => key.split(":")[1];

function viewTools(state, look, act) {
  const items = state.presets.map(({ id, name }) => ({ key: `view:${id}`, name, pressed: look.preset === id }));
  return toggles(say("parts.explorer_views"), items, (key) => act.preset(keyOfTool(key)));
}

function layerTools(state, look, act) {
  const items = state.layers.map(({ id, name }) => ({ key: `layer:${id}`, name, pressed: look.layers.includes(id) }));
  return toggles(say("parts.explorer_layers"), items, (key) => act.layer(keyOfTool(key)));
}

function sideTools(look, act) {
  const items = [["left", say("parts.explorer_left")], ["right", say("parts.explorer_right")]]
    .map(([id, name]) => ({ key: `side:${id}`, name, pressed: look.side === id }));
  return toggles(say("parts.explorer_side"), items, (key) => act.side(keyOfTool(key)));
}

function buildTools(state, look, act) {
  if (!look.layers.includes("needle") && !look.layers.includes("skin")) return null;
  const items = state.builds.map(({ id, name }) => ({ key: `build:${id}`, name, pressed: look.build === id }));
  return toggles(say("parts.explorer_build"), items, (key) => act.build(keyOfTool(key)));
}

const TURNS = [
  ["turn-left", "◀", { turn: -15 }], ["turn-right", "▶", { turn: 15 }], ["turn-up", "▲", { lift: 15 }],
  ["turn-down", "▼", { lift: -15 }], ["closer", "+", { zoom: 0.8 }], ["farther", "−", { zoom: 1.25 }],
];

function turnTools(act) {
  const one = ([key, shape, motion]) => h("button", {
    type: "button", class: "st-turn", "data-key": key, "aria-label": say(`parts.explorer_turn.${key}`),
    title: say(`parts.explorer_turn.${key}`), onclick: () => act.turn(motion),
  }, shape);
  return h("div", { class: "st-turns", role: "group", "aria-label": say("parts.explorer_turning") },
    TURNS.map(one), h("button", {
      type: "button", class: "st-turn st-reset", "data-key": "reset", onclick: () => act.reset(),
    }, say("parts.explorer_reset")));
}

// From the roots to the sole, one segment a step.
function followTools(state, look, act) {
  const { step } = look;
  const count = state.follow.length;
  const started = step !== undefined;
  const name = started && nameOf(state, state.follow[step].structure);
  return h("div", { class: "st-follow", role: "group", "aria-label": say("parts.explorer_follow") },
    h("h3", {}, say("parts.explorer_follow")),
    h("p", { class: "st-quiet" }, started
      ? say("parts.explorer_step", { step: step + 1, count, name }) : say("parts.explorer_follow_hint")),
    started && step === count - 1 && h("p", {}, say("parts.explorer_end")),
    h("div", { class: "st-buttons" },
      button(say("parts.explorer_back"), {
        key: "follow:back", ready: started && step > 0, onclick: () => act.follow(step - 1),
      }),
      button(started ? say("parts.explorer_next") : say("parts.explorer_start"), {
        key: "follow:next", primary: true, ready: !started || step < count - 1,
        onclick: () => act.follow(started ? step + 1 : 0),
      })));
}

const nameOf = (state, id) => state.structures.find((structure) => structure.id === id)?.name ?? id;
