// What a lesion takes away: muscles, fields of skin, reflexes. Predicted with checkboxes or on the map; then judged.

const NOTHING = "nothing";
const NEARLY = 0.9;
const KINDS = ["muscles", "fields", "reflexes"];
const WHERE = ["hip", "thigh", "leg", "foot", "pelvis"];

const allTargets = (state) => KINDS.flatMap((kind) => state[kind] ?? []);
const nameKey = (state) => new Map([
  ...(state.fields ?? []).map(({ id, name }) => [id, name]),
  ...(state.unexamined ?? []).map(({ id, name }) => [id, say("parts.map.unexamined_field", { name })]),
]);

// "4 of 5", "reduced"; a value that nobody foresaw is shown as it is.
function valueWord(value) {
  if (/^[0-5]$/.test(value)) return say("parts.loss.power", { value });
  const words = {
    normal: say("parts.loss.normal"), reduced: say("parts.loss.reduced"), lost: say("parts.loss.lost"),
    absent: say("parts.loss.absent"),
  };
  return words[value] ?? value;
}

// Muscles by the part of the limb that they move, the other kinds in one group: [[heading, targets]].
function groupsOf(state, kind) {
  if (kind !== "muscles") return [["", state[kind] ?? []]];
  const regions = [...new Set([...WHERE, ...state.muscles.map(({ where }) => where)])];
  const nameOf = (where) => (WHERE.includes(where) ? say(`parts.limb.${where}`) : where);
  return regions.map((where) => [
    nameOf(where), state.muscles.filter((muscle) => muscle.where === where),
  ]).filter(([, targets]) => targets.length);
}

// The three kinds, each in `frame(kind, title, groups)`; empty ones are left out.
const byKind = (state, frame) =>
  KINDS.filter((kind) => state[kind]?.length).map((kind) => frame(say(`parts.kind.${kind}`), groupsOf(state, kind)));

function mapFigure(state, map, text) {
  const unexamined = new Set((state.unexamined ?? []).map(({ id }) => id));
  if (!state.fields?.length && !unexamined.size) return null;
  const drawn = { side: state.side, names: nameKey(state), unexamined, ...map };
  return h("figure", { class: "st-skinmap" }, skinMap(drawn, text),
    h("figcaption", {}, h("ul", { class: "st-key" }, mapKey(drawn)),
      quiet(say("parts.map.caution"), " ", say(`parts.map.${state.side === "right" ? "right" : "left"}`))));
}

const swatch = (className, word) => h("li", {}, h("span", { class: `st-swatch ${className}`, "aria-hidden": "true" }),
  word);

function mapKey({ values, toggle, judged, unexamined }) {
  const present = new Set(Object.values(values));
  return [
    (toggle || judged) && swatch("st-swatch-predicted", say("parts.map.predicted")),
    present.has("reduced") && swatch("st-swatch-reduced", say("parts.map.reduced")),
    present.has("lost") && swatch("st-swatch-lost", say("parts.map.lost")),
    present.has("normal") && unexamined.size > 0 && swatch("st-swatch-normal", say("parts.map.normal")),
    unexamined.size > 0 && swatch("st-swatch-unexamined", say("parts.map.unexamined")),
  ];
}

// ---- Open ----

function targetField(target, ui, toggle) {
  const ring = (on) => {
    for (const shape of ui.root.querySelectorAll(".st-field")) {
      shape.classList.toggle("st-at", on && shape.dataset.target === target.id);
    }
  };
  return h("label", { class: "st-pick", onmouseenter: () => ring(true), onmouseleave: () => ring(false) },
    h("input", {
      type: "checkbox", value: target.id, checked: ui.draft.chosen.has(target.id), "data-key": `target:${target.id}`,
      onchange: () => toggle(target.id), onfocus: () => ring(true), onblur: () => ring(false),
    }),
    h("span", {}, target.name, (target.movement ?? target.where) &&
      h("span", { class: "st-quiet" }, target.movement ?? target.where)));
}

// Nothing ticked is a blank sheet; that nothing fails has to be said.
function nothingField(state, ui) {
  const choose = ({ target }) => {
    ui.draft.nothing = target.checked;
    if (target.checked) ui.draft.chosen.clear();
    keepDraft(state, ui);
    ui.redraw();
  };
  return h("label", { class: "st-check" },
    h("input", { type: "checkbox", checked: ui.draft.nothing, "data-key": "nothing", onchange: choose }),
    h("span", {}, say("parts.loss_nothing")));
}

function predictedText(state, ui) {
  const names = allTargets(state).filter(({ id }) => ui.draft.chosen.has(id)).map(({ name }) => name);
  return names.length ? say("parts.loss_chosen", { names: names.join(", ") }) : "";
}

// Ticks that are not committed outlive a reload, in this tab; where a browser keeps nothing they do not.
function inTab(verb, state, ...given) {
  try {
    return sessionStorage[verb](`st-draft:${SHARED.owner}:${state.subject}:${state.id}`, ...given);
  } catch {
    return null;
  }
}

function takeDraft(state, ui) {
  if (ui.draft.chosen) return;
  const kept = inTab("getItem", state)?.split(" ") ?? state.chosen ?? [];
  ui.draft.chosen = new Set(allTargets(state).map(({ id }) => id).filter((id) => kept.includes(id)));
  ui.draft.nothing = kept.includes(NOTHING);
}

const keepDraft = (state, { draft }) =>
  inTab("setItem", state, [...draft.chosen, draft.nothing && NOTHING].filter(Boolean).join(" "));

function drawOpenLosses(state, ui) {
  ui.scratch.open = state.id;
  takeDraft(state, ui);
  const { chosen } = ui.draft;
  const toggle = (id) => {
    chosen[chosen.has(id) ? "delete" : "add"](id);
    ui.draft.nothing = false;
    keepDraft(state, ui);
    ui.redraw();
  };
  return [
    h("p", { class: "st-legend" }, state.legend), hintLine(state.hint),
    h("div", { class: "st-plan" },
      mapFigure(state, { chosen, values: {}, toggle }, say("parts.map.open")),
      h("div", { class: "st-kinds" }, byKind(state, (title, groups) => h("fieldset", {},
        h("legend", { class: "st-kind" }, title), groups.map(([heading, targets]) => h("div", { class: "st-picks" },
          heading && h("p", { class: "st-heading" }, heading),
          targets.map((target) => targetField(target, ui, toggle)))))))),
    nothingField(state, ui), h("p", { class: "st-chosen" }, predictedText(state, ui)),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: chosen.size || ui.draft.nothing ? "" : say("parts.loss_missing"),
      action: () => ({
        chosen: ui.draft.nothing ? [NOTHING] : allTargets(state).map(({ id }) => id).filter((id) => chosen.has(id)),
      }),
    }),
  ];
}

// ---- Locked, or findings only ----

const VERDICTS = {
  "true,true": ["right", "✓", "hit"], "true,false": ["caution", "!", "missed"],
  "false,true": ["unsafe", "✕", "false"], "false,false": ["plain", "•", "spared"],
};

function verdictOf({ verdicts }, id) {
  const verdict = verdicts?.[id];
  return verdict && VERDICTS[[Boolean(verdict.right), Boolean(verdict.chosen)]];
}

function judgeLosses(state) {
  const all = Object.values(state.verdicts ?? {});
  if (!all.length) return ["info", say("parts.your_answer")];
  if (all.every(({ right, chosen }) => Boolean(right) === Boolean(chosen))) return ["right", say("parts.right")];
  if (state.earned >= NEARLY) return ["right", say("parts.loss_nearly")];
  const partly = all.some(({ right, chosen }) => right && chosen);
  return partly ? ["caution", say("parts.partly")] : ["unsafe", say("parts.wrong")];
}

const INTACT = new Set(["5", say("parts.loss.power", { value: "5" }), "normal"]);

function targetRow(state, target) {
  const [tone, shape, kind] = verdictOf(state, target.id) ?? ["plain", "•", ""];
  const value = state.values?.[target.id];
  const feedback = state.verdicts?.[target.id]?.feedback;
  const word = kind && h("span", { class: "st-word" }, say(`parts.loss_${kind}`));
  return h("li", { class: `st-row st-tone-${tone}` }, icon(shape), h("div", {},
    h("p", {}, h("strong", {}, target.name), target.movement && h("span", { class: "st-quiet" }, " ", target.movement)),
    word && h("p", {}, word), feedback && h("p", { class: "st-quiet" }, feedback)),
  value !== undefined && h("span", { class: INTACT.has(value) ? "st-value" : "st-value st-off" }, valueWord(value)));
}

// The map in words, for those who do not see it.
function describeLosses(state) {
  const named = (wanted) => (state.fields ?? []).filter(({ id }) => state.values?.[id] === wanted)
    .map(({ name }) => name).join(", ") || say("parts.body_nothing");
  const said = say("parts.map.locked", { lost: named("lost"), reduced: named("reduced") });
  const names = (state.unexamined ?? []).map(({ name }) => name).join(", ");
  return names ? `${said} ${say("parts.map.locked_unexamined", { names })}` : said;
}

const rowsOf = (state, wanted) => byKind(state, (title, groups) => {
  const kept = groups.map(([heading, targets]) => [heading, targets.filter(wanted)]).filter(([, some]) => some.length);
  return kept.length > 0 && h("section", {}, h("h4", { class: "st-kind" }, title), kept.map(([heading, targets]) => [
    heading && h("p", { class: "st-heading" }, heading),
    h("ul", { class: "st-rows" }, targets.map((target) => targetRow(state, target)))]));
});

// What needs no reading is folded away: what was rightly left out, and findings that are listed elsewhere in short.
function drawFindings(state, chosen) {
  const folded = ({ id }) => state.observed || verdictOf(state, id)?.[2] === "spared";
  const count = allTargets(state).filter(folded).length;
  const summary = state.observed ? say("parts.loss_found", { count }) : say("parts.loss_rest", { count });
  return h("div", { class: "st-plan" },
    mapFigure(state, { chosen, values: state.values ?? {}, judged: !state.observed }, describeLosses(state)),
    h("div", { class: "st-kinds" }, rowsOf(state, (target) => !folded(target)), count > 0 &&
      h("details", {}, h("summary", {}, summary), h("div", { class: "st-kinds" }, rowsOf(state, folded)))));
}

function drawLockedLosses(state, ui) {
  inTab("removeItem", state);
  const verdict = state.observed ? null : verdictHeading(state, ui, ...judgeLosses(state));
  return [
    h("h3", { class: "st-legend" }, state.legend), state.hint && hintLine(state.hint), verdict,
    !state.observed && state.chosen?.includes(NOTHING) && h("p", {}, say("parts.loss_said_nothing")),
    drawFindings(state, new Set(state.observed ? [] : state.chosen ?? [])),
    certaintyGiven(state),
  ];
}

const drawLosses = (state, ui) => h("section", { class: "st-card" },
  (state.locked || state.observed ? drawLockedLosses : drawOpenLosses)(state, ui));

export default { render: (context) => mount(context, "losses", drawLosses) };
