// Form and YAML of one file. The kernel holds the text; what is typed goes there a moment after the last key, with a
// number, and an answer to anything but the last number is not drawn over what was typed since.

const SEND_AFTER_MS = 400;
const ASK_EVERY_MS = 1000;
const ASKED_AT_MOST = 60;
const SHOWN_UNFOLDED = 3;

const draftKey = ({ owner }) => `st-author:${owner}`;

// Whether new pages have what was saved: the server says which content it shows.
async function waitUntilServed(version, ui) {
  for (let asked = 0; asked < ASKED_AT_MOST && ui.state.version === version; asked += 1) {
    const told = await fetch(new URL("../../healthz", document.baseURI)).then((reply) => reply.json(), () => ({}));
    if (ui.state.version !== version) return;
    if (told.content_version === version) {
      ui.tellServed(say("author.served"));
      return;
    }
    await new Promise((resolve) => { setTimeout(resolve, ASK_EVERY_MS); });
  }
  if (ui.state.version === version) ui.tellServed(say("author.not_served"));
}

function buildDesk(ui) {
  const parts = Object.fromEntries(["head", "form", "side", "status", "foot"].map((name) =>
    [name, h("div", { class: `st-desk-${name}` })]));
  const area = h("textarea", {
    id: newId("yaml"), class: "st-yaml", "data-key": "yaml", spellcheck: "false", autocomplete: "off",
    autocapitalize: "off", wrap: "off", rows: 28,
    oninput: () => { ui.keep(); ui.later("yaml", () => ({ verb: "text", text: area.value })); }, onblur: () => ui.flush(),
  });
  parts.side.append(h("label", { for: area.id }, say("author.yaml")), area);
  const served = h("p", { class: "st-fate", role: "status" });
  return { ...parts, area, served,
    root: h("section", { class: "st-card", "aria-label": say("author.desk_title") }, parts.head, parts.status,
      h("div", { class: "st-desk" }, h("div", {}, h("h3", {}, say("author.form")), parts.form), parts.side), parts.foot) };
}

function drawHead(state, ui) {
  const which = state.entries.length > 1 && labelled(say("author.which"), h("select", {
    "data-key": "which", onchange: ({ target }) => ui.act({ verb: "at", at: Number(target.value) }),
  }, state.entries.map((entry, index) => h("option", { value: index, selected: index === state.at }, entry || "?"))));
  return [h("h2", {}, state.file),
    state.is_new && quiet(say("author.is_new")),
    h("div", { class: "st-buttons" },
      button(say("author.back"), { key: "back", onclick: () => ui.leave() }),
      state.dirty && !state.is_new && button(say("author.discard"), {
        key: "discard", onclick: () => { ui.asking = !ui.asking; ui.show(); },
      })),
    ui.asking && state.dirty && drawConfirm({
      label: say("author.discard"), confirm: say("author.discard_sure"), key: "discarding",
      back: () => { ui.asking = false; ui.show(); }, send: () => { ui.asking = false; ui.discard(); },
    }),
    which,
    state.entries.length > 0 && h("details", {},
      h("summary", { "data-key": "more" }, say("author.one_more")), drawNewItem(state, ui, { isEntry: true }))];
}

function drawStatus(state, ui) {
  return [h("p", { class: `st-fate st-tone-${state.tone}`, role: "status" },
    icon(SHAPES[state.tone]), h("span", {}, state.verdict)),
    drawProblems(state.problems, ui)];
}

// A first text has a problem in every field, where it is told as well: so many lie folded above the form.
function drawProblems(problems, ui) {
  const list = h("ul", { class: "st-mend", "aria-label": say("author.problems") },
    problems.map((problem) => drawProblem(problem, ui.desk.area)));
  if (problems.length <= SHOWN_UNFOLDED) return problems.length > 0 && list;
  return h("details", {}, h("summary", { "data-key": "mend" }, say("author.problems")), list);
}

function drawFoot(state, ui) {
  const why = newId("why");
  return [h("div", { class: "st-buttons" },
    button(say("author.download"), { key: "download", onclick: () => downloadText(state.file, ui.desk.area.value) }),
    state.previewed && button(say("author.preview_close"), { key: "close", onclick: () => ui.act({ verb: "close" }) }),
    button(say(state.previewed ? "author.preview_again" : "author.preview"), {
      key: "preview", ready: state.can_preview, missing: state.verdict, onclick: () => ui.act({ verb: "preview" }),
    }),
    button(say("author.save"), {
      key: "save", primary: true, ready: !state.save_why, missing: state.save_why, why,
      onclick: () => ui.act({ verb: "save" }),
    })),
    h("p", { class: "st-fate", id: why }, state.saved || state.save_why), ui.desk.served, fate(ui.fate)];
}

function refill(ui, place, nodes) {
  keepFocus(place, () => {
    place.replaceChildren(...nodes.flat(Infinity).filter(Boolean));
    keepOpen(ui, place);
  });
}

function showDesk(state, ui) {
  ui.desk ??= buildDesk(ui);
  const { area } = ui.desk;
  if (ui.desk.root.parentNode !== ui.root) ui.root.replaceChildren(ui.desk.root);
  if (state.seq === ui.seq && !ui.pending && area.value !== state.text) area.value = state.text;
  showForm(state.form, ui, ui.desk.form);
  ui.desk.form.classList.toggle("st-away", state.form.length === 0);
  if (state.form.length === 0) ui.desk.form.replaceChildren(quiet(say("author.no_form")));
  if (state.version !== ui.asked) {
    ui.asked = state.version;
    ui.tellServed(state.version && say("author.serving"));
    if (state.version) void waitUntilServed(state.version, ui);
  }
  refill(ui, ui.desk.head, drawHead(state, ui));
  refill(ui, ui.desk.status, drawStatus(state, ui));
  refill(ui, ui.desk.foot, drawFoot(state, ui));
  ui.keep();
}

function makeSending(ui) {
  ui.send = (action) => {
    commit(ui.model, { ...action, seq: ui.seq }, { onState(phase, why, report) {
      ui.fate = phase === "saved" || phase === "sending" ? undefined : { phase, why, report };
      if (phase === "refused") announce(say("parts.refused", { why }));
      if (phase !== "sending") ui.show();
    } });
  };
  ui.flush = () => {
    if (!ui.pending) return;
    const { action, timer } = ui.pending;
    clearTimeout(timer);
    ui.pending = undefined;
    ui.seq += 1;
    ui.send(typeof action === "function" ? action() : action);
  };
  ui.later = (key, action) => {
    if (ui.pending && ui.pending.key !== key) ui.flush();
    clearTimeout(ui.pending?.timer);
    ui.pending = { key, action, timer: setTimeout(ui.flush, SEND_AFTER_MS) };
  };
  ui.act = (action) => {
    ui.flush();
    ui.seq += 1;
    ui.send(action);
  };
}

// What is not saved outlives a reload: the text as it stands here, and the stamp of what it began with.
function makeKeeping(ui) {
  ui.keep = () => {
    const { state } = ui;
    if (state.mode !== "desk") return;
    const changed = state.dirty || ui.pending;
    storage.set(draftKey(state), { file: state.file, at: state.at, stamp: state.stamp,
      text: changed ? ui.desk.area.value : undefined });
  };
  ui.forget = () => storage.set(draftKey(ui.state), null);
  ui.leave = () => {
    ui.flush();
    ui.forget();
    ui.send({ verb: "shelf" });
  };
  ui.discard = () => {
    ui.pending = undefined;
    ui.forget();
    ui.act({ verb: "open", file: ui.state.file });
  };
  ui.resume = () => {
    const kept = storage.get(draftKey(ui.state), null);
    if (ui.state.mode === "shelf" && kept?.file) ui.send({ verb: "resume", ...kept });
  };
}

function render({ model, el }) {
  const root = h("div", { class: "st-part st-editor" });
  const ui = { root, model, seq: model.get("state").seq ?? 0, state: model.get("state"), fields: new Map(), scratch: {} };
  ui.choices = (name) => model.get("catalogue")[name] ?? [];
  ui.tellServed = (words) => ui.desk?.served.replaceChildren(words ?? "");
  makeSending(ui);
  makeKeeping(ui);
  ui.show = () => {
    const state = model.get("state");
    const isOther = state.file !== ui.state.file || state.mode !== ui.state.mode;
    ui.state = state;
    if (isOther) Object.assign(ui, { desk: undefined, shape: undefined, pending: undefined, asking: false, seq: state.seq ?? ui.seq });
    if (state.mode === "desk") showDesk(state, ui);
    else keepFocus(root, () => root.replaceChildren(drawShelf(state, ui)));
  };
  el.append(root);
  model.on("change:state", ui.show);
  ui.show();
  ui.resume();
  return () => {
    abandon(model);
    model.off("change:state", ui.show);
    root.remove();
  };
}

export default { render };
