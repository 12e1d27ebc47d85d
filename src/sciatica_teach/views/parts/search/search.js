// A search as one types: the query goes up when the hand rests, the results come down with the state.

const REST_MS = 200;

const typed = (ui, state) => (ui.draft.text ?? state.query).trim();

// One query at a time; whatever was typed meanwhile goes up when it is answered, and nothing is asked twice.
function look(ui) {
  clearTimeout(ui.scratch.timer);
  const state = ui.model.get("state");
  const text = typed(ui, state);
  if (ui.busy("search") || text === (ui.scratch.asked ?? state.query)) return;
  ui.scratch.asked = text;
  ui.send("search", { verb: "search", text });
}

// On our own pages the address says what is shown, so that a result can be linked and a reload finds it again.
function keepQuery(query) {
  if (!document.body.classList.contains("st-page")) return;
  const target = new URL(location.href);
  if (query) target.searchParams.set("search", query);
  else target.searchParams.delete("search");
  if (target.href !== location.href) history.replaceState(history.state, "", target);
}

function settle(state, ui) {
  if (ui.scratch.asked !== undefined && state.query === ui.scratch.asked && ui.scratch.told !== state.query) {
    ui.scratch.told = state.query;
    announce(state.status);
    keepQuery(state.query);
  }
  if (ui.draft.text !== undefined && !ui.busy("search")) look(ui);
}

function drawResult({ kind, title, text, href }) {
  const away = /^https?:/.test(href);
  const address = href && safeHref(href);
  const named = [h("span", { class: "st-tag" }, kind), " ", h("strong", {}, title)];
  return h("li", {}, address
    ? h("a", { href: address, target: away ? "_blank" : undefined, rel: away ? "noopener" : undefined,
      "data-key": `hit:${href}:${title}` }, named, away && hidden(say("parts.new_tab")))
    : h("span", {}, named), text && h("p", { class: "st-quiet" }, text));
}

function drawSearch(state, ui) {
  const [field, note] = [(ui.scratch.field ??= newId("search")), (ui.scratch.note ??= newId("note"))];
  const input = h("input", {
    type: "search", id: field, "data-key": "search", value: ui.draft.text ?? state.query, autocomplete: "off",
    enterkeyhint: "search", maxlength: 200, "aria-describedby": note,
    oninput: (event) => {
      ui.draft.text = event.target.value;
      clearTimeout(ui.scratch.timer);
      if (!event.isComposing) ui.scratch.timer = setTimeout(() => look(ui), REST_MS);
    },
  });
  const submit = (event) => {
    event.preventDefault();
    look(ui);
  };
  // What is on the way is drawn only when it comes: a field that is drawn anew at each key would lose an accent begun.
  ui.after = () => settle(state, ui);
  return h("section", { class: "st-card" },
    h("form", { role: "search", onsubmit: submit }, h("label", { for: field, class: "st-legend" }, say("parts.search_label")),
      hintLine(say("parts.search_hint")), input),
    h("p", { id: note, class: "st-status" }, state.status),
    state.results.length > 0 && h("ul", { class: "st-hits", "aria-label": say("parts.search_results") },
      state.results.map(drawResult)),
    fate(["waiting", "refused"].includes(ui.sent.search?.phase) ? ui.sent.search : undefined));
}

export default { render: (context) => mount(context, "search", drawSearch) };
