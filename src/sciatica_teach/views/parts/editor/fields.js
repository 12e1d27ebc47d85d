// The form. Its fields stay the same elements as long as the same fields are asked for, so that whoever types in one is
// not disturbed by the answer to the last key.

const keyOf = (path) => path.join("/");

const INPUTS = {
  line: (field, props) => h("input", { type: "text", value: field.value, autocomplete: "off", ...props }),
  number: (field, props) => h("input", { type: "text", inputmode: "decimal", value: field.value, ...props }),
  lines: (field, props) => growing(field, props),
  list: (field, props) => growing(field, props),
  check: (field, props) => h("input", { type: "checkbox", checked: field.value, ...props }),
  choice: (field, props, choices) => h("select", props, chooseFrom(field, choices)),
};

// As tall as its text, between one line and eight.
function growing(field, props) {
  const area = h("textarea", { rows: 1, ...props });
  area.value = field.value;
  area.addEventListener("input", () => fit(area));
  return area;
}

function fit(area) {
  const columns = Math.max(20, Math.floor(area.clientWidth / 8.2) || 48);
  const lines = area.value.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
  area.rows = Math.min(8, Math.max(1, lines));
}

function chooseFrom({ value, may_lack: mayLack }, choices) {
  const known = choices.some((one) => one.value === value);
  const blank = mayLack || !value ? [{ value: "", label: say("author.none") }] : [];
  return optionsOf([...blank, ...(known || !value ? [] : [{ value, label: value }]), ...choices], value);
}

const valueOf = (input) => (input.type === "checkbox" ? input.checked : input.value);

function setValue(input, field, choices) {
  if (input.type === "checkbox") input.checked = field.value;
  else if (input.matches("select")) input.replaceChildren(...chooseFrom(field, choices));
  else input.value = field.value;
  if (input.matches("textarea")) fit(input);
}

function drawField(field, ui) {
  const key = keyOf(field.path);
  const said = newId("said");
  const problem = h("p", { class: "st-problem", id: said });
  const change = () => ui.later(key, { verb: "field", path: field.path, value: valueOf(input) });
  const soon = field.input === "check" || field.input === "choice";
  const input = INPUTS[field.input](field, {
    id: newId("field"), "data-key": key, "aria-describedby": said, [soon ? "onchange" : "oninput"]: change,
    onblur: () => ui.flush(),
  }, ui.choices(field.of));
  ui.fields.set(key, { input, problem, field });
  const label = h("label", { for: input.id }, field.label);
  if (field.input === "check") return h("div", {}, h("label", { class: "st-check" }, input, field.label), problem);
  return h("div", { class: "st-field" }, label, input, field.input === "list" && field.of && drawPicker(field, ui, input),
    problem);
}

// Ids are hard to remember: choosing one from the list puts it on a line of its own.
function drawPicker(field, ui, input) {
  const pick = h("select", { "aria-label": say("author.add_to", { label: field.label }), onchange: () => {
    input.value = [...input.value.split("\n").filter((line) => line.trim() && line !== pick.value), pick.value].join("\n");
    pick.value = "";
    input.dispatchEvent(new Event("input"));
  } }, h("option", { value: "" }, say("author.add_to", { label: field.label })), optionsOf(ui.choices(field.of)));
  return pick;
}

function drawRows(rows, ui) {
  const entry = (fields, index) => h("li", {}, fields.map((field) => drawField(field, ui)),
    button(say("author.drop", { number: index + 1 }), {
      key: `drop:${keyOf(rows.path)}:${index}`, ready: rows.entries.length > rows.least,
      missing: say("author.least", { count: rows.least }),
      onclick: () => ui.act({ verb: "drop", path: [...rows.path, index] }),
    }));
  const problem = h("p", { class: "st-problem" });
  ui.fields.set(keyOf(rows.path), { problem, field: rows });
  return h("fieldset", { class: "st-rows" }, h("legend", {}, rows.label), problem, h("ol", {}, rows.entries.map(entry)),
    button(say("author.add", { label: rows.label }), {
      key: `add:${keyOf(rows.path)}`, onclick: () => ui.act({ verb: "add", path: rows.path }),
    }));
}

const shapeOf = (form) => JSON.stringify(form.map((one) => (one.type === "rows"
  ? [one.path, one.entries.map((entry) => entry.map(({ path }) => path))] : [one.path, one.input])));

const cellsOf = (form) => form.flatMap((one) => (one.type === "rows" ? [one, ...one.entries.flat()] : [one]));

function showForm(form, ui, place) {
  const shape = shapeOf(form);
  if (shape !== ui.shape) {
    ui.shape = shape;
    ui.fields = new Map();
    keepFocus(place, () => place.replaceChildren(...form.map((one) =>
      (one.type === "rows" ? drawRows(one, ui) : drawField(one, ui)))));
    for (const { input } of ui.fields.values()) if (input?.matches("textarea")) fit(input);
  }
  const focused = place.getRootNode().activeElement;
  for (const one of cellsOf(form)) {
    const { input, problem } = ui.fields.get(keyOf(one.path));
    if (input && input !== focused && valueOf(input) !== one.value) setValue(input, one, ui.choices(one.of));
    input?.setAttribute("aria-invalid", String(Boolean(one.problem)));
    problem.replaceChildren(...(one.problem ? [icon("!"), h("span", {}, one.problem)] : []));
  }
}
