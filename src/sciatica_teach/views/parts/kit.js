// The kit: what every part is built with. It stands in front of the part's own module and exports nothing.
//
// Two promises are kept here. Text reaches the page as text only, so that content can never bring markup with it. And
// an answer is written to this browser's storage before it is sent, and leaves it only when the kernel has settled it.

// Each part is a module of its own, so what they must agree on hangs on the global object.
const SHARED = (globalThis.__sciaticaTeach ??= { memory: new Map(), flights: new Map(), away: new Set(), owner: "" });

// ---- Words ----

// Every sentence stands in views/words.toml; those that this part says are in front of the kit, as WORDS.
const say = (key, values = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_gap, name) => values[name] ?? "");

// ---- Elements ----

function build(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name.startsWith("aria-")) element.setAttribute(name, String(value));
    else if (name === "style") element.style.cssText = value; // as an attribute, a page with a strict policy ignores it
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  // append() turns strings into text nodes; there is no path from a string to markup.
  element.append(...children.flat(Infinity).filter((child) => (child ?? false) !== false));
  return element;
}

const h = (tag, props, ...children) => build(document.createElement(tag), props, children);
const SVG = "http://www.w3.org/2000/svg";
const svg = (tag, props, ...children) => build(document.createElementNS(SVG, tag), props, children);
const hidden = (...text) => h("span", { class: "st-hidden" }, text);

const quiet = (...text) => h("p", { class: "st-quiet" }, text);
const hintLine = (...text) => h("p", { class: "st-hint" }, text);

// A shape that repeats in words beside it, so it is silent to screen readers.
const icon = (shape) => h("span", { class: "st-icon", "aria-hidden": "true" }, shape);

const SHAPES = { right: "✓", unsafe: "✕", caution: "!", info: "i", plain: "•", safety: "!", patient: "“" };

// Only the web and our own pages: a link from content must not be able to run a script.
function safeHref(href) {
  try {
    const { protocol } = new URL(href, document.baseURI);
    return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

// A button that is not ready stays focusable (aria-disabled, not disabled): focus survives, and `why` can be read out.
// Pressed before it is ready, it says what is `missing`.
function button(label, { key, onclick, ready = true, primary, why, missing, ...props }) {
  return h("button", {
    type: "button", class: primary ? "st-button st-primary" : "st-button", "data-key": key,
    "aria-disabled": ready ? undefined : "true", "aria-describedby": why,
    onclick: (event) => (ready ? onclick(event) : missing && announce(missing)), ...props,
  }, label);
}

const newId = (() => {
  let count = 0;
  const page = Math.random().toString(36).slice(2, 8);
  return (name) => `st-${name}-${page}-${(count += 1)}`;
})();

// ---- Saying things ----

function announce(text) {
  let region = document.getElementById("st-live");
  if (!region) {
    region = h("div", { id: "st-live", class: "st-hidden", "aria-live": "polite", role: "status" });
    document.body.append(region);
  }
  // The same words twice are no change and would not be spoken, hence the space.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

// ---- The outbox ----

const OUTBOX = "st-outbox";
const RESEND_MS = 3000;

// Private windows and full disks refuse localStorage; then this page's memory has to do.
const storage = {
  get(key, otherwise) {
    if (SHARED.memory.has(key)) return SHARED.memory.get(key);
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      SHARED.memory.delete(key);
    } catch {
      SHARED.memory.set(key, value);
    }
  },
};

function outbox() {
  const entries = storage.get(OUTBOX, []);
  return Array.isArray(entries) ? entries.filter((entry) => entry?.id && entry.action) : [];
}

// crypto.randomUUID exists on secure pages only, and a class room server may be plain http.
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function commit(model, action, { onState = () => {} } = {}) {
  const { subject } = model.get("state");
  const entry = { id: uuid(), subject, owner: SHARED.owner, action, at: new Date().toISOString() };
  if (entry.subject) storage.set(OUTBOX, [...outbox(), entry]); // without one it is a step through menus, not an answer
  deliver(model, entry, onState);
  return entry.id;
}

// Send until the kernel answers for this id. A tab that is not the holder of its subject keeps quiet, but keeps trying.
function deliver(model, entry, onState) {
  const send = () => {
    if (SHARED.away.has(entry.subject)) return;
    try {
      model.send({ id: entry.id, action: entry.action });
    } catch (error) {
      console.warn("Could not send; it will be tried again.", error);
    }
  };
  const stop = () => {
    clearInterval(timer);
    model.off("msg:custom", onMessage);
    SHARED.flights.delete(entry.id);
  };
  const settle = (phase, why, report) => {
    stop();
    storage.set(OUTBOX, outbox().filter(({ id }) => id !== entry.id));
    onState(phase, why, report);
  };
  const onMessage = (message) => {
    if (message.ack === entry.id) settle("saved");
    else if (message.refused === entry.id) settle("refused", message.why, message.report);
    else if (message.retry === entry.id) onState("waiting", message.why);
  };
  const timer = setInterval(send, RESEND_MS);
  SHARED.flights.set(entry.id, { model, stop });
  model.on("msg:custom", onMessage);
  onState("sending");
  send();
}

// What an earlier page left over, one after the other, so that the order of the learner's steps is kept. Several people
// may share a browser: what another learner left here is theirs, and waits until they come back.
function replay(model, subject, onState = () => {}) {
  const isMine = (entry) => entry.subject === subject && (entry.owner ?? "") === SHARED.owner;
  const queue = outbox().filter((entry) => isMine(entry) && !SHARED.flights.has(entry.id));
  const next = () => {
    const entry = queue.shift();
    if (!entry) return;
    deliver(model, entry, (phase, why, report) => {
      onState(phase, why, report);
      if (phase === "saved" || phase === "refused") next();
    });
  };
  next();
}

// The view is gone, and with it the ear for answers. The entries stay in the outbox for the next start.
function abandon(model) {
  for (const flight of [...SHARED.flights.values()]) if (flight.model === model) flight.stop();
}

// ---- Drawing ----

const keyed = (root, key) => [...root.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);

// What is marked in a field, to be marked again: typing after a redraw replaces it, as it would have before.
function selectionIn(field) {
  const { selectionStart, selectionEnd, selectionDirection } = field;
  return (after) => after.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
}

// Redraw, and give the focus (and what was marked) back to the element of the same key.
function keepFocus(root, redraw) {
  const before = root.getRootNode().activeElement;
  const key = root.contains(before) ? before.dataset.key : undefined;
  const select = key && before.matches("input[type=text], input[type=search]") ? selectionIn(before) : undefined;
  redraw();
  const after = key && keyed(root, key);
  if (!after) return;
  after.focus({ preventScroll: true });
  select?.(after);
}

// What the learner has not sent yet outlives the view: ipywidgets makes a view anew when the widgets before it change,
// and a quick hand may have answered in the old one. Each part is a module of its own, so this is one part's alone.
const unsent = { shown: undefined, draft: {} };
const forget = (id) => Object.assign(unsent, { shown: id, draft: {} });

// Draw a part and keep it drawn. `draw(state, ui)` returns its nodes; `ui.draft` is what the learner has not sent yet,
// and is emptied when the part is given something else to show (another `id`).
function mount({ model, el }, name, draw) {
  const root = h("div", { class: `st-part st-${name}` });
  const ui = { root, model, draft: {}, sent: {}, scratch: {} };
  let shown;
  ui.redraw = () => {
    const state = model.get("state");
    if (state.id !== shown) ui.sent = {};
    if (state.id !== unsent.shown) forget(state.id);
    ui.draft = unsent.draft;
    shown = state.id;
    keepFocus(root, () => root.replaceChildren(...[draw(state, ui)].flat(Infinity).filter(Boolean)));
    ui.after?.();
    ui.after = undefined;
  };
  // `key` names the button pressed: it stays quiet until its command is settled, the others go on working.
  ui.busy = (key) => ["sending", "waiting"].includes(ui.sent[key]?.phase);
  ui.send = (key, action) => {
    if (ui.busy(key)) return;
    const { sent } = ui;
    commit(model, action, {
      onState(phase, why, report) {
        const before = sent[key]?.phase;
        sent[key] = { phase, why, report };
        if (phase === "waiting" && before !== "waiting") announce(say("parts.kept"));
        if (phase === "saved" && before === "waiting") announce(say("parts.saved"));
        if (phase === "refused") announce(say("parts.refused", { why }));
        ui.redraw();
      },
    });
  };
  el.append(root);
  model.on("change:state", ui.redraw);
  ui.redraw();
  return () => {
    abandon(model);
    model.off("change:state", ui.redraw);
    if (model.get("state").locked) forget(); // what was answered is no draft for another attempt
    root.remove();
  };
}

// A button that sends an action, with what became of it beside it.
function actionButton({ label, action, primary, confirm }, ui) {
  const key = JSON.stringify(action);
  const ask = (asking) => { ui.draft.asking = asking; ui.redraw(); };
  const send = () => {
    if (ui.draft.asking === key) ui.draft.asking = undefined;
    ui.send(key, action);
  };
  if (confirm && ui.draft.asking === key) return drawConfirm({ label, confirm, key, send, back: () => ask(undefined) });
  const onclick = confirm ? () => ask(key) : send;
  return [button(label, { key, primary, ready: !ui.busy(key), onclick }), fate(ui.sent[key])];
}

// What cannot be undone is asked for once more, at the same place.
function drawConfirm({ label, confirm, key, send, back }) {
  const question = newId("confirm");
  return h("div", { class: "st-confirm", role: "group", "aria-labelledby": question },
    h("p", { id: question }, confirm), button(say("parts.go_back"), { key, onclick: back }),
    button(say("parts.yes", { label }), { key: `yes:${key}`, primary: true, onclick: send }));
}

const actionButtons = (items, ui) => h("div", { class: "st-buttons" }, items.map((item) => actionButton(item, ui)));

// Under a button: what became of its command.
function fate({ phase, why, report } = {}) {
  if (phase === "sending") return h("p", { class: "st-fate" }, say("parts.saving"));
  if (phase === "waiting") {
    return h("p", { class: "st-fate st-tone-caution" }, icon("!"), h("span", {}, say("parts.kept"), why && ` ${why}`));
  }
  if (phase !== "refused") return null;
  return h("div", { class: "st-fate st-tone-unsafe" }, icon("✕"),
    h("div", {}, h("span", {}, say("parts.refused", { why })), report && errorReport(report)));
}

// The notebook's name is all of the address that may be told: the rest can hold a name or a code.
function errorReport(report, summary = say("parts.report_summary"), hint = "") {
  const text = report.replace("{page}", location.pathname.split("/").pop());
  const shown = h("pre", { tabindex: "0" }, text);
  const copy = async ({ target }) => {
    // Without a clipboard (plain http), or where it is refused, the text is marked, ready to be copied by keyboard.
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (!copied) getSelection().selectAllChildren(shown);
    target.textContent = say(copied ? "parts.report_copied" : "parts.report_marked");
    announce(target.textContent);
  };
  return h("details", {}, h("summary", {}, summary), hint && quiet(hint), shown,
    button(say("parts.report_copy"), { onclick: copy }));
}

// ---- Answers: certainty, commit, verdict ----

function certaintyField(state, ui) {
  if (!state.certainty?.ask) return null;
  const name = (ui.scratch.sure ??= newId("sure"));
  return h("fieldset", { class: "st-sure" }, h("legend", {}, state.certainty.legend ?? say("certainty.legend")),
    state.certainty.rule && hintLine(state.certainty.rule),
    Object.entries(state.certainty.labels).map(([level, label]) => h("label", {},
      h("input", {
        type: "radio", name, value: level, checked: String(ui.draft.certainty) === level, "data-key": `sure:${level}`,
        onchange: () => { ui.draft.certainty = Number(level); ui.redraw(); },
      }), h("span", {}, label))));
}

// The last line of every answer form. `missing` says in words what is still to be done; empty means ready.
function submitRow(state, ui, { missing, action }) {
  const todo = missing || (state.certainty?.ask && !ui.draft.certainty && say("parts.sure_missing"));
  const note = (ui.scratch.note ??= newId("note"));
  const key = "submit";
  const sure = () => state.certainty?.ask && { certainty: ui.draft.certainty };
  const full = () => ({ ...state.submit.action, ...action(), ...sure() });
  return h("div", { class: "st-submit" },
    button(state.submit.label, {
      key, primary: true, ready: !todo && !ui.busy(key), why: note, missing: todo, onclick: () => ui.send(key, full()),
    }),
    h("div", { id: note }, fate(ui.sent[key]) ?? (todo && h("p", { class: "st-fate" }, todo))));
}

// One heading for the answer. It takes the focus once: when it was open on this page until now (`ui.scratch.open`).
function verdictHeading(state, ui, tone, word) {
  const heading = h("h3", { class: `st-verdict st-tone-${tone}`, tabindex: "-1", "data-key": "verdict" },
    icon(SHAPES[tone]), word);
  if (ui.scratch.open === state.id) {
    ui.after = () => {
      heading.focus();
      announce(word);
    };
  }
  ui.scratch.open = undefined;
  return heading;
}

function certaintyGiven(state) {
  const label = state.certainty?.labels?.[state.certainty_given];
  return label ? quiet(say("parts.sure_given"), " ", h("span", { class: "st-tag" }, label)) : null;
}

// An answered option, step or number: shape and word beside the text, the reason under it.
function verdictCard({ tone, badge, text, word, feedback }) {
  return h("li", { class: `st-answer st-tone-${tone}` }, h("span", { class: "st-badge", "aria-hidden": "true" }, badge),
    h("div", {}, h("p", {}, h("strong", {}, text), word && [" — ", h("span", { class: "st-word" }, word)]),
      feedback && quiet(feedback)));
}

function progressBar(value, of, label) {
  return h("div", { class: "st-progress" }, h("progress", { max: of, value: Math.min(value, of), "aria-label": label }),
    h("p", { class: "st-quiet", "aria-hidden": "true" }, label));
}

// ---- Evidence ----

const MARKS = { measured: "◆", taught: "■", estimate: "≈", tradition: "◇", opinion: "○" };

function tag(kind, shape, word) {
  return h("span", { class: `st-tag ${kind}` }, h("span", { "aria-hidden": "true" }, shape), word);
}

function mark(name, conflict) {
  const shown = name in MARKS ? tag(`st-mark-${name}`, MARKS[name], say(`mark.${name}`)) : tag("", "", name);
  return [shown, conflict && tag("st-conflict", "⚑", say("parts.conflict"))];
}

function sourceNote(sources, conflict, open = false) {
  if (!sources?.length && !conflict) return null;
  const one = (source) => h("li", {},
    h("cite", {}, source.citation), source.reading && h("span", { class: "st-quiet" }, ` (${source.reading})`),
    source.says && h("p", {}, source.says),
    source.caution && quiet(say("parts.source_caution", { text: source.caution })),
    safeHref(source.href) && h("a", { href: source.href, target: "_blank", rel: "noopener" },
      say("parts.source_open"), " ", hidden(say("parts.new_tab"))));
  const count = sources?.length ?? 0;
  return h("details", { class: "st-sources", open },
    h("summary", {}, count === 0 ? say("parts.conflict_why")
      : count === 1 ? say("parts.source_one") : say("parts.source_many", { count })),
    conflict && typeof conflict === "string" && h("p", {}, h("strong", {}, say("parts.conflict_said")), " ", conflict),
    h("ul", {}, (sources ?? []).map(one)));
}
