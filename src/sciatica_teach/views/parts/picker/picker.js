// A few labelled choices. Every change sends the values of all fields; what is chosen while one is on its way is sent
// after it.

function sendPicked(ui) {
  if (ui.busy("pick")) {
    ui.scratch.again = true;
    return;
  }
  ui.scratch.again = false;
  ui.send("pick", { verb: "pick", values: { ...ui.draft.values } });
}

function pickValue(ui, id, value) {
  ui.draft.values = { ...ui.draft.values, [id]: value };
  sendPicked(ui);
}

// ---- What was chosen last time ----

const keptChoice = ({ store }) => `st-picker:${store}`;
const sameValues = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The content may have changed since: a choice with another set of fields is no choice any more.
function readKept(state) {
  const kept = state.store && storage.get(keptChoice(state), null);
  const wanted = state.fields.map(({ id }) => id);
  return kept && wanted.every((id) => id in kept) ? Object.fromEntries(wanted.map((id) => [id, kept[id]])) : null;
}

// Once, when the part appears; the fields follow when the kernel has taken it.
function restoreKept(state, ui) {
  if (ui.scratch.restored) return;
  ui.scratch.restored = true;
  const kept = readKept(state);
  if (!kept || sameValues(kept, state.values)) return;
  queueMicrotask(() => ui.send("pick", { verb: "pick", values: kept }));
}

// What holds after the kernel has answered is kept: its own version of a choice, or, where it refused, the one before.
function keepTaken(state, ui) {
  const { phase } = ui.sent.pick ?? {};
  if (state.store && ["saved", "refused"].includes(phase)) storage.set(keptChoice(state), state.values);
}

// A new state brings the values that hold; what the learner has changed since then is on its way and wins. Where it was
// refused, the old values stand again.
function pickedValues(state, ui) {
  const refused = ui.sent.pick?.phase === "refused" && !ui.scratch.again;
  if (ui.scratch.given !== state || refused || !ui.draft.values) {
    ui.scratch.given = state;
    if (!ui.scratch.again) ui.draft.values = { ...state.values };
  }
  return ui.draft.values;
}

function pickOption({ value, label }, chosen) {
  return h("option", { value, selected: value === chosen }, label);
}

// Options of the same group stand together under its name, in the order in which they come.
function pickOptions(options, chosen) {
  const groups = [...new Set(options.map(({ group }) => group ?? ""))];
  return groups.map((group) => {
    const own = options.filter((option) => (option.group ?? "") === group).map((option) => pickOption(option, chosen));
    return group ? h("optgroup", { label: group }, own) : own;
  });
}

function selectField(field, values, ui) {
  const id = (ui.scratch[`id:${field.id}`] ??= newId("pick"));
  return h("div", { class: "st-field" }, h("label", { for: id }, field.label),
    h("select", {
      id, "data-key": `pick:${field.id}`, onchange: (event) => pickValue(ui, field.id, event.target.value),
    }, pickOptions(field.options, values[field.id])));
}

function radioField(field, values, ui) {
  const name = (ui.scratch[`id:${field.id}`] ??= newId("pick"));
  return h("fieldset", { class: "st-chips" }, h("legend", {}, field.label), field.options.map(({ value, label }) =>
    h("label", {}, h("input", {
      type: "radio", name, value, checked: values[field.id] === value, "data-key": `pick:${field.id}:${value}`,
      onchange: () => pickValue(ui, field.id, value),
    }), h("span", {}, label))));
}

// Many of many: folded away, because the list is long.
function manyField(field, values, ui) {
  const chosen = new Set(values[field.id]);
  const toggle = (value, on) => {
    if (on) chosen.add(value);
    else chosen.delete(value);
    pickValue(ui, field.id, field.options.map((option) => option.value).filter((one) => chosen.has(one)));
  };
  const open = ui.scratch[`open:${field.id}`];
  return h("details", {
    class: "st-many", open, ontoggle: (event) => { ui.scratch[`open:${field.id}`] = event.target.open; },
  },
  h("summary", { "data-key": `fold:${field.id}` }, say("parts.picker_many", { label: field.label, count: chosen.size })),
  h("fieldset", { class: "st-chips" }, h("legend", { class: "st-hidden" }, field.label),
    field.options.map(({ value, label }) => h("label", {}, h("input", {
      type: "checkbox", value, checked: chosen.has(value), "data-key": `pick:${field.id}:${value}`,
      onchange: (event) => toggle(value, event.target.checked),
    }), h("span", {}, label)))));
}

const FIELDS = { select: selectField, radio: radioField, many: manyField };

function drawPicker(state, ui) {
  if (ui.scratch.again && !ui.busy("pick")) queueMicrotask(() => sendPicked(ui));
  restoreKept(state, ui);
  keepTaken(state, ui);
  const values = pickedValues(state, ui);
  const title = (ui.scratch.title ??= newId("picker"));
  const { phase, why, report } = ui.sent.pick ?? {};
  const trouble = phase === "refused" || phase === "waiting";
  return h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level ?? 2}`, { id: title }, state.title), (state.text ?? []).map((text) => h("p", {}, text)),
    h("div", { class: "st-fields" }, state.fields.map((field) => FIELDS[field.kind](field, values, ui))),
    trouble && fate({ phase, why, report }));
}

export default { render: (context) => mount(context, "picker", drawPicker) };
