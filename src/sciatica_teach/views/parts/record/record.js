// The learner's record as files. What is saved comes from the kernel only when it was asked for and goes straight into
// a file; what is loaded is read here and sent up as text, and the kernel decides whether it is a record.

const KEPT_MS = 60_000;

// In the reader's own words and time zone; the kernel knows neither.
const dayOf = (seconds) => new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: "long" })
  .format(new Date(1000 * seconds));

async function saveFile({ name, kind }, packed) {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = await new Response(unpacked).arrayBuffer();
  const address = URL.createObjectURL(new Blob([bytes], { type: kind }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS); // at once would be before some browsers have read it
  announce(say("parts.record_saved", { name }));
}

const factRow = ({ label, text, at }) => h("div", {}, h("dt", {}, label), h("dd", {}, at ? dayOf(at) : text));

function saveRow({ kind, label, hint }, ui) {
  const [key, note] = [`save:${kind}`, newId("save")];
  const onclick = () => ui.send(key, { verb: "save", kind });
  const failed = ["refused", "waiting"].includes(ui.sent[key]?.phase);
  return h("div", { class: "st-one" }, button(label, { key, why: note, ready: !ui.busy(key), onclick }),
    h("p", { class: "st-hint", id: note }, hint), failed && fate(ui.sent[key]));
}

// The browser's field for a file is kept over redraws: made anew, it would have forgotten what was chosen.
function fileField(load, ui, ids) {
  ui.scratch.file ??= h("input", {
    type: "file", id: ids.field, accept: ".json,application/json", "data-key": "file", "aria-describedby": ids.note,
    onchange: () => { ui.scratch.tooLarge = false; ui.redraw(); },
  });
  return ui.scratch.file;
}

async function loadFile(load, ui) {
  const [file] = ui.scratch.file.files;
  ui.scratch.tooLarge = file.size > load.largest;
  if (ui.scratch.tooLarge) {
    announce(load.too_large);
    ui.redraw();
    return;
  }
  ui.send("load", { verb: "load", text: await file.text() });
}

function loadRows(load, ui) {
  const ids = (ui.scratch.ids ??= { field: newId("file"), note: newId("note") });
  const field = fileField(load, ui, ids);
  const chosen = field.files.length > 0;
  return h("div", { class: "st-load" }, h("h3", {}, load.title),
    h("label", { for: ids.field }, load.label), h("p", { class: "st-hint", id: ids.note }, load.hint), field,
    button(load.submit, {
      key: "load", ready: chosen && !ui.busy("load"), missing: load.missing, onclick: () => loadFile(load, ui),
    }),
    ui.scratch.tooLarge ? h("p", { class: "st-fate st-tone-unsafe" }, icon("✕"), h("span", {}, load.too_large))
      : fate(ui.sent.load));
}

function drawRecord(state, ui) {
  const title = newId("record");
  return h("section", { class: "st-card", "aria-labelledby": title },
    h("h2", { id: title }, state.title), h("p", {}, state.text),
    h("dl", { class: "st-facts" }, state.facts.map(factRow)), (state.notes ?? []).map((note) => quiet(note)),
    state.saves.length > 0 && h("div", { class: "st-save" }, h("h3", {}, state.saves_title),
      state.saves.map((one) => saveRow(one, ui))),
    state.load && loadRows(state.load, ui),
    state.erase && h("div", { class: "st-delete" }, h("h3", {}, state.erase_title), h("p", {}, state.erase_text),
      actionButton(state.erase, ui)));
}

function render(context) {
  const { model } = context;
  const hear = (message, [packed] = []) => { if (message.file) void saveFile(message.file, packed); };
  model.on("msg:custom", hear);
  const unmount = mount(context, "record", drawRecord);
  return () => {
    model.off("msg:custom", hear);
    unmount();
  };
}

export default { render };
